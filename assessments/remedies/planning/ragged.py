"""Rows of unequal length in two arrays. Pure."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


class Ragged(NamedTuple):
    """Row i is ``item[start[i]:start[i + 1]]``."""

    start: Whole
    item: Whole

    def row(self, i: int) -> Whole:
        return self.item[self.start[i] : self.start[i + 1]]

    def lengths(self) -> Whole:
        return np.diff(self.start)

    def owners(self) -> Whole:
        """The row of every item."""
        return np.repeat(np.arange(len(self.start) - 1), self.lengths())

    def rows(self, wanted: Whole) -> tuple[Whole, Whole]:
        """(owner, item) of the rows that are wanted; owner counts within ``wanted``."""
        lengths = self.lengths()[wanted]
        owner = np.repeat(np.arange(len(wanted)), lengths)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return owner, self.item[self.start[wanted][owner] + within]


def marked(many: int, positions: Sequence[int]) -> Truth:
    """(many,): whether a position is among these."""
    marks = np.zeros(many, np.bool_)
    marks[list(positions)] = True
    return marks


def ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return Ragged(start, np.fromiter(chain.from_iterable(rows), np.int64, int(start[-1])))
