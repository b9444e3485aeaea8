"""What no money can mend is told before anything is solved: musts that clash, floors out of reach. Pure."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from assessments.remedies.planning.effort import FOREVER
from assessments.remedies.planning.infeasible import (
    Clash,
    FloorOutOfReach,
    Infeasible,
    MustsApart,
    NobodyCloses,
    NotReady,
    Reason,
)
from assessments.remedies.planning.market import Market, Response
from assessments.remedies.planning.prices import Prices, no_prices
from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.ragged import Real
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.tied import NoChoice


def check_musts(tables: Tables) -> None:
    """Infeasible where what must be cannot be begun. ``tables`` without bounds of money."""
    reasons = [*_late(tables.problem), *_clashes(tables.problem), *_unclosed(tables)]
    if reasons:
        raise Infeasible(*reasons)


def loses_musts(tables: Tables) -> bool:
    """Whether something that must be costs more, alone, than there is."""
    may = tables.open_()
    return not all(may[measure] for measure in tables.problem.must_measures) or any(True for _ in _unclosed(tables))


def _late(problem: Problem) -> Iterator[Reason]:
    for measure in sorted(set(problem.must_measures)):
        ready = problem.measures[measure].ready
        if ready >= problem.years:
            yield NotReady(measure, ready, problem.years)


def _clashes(problem: Problem) -> Iterator[Reason]:
    wanted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for measure in sorted(set(problem.must_measures)):
        for resource, amount in problem.measures[measure].uses:
            wanted[resource].append((measure, amount))
    for resource, found in sorted(wanted.items()):
        total, capacity = sum(amount for _, amount in found), problem.capacities[resource]
        if total > capacity:
            yield Clash(resource, tuple(measure for measure, amount in found if amount), total, capacity)


def _unclosed(tables: Tables) -> Iterator[Reason]:
    closed = set(tables.closes.rows(np.flatnonzero(tables.open_()))[1].tolist())
    return (NobodyCloses(gap) for gap in sorted(set(tables.problem.must_gaps) - closed))


def check_floors(market: Market) -> None:
    """Infeasible where a floor is out of reach, or musts of a piece cannot be together. ``market`` without bounds of money."""
    problem = market.tables.problem
    reached = most_under(market, np.ones(len(problem.floors)))
    reasons: list[Reason] = []
    for row in np.flatnonzero(reached < market.tables.least).tolist():
        most = int(most_under(market, np.eye(len(problem.floors))[row])[row])
        if most < market.tables.least[row]:
            reasons.append(FloorOutOfReach(*problem.floors[row], most))
    if reasons:
        raise Infeasible(*reasons)


def most_under(market: Market, prices: Real) -> Real:
    """(D,): what is closed under each floor where money is no matter and a unit under it counts that much."""
    response = _free(market, Prices(no_prices(market.tables).yuan, prices, scale=0.0))
    return np.asarray(response.floors.sum(axis=0))


def _free(market: Market, prices: Prices) -> Response:
    try:
        return market.respond(prices, FOREVER)
    except NoChoice as apart:
        problem, members = market.tables.problem, apart.members
        gaps = tuple(sorted(set(problem.must_gaps) & set(members.gaps)))
        raise Infeasible(MustsApart(tuple(sorted(set(problem.must_measures) & set(members.measures))), gaps)) from apart
