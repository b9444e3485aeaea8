"""From prices to a plan: most pieces do what is best at these prices, a small integer program decides on the rest. Pure."""

import numpy as np

from assessments.remedies.planning.field import Field
from assessments.remedies.planning.highs import INFINITY, Program, solve
from assessments.remedies.planning.options import Options, options_at
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Truth, Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import Begun, fits, weigh

TRIES, WIDER = 3, 8
TAKEN = 0.5


def choose(field: Field, prices: Prices, bound: float, *, openness: int, seconds: float) -> list[Begun] | None:
    """The best plan among the options that lose least, or None where none of them fits."""
    for _ in range(TRIES):
        options = options_at(field, prices, openness)
        begun = _among(field.tables, options, bound, seconds / TRIES)
        if begun is not None or openness >= len(options.regret):
            return begun
        openness *= WIDER
    return None


def _among(tables: Tables, options: Options, bound: float, seconds: float) -> list[Begun] | None:
    """Sums that pass a limit by less than the engine sees are met by a limit that is lower by as much."""
    open_ = np.bincount(options.piece)[options.piece] > 1
    begun = [each for at in np.flatnonzero(~open_).tolist() for each in options.begun[at]]
    fixed, rows = _sums(tables, options, ~open_), np.flatnonzero(open_)
    lower, higher = np.zeros(tables.years, np.int64), np.zeros(len(tables.least), np.int64)
    for _ in range(TRIES):
        program = _program(tables, options, rows, tables.limits - fixed[1] - lower, tables.least - fixed[2] + higher)
        answer = solve(program, seconds=seconds, near=bound * 1e-8)
        if not answer.found:
            return None
        found = begun + [each for at in rows[answer.values > TAKEN].tolist() for each in options.begun[at]]
        weight = weigh(tables, found)
        if fits(tables, weight):
            return found
        lower += np.maximum(tables.limited(weight.spent) - tables.limits, 0)
        higher += np.maximum(tables.least - weight.floors, 0)
    return None


def _sums(tables: Tables, options: Options, wanted: Truth) -> tuple[int, Whole, Whole]:
    spend = tables.limited(options.spend[wanted].sum(axis=0))
    return int(options.worth[wanted].sum()), spend, options.floors[wanted].sum(axis=0)


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
