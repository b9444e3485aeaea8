"""The library: what worked elsewhere, the most useful for what is looked for first, and why each is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Select
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.choosing import FilterForm, OneOfMany, filter_form
from assessments.views.frame import draw
from assessments.views.language import lang_now, name_of, number, spoken
from assessments.views.lists import page_href, part_of, rows_of, unreadable
from communities.divisions import short_code
from communities.filters import Spoken
from communities.models import Division
from communities.requests import ScopedRequest
from communities.scope import AreaScope
from pilots.models import Practice
from pilots.practice_filters import FOR, Own, PracticeFilter, compared_with
from pilots.selectors.practices import library, places_in_library, places_of
from pilots.views.practices.finding import (
    library_crumbs,
    months_or_unknown,
    place_text,
    practice_href,
    summary_of,
    title_of,
    types_text,
    ways_text,
    yuan_or_unknown,
)

MAIN = ("rule", "type", "way", "search")


@dataclass(frozen=True)
class LibraryPage:
    """``compared``: what the list says of the community that it is held against. ``may_wait``: the reader has an inbox."""

    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    form: FilterForm
    kept: Sequence[tuple[str, str]]
    active: Sequence[Spoken]
    total: str
    clear: str
    compared: str
    table: Table
    previous_href: str
    next_href: str
    may_wait: bool


@require_safe
def practices(request: ScopedRequest) -> HttpResponse:
    own = compared_with(request.GET, request.rights.scope("community.read"))
    narrowed = PracticeFilter(request.GET, library(), scope=request.scope, own=own.likeness if own else None)
    page = _page(request, narrowed, own)
    return draw(request, "practices/library.html", page, fragment="practices/_library.html", room="pilots")


def _page(request: ScopedRequest, narrowed: PracticeFilter, own: Own | None) -> LibraryPage:
    query, found = request.GET, rows_of(narrowed)
    part, labels = part_of(found, narrowed.order(), query), own.labels if own else 0
    for each in found.order_by().values_list("labels", flat=True).distinct():
        labels |= each
    total = found.order_by().count()
    return LibraryPage(
        breadcrumbs=library_crumbs(),
        provenance_flags=label_codes(labels),
        form=_form(narrowed),
        kept=[(FOR, query[FOR])] if query.get(FOR) else [],
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s practice", "%(number)s practices", total) % {"number": number(total)},
        clear=_clear(query),
        compared=_compared(query, own),
        table=_table(part.rows, narrowed, query),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
        may_wait=request.rights.may_visit("pilots:practices-waiting"),
    )


def _clear(query: QueryDict) -> str:
    tail = f"?{FOR}={query[FOR]}" if query.get(FOR, "").isdecimal() else ""
    return reverse("pilots:practices") + tail


def _compared(query: QueryDict, own: Own | None) -> str:
    if own:
        return _("Compared with %(community)s: the communities most like it come first.") % {
            "community": name_of(own.community)
        }
    if query.get(FOR):
        return _("There is no such community within your mandate: nothing is compared.")
    return ""


def _form(narrowed: PracticeFilter) -> FilterForm:
    """Places by name: those in which something is published. What may come several times is chosen once."""
    made = filter_form(narrowed, AreaScope.nowhere(), main=MAIN)
    fields = narrowed.form.fields
    fields["division"].widget = _PlaceSelect(choices=[("", _("All")), *map(_place, places_in_library())])
    for name in ("type", "way"):
        fields[name].widget = OneOfMany(choices=[("", _("All")), *fields[name].widget.choices])
    return made


class _PlaceSelect(Select):
    """Knows a division by its whole code as well."""

    def format_value(self, value: object) -> list[str]:
        return [short_code(str(value)) if value else ""]


def _place(one: Division) -> tuple[str, str]:
    depth = one.path.count("/") - 2
    return short_code(one.code), "\N{EM SPACE}" * depth + name_of(one)


def _table(rows: Sequence[Practice], narrowed: PracticeFilter, query: QueryDict) -> Table:
    places, says_why = places_of(rows), bool(narrowed.own or not narrowed.wanted().is_nothing)
    columns = [
        Column(_("Practice"), "text"), Column(_("Written by"), "text"), Column(_("What it is about"), "text"),
        Column(_("What it took"), "text"), *([Column(_("Why it is shown"), "text")] if says_why else []),
    ]  # fmt: skip
    cells = [
        [*_cells(one, place_text(places[one.path])), *([_why(narrowed, one)] if says_why else [])] for one in rows
    ]  # fmt: skip
    return Table(_("Experience library"), columns, cells, _empty(query, is_valid=narrowed.is_valid()))


def _cells(one: Practice, place: str) -> list[Cell]:
    time = _("time: %(months)s") % {"months": months_or_unknown(one.months)}
    took = [_("a year: %(yuan)s") % {"yuan": yuan_or_unknown(one.yearly_yuan)}, time]
    return [
        Cell(title_of(one), practice_href(one), note=summary_of(one), badges=label_codes(one.labels)),
        Cell(name_of(one.enrolment.community), note=place),
        Cell(ways_text(one) or "—", lines=[types_text(one)] if one.facility_types else []),
        Cell(_("once: %(yuan)s") % {"yuan": yuan_or_unknown(one.once_yuan)}, lines=took),
    ]


def _why(narrowed: PracticeFilter, one: Practice) -> Cell:
    first, *more = [*map(spoken, narrowed.why(one)), ""]
    return Cell(first or "—", lines=[each for each in more if each])


def _empty(query: QueryDict, *, is_valid: bool) -> Empty:
    href = reverse("pilots:practices")
    if not is_valid:
        return unreadable(href)
    if any(value for name, value in query.items() if name != FOR):
        reason = _("No published practice matches. Remove a filter, or write the first one when your own pilot has closed it.")
        return Empty(_("Nothing matches"), reason, [Link(_("Clear all"), href)])
    reason = _("A practice is written by a pilot and published by an official of its city (district) or above.")
    return Empty(_("The library is empty"), reason)
