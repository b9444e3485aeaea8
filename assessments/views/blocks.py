"""Active blocks: which communities share schools, a nursing home and a hospital, and whether they have them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table, Term
from assessments.labels import label_codes
from assessments.models import Round
from assessments.selectors.blocks import BlockAnswers, block_answers, block_rules, blocks
from assessments.selectors.cards import card
from assessments.standards.model import Rule, Subject, Verdict
from assessments.templatetags.components import Column
from assessments.views.findings import FindingBox, finding_box
from assessments.views.frame import chosen_round, draw, home_crumb
from assessments.views.language import name_of, number, spoken
from assessments.views.lists import page_href, part_of, round_tail
from assessments.views.scorecard import card_verdict
from communities.requests import ScopedRequest

SHORT_NAME = 30


@dataclass(frozen=True)
class BlocksPage:
    """``round`` is None where nothing has been assessed."""

    breadcrumbs: list[Link]
    round: Round | None
    provenance_flags: Sequence[str]
    table: Table
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class BlockPage:
    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    round: Round
    head: list[Term]
    findings: list[FindingBox]
    members: Table


@require_safe
def block_list(request: ScopedRequest) -> HttpResponse:
    one = chosen_round(request)
    part = part_of(blocks(request.scope), ["code"], request.GET)
    answers = block_answers(request.scope, one, part.rows) if one else []
    context = BlocksPage(
        breadcrumbs=[home_crumb(), Link(_("Active blocks"))],
        round=one,
        provenance_flags=label_codes(_labels(answers)),
        table=_table(answers, block_rules(one) if one else (), round_tail(request.GET)),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
    )
    return draw(request, "blocks.html", context)


def _labels(answers: Sequence[BlockAnswers]) -> int:
    found = 0
    for each in answers:
        found |= each.labels
    return found


def _table(answers: Sequence[BlockAnswers], rules: tuple[Rule, ...], query: str) -> Table:
    columns = (
        Column(_("Block"), "text"),
        Column(_("Communities"), "number"),
        *(Column(_short(rule), "text") for rule in rules),
    )
    nothing = Empty(
        _("No block is on record"),
        _("A block appears here when a register of communities says which of them form one."),
    )
    return Table(
        _("Active blocks, each judged once"), columns, [_row(each, rules, query) for each in answers], nothing, titled=True
    )


def _short(rule: Rule) -> str:
    """The rule's name without what all of them begin with; of a long one its code, so that the table keeps its width."""
    name = spoken(rule.name).rpartition("：")[2].rpartition(": ")[2]
    return name if len(name) <= SHORT_NAME else rule.code


def _row(found: BlockAnswers, rules: tuple[Rule, ...], query: str) -> list[Cell]:
    href = reverse("assessments:block", args=[found.block.code]) + query
    return [
        Cell(name_of(found.block), href, note=found.block.code),
        Cell(number(len(found.cards))),
        *(_answer(rule, verdict) for rule, verdict in zip(rules, found.verdicts, strict=True)),
    ]


def _answer(rule: Rule, verdict: Verdict) -> Cell:
    """An unmet rule that does not bind is no gap."""
    if verdict is Verdict.GAP and not rule.level.binding:
        return Cell(_("not reached"))
    return Cell(verdict=verdict.code)


@require_safe
def block(request: ScopedRequest, code: str) -> HttpResponse:
    """Raises Http404 for a block that is missing, not in the round, or without a community in the scope."""
    one = chosen_round(request)
    found = block_answers(request.scope, one, blocks(request.scope).filter(code=code)) if one else []
    if not found or one is None:
        raise Http404
    return draw(request, "block.html", _context(request, one, found[0]))


def _context(request: ScopedRequest, one: Round, found: BlockAnswers) -> BlockPage:
    query, first = round_tail(request.GET), found.cards[0]
    told = card(request.scope, first)
    answers = [each for domain in told.domains for each in domain.findings if each.rule.subject is Subject.BLOCK]
    return BlockPage(
        heading=name_of(found.block),
        breadcrumbs=[home_crumb(), Link(_("Active blocks"), reverse("assessments:blocks") + query), Link(name_of(found.block))],
        provenance_flags=label_codes(found.labels | told.labels),
        round=one,
        head=[
            Term(_("Code"), found.block.code),
            Term(_("Communities"), number(len(found.cards)), note=_("those you may see")),
            Term(_("Households"), _households(found)),
        ],
        findings=[finding_box(each, first.code, query) for each in answers],
        members=_members(found, query),
    )


def _households(found: BlockAnswers) -> str:
    counts = [each.households for each in found.cards]
    known = [count for count in counts if count is not None]
    return number(sum(known)) if len(known) == len(counts) else _("not known for every community")


def _members(found: BlockAnswers, query: str) -> Table:
    columns = (Column(_("Community"), "text"), Column(_("Households"), "number"), Column(_("Answer"), "text"))
    rows = [
        [
            Cell(name_of(each.community), reverse("assessments:scorecard", args=[each.code]) + query, note=each.code),
            Cell(number(each.households)),
            Cell(verdict=card_verdict(each)),
        ]
        for each in found.cards
    ]
    return Table(_("Communities of the block"), columns, rows, titled=True)
