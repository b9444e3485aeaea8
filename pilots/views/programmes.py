"""The programmes: which there are, and one of them with its cities (districts) and pilots."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Choice, Empty, Field, Link, Table, Tally, Term
from assessments.labels import LABELS, label_codes
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, listed, name_of, number, spoken
from assessments.views.lists import page_href, part_of
from communities.divisions import short_code
from communities.requests import ScopedRequest
from pilots.models import Enrolment, Programme, ReviewLevel
from pilots.programmes.quota import Standing
from pilots.programmes.units import UNIT_WORDS
from pilots.selectors.programmes import (
    UnitLine,
    enrolment,
    enrolments,
    live_counts,
    programme,
    programmes,
    unit_lines,
    units_without,
)
from pilots.views.pilot_tables import pilot_table
from pilots.views.unit_tables import unit_table


@dataclass(frozen=True)
class ProgrammesPage:
    breadcrumbs: list[Link]
    table: Table
    may_set_up: bool


@dataclass(frozen=True)
class ProgrammePage:
    """``complete``: the cities (districts) whose roster the reader may say is complete."""

    heading: str
    breadcrumbs: list[Link]
    one: Programme
    provenance_flags: list[str]
    stats: list[Tally]
    about: list[Term]
    units: Table
    units_note: str
    partial: str
    pilots: Table
    previous_href: str
    next_href: str
    complete: Field | None
    may_enrol: bool
    may_change: bool


@require_safe
def programme_list(request: ScopedRequest) -> HttpResponse:
    page = ProgrammesPage(
        breadcrumbs=[home_crumb(request), Link(_("Pilot programmes"))],
        table=_table(request),
        may_set_up=request.rights.has("programme.create"),
    )
    return draw(request, "programmes.html", page, room="pilots")


def _table(request: ScopedRequest) -> Table:
    found = list(programmes(request.scope))
    counts = live_counts(request.scope, found)
    columns = (
        Column(_("Programme"), "text"), Column(_("Place"), "text"), Column(_("Days"), "text"), Column(_("Pilots"), "number"),
        Column(_("Quota in each city (district)"), "text"),
    )  # fmt: skip
    reason = _("A programme is set up by an official: its place, its days, how many pilots a city (district) has.")
    nothing = Empty(_("No programme has been set up"), reason)
    return Table(_("Pilot programmes"), columns, [_row(one, counts.get(one.pk, 0)) for one in found], nothing, titled=True)


def _row(one: Programme, pilots: int) -> list[Cell]:
    kind = one.of_kind
    note = " · ".join(part for part in (spoken(kind.words), one.document) if part)
    return [
        Cell(one.name, reverse("pilots:programme", args=[one.pk]), note=note),
        Cell(place_text(one)),
        Cell(_days(one)),
        Cell(number(pilots)),
        Cell(spoken(one.quota.words)),
    ]


def place_text(one: Programme) -> str:
    return name_of(one.division) if one.division else _("the whole country")


def _days(one: Programme) -> str:
    return _("%(first)s to %(last)s") % {"first": day_text(one.starts_on), "last": day_text(one.ends_on)}


def programme_or_404(request: ScopedRequest, pk: int) -> Programme:
    found = programme(request.scope, pk)
    if found is None:
        raise Http404
    return found


def pilot_or_404(request: ScopedRequest, pk: int) -> Enrolment:
    found = enrolment(request.scope, pk)
    if found is None:
        raise Http404
    return found


@require_safe
def programme_page(request: ScopedRequest, pk: int) -> HttpResponse:
    one = programme_or_404(request, pk)
    found = enrolments(request.scope, one)
    part, lines = part_of(found.filter(state="enrolled"), ["code", "pk"], request.GET), unit_lines(request.scope, one)
    page = ProgrammePage(
        heading=one.name,
        breadcrumbs=programme_crumbs(one, is_last=True),
        one=one,
        provenance_flags=_labels(request, one),
        stats=_stats(request, one, lines),
        about=_about(request, one),
        units=unit_table(request, one, lines),
        units_note=_units_note(request, one),
        partial="" if request.scope.covers(one.path) else _("Only what lies within your mandate is shown and counted here."),
        pilots=pilot_table(request, one, part.rows),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
        complete=_complete(request, one, lines),
        may_enrol=bool(request.rights.scope("enrolment.create").narrowed(one.path).paths),
        may_change=request.rights.scope("programme.create").covers(one.path),
    )
    return draw(request, "programme.html", page, room="pilots")


def programme_crumbs(one: Programme, last: str = "", *, is_last: bool = False) -> list[Link]:
    own = Link(one.name) if is_last else Link(one.name, reverse("pilots:programme", args=[one.pk]))
    return [home_crumb(), Link(_("Pilot programmes"), reverse("pilots:programmes")), own, *([Link(last)] if last else [])]


def _labels(request: ScopedRequest, one: Programme) -> list[str]:
    kinds = enrolments(request.scope, one).order_by().values_list("community__source__provenance", flat=True).distinct()
    return label_codes(sum({LABELS.get(kind, 0) for kind in kinds}))


def _stats(request: ScopedRequest, one: Programme, lines: list[UnitLine]) -> list[Tally]:
    """Pilots that the reader may see; of the units those that are seen whole."""
    pilots = enrolments(request.scope, one).filter(state="enrolled").count()
    stats = [Tally(_("Pilots"), number(pilots))]
    if one.quota.standing(1) is not Standing.UNBOUNDED and (lines or request.scope.covers(one.path)):
        fine = sum(line.standing is Standing.WITHIN for line in lines)
        note = ngettext("of %(all)s city (district) with pilots", "of %(all)s cities (districts) with pilots", len(lines))
        stats.append(Tally(_("Within the quota"), number(fine), note=note % {"all": number(len(lines))}))
    listed_lines = one.roster.count() if request.scope.covers(one.path) else 0
    if one.of_kind.roster:
        note = _("of the %(all)s that the document speaks of") % {"all": number(one.of_kind.roster)}
        stats.append(Tally(_("On the list"), number(listed_lines), reverse("pilots:roster", args=[one.pk]), note=note))
    return stats


def _about(request: ScopedRequest, one: Programme) -> list[Term]:
    kind = one.of_kind
    by_memory = _("number from memory, to be compared with the document") if kind.confidence == "M" else ""
    levels = dict(ReviewLevel.choices)
    about = [
        Term(_("Kind"), spoken(kind.words)),
        Term(_("Place"), place_text(one), note=short_code(one.division.code) if one.division else ""),
        Term(_("Document"), one.document, note=by_memory),
        Term(_("Days"), _days(one)),
        Term(_("Day of the data that stands for “before”"), day_text(one.baseline)),
        Term(_("Quota in each city (district)"), spoken(one.quota.words), note=_quota_note(one)),
        Term(_("City (district) means"), spoken(UNIT_WORDS[one.unit])),
        Term(_("Work plans are reviewed by"), listed([str(levels[level]) for level in one.levels]) or _("nobody")),
        Term(_("Joint mechanism of the departments"), one.mechanism),
    ]
    if request.user.is_authenticated and one.made_by:
        about.append(Term(_("Set up by"), str(one.made_by)))
    return [term for term in about if term.text]


def _quota_note(one: Programme) -> str:
    kind = one.of_kind
    if not kind.has_law_quota:
        return ""
    return _("clause %(clause)s of %(document)s") % {"clause": kind.clause, "document": kind.document}


def _complete(request: ScopedRequest, one: Programme, lines: list[UnitLine]) -> Field | None:
    """Only where the rules of the notice count, and only of a unit that has as many as it should."""
    may = request.rights.scope("enrolment.create")
    fine = [line.unit for line in lines if line.standing is Standing.WITHIN and may.covers(line.unit.path)]
    if not one.of_kind.answers or not fine:
        return None
    return Field("unit", _("City (district)"), options=[Choice(unit.code, name_of(unit)) for unit in fine])


def _units_note(request: ScopedRequest, one: Programme) -> str:
    without = units_without(request.scope, one)
    words = ngettext(
        "%(number)s more city (district) has no pilot.", "%(number)s more cities (districts) have no pilot.", without
    )
    return words % {"number": number(without)} if without else ""
