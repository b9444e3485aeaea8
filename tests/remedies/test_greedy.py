"""A plan in a moment keeps every budget and resource; with a deadline a small problem still gets its best plan."""

import time

import pytest

from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.greedy import greedy
from assessments.remedies.planning.infeasible import Infeasible
from assessments.remedies.planning.planning import Status, make_plan
from assessments.remedies.planning.tables import tables_of
from tests.remedies.drawn import best, chosen, drawn, keeps

SEEDS = range(400)


def test_it_keeps_what_there_is() -> None:
    for seed in SEEDS:
        problem = drawn(seed, musts=0.0, floors=0.0)
        begun = greedy(tables_of(problem))
        assert keeps(problem, chosen(problem, begun)), seed
        assert len({measure for measure, _ in begun}) == len(begun), seed


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_with_a_deadline_the_best_is_still_found(start: int) -> None:
    for seed in range(start, start + 100):
        problem = drawn(seed)
        try:
            plan = make_plan(problem, Effort(clock=time.monotonic, deadline=time.monotonic() + 60))
        except Infeasible:
            assert best(problem) is None, seed
            continue
        told = best(problem)
        assert told is not None, seed
        assert (plan.worth, plan.status) == (told[0], Status.OPTIMAL), seed
