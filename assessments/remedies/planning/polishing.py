"""What money is left is spent: every piece may change to something worth more, as long as it fits. Pure."""

from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.market import Market
from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tied import Column
from assessments.remedies.planning.weighing import Begun, weigh

PASSES = 6


@dataclass
class Polish:
    """``row``, ``begin`` (n,): what each lone gap does now, row -1 nothing; ``columns``: what each tied piece does now."""

    market: Market
    row: Whole
    begin: Whole
    columns: list[Column]
    left: Whole
    spare: Whole

    def begun(self) -> list[Begun]:
        is_taken = self.row >= 0
        measures = self.market.lone.measures[self.row[is_taken]]
        pairs = list(zip(measures.tolist(), self.begin[is_taken].tolist(), strict=True))
        return pairs + [each for column in self.columns for each in column.begun]

    def over_tied(self) -> bool:
        """Whether anything changed."""
        moves = []
        for at, tied in enumerate(self.market.tied):
            now = self.columns[at]
            better = [one for one in tied.columns.values() if one.worth > now.worth and self._may(one, now)]
            if better:
                best = max(better, key=lambda one: (one.worth - now.worth) / _price(one.spend - now.spend))
                moves.append(((best.worth - now.worth) / _price(best.spend - now.spend), at, best))
        changed = False
        for _, at, column in sorted(moves, key=lambda move: (-move[0], move[1])):
            if self._may(column, self.columns[at]):
                self.left -= self.market.tables.limited(column.spend - self.columns[at].spend)
                self.spare += column.floors - self.columns[at].floors
                self.columns[at], changed = column, True
        return changed

    def _may(self, column: Column, now: Column) -> bool:
        fits = self.market.tables.limited(column.spend - now.spend) <= self.left
        return bool(fits.all() and (self.spare + column.floors >= now.floors).all())

    def over_lone(self) -> bool:
        """Whether anything changed. A lone gap that is closed stays closed, so no floor falls."""
        lone, tables = self.market.lone, self.market.tables
        spent = np.zeros((len(self.row), len(tables.means)), np.int64)
        taken = self.row >= 0
        spent[taken] = tables.spend(lone.measures[self.row[taken]], self.begin[taken])
        now = np.where(taken, lone.gain[self.row, self.begin], 0.0)
        rows, begins, rates = self._moves(now, spent)
        order = np.lexsort([begins, rows, -rates])
        changed, done = False, np.zeros(len(self.row), np.bool_)
        for row, begin in zip(rows[order].tolist(), begins[order].tolist(), strict=True):
            gap = lone.of[row]
            more = tables.limited(tables.spend(lone.measures[[row]], np.array([begin]))[0] - spent[gap])
            if not done[gap] and (more <= self.left).all():
                self.left -= more
                self.row[gap], self.begin[gap], done[gap], changed = row, begin, True, True
        return changed

    def _moves(self, now: Real, spent: Whole) -> tuple[Whole, Whole, Real]:
        """The best fitting change of each gap in each year of beginning: (row, begin, worth for a yuan)."""
        lone, tables = self.market.lone, self.market.tables
        found: list[tuple[Whole, Whole, Real]] = []
        for begin in range(tables.years):
            rows = np.flatnonzero(lone.gain[:, begin] > now[lone.of])
            more = tables.spend(lone.measures[rows], np.full(len(rows), begin)) - spent[lone.of[rows]]
            fit = (tables.limited(more) <= self.left).all(axis=1)
            rows, more = rows[fit], more[fit]
            rate = (lone.gain[rows, begin] - now[lone.of[rows]]) / np.maximum(more.sum(axis=1), 1)
            order = np.lexsort([rows, -rate, lone.of[rows]])
            first = order[np.diff(lone.of[rows][order], prepend=-1) > 0]
            found.append((rows[first], np.full(len(first), begin), rate[first]))
        rows_, begins_, rates_ = zip(*found, strict=True)
        return np.concatenate(rows_), np.concatenate(begins_), np.concatenate(rates_)


def _price(more: Whole) -> int:
    return max(int(more.sum()), 1)


def polish(market: Market, begun: list[Begun]) -> list[Begun]:
    """``begun`` fits; what comes back fits and is worth at least as much."""
    state = _state(market, begun)
    for _ in range(PASSES):
        if not (bool(len(market.lone.gaps)) and state.over_lone()) | state.over_tied():
            break
    return state.begun()


def _state(market: Market, begun: list[Begun]) -> Polish:
    lone, tables = market.lone, market.tables
    weight, year_of = weigh(tables, begun), dict(begun)
    chosen = np.array(sorted(year_of), np.int64)
    rows = np.flatnonzero(np.isin(lone.measures, chosen))
    row, begin = np.full(len(lone.gaps), -1), np.zeros(len(lone.gaps), np.int64)
    row[lone.of[rows]] = rows
    begin[lone.of[rows]] = [year_of[one] for one in lone.measures[rows].tolist()]
    columns = []
    for tied in market.tied:
        own = set(tied.knot.members.measures) & year_of.keys()
        place = {pair: at for at, pair in enumerate(tied.knot.begun)}
        columns.append(tied.column([place[one, year_of[one]] for one in sorted(own)]))
    left = tables.limits - tables.limited(weight.spent)
    return Polish(market, row, begin, columns, left, weight.floors - tables.least)
