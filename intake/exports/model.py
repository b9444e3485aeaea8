"""What an export is: the columns of a kind of file, and its rows out of the database."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.db.models import QuerySet

from communities.scope import AreaScope
from communities.words import Lang, Words

Cell = str | int | float | Decimal | date | bytes | None
"""Decimals are m2 or yuan with two places, floats are degrees of WGS84, bytes are a shape as WKB."""
Row = tuple[Cell, ...]
Rows = Callable[[AreaScope, Lang], Generator[Row]]

CHUNK: Final = 5_000
"""Rows that the server hands over at a time."""


class Place(StrEnum):
    """Where a row of the kind lies: nowhere of its own, at a point (columns lng and lat), in a shape (column geometry)."""

    NONE = "none"
    POINT = "point"
    SHAPE = "shape"


@dataclass(frozen=True)
class LeftOut:
    """Rows that cannot be written so that they come in again: how many of the scope, and why, with {number}."""

    count: Callable[[AreaScope], int]
    why: Words
    is_of_maps: bool = True  # false: a map file holds them


@dataclass(frozen=True)
class Export:
    """One kind. The first and the last column of a row are never blank, and no title, total, note or example begins so.

    ``map_rows`` are those of a map file where they differ. ``labels`` gives the provenances of the rows of a scope.
    """

    columns: tuple[str, ...]
    rows: Rows
    labels: Callable[[AreaScope], set[str]]
    place: Place = Place.NONE
    map_rows: Rows | None = None
    left_out: LeftOut | None = None


def read(found: "QuerySet[Any]", *fields: str) -> Iterator[tuple[Any, ...]]:
    """The rows one by one, however many there are."""
    return iter(found.values_list(*fields).iterator(chunk_size=CHUNK))


def labels_of(found: "QuerySet[Any]", name: str = "source__provenance") -> set[str]:
    """The provenances of the rows."""
    return set(found.order_by().values_list(name, flat=True).distinct())
