"""A piece at given prices: branching and the integer program both find the best, and what they say of the rest is so."""

from random import Random

import numpy as np
import pytest

from assessments.remedies.planning import branching, tied
from assessments.remedies.planning.effort import FOREVER
from assessments.remedies.planning.market import Market, market_of
from assessments.remedies.planning.pieces import pieces_of
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.problem import Gap, Measure, Problem
from assessments.remedies.planning.tables import tables_of
from assessments.remedies.planning.tied import NoChoice
from tests.remedies import drawn as tried

SEEDS = 250


def priced(seed: int) -> tuple[Problem, Market, Prices]:
    problem = tried.drawn(seed)
    draw = Random(seed)  # noqa: S311  # to try things, not to keep secrets
    yuan = np.array([draw.choice([0.0, draw.random() * 20]) for _ in problem.budgets])
    floor = np.array([draw.choice([0.0, draw.random() * 9]) for _ in problem.floors])
    return problem, market_of(tables_of(problem, bounded=False)), Prices(yuan, floor)


def by_trying(problem: Problem, prices: Prices) -> float | None:
    """The most that worth, less what is spent, with what serves the floors, comes to at these prices, budgets aside."""
    fit = [_net(problem, prices, one) for one in tried.choices(problem) if tried.together(problem, one)]
    return max(fit) if fit else None


def _net(problem: Problem, prices: Prices, choice: tried.Choice) -> float:
    closed = tried.closed(problem, choice)
    floors = [tried.under(problem, closed, group) for group, _ in problem.floors]
    cost = float(prices.yuan @ tried.spent(problem, choice))
    return tried.worth(problem, choice) - cost + float(prices.floor @ np.array(floors, float))


@pytest.mark.parametrize("nodes", [branching.MOST_NODES, 0])
def test_the_pieces_together_come_to_the_best_there_is_at_these_prices(nodes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no nodes for branching every tied piece goes to the integer program."""
    monkeypatch.setattr(branching, "MOST_NODES", nodes)
    for seed in range(SEEDS):
        problem, market, prices = priced(seed)
        best = by_trying(problem, prices)
        if any(measure not in np.flatnonzero(market.tables.open_()) for measure in problem.must_measures):
            continue
        try:
            bound = market.respond(prices, FOREVER).bound
        except NoChoice:
            assert best is None, seed
            continue
        if best is not None:
            assert bound - prices.of(market.tables) == pytest.approx(best, abs=1e-5), seed
            assert bound - prices.of(market.tables) >= best - 1e-7


def test_where_the_time_is_over_the_bound_of_a_piece_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branching, "MOST_NODES", 0)
    monkeypatch.setattr(tied, "PIECE_NODES", 0)
    for seed in range(80):
        problem, market, prices = priced(seed)
        best = by_trying(problem, prices)
        if best is None or problem.must_measures or problem.must_gaps:
            continue
        assert market.respond(prices, 0.0).bound - prices.of(market.tables) >= best - 1e-7


def test_what_shares_a_gap_or_a_scarce_resource_is_one_piece() -> None:
    rooms = tuple(Measure((at,), (1,), uses=((at // 2, 2),)) for at in range(4))
    both = Measure((4, 5), (1,))
    alone = (Measure((6,), (1,)), Measure((6,), (2,)))
    problem = Problem(tuple(Gap(1) for _ in range(7)), (*rooms, both, *alone), (9,), capacities=(3, 4))
    pieces = pieces_of(tables_of(problem))
    assert {each.measures for each in pieces.tied} == {(0, 1), (4,)}  # of the second resource there is enough for both
    assert pieces.lone.tolist() == [2, 3, 6]
