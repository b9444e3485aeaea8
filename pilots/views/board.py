"""The board of a programme: how far its pilots are, from the province down to one of them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table, Tally
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import day_text, lang_now, name_of, number, spoken
from communities.divisions import short_code
from communities.models import Division
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE
from communities.selectors import division_named
from pilots.models import Programme
from pilots.programmes.bars import BarChart, Line, bar_chart
from pilots.progress.words import PLAN_STATES, STATE_WORDS
from pilots.returns.rows import BY_CODE
from pilots.selectors.board import Board, BoardLine, board
from pilots.selectors.returns import newest_of_quarters
from pilots.views.programmes import programme_crumbs, programme_or_404

ADDED = ("213", "217")
"""Rows whose quarters are drawn side by side."""


@dataclass(frozen=True)
class BoardPage:
    heading: str
    breadcrumbs: list[Link]
    one: Programme
    provenance_flags: list[str]
    ground: str
    partial: str
    stats: list[Tally]
    lines: Table
    charts: list[BarChart]


@require_safe
def board_page(request: ScopedRequest, pk: int) -> HttpResponse:
    one = programme_or_404(request, pk)
    place = _place(request, one)
    found = board(request.scope, one, place)
    labels = 0
    for line in found.lines:
        labels |= line.labels
    page = BoardPage(
        heading=name_of(place) if place else one.name,
        breadcrumbs=programme_crumbs(one, name_of(place) if place else _("Progress")),
        one=one,
        provenance_flags=label_codes(labels),
        ground=_ground(found),
        partial=partial_text(request, place.path if place else EVERYWHERE),
        stats=_stats(found.lines, _overdue_href(one, place)),
        lines=_table(one, found.lines),
        charts=[chart for chart in _charts(request, one, place, found) if not chart.is_empty],
    )
    return draw(request, "board.html", page, room="pilots")


def _place(request: ScopedRequest, one: Programme) -> Division | None:
    """The division asked for, where it lies in the programme's; else that of the programme."""
    asked = request.GET.get("division", "")
    found = division_named(request.scope, asked) if asked else None
    return found if found and found.path.startswith(one.path) else one.division


def partial_text(request: ScopedRequest, path: str) -> str:
    """Said to those who see a part only of what a page speaks of."""
    return "" if request.scope.covers(path) else _("Only what lies within your mandate is shown and counted here.")


def _ground(found: Board) -> str:
    """From which data."""
    if found.round is None:
        return _("Nothing has been assessed yet: gaps are not known.")
    said = {"round": found.round.pk, "day": day_text(found.round.as_of)}
    return _("Gaps by round %(round)s, data of %(day)s.") % said


def _overdue_href(one: Programme, place: Division | None) -> str:
    """The list of what is late, narrowed to what the board shows."""
    tail = f"&division={short_code(place.code)}" if place else ""
    return f"{reverse('pilots:overdue')}?programme={one.pk}{tail}"


def _stats(lines: Sequence[BoardLine], overdue_href: str) -> list[Tally]:
    projects = _sum(lines, lambda line: line.projects)
    pilots = sum(line.pilots for line in lines)
    approved = sum(line.plans["approved"] for line in lines)
    open_ones = projects["planned"] + projects["under_way"] + projects["finished"]
    return [
        Tally(_("Pilots"), number(pilots)),
        Tally(_("Work plans approved"), number(approved), note=_("of %(all)s") % {"all": number(pilots)}),
        Tally(_("Key projects finished"), number(projects["finished"]), note=_("of %(all)s") % {"all": number(open_ones)}),
        Tally(_("Overdue"), number(sum(line.late for line in lines)), overdue_href),
        _gaps(lines),
    ]


def _gaps(lines: Sequence[BoardLine]) -> Tally:
    """Of the pilots that were judged; where none was nobody knows."""
    if not any(line.judged for line in lines):
        return Tally(_("Gaps"), number(None), note=_("not assessed"))
    unknown = _("%(number)s unknown") % {"number": number(sum(line.unknown for line in lines))}
    return Tally(_("Gaps"), number(sum(line.gaps for line in lines)), note=unknown)


