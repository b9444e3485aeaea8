"""The list of a programme: brought in as a file, held against the register, and those that it knows enrolled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.contexts import Cell, Empty, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import name_of, number, spoken
from communities.models import Community
from communities.requests import ScopedRequest, need_work
from pilots.models import Programme, RosterLine
from pilots.programme_forms import RosterForm
from pilots.rosters.finding import found_in_register
from pilots.rosters.reading import BadRoster, read_roster
from pilots.rosters.words import TROUBLE_WORDS
from pilots.selectors.programmes import LIVE, enrolments
from pilots.selectors.programmes import roster as roster_of
from pilots.services.enrolling import enrol
from pilots.services.refusing import Refused
from pilots.services.rosters import bring_roster
from pilots.views.programmes import programme_crumbs, programme_or_404
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class RosterPage:
    """``form`` is None for who may not bring a list. ``faults``: what is wrong in the file that was sent."""

    breadcrumbs: list[Link]
    one: Programme
    source: str
    table: Table
    form: RosterForm | None
    faults: Sequence[str]
    waiting: int


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: ScopedRequest, pk: int) -> HttpResponse:
    one = programme_or_404(request, pk)
    if request.method != "POST":
        return _draw(request, one, None, ())
    need_work(request, one.path)
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draw(request, one, form, ())
    try:
        read = read_roster(form.cleaned_data["file"].read())
    except BadRoster as wrong:
        return _draw(request, one, form, [spoken(each) for each in wrong.faults])
    made = bring_roster(
        by=request.user, scope=request.work_scope, programme=one, source=form.cleaned_data["source"],  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        found=found_in_register(read.lines, within=one.path),
    )  # fmt: skip
    words = ngettext("The list names %(number)s community.", "The list names %(number)s communities.", len(made))
    messages.success(request, words % {"number": number(len(made))})
    if read.sheet:
        messages.info(request, _("Of the workbook the sheet “%(sheet)s” was read.") % {"sheet": read.sheet})
    return redirect("pilots:roster", one.pk)


def _draw(request: ScopedRequest, one: Programme, form: RosterForm | None, faults: Sequence[str]) -> HttpResponse:
    lines = list(roster_of(request.scope, one))
    pilots = dict(enrolments(request.scope, one).filter(state=LIVE).values_list("community_id", "pk"))
    may = request.rights.scope("programme.create").covers(one.path)
    page = RosterPage(
        breadcrumbs=programme_crumbs(one, _("List of pilots")),
        one=one,
        source=lines[0].source if lines else "",
        table=_table(lines, pilots),
        form=form or (RosterForm() if may else None),
        faults=faults,
        waiting=len(_waiting(lines, pilots)),
    )
    response = draw(request, "roster.html", page, room="pilots")
    response.status_code = 422 if form else 200
    return response


def _waiting(lines: list[RosterLine], pilots: dict[int, int]) -> list[Community]:
    """Those that the register knows and that do not take part yet."""
    return [line.community for line in lines if line.community and line.community_id not in pilots]


def _table(lines: list[RosterLine], pilots: dict[int, int]) -> Table:
    columns = (
        Column(_("On the list"), "text"), Column(_("Row of the file"), "number"), Column(_("In the register"), "text"),
        Column(_("Takes part"), "text"),
    )  # fmt: skip
    reason = _("The list comes from the document that names the pilots. Nothing is made up here.")
    nothing = Empty(_("No list has been brought in"), reason)
    return Table(_("List of pilots"), columns, [_row(line, pilots) for line in lines], nothing, titled=True)


def _row(line: RosterLine, pilots: dict[int, int]) -> list[Cell]:
    pilot, found = pilots.get(line.community_id or 0), line.community
    href = reverse("assessments:scorecard", args=[found.code]) if found else ""
    return [
        Cell(line.name, note=line.place or line.code),
        Cell(number(line.row)),
        Cell(name_of(found), href, note=found.code) if found else Cell(spoken(TROUBLE_WORDS[line.trouble])),
        Cell(_("yes"), reverse("pilots:pilot", args=[pilot])) if pilot else Cell(_("no")),
    ]


@require_POST
def enrol_listed(request: ScopedRequest, pk: int) -> HttpResponse:
    """All that the list names and the register knows, in one act."""
    one = programme_or_404(request, pk)
    need_work(request, one.path)
    pilots = dict(enrolments(request.scope, one).filter(state=LIVE).values_list("community_id", "pk"))
    waiting = _waiting(list(roster_of(request.scope, one)), pilots)
    try:
        enrol(by=request.user, scope=request.work_scope, programme=one, communities=waiting, on=_day(one))  # type: ignore[arg-type]
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    return redirect("pilots:roster", one.pk)


def _day(one: Programme) -> date:
    """A list speaks from the first day of its programme on."""
    return one.starts_on
