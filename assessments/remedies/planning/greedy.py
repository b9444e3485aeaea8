"""A first plan in a moment: again and again the measure that brings most for its money, in the first year that has it. Pure.

What must be comes first, the cheapest that will do. It may miss a floor, or be nothing at all: then others have to find a plan.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from assessments.remedies.planning.ragged import Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import Begun


def greedy(tables: Tables) -> list[Begun]:
    """A choice that keeps every budget and every resource."""
    purse = _Purse(tables, tables.limits.copy(), dict(enumerate(tables.problem.capacities)))
    for measure in tables.problem.must_measures:
        purse.take(measure)
    for gap in tables.problem.must_gaps:
        if gap not in purse.closed:
            any(purse.take(measure) for measure in _cheapest_first(tables, gap))
    _by_rate(purse)
    return purse.begun


@dataclass
class _Purse:
    """``left``: of every limit; ``room``: of every resource; ``closed``: the gaps that are; ``begun``: the plan so far."""

    tables: Tables
    left: Whole
    room: dict[int, int]
    closed: set[int] = field(default_factory=set)
    begun: list[Begun] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def take(self, measure: int) -> bool:
        """Begin it in the first year that has the money; False where none has, or something it needs is taken."""
        begin = self.first(measure)
        if begin is None:
            return False
        self.left = self.left - self._cost(measure, begin)
        for resource, amount in self.tables.problem.measures[measure].uses:
            self.room[resource] -= amount
        self.closed.update(self.tables.problem.measures[measure].closes)
        self.begun.append((measure, begin))
        self.taken.add(measure)
        return True

    def first(self, measure: int) -> int | None:
        if measure in self.taken or any(
            self.room[each] < amount for each, amount in self.tables.problem.measures[measure].uses
        ):
            return None
        years = np.flatnonzero(self.tables.may[measure]).tolist()
        return next((year for year in years if (self._cost(measure, year) <= self.left).all()), None)

    def _cost(self, measure: int, begin: int) -> Whole:
        cost: Whole = self.tables.limited(self.tables.spend(np.array([measure]), np.array([begin])))[0]
        return cost

    def rate(self, measure: int) -> float:
        """Worth that is not closed yet for a yuan of the horizon, in the first year that it may begin."""
        if not self.tables.may[measure].any():
            return 0.0
        gaps = [gap for gap in self.tables.problem.measures[measure].closes if gap not in self.closed]
        begin = int(np.flatnonzero(self.tables.may[measure])[0])
        worth = int(self.tables.worth[gaps].sum()) * int(self.tables.year_worth[begin + self.tables.ready[measure]])
        return worth / max(int(self.tables.outlay[measure].sum()), 1)


def _cheapest_first(tables: Tables, gap: int) -> Iterable[int]:
    closing = [at for at, each in enumerate(tables.problem.measures) if gap in each.closes]
    return sorted(closing, key=lambda at: (int(tables.outlay[at].sum()), at))


def _by_rate(purse: _Purse) -> None:
    """What has been closed since makes a rate smaller, never greater: so the first that still has its rate is the best."""
    heap = [(-purse.rate(at), at) for at in range(len(purse.tables.problem.measures))]
    heapq.heapify(heap)
    while heap:
        rate, at = heapq.heappop(heap)
        now = purse.rate(at)
        if not now:
            continue
        if -now > rate:
            heapq.heappush(heap, (-now, at))
        else:
            purse.take(at)
