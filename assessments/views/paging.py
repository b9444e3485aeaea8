"""Pages of a long list by key, not by number: the ten-thousandth page costs what the first costs.

A cursor is where a page begins: the sort values of the row before it (or after it, going back). It is signed with the
order it belongs to, so that nothing but our own values of the right kinds ever reaches the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)
SIZE = 50
PARAMETER = "cursor"
SALT = "assessments.paging"


@dataclass(frozen=True)
class Part(Generic[M]):
    """One page: its rows and the addresses before and after, empty at either end."""

    rows: list[M]
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class _Cursor:
    values: list[str | int]
    backwards: bool


def part_of(found: QuerySet[M], order: Sequence[str], query: QueryDict, size: int = SIZE) -> Part[M]:
    """The page of ``found`` that ``query`` asks for. ``order`` names fields without empty values, the last one unique;
    a minus turns one round. A cursor that cannot be read begins at the start."""
    cursor = _read(query.get(PARAMETER, ""), order)
    backwards = cursor is not None and cursor.backwards
    direction = [_reversed(name) for name in order] if backwards else list(order)
    narrowed = found.filter(_beyond(direction, cursor.values)) if cursor else found
    rows = list(narrowed.order_by(*direction)[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return _part(rows, order, query, before=has_more if backwards else cursor is not None, after=backwards or has_more)


def _part(rows: list[M], order: Sequence[str], query: QueryDict, *, before: bool, after: bool) -> Part[M]:
    previous = _href(rows[0], order, query, backwards=True) if rows and before else ""
    following = _href(rows[-1], order, query, backwards=False) if rows and after else ""
    return Part(rows, previous, following)


def _reversed(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], values: Sequence[str | int]) -> Q:
    """Rows after ``values``: greater in the first field, or equal there and greater in the next, and so on."""
    beyond, equal = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        field, comparison = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        beyond |= equal & Q(**{f"{field}__{comparison}": value})
        equal &= Q(**{field: value})
    return beyond


def _href(row: Model, order: Sequence[str], query: QueryDict, *, backwards: bool) -> str:
    values: list[Any] = [getattr(row, name.lstrip("-")) for name in order]
    link = query.copy()
    link[PARAMETER] = signing.dumps([list(order), values, backwards], salt=SALT)
    return f"?{link.urlencode()}"


def _read(text: str, order: Sequence[str]) -> _Cursor | None:
    try:
        belongs_to, values, backwards = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return _Cursor(values, backwards) if belongs_to == list(order) else None