def _sum(lines: Sequence[BoardLine], part: Callable[[BoardLine], Counter[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        found.update(part(line))
    return found


def _table(one: Programme, lines: Sequence[BoardLine]) -> Table:
    columns = (
        Column(_("Place"), "text"), Column(_("Pilots"), "number"), Column(_("Plans approved"), "number"),
        Column(_("Under review"), "number"), Column(_("Projects done"), "number"),
        Column(_("going on"), "number"), Column(_("to begin"), "number"), Column(_("Overdue"), "number"),
        Column(_("Gaps"), "number"),
        Column(_("Unknown"), "number"),
    )  # fmt: skip
    nothing = Empty(_("No pilots yet"), _("Nobody within your mandate takes part."))
    return Table(_("Part by part"), columns, [_row(one, line) for line in lines], nothing, titled=True)


def _row(one: Programme, line: BoardLine) -> list[Cell]:
    judged = line.judged or None
    return [
        Cell(line_name(line), line_href(one, line), note=_note(line)),
        Cell(number(line.pilots)),
        *(Cell(number(line.plans[state])) for state in ("approved", "submitted")),
        *(Cell(number(line.projects[state])) for state in ("finished", "under_way", "planned")),
        Cell(number(line.late)),
        Cell(number(judged and line.gaps)),
        Cell(number(judged and line.unknown)),
    ]


def line_name(line: BoardLine) -> str:
    named = line.division or (line.pilot.community if line.pilot else None)
    return name_of(named) if named else "—"


def _note(line: BoardLine) -> str:
    return line.pilot.code if line.pilot and not line.division else short_code(line.division.code) if line.division else ""


def line_href(one: Programme, line: BoardLine) -> str:
    """Down to the next level, or to the pilot."""
    if line.division:
        return f"{reverse('pilots:board', args=[one.pk])}?division={short_code(line.division.code)}"
    return reverse("pilots:pilot", args=[line.pilot.pk]) if line.pilot else ""


def _charts(request: ScopedRequest, one: Programme, place: Division | None, found: Board) -> list[BarChart]:
    projects = {state: spoken(STATE_WORDS[state]) for state in ("finished", "under_way", "planned")}
    plans = {state: spoken(PLAN_STATES[state]) for state in ("approved", "submitted", "draft", "")}
    plans["draft"] = _("draft or returned")
    moved = {"closed": _("gaps closed"), "left": _("left"), "come": _("come or found")}
    charts = [
        bar_chart(_("Key projects"), projects, [_line(one, line, line.projects) for line in found.lines]),
        bar_chart(_("Work plans"), plans, [_line(one, line, _with_returned(line.plans)) for line in found.lines]),
    ]
    if found.newest:
        title = _("Gaps since the programme began, as the return for %(quarter)s says") % {
            "quarter": spoken(found.newest.of.words)
        }
        charts.append(bar_chart(title, moved, [_line(one, line, line.moved) for line in found.lines]))
    return [*charts, *_quarters(request, one, place)]


def _with_returned(plans: Counter[str]) -> Counter[str]:
    return plans + Counter({"draft": plans["returned"]})


def _line(one: Programme, line: BoardLine, values: Counter[str]) -> Line:
    return Line(line_name(line), values, line_href(one, line))


def _quarters(request: ScopedRequest, one: Programme, place: Division | None) -> list[BarChart]:
    """What was added in each quarter, as its newest revision says; corrections among it."""
    found = newest_of_quarters(request.scope, one, place) if place else []
    names = {code: spoken(BY_CODE[code].words) for code in ADDED}
    lines = []
    for each in found:
        more = {row: sum(c.amount for c in each.corrections.all() if c.row == row and not c.withdrawn_at) for row in ADDED}
        values = {told["row"]: told["quarter"] + more[told["row"]] for told in each.drawn["rows"] if told["row"] in ADDED}
        lines.append(Line(each.of.words.of(lang_now()), values, reverse("pilots:return", args=[each.pk])))
    return [bar_chart(_("Facilities added, quarter by quarter"), names, lines)] if lines else []
