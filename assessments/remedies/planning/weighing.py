"""What a choice comes to, in whole numbers: worth, yuan of each year, worth closed under each floor. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.ragged import Whole
from assessments.remedies.planning.tables import Tables

Begun = tuple[int, int]  # (measure, year of beginning)


@dataclass(frozen=True)
class Weight:
    """``year`` (G,): when a gap is closed first, T where it is not; ``by`` (G,): by which measure, or -1."""

    worth: int
    spent: Whole
    floors: Whole
    year: Whole
    by: Whole


def weigh(tables: Tables, begun: Iterable[Begun]) -> Weight:
    pairs = np.array(sorted(begun), np.int64).reshape(-1, 2)
    measures, begins = pairs[:, 0], pairs[:, 1]
    year, by = _closed(tables, measures, begins + tables.ready[measures])
    is_closed = by >= 0
    worth = tables.worth[is_closed] * tables.year_worth[year[is_closed]]
    under = is_closed & (tables.floor_of >= 0)
    floors = np.zeros(len(tables.least), np.int64)
    np.add.at(floors, tables.floor_of[under], tables.worth[under])
    return Weight(int(worth.sum()), tables.spend(measures, begins).sum(axis=0), floors, year, by)


def _closed(tables: Tables, measures: Whole, counts: Whole) -> tuple[Whole, Whole]:
    """By the earliest, and of those that come together by the first in the list."""
    owner, gaps = tables.closes.rows(measures)
    order = np.lexsort([measures[owner], counts[owner], gaps])[::-1]  # what is written last stays
    year, by = np.full(len(tables.worth), tables.years), np.full(len(tables.worth), -1)
    year[gaps[order]], by[gaps[order]] = counts[owner][order], measures[owner][order]
    return year, by


def fits(tables: Tables, weight: Weight) -> bool:
    """Within every budget and over every floor. Resources and musts are the matter of the pieces."""
    within = tables.limited(weight.spent) <= tables.limits
    return bool(within.all() and (weight.floors >= tables.least).all())
