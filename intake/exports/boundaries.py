"""Boundaries, of communities and of whatever else has one. A cell of a table holds some eight hundred corners; a map file
holds any number.
"""

from collections.abc import Callable, Generator
from typing import Any, Final

from django.db.models import F, Func, IntegerField, QuerySet

from communities.models import Community
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang, Words
from intake.exports.model import Export, LeftOut, Place, Row, labels_of, read
from intake.exports.spoken import provenance_of

MOST_BYTES: Final = 12_800
"""Of WKB, at 16 bytes a corner: as text 39 signs a corner at most, and a cell holds 32,767."""
Found = Callable[[AreaScope], "QuerySet[Any]"]


def boundaries_of(
    found: Found,
    columns: tuple[str, ...],
    *,
    why: Words,
    said: Callable[[str], str] = str,
    provenance: str = "source__provenance",
) -> Export:
    """The rows of ``found`` that have a boundary, as code (``said`` as files say it), name, shape, provenance. ``why`` tells
    of those that are too large for a cell; ``provenance`` is the lookup of the boundary's own.
    """

    def outlined(scope: AreaScope) -> "QuerySet[Any]":
        return found(scope).filter(boundary__isnull=False).order_by("code")

    def sized(scope: AreaScope, **bounds: int) -> "QuerySet[Any]":
        size = Func(F("boundary"), function="octet_length", output_field=IntegerField())
        rows: QuerySet[Any] = outlined(scope).annotate(size=size).filter(**bounds)
        return rows

    def told(rows: "QuerySet[Any]", lang: Lang) -> Generator[Row]:
        for code, name, boundary, label in read(rows, "code", "name", "boundary", provenance):
            yield said(code), name, bytes(boundary), provenance_of(label, lang)

    return Export(
        columns,
        lambda scope, lang: told(sized(scope, size__lte=MOST_BYTES), lang),
        lambda scope: labels_of(outlined(scope), provenance),
        Place.SHAPE,
        lambda scope, lang: told(outlined(scope), lang),
        LeftOut(lambda scope: sized(scope, size__gt=MOST_BYTES).count(), why, is_of_maps=False),
    )


EXPORT: Final = boundaries_of(
    lambda scope: within(Community.objects.all(), scope),
    ("code", "community_name", "geometry", "provenance"),
    why=Words(
        "有 {number} 条边界折点过多，一个单元格放不下，未写出；GeoJSON 文件中有。",
        "{number} boundaries have too many corners for a cell and are left out; the GeoJSON file has them.",
    ),
)
