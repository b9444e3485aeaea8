"""What other documents say of a community, beside the round's own answers; and which of several rules on one thing binds."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.law import pack_of
from assessments.selectors.cards import Beside, Card, counts_of
from assessments.standards.binding import Demand, SameThing
from assessments.standards.model import Reason, Verdict
from assessments.templatetags.components import Column
from assessments.views.findings import FindingBox, finding_box
from assessments.views.language import spoken

PRESSING = (Verdict.GAP, Verdict.UNKNOWN)


@dataclass(frozen=True)
class BesideBox:
    """One document: its answers that ask for something, then the rest, folded away."""

    pack_id: str
    document: str
    title: str
    status: str
    href: str
    counts: dict[str, int]
    pressing: list[FindingBox]
    rest: list[FindingBox]


@dataclass(frozen=True)
class ThingBox:
    """Several rules about one amount."""

    table: Table
    crossing: str


def beside_box(beside: Beside, community: str, query: str) -> BesideBox:
    shown = [finding for finding in beside.findings if finding.explanation.reason is not Reason.ELSEWHERE]
    verdicts = [finding.explanation.verdict for finding in shown]
    boxes = [finding_box(finding, community, query, folded=True) for finding in shown]
    return BesideBox(
        pack_id=beside.pack.id,
        document=beside.pack.document,
        title=spoken(beside.pack.title),
        status=spoken(beside.pack.status.words),
        href=reverse("assessments:pack", args=[beside.pack.id]),
        counts=counts_of(shown),
        pressing=[box for box, verdict in zip(boxes, verdicts, strict=True) if verdict in PRESSING],
        rest=[box for box, verdict in zip(boxes, verdicts, strict=True) if verdict not in PRESSING],
    )


def thing_boxes(found: Card) -> list[ThingBox]:
    return [ThingBox(_table(thing), spoken(thing.crossing) if thing.crossing else "") for thing in found.things]


def _table(thing: SameThing) -> Table:
    columns = (
        Column(_("Rule"), "text"),
        Column(_("Level"), "text"),
        Column(_("Asks here for"), "number"),
        Column(_("Answer"), "text"),
        Column(_("Which binds"), "text"),
    )
    return Table(spoken(thing.name), columns, [_row(demand) for demand in thing.demands], titled=True)


def _row(demand: Demand) -> list[Cell]:
    told = demand.explanation
    rule, is_soft = told.rule, not told.rule.level.binding
    return [
        Cell(
            spoken(rule.name),
            reverse("assessments:rule", args=[rule.code]),
            note=f"{rule.code} · {spoken(pack_of(rule.code).title)}",
        ),
        Cell(level=rule.level.value),
        Cell(spoken(told.required) if told.required else _("not known")),
        Cell(_("not reached")) if is_soft and told.verdict is Verdict.GAP else Cell(verdict=told.verdict.code),
        Cell(_binds(demand)),
    ]


def _binds(demand: Demand) -> str:
    """Advice that asks for the most is what to aim at; only a requirement makes a gap."""
    if not demand.binds:
        return ""
    if demand.explanation.rule.level.binding:
        return _("binds: it asks for the most")
    return _("binds as advice: it asks for the most, and makes no gap")
