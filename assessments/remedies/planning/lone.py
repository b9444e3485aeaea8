"""Gaps that stand alone, all looked at at once: for each the best measure and year at given prices. Pure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tables import Tables


@dataclass(frozen=True)
class Taken:
    """For each of n lone gaps: ``at`` the row of its measure or -1, ``begin`` its year; ``net`` what it comes to."""

    at: Whole
    begin: Whole
    net: Real


@dataclass(frozen=True)
class Lone:
    """``gaps`` (n,), those under one floor side by side; ``measures`` (k,), those of a gap side by side; ``of`` (k,): whose."""

    tables: Tables
    gaps: Whole
    measures: Whole
    of: Whole
    first: Whole

    @cached_property
    def gain(self) -> Real:
        """(k, T): worth by year of beginning; minus infinity where it may not begin then."""
        counts = np.minimum(np.arange(self.tables.years) + self.tables.ready[self.measures, None], self.tables.years - 1)
        gain = self.tables.worth[self.gaps[self.of], None] * self.tables.year_worth[counts].astype(float)
        return np.where(self.tables.may[self.measures], gain, -np.inf)

    def net(self, prices: Prices) -> Real:
        """(k, T): what each comes to at these prices."""
        gain = self.gain if prices.scale else np.where(np.isfinite(self.gain), 0.0, -np.inf)
        net = gain - prices.cost(self.tables, self.measures)
        return net + prices.beyond(self.tables)[self.gaps[self.of], None] if len(prices.floor) else net

    def best(self, net: Real) -> Taken:
        """Nothing where nothing comes to more than nothing. Of equals the first measure and the first year."""
        if not len(self.gaps):
            return Taken(self.of, self.of, np.zeros(0))
        begin = net.argmax(axis=1)
        most = net[np.arange(len(begin)), begin]
        top = np.maximum.reduceat(most, self.first)
        rows = np.flatnonzero(most == top[self.of])
        at = rows[np.searchsorted(self.of[rows], np.arange(len(self.gaps)))]
        at = np.where(top > 0, at, -1)
        return Taken(at, begin[at], np.maximum(top, 0.0))

    def worth(self, taken: Taken) -> Whole:
        """(n,) whole worth of what is taken."""
        gain = self.gain[taken.at, taken.begin] if len(self.measures) else np.zeros(len(taken.at))
        return np.where(taken.at >= 0, gain, 0.0).astype(np.int64)

    def spend(self, taken: Taken) -> Whole:
        """(n, T + W)"""
        spend = np.zeros((len(taken.at), len(self.tables.means)), np.int64)
        is_taken = taken.at >= 0
        spend[is_taken] = self.tables.spend(self.measures[taken.at[is_taken]], taken.begin[is_taken])
        return spend

    def begun(self, taken: Taken) -> list[tuple[int, int]]:
        is_taken = taken.at >= 0
        return list(zip(self.measures[taken.at[is_taken]].tolist(), taken.begin[is_taken].tolist(), strict=True))


def lone_of(tables: Tables, gaps: Whole) -> Lone:
    gaps = gaps[np.argsort(tables.floor_of[gaps], kind="stable")]
    rank = np.full(len(tables.worth), -1)
    rank[gaps] = np.arange(len(gaps))
    single = np.flatnonzero(tables.open_() & (tables.closes.lengths() == 1))
    of = rank[tables.closes.item[tables.closes.start[single]]]
    single, of = single[of >= 0], of[of >= 0]
    order = np.argsort(of, kind="stable")
    return Lone(tables, gaps, single[order], of[order], np.searchsorted(of[order], np.arange(len(gaps))))
