"""A piece, or all of a small problem, as one integer program. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from assessments.remedies.planning.highs import INFINITY, Answer, Program
from assessments.remedies.planning.knot import Knot
from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import Begun, weigh

TAKEN = 0.5


class Compact:
    """One column for each candidate, and for each (gap, year) in which a candidate of several gaps may close it.

    ``gain`` (P,) of the pairs of the knot, ``cost`` (C,) of its candidates: what is made as great as can be.
    """

    def __init__(self, tables: Tables, knot: Knot, gain: Sequence[float], cost: Sequence[float]) -> None:
        self.tables, self.knot, self.program = tables, knot, Program()
        self.worth_of: list[tuple[int, int]] = []  # (column, row of the knot's pairs): what closing counts
        self._pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in range(len(knot.begun)):
            single = len(knot.closes[one]) == 1
            self.program.column((gain[knot.pair_start[one]] if single else 0.0) - cost[one], whole=True)
            for at, gap in enumerate(knot.closes[one]):
                self._pairs[gap].append((one, int(knot.pair_start[one]) + at))
        self._once_each()
        self._gaps(gain)
        self._resources()

    def _once_each(self) -> None:
        by_measure = defaultdict(list)
        for one, (measure, _) in enumerate(self.knot.begun):
            by_measure[measure].append(one)
        for ones in by_measure.values():
            if len(self.knot.closes[ones[0]]) != 1 and len(ones) > 1:
                self.program.row(ones, [1.0] * len(ones), -INFINITY, 1.0)

    def _gaps(self, gain: Sequence[float]) -> None:
        """A gap is closed at most once: by one candidate of its own, or in one year by those that close several."""
        for gap, pairs in sorted(self._pairs.items()):
            closing = []
            shared: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for one, pair in pairs:
                if len(self.knot.closes[one]) == 1:
                    closing.append((one, pair))
                else:
                    shared[int(self.knot.counts[one])].append((one, pair))
            for _, found in sorted(shared.items()):
                column = self.program.column(gain[found[0][1]])
                ones = [one for one, _ in found]
                self.program.row([column, *ones], [1.0, *[-1.0] * len(ones)], -INFINITY, 0.0)
                closing.append((column, found[0][1]))
            self.worth_of.extend(closing)
            least = 1.0 if gap in self.knot.musts else 0.0
            self.program.row([column for column, _ in closing], [1.0] * len(closing), least, 1.0)

    def _resources(self) -> None:
        users = defaultdict(list)
        for one, uses in enumerate(self.knot.uses):
            for resource, amount in uses:
                users[resource].append((one, amount))
        for resource, found in sorted(users.items()):
            columns, amounts = zip(*found, strict=True)
            self.program.row(columns, amounts, -INFINITY, self.tables.problem.capacities[resource])

    def budgets(self, more: Mapping[int, int] | None = None) -> None:
        """Every year's money. ``more``: year -> the column that adds to its money."""
        spend = self.tables.limited(self.knot.spend)
        for year, limit in enumerate(self.tables.yuan(self.tables.limits).tolist()):
            rows = np.flatnonzero(spend[:, year])
            years = range(year + 1) if self.tables.problem.carries_over else (year,)
            added = [more[each] for each in years] if more else []
            values = [*spend[rows, year].tolist(), *[-1.0] * len(added)]
            self.program.row([*rows.tolist(), *added], values, -INFINITY, limit)

    def loads(self) -> None:
        """What there is of the wide resources."""
        for at, limit in enumerate(self.tables.limits[self.tables.years :].tolist(), self.tables.years):
            rows = np.flatnonzero(self.knot.spend[:, at])
            self.program.row(rows.tolist(), self.knot.spend[rows, at].tolist(), -INFINITY, limit)

    def floors(self, short: Sequence[int] = ()) -> None:
        """Every floor. ``short``: for each the column that makes up for what is missing."""
        served: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for column, pair in self.worth_of:
            gap = int(self.knot.pair_gap[pair])
            if gap >= 0 and self.tables.floor_of[gap] >= 0:
                served[int(self.tables.floor_of[gap])].append((column, float(self.tables.worth[gap])))
        for row, least in enumerate(self.tables.least.tolist()):
            found = [*served[row], *([(short[row], 1.0)] if short else [])]
            self.program.row([each for each, _ in found], [value for _, value in found], least, INFINITY)

    def at_least(self, gain: Sequence[float], worth: float) -> None:
        """No less worth than this."""
        self.program.row([each for each, _ in self.worth_of], [gain[pair] for _, pair in self.worth_of], worth, INFINITY)

    def aim(self, cost: Iterable[float]) -> None:
        """From here on as cheap as can be, nothing else."""
        own = [-each for each in cost]
        self.program.cost = [*own, *[0.0] * (len(self.program.cost) - len(own))]

    def taken(self, answer: Answer) -> list[int]:
        return np.flatnonzero(answer.values[: len(self.knot.begun)] > TAKEN).tolist() if answer.found else []

    def begun(self, answer: Answer) -> list[Begun]:
        return [self.knot.begun[one] for one in self.taken(answer)]

    def forbid_overspending(self, taken: Sequence[int]) -> bool:
        """The engine knows sums to nine digits; a choice beyond a budget by less than that is forbidden by name."""
        spend = self.tables.limited(self.knot.spend[list(taken)]).sum(axis=0)
        over = np.flatnonzero(spend > self.tables.limits)
        for year in over.tolist():
            paid = [one for one in taken if self.tables.limited(self.knot.spend[one])[year]]
            self.program.row(paid, [1.0] * len(paid), -INFINITY, len(paid) - 1)
        return bool(len(over))

    def values(self, taken: Sequence[int]) -> Real:
        """The columns of a choice that is known."""
        values = np.zeros(len(self.program.cost))
        values[list(taken)] = 1.0
        year = _years(self.tables, self.knot, taken)
        for column, pair in self.worth_of:
            if column >= len(self.knot.begun):
                gap, counts = self.knot.pair_gap[pair], self.knot.pair_counts[pair]
                values[column] = float(gap < 0 or year[gap] == counts)
        return values


def _years(tables: Tables, knot: Knot, taken: Sequence[int]) -> Whole:
    return weigh(tables, [knot.begun[one] for one in taken]).year
