"""Pages of a long list by key, not by number: the ten-thousandth page costs what the first costs.

A cursor says where a page begins: the sort values of the row before it (or after it, going back), signed together with the
order and the rows they belong to, so that nothing but our own values of the right kinds ever reaches the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
Value = str | int
SIGNER = Signer(salt="communities.keyset")


class BadCursor(ValueError):
    """Not one of our cursors, or one of another order."""


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page, and the cursors of the pages beside it, None at either end."""

    rows: list[M]
    previous: str | None
    next: str | None


def page_of(found: QuerySet[M], order: Sequence[str], *, limit: int, cursor: str | None = None, of: str = "") -> Page[M]:
    """The page of ``found`` that begins at ``cursor``.

    ``order`` names fields or annotations that are never null, a minus before those that descend; together they are unique.
    ``of`` says which rows these are, where the same list may hold others tomorrow. Raises BadCursor.
    """
    values, backwards = _read(cursor, [of, *order]) if cursor else ([], False)
    walk = [_reversed(name) for name in order] if backwards else list(order)
    beyond = found.filter(_beyond(walk, values)) if values else found
    rows = list(beyond.order_by(*walk)[: limit + 1])
    has_more, rows = len(rows) > limit, rows[:limit]
    if backwards:
        rows.reverse()
    before, after = has_more if backwards else bool(values), backwards or has_more
    previous = _cursor(rows[0], of, order, backwards=True) if rows and before else None
    following = _cursor(rows[-1], of, order, backwards=False) if rows and after else None
    return Page(rows, previous, following)


def _reversed(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(walk: Sequence[str], values: Sequence[Value]) -> Q:
    """Rows after ``values``: further in the first field, or equal there and further in the next, and so on.

    The bound on the first field says nothing new; it lets the database start in the middle of its index.
    """
    field, further = _comparison(walk[0])
    beyond, equal = Q(pk__in=[]), Q()
    for name, value in zip(walk, values, strict=True):
        here, comparison = _comparison(name)
        beyond |= equal & Q(**{f"{here}__{comparison}": value})
        equal &= Q(**{here: value})
    return Q(**{f"{field}__{further}e": values[0]}) & beyond


def _comparison(name: str) -> tuple[str, str]:
    return (name[1:], "lt") if name.startswith("-") else (name, "gt")


def _cursor(row: Model, of: str, order: Sequence[str], *, backwards: bool) -> str:
    values = [getattr(row, _comparison(name)[0]) for name in order]
    return SIGNER.sign_object([[of, *order], values, backwards])


def _read(text: str, expected: Sequence[str]) -> tuple[list[Value], bool]:
    try:
        belongs_to, values, backwards = SIGNER.unsign_object(text)
    except (BadSignature, ValueError) as wrong:
        raise BadCursor(text) from wrong
    if belongs_to != list(expected):
        raise BadCursor(text)
    return values, backwards
