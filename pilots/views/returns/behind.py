"""What lies behind a figure of a return, and behind a pilot: the projects, and the verdicts with their traces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table, Tally
from assessments.labels import label_codes
from assessments.remedies.build_words import thing_words
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import listed, number, spoken
from communities.requests import ScopedRequest
from pilots.models import Return
from pilots.returns.printed import amount
from pilots.returns.rows import BY_CODE, ReturnRow
from pilots.selectors.returns import corrections
from pilots.services.refusing import Refused
from pilots.services.returns.comparing import moved_pilots, moved_projects, moves, told_now
from pilots.views.returns.one import return_crumbs, return_or_404
from pilots.views.returns.tables import corrected_by, corrections_table, figure_text, moves_table, named
from pilots.views.tables import rule_text
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class RowPage:
    heading: str
    breadcrumbs: list[Link]
    one: Return
    provenance_flags: Sequence[str]
    stats: list[Tally]
    reading: str
    lines: Table
    corrections: Table


@dataclass(frozen=True)
class PilotOfReturnPage:
    heading: str
    breadcrumbs: list[Link]
    one: Return
    provenance_flags: Sequence[str]
    stats: list[Tally]
    parts: list[Table]
    cards: list[Link]


@dataclass(frozen=True)
class LatePage:
    """``wrong``: why nothing can be compared."""

    heading: str
    breadcrumbs: list[Link]
    one: Return
    provenance_flags: Sequence[str]
    moves: Table
    pilots: str
    projects: str
    wrong: str


@require_safe
def row(request: ScopedRequest, pk: int, code: str) -> HttpResponse:
    one, found = return_or_404(request, pk), BY_CODE.get(code)
    if found is None:
        raise Http404
    told = next(each for each in one.drawn["rows"] if each["row"] == code)
    own = [each for each in corrections(one) if each.row == code]
    page = RowPage(
        heading=spoken(found.titled),
        breadcrumbs=return_crumbs(one, spoken(found.titled)),
        one=one,
        provenance_flags=label_codes(one.labels),
        stats=_stats(found, told, corrected_by(own, code), one.drawn["corrected_before"].get(code, 0)),
        reading=_reading(found),
        lines=_lines(one, found, told["lines"]),
        corrections=corrections_table(own, names_people=request.user.is_authenticated),
    )
    return draw(request, "return_row.html", page, room="pilots")


def _stats(row: ReturnRow, told: dict[str, Any], more: int, earlier: int) -> list[Tally]:
    return [
        Tally(_("This quarter"), figure_text(row, told, "quarter", more), note=spoken(row.unit_words)),
        Tally(_("Since the programme began"), figure_text(row, told, "total", more + earlier), note=spoken(row.unit_words)),
    ]


def _reading(row: ReturnRow) -> str:
    """What counts here, in words."""
    things = listed([spoken(thing_words(each)) for each in sorted(row.types)])
    words = {
        "complete": _("Pilots with no gap and nothing unknown that were not so before."),
        "households": _("Households of the pilots of row 211, as last counted by then."),
        "facilities": _("New facilities of finished projects of pilots: %(things)s. What was enlarged or shared is not new."),
        "site_area": _("Site area of new places of finished projects of pilots: %(things)s."),
    }
    return words[row.counts] % {"things": things}


def _lines(one: Return, row: ReturnRow, lines: Sequence[dict[str, Any]]) -> Table:
    head, of = (_("Project"), _("Facility type")) if row.is_of_projects else (_("Pilot"), _("State"))
    columns = (
        Column(head, "text"), Column(of, "text"), Column(_("On"), "code"), Column(_("Counts"), "number"),
        Column(_("This quarter"), "text"),
    )  # fmt: skip
    nothing = Empty(_("Nothing was counted"), _("No pilot and no finished project counts in this row."))
    made = _project_line if row.is_of_projects else _pilot_line
    return Table(_("What was counted"), columns, [made(one, row, each) for each in lines], nothing, titled=True)


def _project_line(one: Return, row: ReturnRow, line: dict[str, Any]) -> list[Cell]:
    told = one.drawn["projects"][str(line["key"])]
    href = reverse("pilots:project", args=[line["key"]])
    head = Cell(told["name"], href, note=line["code"], badges=label_codes(told["labels"]))
    return [head, Cell(spoken(thing_words(line["thing"]))), Cell(told["ended_on"] or ""), *_value(row, line)]


def _pilot_line(one: Return, row: ReturnRow, line: dict[str, Any]) -> list[Cell]:
    told = next(each for each in one.drawn["pilots"] if each["code"] == line["code"])
    href = reverse("pilots:return-pilot", args=[one.pk, line["code"]])
    head = Cell(named(told), href, note=line["code"], badges=label_codes(told["labels"]))
    return [head, Cell(_("complete") if line["value"] is not None else _("cannot be told")), Cell(""), *_value(row, line)]


def _value(row: ReturnRow, line: dict[str, Any]) -> list[Cell]:
    said = {True: _("yes"), False: _("no"), None: _("cannot be told")}
    value = _("unknown") if line["value"] is None else f"{amount(row, line['value']):,}"
    return [Cell(value), Cell(said[line["in_quarter"]])]


@require_safe
def pilot(request: ScopedRequest, pk: int, code: str) -> HttpResponse:
    """A pilot before the programme and now: which gaps were closed, are there, have appeared, with their traces."""
    one = return_or_404(request, pk)
    told = next((each for each in one.drawn["pilots"] if each["code"] == code), None)
    if told is None:
        raise Http404
    page = PilotOfReturnPage(
        heading=named(told),
        breadcrumbs=return_crumbs(one, named(told)),
        one=one,
        provenance_flags=label_codes(told["labels"]),
        stats=_pilot_stats(told),
        parts=_parts(one, told),
        cards=_cards(one, code),
    )
    return draw(request, "return_pilot.html", page, room="pilots")


def _pilot_stats(told: dict[str, Any]) -> list[Tally]:
    names = {"met": _("Met"), "gaps": _("Gaps"), "unknown": _("Unknown"), "not_applicable": _("Not applicable")}
    first, now = told["first"] or {}, told["now"] or {}
    before = _("before the programme: %(number)s")
    return [
        Tally(label, number(now.get(name)), note=before % {"number": number(first.get(name))}) for name, label in names.items()
    ]


def _parts(one: Return, told: dict[str, Any]) -> list[Table]:
    captions = {
        "closed": _("Gaps that were closed"), "left": _("Gaps that are still there"), "appeared": _("Gaps that have appeared"),
        "found": _("Gaps that were unknown before"), "doubtful": _("Gaps of which it cannot be told now"),
    }  # fmt: skip
    return [_part(one, told["code"], caption, told[name]) for name, caption in captions.items() if told[name]]


def _part(one: Return, code: str, caption: str, rules: Sequence[str]) -> Table:
    columns = (Column(_("Rule"), "text"), Column(_("Before the programme"), "text"), Column(_("Now"), "text"))
    rows = [[Cell(rule_text(rule), note=rule), *_traces(one, code, rule)] for rule in rules]
    return Table(caption, columns, rows, titled=True)


def _traces(one: Return, code: str, rule: str) -> list[Cell]:
    trace = reverse("assessments:trace", args=[code, rule])
    return [Cell(_("trace"), f"{trace}?round={key}") for key in (one.first_id, one.now_id)]


def _cards(one: Return, code: str) -> list[Link]:
    card = reverse("assessments:scorecard", args=[code])
    words = ((_("Scorecard before the programme"), one.first_id), (_("Scorecard now"), one.now_id))
    return [Link(label, f"{card}?round={key}") for label, key in words]


@require_safe
def late(request: ScopedRequest, pk: int) -> HttpResponse:
    """What the return would say from the records of this moment, where that is not what it says."""
    one = return_or_404(request, pk)
    try:
        now, wrong = told_now(one), ""
    except Refused as refused:
        now, wrong = one.drawn, refusal_text(refused)
    changed, projects = moved_pilots(one.drawn, now), moved_projects(one.drawn, now)
    page = LatePage(
        heading=_("Against the records of today"),
        breadcrumbs=return_crumbs(one, _("Against the records of today")),
        one=one,
        provenance_flags=label_codes(one.labels),
        moves=moves_table(moves(one.drawn, now)),
        pilots=_("Pilots of which something else is said now: %(codes)s") % {"codes": ", ".join(changed)} if changed else "",
        projects=_("Projects of which something else is said now: %(names)s") % {"names": listed(projects)} if projects else "",
        wrong=wrong,
    )
    return draw(request, "return_late.html", page, room="pilots")
