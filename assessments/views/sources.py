"""Where the figures come from."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.selectors.sources import SourceUse, newer_than, source_uses
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, listed, number
from assessments.views.provenance import label_of
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class SourcesPage:
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    table: Table


@require_safe
def sources(request: ScopedRequest) -> HttpResponse:
    found = source_uses(request.scope)
    labels = {label_of(use.source.provenance) for use in found}
    context = SourcesPage(
        breadcrumbs=[home_crumb(), Link(_("Data sources"))],
        provenance_flags=sorted(label for label in labels if label),
        table=_table(found),
    )
    return draw(request, "sources.html", context)


def _table(found: list[SourceUse]) -> Table:
    columns = (
        Column(_("Source"), "text"),
        Column(_("Supplier"), "text"),
        Column(_("Licence"), "text"),
        Column(_("Vintage"), "code"),
        Column(_("Communities"), "number"),
        Column(_("Household counts"), "number"),
        Column(_("Facilities"), "number"),
        Column(_("Premises"), "number"),
        Column(_("Survey answers"), "number"),
    )
    nothing = Empty(_("No data has been brought in"), _("A source appears here with the first file that names it."))
    return Table(_("Sources and what each has filled"), columns, [_row(use, found) for use in found], nothing)


def _row(use: SourceUse, uses: list[SourceUse]) -> list[Cell]:
    source, newer = use.source, newer_than(use, uses)
    counts = (use.communities, use.household_counts, use.facilities, use.premises, use.answers)
    said = _("Newer data exists: %(names)s") % {"names": listed([each.name for each in newer])} if newer else ""
    return [
        Cell(source.name, reverse("intake:source", args=[source.pk]), note=said, provenance=label_of(source.provenance)),
        Cell(source.supplier or "—"),
        Cell(source.licence or "—"),
        Cell(day_text(source.vintage) or "—"),
        *(Cell(number(count)) for count in counts),
    ]
