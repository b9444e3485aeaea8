"""Each checkable item of the notice: the rules that check it, or why none does."""

from dataclasses import dataclass

from django.forms import BoundField
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Tally
from assessments.law import rule_named
from assessments.law_filters import ItemFilter
from assessments.standards.covering import Coverage, Covered, Item, coverage_of
from assessments.standards.loading import pack_named
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import lang_now, number, spoken
from assessments.views.lists import rows_of
from assessments.views.rulebook import Section, book_crumbs, fields_of, pack_link, sections
from communities.filters import Spoken
from communities.in_memory import MemoryRows
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class ItemBox:
    """One item as a row."""

    number: int
    clause: str
    text: str
    pointer: str
    modality: str
    status: str
    rules: list[Link]
    reason: str


@dataclass(frozen=True)
class CoveragePage:
    breadcrumbs: list[Link]
    sections: list[Section]
    document: Link
    fields: list[BoundField]
    active: list[Spoken]
    clear: str
    total: str
    tallies: list[Tally]
    columns: list[Column]
    items: list[ItemBox]


@require_safe
def coverage(request: ScopedRequest) -> HttpResponse:
    found = coverage_of()
    narrowed = ItemFilter(request.GET, MemoryRows(found.items), scope=request.scope)
    items = [_box(item) for item in rows_of(narrowed)]
    context = CoveragePage(
        breadcrumbs=book_crumbs(Link(_("Coverage of the notice"))),
        sections=sections("coverage"),
        document=pack_link(pack_named(found.pack_id)),
        fields=fields_of(narrowed),
        active=narrowed.spoken(lang_now()),
        clear=reverse("assessments:coverage"),
        total=ngettext("%(number)s item", "%(number)s items", len(items)) % {"number": number(len(items))},
        tallies=_tallies(found),
        columns=_columns(),
        items=items,
    )
    return draw(request, "coverage.html", context)


def _tallies(found: Coverage) -> list[Tally]:
    here = reverse("assessments:coverage")
    return [
        Tally(spoken(status.words), number(found.count(status)), f"{here}?status={status.value}", _meant()[status])
        for status in Covered
    ]


def _meant() -> dict[Covered, str]:
    return {
        Covered.ENCODED: _("At least one enforced rule checks it."),
        Covered.GUIDANCE: _("An aim, a permission or a way: nothing that could be met or missed."),
        Covered.NOT_ENCODABLE: _("Asked for, but the text names nothing by which it could be told."),
    }


def _columns() -> list[Column]:
    labels = (_("Item"), _("Clause"), _("In our words"), _("How the text speaks"), _("Checked by"))
    return [Column(label, "text") for label in labels]


def _box(item: Item) -> ItemBox:
    return ItemBox(
        number=item.number,
        clause=item.clause,
        text=spoken(item.text),
        pointer=item.pointer_zh,
        modality=spoken(item.modality.words),
        status="" if item.rules else spoken(item.status.words),
        rules=[Link(code, reverse("assessments:rule", args=[rule_named(code).code])) for code in item.rules],
        reason=spoken(item.reason) if item.reason else "",
    )
