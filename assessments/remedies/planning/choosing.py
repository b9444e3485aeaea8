"""From prices to a plan: most pieces do what is best at these prices, a small integer program decides on the rest. Pure."""

import numpy as np

from assessments.remedies.planning.exchanging import exchange
from assessments.remedies.planning.highs import INFINITY, Program, solve
from assessments.remedies.planning.market import Market
from assessments.remedies.planning.options import Options, options_at
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import Begun

TRIES, WIDER = 3, 8
NEAR = 1e-8  # of the bound
MOST_NODES = 100
TAKEN = 0.5


def choose(market: Market, prices: Prices, bound: float, *, openness: int, seconds: float) -> list[Begun] | None:
    """The best plan among the options that lose least, or None where none of them fits."""
    for _ in range(TRIES):
        options = options_at(market, prices, openness)
        picked = _among(market.tables, options, bound, seconds / TRIES)
        if picked is not None:
            taken = exchange(market.tables, options, picked)
            return [each for at in taken.tolist() for each in options.begun[at]]
        if openness >= len(options.regret):
            return None
        openness *= WIDER
    return None


def _among(tables: Tables, options: Options, bound: float, seconds: float) -> Whole | None:
    """One option of each piece. What passes a limit by less than the engine sees is met by a limit lower by as much."""
    open_ = np.bincount(options.piece)[options.piece] > 1
    fixed, rows = _sums(tables, options, np.flatnonzero(~open_)), np.flatnonzero(open_)
    lower, higher = np.zeros(len(tables.means), np.int64), np.zeros(len(tables.least), np.int64)
    for _ in range(TRIES):
        program = _program(tables, options, rows, tables.limits - fixed[0] - lower, tables.least - fixed[1] + higher)
        answer = solve(program, seconds=seconds, near=bound * NEAR, nodes=MOST_NODES)
        if not answer.found:
            return None
        picked = np.append(np.flatnonzero(~open_), rows[answer.values > TAKEN])
        money, floors = _sums(tables, options, picked)
        if (money <= tables.limits).all() and (floors >= tables.least).all():
            return picked
        lower += np.maximum(money - tables.limits, 0)
        higher += np.maximum(tables.least - floors, 0)
    return None


def _sums(tables: Tables, options: Options, picked: Whole) -> tuple[Whole, Whole]:
    return tables.limited(options.spend[picked].sum(axis=0)), options.floors[picked].sum(axis=0)


def _program(tables: Tables, options: Options, rows: Whole, most: Whole, least: Whole) -> Program:
    program = Program()
    for worth in options.worth[rows].tolist():
        program.column(float(worth), whole=True)
    spend = tables.limited(options.spend[rows])
    for year, limit in enumerate(most.tolist()):
        _row(program, spend[:, year], -INFINITY, limit)
    for floor, lowest in enumerate(least.tolist()):
        _row(program, options.floors[rows][:, floor], lowest, INFINITY)
    order = np.argsort(options.piece[rows], kind="stable")
    for same in np.split(order, np.flatnonzero(np.diff(options.piece[rows][order])) + 1) if len(rows) else ():
        program.row(same.tolist(), [1.0] * len(same), 1.0, 1.0)
    return program


def _row(program: Program, values: Whole, low: float, high: float) -> None:
    at = np.flatnonzero(values)
    program.row(at.tolist(), values[at].tolist(), low, high)
