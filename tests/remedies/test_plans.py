"""A plan is the best one: against trying everything, on thousands of small problems."""

from collections import Counter

import pytest

from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.infeasible import Infeasible, NothingFound
from assessments.remedies.planning.planning import Plan, Status, make_plan
from assessments.remedies.planning.problem import Gap, Measure, Problem
from tests.remedies import drawn as tried

BY_PIECES = Effort(whole_below=0)
SEEDS, MANY = 1000, 12_000


def planned(problem: Problem, effort: Effort | None = None) -> Plan | None:
    """None where it is proven that there is none."""
    try:
        return make_plan(problem, effort)
    except Infeasible:
        return None


def check_the_best(seed: int) -> str:
    problem = tried.drawn(seed)
    best, plan = tried.best(problem), planned(problem)
    if plan is None or best is None:
        assert (plan, best) == (None, None), seed
        return "infeasible"
    assert best == (plan.worth, sum(plan.spent)), seed
    assert plan.bound == plan.worth
    assert plan.status is Status.OPTIMAL
    _check_told(problem, plan)
    return "optimal"


def check_by_pieces(seed: int) -> str:
    """As a large problem is solved, where nothing proves the whole."""
    problem = tried.drawn(seed)
    best = tried.best(problem)
    try:
        plan = planned(problem, BY_PIECES)
    except NothingFound:
        return "nothing" if best is None else "missed"
    if plan is None or best is None:
        assert (plan, best) == (None, None), seed
        return "infeasible"
    assert plan.worth <= best[0] <= plan.bound, seed
    _check_told(problem, plan)
    return "best" if plan.worth == best[0] else "less"


def _check_told(problem: Problem, plan: Plan) -> None:
    choice = tried.chosen(problem, plan.begun)
    assert tried.keeps(problem, choice)
    assert list(plan.spent) == tried.spent(problem, choice)
    assert plan.worth == tried.worth(problem, choice)
    assert {one.gap: one.year for one in plan.closed} == tried.closed(problem, choice)
    years = dict(plan.begun)
    for one in plan.closed:
        assert one.gap in problem.measures[one.measure].closes
        assert years[one.measure] + problem.measures[one.measure].ready == one.year


def test_the_plan_of_a_small_problem_is_the_best_one_and_the_cheapest_of_those() -> None:
    found = Counter(check_the_best(seed) for seed in range(SEEDS))
    assert min(found["optimal"], found["infeasible"]) > SEEDS / 5


def test_by_pieces_the_plan_keeps_everything_and_the_bound_holds() -> None:
    found = Counter(check_by_pieces(seed) for seed in range(SEEDS))
    assert found["best"] > 100 * found["less"]
    assert found["missed"] == 0


@pytest.mark.bench
def test_many_more() -> None:
    print(Counter(check_the_best(seed) for seed in range(SEEDS, MANY)))  # noqa: T201  # a benchmark tells
    print(Counter(check_by_pieces(seed) for seed in range(SEEDS, MANY)))  # noqa: T201


def test_the_same_problem_has_the_same_plan() -> None:
    for seed in range(40):
        problem = tried.drawn(seed, musts=0.0, floors=0.0)
        assert make_plan(problem) == make_plan(problem)
        assert make_plan(problem, BY_PIECES) == make_plan(problem, BY_PIECES)


def test_of_plans_of_the_same_worth_the_cheapest_is_told_and_of_equals_the_first() -> None:
    same = Measure((0,), (3,), uses=((0, 1),))
    problem = Problem((Gap(5), Gap(4)), (Measure((0,), (4,)), same, same, Measure((1,), (1,))), (9,), capacities=(5,))
    assert make_plan(problem).begun == ((1, 0), (3, 0))
    assert make_plan(problem, BY_PIECES).begun == ((1, 0), (3, 0))
