"""One source: whose it is, of when, what rests on it, what came from it, and whether there is newer data."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table, Tally, Term
from assessments.selectors.sources import SourceUse, newer_than, source_uses
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, moment_text, number
from assessments.views.provenance import label_of
from communities.models import Source
from communities.requests import ScopedRequest
from intake.models import Batch
from intake.selectors import batches_of_source
from intake.views import words

_SHOWN = 100


@dataclass(frozen=True)
class SourcePage:
    """``came`` is None for somebody who does not work here."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    about: list[Term]
    newer: list[Link]
    rests: list[Tally]
    came: Table | None
    record_href: str


@require_safe
def source(request: ScopedRequest, pk: int) -> HttpResponse:
    """Raises Http404 for a source that nothing in the scope rests on."""
    uses = source_uses(request.scope)
    use = next((each for each in uses if each.source.pk == pk), None)
    if use is None:
        raise Http404
    label = label_of(use.source.provenance)
    newer, deliveries = newer_than(use, uses), request.rights.scope("import.read")
    context = SourcePage(
        heading=use.source.name,
        breadcrumbs=[home_crumb(), Link(_("Data sources"), reverse("assessments:sources")), Link(use.source.name)],
        provenance_flags=[label] if label else [],
        about=_about(use),
        newer=[_link(each) for each in newer],
        rests=_rests(use),
        came=_came(list(batches_of_source(deliveries, pk)[:_SHOWN])) if deliveries.paths else None,
        record_href=reverse("accounts:record", args=["source", pk]) if _may_look(request, pk) else "",
    )
    return draw(request, "source.html", context, room="intake")


def _may_look(request: ScopedRequest, pk: int) -> bool:
    """At the past of a source: where something rests on it and its past may be read."""
    area = request.rights.scope("history.read")
    return bool(area.paths) and (area == request.scope or any(use.source.pk == pk for use in source_uses(area)))


def _link(newer: Source) -> Link:
    label = _("%(name)s, of %(day)s") % {"name": newer.name, "day": day_text(newer.vintage)}
    return Link(label, reverse("intake:source", args=[newer.pk]))


def _about(use: SourceUse) -> list[Term]:
    one = use.source
    return [
        Term(_("Supplier"), one.supplier or _("not known")),
        Term(_("Licence"), one.licence or _("not known")),
        Term(_("Vintage"), day_text(one.vintage) or _("not known"), note=_("the day the data speaks of")),
        Term(_("Provenance"), str(one.get_provenance_display())),
    ]


def _rests(use: SourceUse) -> list[Tally]:
    named = (
        (_("Communities"), use.communities), (_("Household counts"), use.household_counts), (_("Facilities"), use.facilities),
        (_("Premises"), use.premises), (_("Survey answers"), use.answers),
    )  # fmt: skip
    return [Tally(label, number(count)) for label, count in named if count]


def _came(found: list[Batch]) -> Table:
    columns = (
        Column(_("File"), "text"), Column(_("Kind of file"), "text"), Column(_("State"), "text"),
        Column(_("Data as of"), "code"), Column(_("New"), "number"), Column(_("Changed"), "number"),
        Column(_("Delivery"), "text"),
    )  # fmt: skip
    nothing = Empty(_("No file of yours"), _("What came from it came for other divisions, or before there was a record."))
    return Table(_("Files that came from it, the newest first"), columns, [_row(batch) for batch in found], nothing)


def _row(batch: Batch) -> list[Cell]:
    delivery = batch.delivery
    who = str(delivery.brought_by) if delivery and delivery.brought_by else _("a command")
    label = _("Delivery %(number)s") % {"number": batch.delivery_id}
    return [
        Cell(batch.file_name, note=f"{who} · {moment_text(batch.brought_at)}"),
        Cell(words.kind_word(batch.kind)),
        Cell(str(batch.get_state_display())),
        Cell(day_text(delivery.day) if delivery and delivery.day else "—"),
        Cell(number(batch.created)),
        Cell(number(batch.changed)),
        Cell(label, reverse("intake:delivery", args=[batch.delivery_id])),
    ]
