"""The raw data of what one may see, as files."""

from collections.abc import Generator
from contextlib import closing
from typing import Final

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Table
from assessments.reports.xlsx_writer import Unwritable
from assessments.templatetags.components import Column
from assessments.views.language import lang_now
from communities.models import Division
from communities.requests import ScopedRequest
from communities.selectors import division_named
from intake.columns import FILE_KINDS
from intake.exports import EXPORTS, FORMATS, formats_of, sheet_of, written

_NAMES: Final = {"csv": "CSV", "xlsx": "Excel", "geojson": "GeoJSON"}


def data_table(request: ScopedRequest) -> Table:
    """A row for every kind, with a link for each format that it can be written in."""
    heads = [Column(_("Kind of file"), "text"), *(Column(name, "text") for name in _NAMES.values())]
    rows = [_row(kind) for kind in EXPORTS] if request.scope.paths else []
    empty = Empty(_("Raw data"), _("There is no area that you may see."))
    return Table(_("Raw data"), heads, rows, empty, titled=True)


def _row(kind: str) -> list[Cell]:
    known = formats_of(kind)
    title = getattr(FILE_KINDS[kind], lang_now())
    cells = (_link(kind, suffix) if suffix in known else Cell("—") for suffix in FORMATS)
    return [Cell(title, note=kind), *cells]


def _link(kind: str, suffix: str) -> Cell:
    return Cell(_("Download %(format)s") % {"format": _NAMES[suffix]}, reverse("intake:data", args=[kind, suffix]))


@require_safe
def data(request: ScopedRequest, kind: str, suffix: str) -> HttpResponseBase:
    """The rows of the reader's scope, of one division where ``?division=`` names it."""
    if kind not in EXPORTS or suffix not in formats_of(kind) or not request.scope.paths:
        raise Http404
    chosen = FORMATS[suffix]
    sheet = sheet_of(
        request.scope, kind, EXPORTS[kind], lang=lang_now(), is_map=chosen.is_map, division=_division(request),
        today=timezone.localdate(),
    )  # fmt: skip
    pieces = written(sheet, chosen)
    try:
        first = next(pieces, b"")
    except Unwritable as wrong:
        said = _("A text cannot stand in a workbook (%(where)s). Download CSV instead.") % {"where": wrong}
        messages.error(request, said)
        return redirect("intake:files")
    response = StreamingHttpResponse(_from(first, pieces), content_type=chosen.media_type)
    response["Content-Disposition"] = f'attachment; filename="{sheet.stem}.{suffix}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _from(first: bytes, rest: Generator[bytes]) -> Generator[bytes]:
    """What was looked at already, and the rest; closed together."""
    with closing(rest):
        yield first
        yield from rest


def _division(request: ScopedRequest) -> Division | None:
    """Raises Http404 for a division that is not there, or not for this reader."""
    code = request.GET.get("division")
    found = division_named(request.scope, code) if code else None
    if code and found is None:
        raise Http404
    return found
