"""What differs between two documents, or between two days of one, in plain words."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Field, Link, Table
from assessments.law import packs
from assessments.standards.difference import ClauseDifference, Difference, RuleDifference, Side, difference, side_of
from assessments.standards.model import Pack
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import day_text, number, spoken
from assessments.views.rulebook import Section, book_crumbs, pack_link, pack_options, sections
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class SideBox:
    """One side of the comparison."""

    link: Link
    status: str
    day: str


@dataclass(frozen=True)
class DiffPage:
    """``table`` is None where two documents have not been chosen yet; ``empty`` says so."""

    breadcrumbs: list[Link]
    sections: list[Section]
    fields: list[Field]
    sides: list[SideBox]
    table: Table | None
    clauses: Table | None
    notes: list[str]
    empty: Empty


@require_safe
def pack_diff(request: ScopedRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("a", "b", "on", "and")}
    sides = [_side(asked["a"], asked["on"]), _side(asked["b"], asked["and"])]
    found = difference(sides[0], sides[1], packs()) if sides[0] and sides[1] else None
    context = DiffPage(
        breadcrumbs=book_crumbs(Link(_("Compare documents"))),
        sections=sections("pack-diff"),
        fields=_fields(asked),
        sides=[_side_box(side) for side in sides if side and found],
        table=_table(found) if found and found.rules else None,
        clauses=_clauses(found.clauses) if found and found.clauses else None,
        notes=_notes(found) if found else [],
        empty=_empty(found),
    )
    return draw(request, "pack_diff.html", context)


def _side(pack_id: str, day: str) -> Side | None:
    """The pack on the day asked for, or on the nearest to today on which it is in force."""
    found = _pack(pack_id)
    chosen = _day(day)
    if found is None:
        return None
    return Side(found, chosen) if chosen else side_of(found, timezone.localdate())


def _pack(pack_id: str) -> Pack | None:
    return next((each for each in packs() if each.id == pack_id), None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _fields(asked: dict[str, str]) -> list[Field]:
    documents = {"a": _("First document"), "b": _("Second document")}
    days = {"on": _("First day"), "and": _("Second day")}
    chosen = [_pack_field(name, label, asked[name]) for name, label in documents.items()]
    return [*chosen, *(_day_field(name, label, asked[name]) for name, label in days.items())]


def _pack_field(name: str, label: str, value: str) -> Field:
    wrong = value and not _pack(value)
    return Field(name, label, value, pack_options(value), errors=[_("There is no such document.")] if wrong else ())


def _day_field(name: str, label: str, value: str) -> Field:
    wrong = value and not _day(value)
    help_text = _("Today unless said. Two days of one document can be compared.")
    return Field(
        name, label, value, type="date", help_text=help_text, errors=[_("Write a day as YYYY-MM-DD.")] if wrong else ()
    )


def _side_box(side: Side) -> SideBox:
    return SideBox(pack_link(side.pack), spoken(side.pack.status.words), day_text(side.day))


def _table(found: Difference) -> Table:
    columns = (Column(_("Rule"), "text"), Column(_("In plain words"), "text"))
    rows = [row for each in found.rules for row in _rows(each)]
    return Table(_("Rules that differ"), columns, rows, titled=True)


def _rows(each: RuleDifference) -> list[list[Cell]]:
    """One row for each difference; the rule stands on every one, so that a row can be read alone."""
    href = reverse("assessments:rule", args=[each.rule.code])
    codes = " → ".join(dict.fromkeys(rule.code for rule in (each.before, each.after) if rule))
    head = Cell(spoken(each.rule.name), href, note=codes)
    return [[head, Cell(spoken(change.words))] for change in each.changes]


def _clauses(found: tuple[ClauseDifference, ...]) -> Table:
    columns = (Column(_("Clause"), "text"), Column(_("In plain words"), "text"))
    rows = [[Cell(each.id), Cell(spoken(each.change.words))] for each in found]
    return Table(_("Clauses that differ"), columns, rows, titled=True)


def _notes(found: Difference) -> list[str]:
    """What does not differ."""
    notes = []
    if found.same:
        text = ngettext(
            "%(number)s rule is the same on both sides.", "%(number)s rules are the same on both sides.", found.same
        )
        notes.append(text % {"number": number(found.same)})
    if found.untouched:
        text = ngettext(
            "%(number)s rule of the wider document is left as it is.",
            "%(number)s rules of the wider document are left as they are.",
            found.untouched,
        )
        notes.append(text % {"number": number(found.untouched)})
    return notes


def _empty(found: Difference | None) -> Empty:
    documents = Link(_("Show all documents"), reverse("assessments:packs"))
    if found is None:
        reason = _("Choose two documents above. A local document is compared with the one above it through what it changes.")
        return Empty(_("Nothing is compared yet"), reason, [documents])
    return Empty(_("No rule differs"), _("On these days both sides ask for the same."), [documents])
