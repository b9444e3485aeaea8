"""A problem as arrays: one row for each measure, one column for each year of the horizon. Pure."""

from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.ragged import Ragged, Truth, Whole, ragged

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True)
class Tables:
    """M measures, G gaps, T years, D floors. Money in yuan.

    ``outlay`` (M, T): due so many years after the beginning. ``may`` (M, T): it may begin in that year. ``floor_of`` (G,): the
    row of the floor that a gap serves, or -1. ``limits`` (T,): the money of each year, or up to it where it carries over.
    """

    problem: Problem
    worth: Whole
    floor_of: Whole
    least: Whole
    ready: Whole
    outlay: Whole
    closes: Ragged
    uses: Ragged
    amounts: Whole
    may: Truth
    year_worth: Whole
    limits: Whole

    @property
    def years(self) -> int:
        return len(self.limits)

    def open_(self) -> Truth:
        """(M,): whether a measure may begin at all."""
        return np.asarray(self.may.any(axis=1))

    def candidates(self) -> int:
        """How many (measure, year of beginning) there are."""
        return int(self.may.sum())

    def spend(self, measures: Whole, begins: Whole) -> Whole:
        """(len(measures), T): the yuan of each, year by year."""
        spend = np.zeros((len(measures), self.years), np.int64)
        for begin in range(self.years):
            rows = begins == begin
            spend[rows, begin:] = self.outlay[measures[rows], : self.years - begin]
        return spend

    def limited(self, spend: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """What is held against ``limits``: yuan of the year, or of the years up to it."""
        return np.cumsum(spend, axis=-1) if self.problem.carries_over else spend


def tables_of(problem: Problem, *, bounded: bool = True) -> Tables:
    """``bounded``: what alone costs more than there is may not begin. Without it money is no reason."""
    measures, years = problem.measures, problem.years
    rows = {group: at for at, (group, _) in enumerate(problem.floors)}
    tables = Tables(
        problem,
        worth=np.array([gap.worth for gap in problem.gaps], np.int64),
        floor_of=np.array([rows.get(gap.group, -1) for gap in problem.gaps], np.int64),
        least=np.array([least for _, least in problem.floors], np.int64),
        ready=np.array([one.ready for one in measures], np.int64),
        outlay=_outlay(problem),
        closes=ragged([one.closes for one in measures]),
        uses=ragged([[each for each, _ in one.uses] for one in measures]),
        amounts=np.fromiter(chain.from_iterable([amount for _, amount in one.uses] for one in measures), np.int64),
        may=np.zeros((len(measures), years), np.bool_),
        year_worth=np.array(problem.year_worth, np.int64),
        limits=_limits(problem),
    )
    tables.may[:] = _may_begin(tables, bounded=bounded)
    return tables


def _outlay(problem: Problem) -> Whole:
    outlay = np.zeros((len(problem.measures), problem.years), np.int64)
    cut = ragged([one.outlay[: problem.years] for one in problem.measures])
    owner = cut.owners()
    outlay[owner, np.arange(len(owner)) - cut.start[owner]] = cut.item
    return outlay


def _limits(problem: Problem) -> Whole:
    budgets = np.array(problem.budgets, np.int64)
    return np.cumsum(budgets) if problem.carries_over else budgets


def _may_begin(tables: Tables, *, bounded: bool) -> Truth:
    measures, years = np.arange(len(tables.ready)), tables.years
    may = np.arange(years) + tables.ready[:, None] < years
    capacities = np.array(tables.problem.capacities, np.int64)
    may[tables.uses.owners()[tables.amounts > capacities[tables.uses.item]]] = False
    for begin in range(years) if bounded else ():
        spend = tables.limited(tables.spend(measures, np.full(len(measures), begin)))
        may[:, begin] &= (spend <= tables.limits).all(axis=1)
    return may
