"""Boundaries of the divisions of the scope. As those of communities: a cell of a table holds some eight hundred corners."""

from collections.abc import Generator
from typing import Final

from django.db.models import F, Func, IntegerField, QuerySet

from communities.divisions import short_code
from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang, Words
from intake.exports.boundaries import MOST_BYTES
from intake.exports.model import Export, LeftOut, Place, Row, labels_of, read
from intake.exports.spoken import provenance_of

_COLUMNS: Final = ("division_code", "division_name", "geometry", "provenance")
_SOURCE: Final = "boundary_source__provenance"


def _found(scope: AreaScope) -> "QuerySet[Division]":
    return within(Division.objects.filter(boundary__isnull=False), scope).order_by("code")


def _sized(scope: AreaScope, **bounds: int) -> "QuerySet[Division]":
    """Those whose size in bytes keeps within ``bounds``, such as ``size__lte``."""
    size = Func(F("boundary"), function="octet_length", output_field=IntegerField())
    return _found(scope).annotate(size=size).filter(**bounds)


def _read(found: "QuerySet[Division]", lang: Lang) -> Generator[Row]:
    for code, name, boundary, provenance in read(found, "code", "name", "boundary", _SOURCE):
        yield short_code(code), name, bytes(boundary), provenance_of(provenance, lang)


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    return _read(_sized(scope, size__lte=MOST_BYTES), lang)


def _map_rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    return _read(_found(scope), lang)


_LEFT_OUT: Final = LeftOut(
    lambda scope: _sized(scope, size__gt=MOST_BYTES).count(),
    Words(
        "有 {number} 条行政区边界折点过多，一个单元格放不下，未写出；GeoJSON 文件中有。",
        "{number} boundaries of divisions have too many corners for a cell and are left out; the GeoJSON file has them.",
    ),
    is_of_maps=False,
)
EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope), _SOURCE), Place.SHAPE, _map_rows, _LEFT_OUT)
