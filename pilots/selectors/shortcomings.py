"""What the newest round that holds a community found of it: its gaps, and what is unknown."""

from dataclasses import dataclass

from assessments.law import is_programme
from assessments.models import Round, Scorecard
from assessments.selectors.cards import rules_of
from assessments.selectors.rounds import latest_round
from assessments.selectors.scorecards import scorecard
from assessments.standards.model import Rule, Verdict
from communities.models import Community
from communities.scope import AreaScope


@dataclass(frozen=True)
class Shortcomings:
    """Of the rules that count, in the order of the round: (rule, shortfall) of every gap, and what is not known."""

    round: Round
    gaps: tuple[tuple[Rule, int | None], ...]
    unknown: tuple[Rule, ...]
    labels: int
    card: Scorecard


def shortcomings(community: Community) -> Shortcomings | None:
    """None where no round that speaks for its place holds it. Whoever sees the community may see what was found of it."""
    own = AreaScope((community.path,))
    one = latest_round(own, community.path)
    card = scorecard(own, one, community.code) if one else None
    return _of(one, card) if one and card else None


def _of(one: Round, card: Scorecard) -> Shortcomings:
    rules = rules_of(one)
    gaps = tuple((rules[at - 1], card.shortfall[at - 1]) for at in card.failed)
    unknown = tuple(
        rule
        for rule, verdict in zip(rules, card.verdicts, strict=True)
        if verdict == Verdict.UNKNOWN and rule.level.binding and not is_programme(rule)
    )
    return Shortcomings(one, gaps, unknown, card.labels, card)
