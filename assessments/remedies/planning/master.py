"""The linear program over all columns found so far; its duals are the next prices. Pure."""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from assessments.remedies.planning.highs import INFINITY, quiet
from assessments.remedies.planning.market import Market, Response
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Real

SUM = 1e6  # what all worth, all money and the highest floor come to inside: engines like small numbers
TINY = 1e-9


@dataclass(frozen=True)
class Asked:
    """``value``: what the columns found so far reach; ``over``: how far that is beyond the budgets, short of the floors."""

    prices: Prices
    value: float
    over: float


class Master:
    """Rows: the limits of the years, the floors, each block. ``dear``: what a yuan too much costs, ``short`` a missed unit."""

    def __init__(self, market: Market, dear: float, short: float, scale: float = 1.0) -> None:
        tables = market.tables
        self.market, self.scale = market, scale
        self.money = max(float(tables.yuan(tables.limits).max()), 1.0) / SUM
        self.size = np.append(np.full(tables.years, self.money), np.maximum(tables.limits[tables.years :], 1) / SUM)
        self.worth = max(float(tables.worth.sum()) * float(tables.year_worth.max()), 1.0) / SUM if scale else self.money
        self.unit = max(float(tables.least.max(initial=0)), 1.0) / SUM
        self.dear, self.short = dear, short
        self.engine: Any = quiet()
        self._rows()
        self._elastic()

    def _rows(self) -> None:
        tables, blocks = self.market.tables, self.market.blocks
        for limit in (tables.limits / self.size).tolist():
            self.engine.addRow(-INFINITY, limit, 0, np.zeros(0, np.int32), np.zeros(0))
        for least in tables.least.tolist():
            self.engine.addRow(least / self.unit, INFINITY, 0, np.zeros(0, np.int32), np.zeros(0))
        for _ in range(blocks):
            self.engine.addRow(1.0, 1.0, 0, np.zeros(0, np.int32), np.zeros(0))
        self.engine.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def _elastic(self) -> None:
        """More money in any year, less under any floor, at a price that nobody pays who need not."""
        tables, years, limits = self.market.tables, self.market.tables.years, len(self.market.tables.limits)
        for at in range(limits):
            last = years if tables.problem.carries_over and at < years else at + 1
            rows = np.arange(at, last, dtype=np.int32)
            cost = -self.dear * self.money / self.worth
            self.engine.addCol(cost, 0.0, INFINITY, len(rows), rows, np.full(len(rows), -1.0))
        for row in range(len(tables.least)):
            self.engine.addCol(
                -self.short * self.unit / self.worth, 0.0, INFINITY, 1, np.array([limits + row], np.int32), np.ones(1)
            )

    def add(self, response: Response) -> None:
        """One column for each block."""
        limited = self.market.tables.limited(response.spend) / self.size
        body = np.hstack([limited, response.floors / self.unit])
        for block in range(self.market.blocks):
            rows = np.append(np.flatnonzero(body[block]), body.shape[1] + block).astype(np.int32)
            values = np.append(body[block][body[block] != 0], 1.0)
            worth = self.scale * response.worth[block] / self.worth
            self.engine.addCol(float(worth), 0.0, INFINITY, len(rows), rows, values)

    def ask(self) -> Asked | None:
        """None where the engine gives up."""
        if not self._solves():
            return None
        solution = self.engine.getSolution()
        columns, duals = np.array(solution.col_value), np.array(solution.row_dual)
        many = len(self.market.tables.limits) + len(self.market.tables.least)
        value = self.engine.getInfo().objective_function_value * self.worth
        return Asked(self._prices(duals), value, float(columns[:many].sum()))

    def _solves(self) -> bool:
        """A second try is made from the ground."""
        for _ in range(2):
            self.engine.run()
            if self.engine.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return True
            self.engine.clearSolver()
        return False

    def _prices(self, duals: Real) -> Prices:
        tables = self.market.tables
        years, limits = tables.years, len(tables.limits)
        yuan = np.maximum(duals[:limits], 0.0) * self.worth / self.size
        if tables.problem.carries_over:
            yuan[:years] = np.cumsum(yuan[:years][::-1])[::-1]
        floor = np.maximum(-duals[limits : limits + len(tables.least)], 0.0) * self.worth / self.unit
        return Prices(yuan, floor, self.scale)
