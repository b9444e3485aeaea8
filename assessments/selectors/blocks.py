"""Active blocks: several communities, judged once for what they share. Each member's card carries the block's answers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.models import Round, Scorecard
from assessments.selectors.cards import rules_of
from assessments.selectors.scorecards import scorecards
from assessments.standards.model import Rule, Subject, Verdict
from communities.models import Block, Community
from communities.scope import AreaScope
from communities.selectors import within


@dataclass(frozen=True)
class BlockAnswers:
    """A block in a round: the cards of its members in the scope, and the verdict of each rule about blocks, once."""

    block: Block
    cards: tuple[Scorecard, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def labels(self) -> int:
        found = 0
        for each in self.cards:
            found |= each.labels
        return found


def blocks(scope: AreaScope) -> QuerySet[Block]:
    """The blocks that have a community in the scope."""
    members = within(Community.objects.filter(block__isnull=False), scope).values("block")
    return Block.objects.filter(pk__in=members).order_by("code")


def block_rules(one: Round) -> tuple[Rule, ...]:
    """The rules of a round that judge blocks."""
    return tuple(rule for rule in rules_of(one) if rule.subject is Subject.BLOCK)


def block_answers(scope: AreaScope, one: Round, found: Iterable[Block]) -> list[BlockAnswers]:
    """What the round says of each block; blocks without a card in it are left out. All members carry the same answers."""
    at = [one.rules.index(rule.code) for rule in block_rules(one)]
    wanted = {block.pk: block for block in found}
    cards: dict[int, list[Scorecard]] = defaultdict(list)
    for card in scorecards(scope, one).filter(community__block__in=list(wanted)).defer("community__boundary"):
        cards[card.community.block_id or 0].append(card)
    return [
        BlockAnswers(block, tuple(cards[pk]), tuple(Verdict(cards[pk][0].verdicts[position]) for position in at))
        for pk, block in wanted.items()
        if cards[pk]
    ]
