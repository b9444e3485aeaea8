"""Facts as columns: one row per community, one array per fact, a known-mask beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]

VALUE_LIMIT = 10**12
"""Largest value of a fact (hundredths of m2, or a count): times a threshold's parts it still fits in 64 bits."""


@dataclass(frozen=True)
class Column:
    """One fact of N communities: `value` int64[N] in engine units, `known` bool[N].

    Raises ValueError when the shapes or types differ.
    """

    value: Ints
    known: Bools

    def __post_init__(self) -> None:
        if self.value.dtype != np.int64 or self.known.dtype != np.bool_:
            raise ValueError(f"a column is int64 with a bool mask, not {self.value.dtype} with {self.known.dtype}")
        if self.value.shape != self.known.shape or self.value.ndim != 1:
            raise ValueError(f"value {self.value.shape} and known {self.known.shape} must be one row of N each")

    def row(self, index: int) -> Column:
        """The column of one community."""
        return Column(self.value[index : index + 1], self.known[index : index + 1])


@dataclass(frozen=True)
class Facts:
    """All facts of N communities. A fact without a column is wholly unknown: value 0, known False.

    Raises ValueError when a column has not N rows, or a value (known or not) lies outside 0..VALUE_LIMIT.
    """

    codes: Sequence[str]
    columns: Mapping[str, Column]
    _unknown: Column = field(init=False, repr=False, compare=False)
    _places: dict[tuple[str, ...], Bools] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        size = len(self.codes)
        for name, column in self.columns.items():
            if column.value.size != size:
                raise ValueError(f"{name} has {column.value.size} rows for {size} communities")
            if not _are_in_range(column.value):
                raise ValueError(f"{name} must lie in 0..{VALUE_LIMIT}: {column.value.min()}..{column.value.max()}")
        empty = Column(np.zeros(size, np.int64), np.zeros(size, np.bool_))
        object.__setattr__(self, "_unknown", empty)

    def __len__(self) -> int:
        return len(self.codes)

    def column(self, name: str) -> Column:
        """The column of a fact, wholly unknown when there is none."""
        return self.columns.get(name, self._unknown)

    def inside(self, places: tuple[str, ...]) -> Bools:
        """Which communities' codes begin with one of the prefixes."""
        if places not in self._places:
            self._places[places] = np.fromiter((code.startswith(places) for code in self.codes), np.bool_, len(self))
        return self._places[places]

    def row(self, index: int) -> Facts:
        """The facts of one community, as N = 1."""
        columns = {name: column.row(index) for name, column in self.columns.items()}
        return Facts((self.codes[index],), columns)


def _are_in_range(value: Ints) -> bool:
    """Of one community without an array's ways, which cost more than the look."""
    if value.size == 1:
        return 0 <= value.item() <= VALUE_LIMIT
    return not value.size or bool(0 <= value.min() <= value.max() <= VALUE_LIMIT)


def facts_of(code: str, known: Mapping[str, int], at_least: Mapping[str, int] | None = None) -> Facts:
    """The facts of one community from plain engine values; `at_least` holds lower bounds not known to be the whole."""
    values = [(name, value, True) for name, value in known.items()]
    values += [(name, value, False) for name, value in (at_least or {}).items()]
    return Facts((code,), {name: Column(np.array([v], np.int64), np.array([k])) for name, v, k in values})
