"""A problem as arrays: one row for each measure, one column for each year of the horizon. Pure."""

from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.ragged import Ragged, Truth, Whole, ragged

Number = TypeVar("Number", np.int64, np.float64)
MANY = 60  # measures that want the same thing: as one piece they would be too large


@dataclass(frozen=True)
class Tables:
    """M measures, G gaps, T years, D floors, W wide resources: those that many want, priced like money. Money in yuan.

    ``outlay`` (M, T): due so many years after the beginning. ``may`` (M, T): it may begin in that year. ``floor_of`` (G,): the
    row of the floor that a gap serves, or -1. ``means`` (T + W,): the money of each year, and what there is
    of the wide resources; ``limits``: the same, the money up to a year where it carries over. ``load`` (M, W): what is used.
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
    means: Whole
    limits: Whole
    wide: Whole
    load: Whole

    @property
    def years(self) -> int:
        return self.problem.years

    def open_(self) -> Truth:
        """(M,): whether a measure may begin at all."""
        return np.asarray(self.may.any(axis=1))

    def candidates(self) -> int:
        """How many (measure, year of beginning) there are."""
        return int(self.may.sum())

    def spend(self, measures: Whole, begins: Whole) -> Whole:
        """(len(measures), T + W): the yuan of each, year by year, and what it uses of the wide resources."""
        spend = np.zeros((len(measures), len(self.limits)), np.int64)
        spend[:, self.years :] = self.load[measures]
        for begin in range(self.years):
            rows = begins == begin
            spend[rows, begin : self.years] = self.outlay[measures[rows], : self.years - begin]
        return spend

    def limited(self, spend: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """What is held against ``limits``: yuan of the year, or of the years up to it."""
        if not self.problem.carries_over:
            return spend
        years = self.years
        return np.concatenate([np.cumsum(spend[..., :years], axis=-1), spend[..., years:]], axis=-1)

    def yuan(self, spend: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """The money of it alone."""
        return spend[..., : self.years]


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
        means=np.zeros(0, np.int64),
        limits=np.zeros(0, np.int64),
        wide=np.zeros(0, np.int64),
        load=np.zeros((len(measures), 0), np.int64),
    )
    wide = _wide(tables)
    means = np.array([*problem.budgets, *(problem.capacities[each] for each in wide.tolist())], np.int64)
    tables = replace(tables, wide=wide, means=means, limits=tables.limited(means), load=_load(tables, wide))
    tables.may[:] = _may_begin(tables, bounded=bounded)
    return tables


def _wide(tables: Tables) -> Whole:
    """The resources that more than MANY measures want, and that do not suffice for them all."""
    capacities = np.array(tables.problem.capacities, np.int64)
    users = np.bincount(tables.uses.item, tables.amounts > 0, len(capacities))
    wanted = np.bincount(tables.uses.item, tables.amounts, len(capacities))
    return np.flatnonzero((users > MANY) & (wanted > capacities))


def _load(tables: Tables, wide: Whole) -> Whole:
    load = np.zeros((len(tables.ready), len(wide)), np.int64)
    row = np.full(len(tables.problem.capacities), -1)
    row[wide] = np.arange(len(wide))
    at = row[tables.uses.item]
    np.add.at(load, (tables.uses.owners()[at >= 0], at[at >= 0]), tables.amounts[at >= 0])
    return load


def _outlay(problem: Problem) -> Whole:
    outlay = np.zeros((len(problem.measures), problem.years), np.int64)
    cut = ragged([one.outlay[: problem.years] for one in problem.measures])
    owner = cut.owners()
    outlay[owner, np.arange(len(owner)) - cut.start[owner]] = cut.item
    return outlay


def _may_begin(tables: Tables, *, bounded: bool) -> Truth:
    measures, years = np.arange(len(tables.ready)), tables.years
    may = np.arange(years) + tables.ready[:, None] < years
    capacities = np.array(tables.problem.capacities, np.int64)
    may[tables.uses.owners()[tables.amounts > capacities[tables.uses.item]]] = False
    for begin in range(years) if bounded else ():
        spend = tables.limited(tables.spend(measures, np.full(len(measures), begin)))
        may[:, begin] &= (spend <= tables.limits).all(axis=1)
    return may
