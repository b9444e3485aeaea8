"""Values in memory that are narrowed, ordered and cut into pages as the rows of a table are.

Enough of a query set for communities.filters and communities.keyset, so that a list of what no table holds has the same
filters, the same cursors and the same answers as every other.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Q

T = TypeVar("T")
_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


@dataclass(frozen=True)
class _Query:
    order_by: tuple[str, ...]


class MemoryRows(Generic[T]):
    """Values with the attributes that filters and orders name; ``a__b`` is the attribute ``b`` of ``a``."""

    model = None

    def __init__(self, values: Iterable[T], order: tuple[str, ...] = ()) -> None:
        self.values, self.query = tuple(values), _Query(order)

    def __deepcopy__(self, memo: dict[int, Any]) -> MemoryRows[T]:
        """Nothing in it ever changes. A form copies its fields, and with them the list they narrow."""
        return self

    def all(self) -> MemoryRows[T]:
        return self

    def none(self) -> MemoryRows[T]:
        return MemoryRows((), self.query.order_by)

    def where(self, holds: Callable[[T], bool]) -> MemoryRows[T]:
        """The values for which a test holds."""
        return MemoryRows(filter(holds, self.values), self.query.order_by)

    def filter(self, *tests: Q, **wanted: Any) -> MemoryRows[T]:
        test = Q(*tests, **wanted)
        return self.where(lambda value: _holds(value, test))

    def order_by(self, *names: str) -> MemoryRows[T]:
        """Sorted by each name in turn, a minus before those that descend; without a name, as they stand."""
        found = list(self.values)
        for name in reversed(names):
            found.sort(key=_getter(name.lstrip("-")), reverse=name.startswith("-"))
        return MemoryRows(found, names)

    def count(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[T]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, part: slice) -> tuple[T, ...]:
        return self.values[part]


def _getter(name: str) -> Callable[[Any], Any]:
    return operator.attrgetter(name.replace("__", "."))


def _holds(value: Any, test: Q) -> bool:
    sides = (_side(value, each) for each in test.children)
    found = all(sides) if test.connector == Q.AND else any(sides)
    return found != test.negated


def _side(value: Any, each: Any) -> bool:
    return _holds(value, each) if isinstance(each, Q) else _compared(value, *each)


def _compared(value: Any, name: str, wanted: Any) -> bool:
    """One lookup: a name alone means equal. Nothing is in an empty list, whatever the name."""
    head, _, lookup = name.rpartition("__")
    if lookup == "in":
        return bool(wanted) and _getter(head)(value) in wanted
    path, test = (head, _TESTS[lookup]) if lookup in _TESTS else (name, operator.eq)
    return test(_getter(path)(value), wanted)
