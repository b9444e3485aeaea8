"""By how much the budgets miss what must be and what the floors demand. Pure."""

from collections.abc import Sequence
from math import floor

import numpy as np

from assessments.remedies.planning.compact import Compact
from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.highs import INFINITY, solve
from assessments.remedies.planning.infeasible import FloorsApart, FloorsTooDear, Infeasible, MustsTooDear
from assessments.remedies.planning.knot import Knot, knot_of
from assessments.remedies.planning.market import Market
from assessments.remedies.planning.pieces import Members
from assessments.remedies.planning.ragged import Whole
from assessments.remedies.planning.searching import Found, beginning, search
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import weigh
from assessments.remedies.planning.whole import everything

SHORT = 10.0  # times the dearest way to a unit under a floor: it is missed only where money does not help
Missing = tuple[tuple[int, int], ...]


def explain(market: Market, effort: Effort) -> Infeasible | None:
    """Why there is no plan, where that can be shown; ``market`` without bounds of money."""
    return _of_musts(market, effort) or _of_floors(market, effort)


def _of_musts(market: Market, effort: Effort) -> Infeasible | None:
    knots = [tied.knot.members for tied in market.tied if tied.knot.musts]
    gaps = tuple(sorted(gap for one in knots for gap in one.gaps))
    measures = tuple(sorted(measure for one in knots for measure in one.measures))
    over = _extra(market.tables, knot_of(market.tables, Members(gaps, measures)), effort, floors=False) if measures else ()
    return Infeasible(MustsTooDear(over)) if over else None


def _of_floors(market: Market, effort: Effort) -> Infeasible | None:
    if not market.tables.problem.floors:
        return None
    if market.tables.candidates() > effort.whole_below:
        return _of_large(market, effort)
    knot = everything(market.tables)
    apart = _short(market.tables, knot, effort, bounded=False)
    if apart:
        return Infeasible(FloorsApart(apart))
    more = _extra(market.tables, knot, effort, floors=True)
    return Infeasible(FloorsTooDear(more, _short(market.tables, knot, effort, bounded=True))) if more else None


def _of_large(market: Market, effort: Effort) -> Infeasible | None:
    found = least_over(market, effort)
    more = floor(-found.bound)  # the bound is one on what is left when all is paid: less than nothing
    return Infeasible(FloorsTooDear(((0, more),), (), exact=False)) if more > 0 else None


def least_over(market: Market, effort: Effort) -> Found:
    """The least money that is missing (yuan, as a bound below nothing), leaving worth out of account."""
    short = SHORT * dearest(market.tables)
    return search(market, effort, beginning(market, scale=0.0), dear=1.0, short=short)


def dearest(tables: Tables) -> float:
    """Yuan for a unit of worth by the measure that gives least for its money; at least 1."""
    measures = np.flatnonzero(tables.open_() & (tables.closes.lengths() > 0))
    worth = np.add.reduceat(tables.worth[tables.closes.rows(measures)[1]], _firsts(tables, measures)) if len(measures) else 1
    return float(np.max(tables.outlay[measures].sum(axis=1) / worth, initial=1.0))


def _firsts(tables: Tables, measures: Whole) -> Whole:
    lengths = tables.closes.lengths()[measures]
    return np.cumsum(lengths) - lengths


def _extra(tables: Tables, knot: Knot, effort: Effort, *, floors: bool) -> Missing:
    """The least yuan more, by year."""
    compact = Compact(tables, knot, [0.0] * len(knot.pair_gap), [0.0] * len(knot.begun))
    columns = {year: compact.program.column(-1.0, INFINITY) for year in range(tables.years)}
    compact.budgets(columns)
    compact.loads()
    if floors:
        compact.floors()
    answer = solve(compact.program, seconds=effort.seconds())
    if not answer.found:
        return ()
    spend = tables.yuan(tables.spend(*(np.array(compact.begun(answer), np.int64).reshape(-1, 2).T)).sum(axis=0))
    return _beyond(tables, spend.tolist())


def _beyond(tables: Tables, spend: Sequence[int]) -> Missing:
    """What the spending exceeds the budgets by, each yuan in the last year in which it is still in time."""
    left, found = 0, []
    for year, (spent, budget) in enumerate(zip(spend, tables.problem.budgets, strict=True)):
        left = (left if tables.problem.carries_over else 0) + budget - spent
        if left < 0:
            found.append((year, -left))
            left = 0
    return tuple(found)


def _short(tables: Tables, knot: Knot, effort: Effort, *, bounded: bool) -> Missing:
    """By how much the floors fall short where the sum of it is least: (group, worth)."""
    compact = Compact(tables, knot, [0.0] * len(knot.pair_gap), [0.0] * len(knot.begun))
    if bounded:
        compact.budgets()
    compact.loads()
    compact.floors([compact.program.column(-1.0, INFINITY) for _ in tables.problem.floors])
    answer = solve(compact.program, seconds=effort.seconds())
    if not answer.found:
        return ()
    missing = tables.least - weigh(tables, compact.begun(answer)).floors
    return tuple((group, short) for (group, _), short in zip(tables.problem.floors, missing.tolist(), strict=True) if short > 0)
