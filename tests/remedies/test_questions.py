"""What instead, why not, what if there were more: each answer against trying everything."""

from collections import Counter
from dataclasses import replace

import pytest

from assessments.remedies.planning.after import After, next_best
from assessments.remedies.planning.infeasible import Infeasible
from assessments.remedies.planning.leaving_out import (
    AlreadyClosed,
    BeyondBudget,
    BeyondCapacity,
    Left,
    ResourceTaken,
    StillFits,
    TooDear,
    TooLate,
    TooLittleLeft,
    reason_for,
    why_not,
)
from assessments.remedies.planning.money import frontier, one_more
from assessments.remedies.planning.planning import Plan, make_plan
from assessments.remedies.planning.problem import Gap, Measure, Problem
from tests.remedies import drawn as tried

SEEDS = 350


def planned(seed: int) -> tuple[Problem, Plan] | None:
    problem = tried.drawn(seed)
    try:
        return problem, make_plan(problem)
    except Infeasible:
        return None


PLANS = [each for each in map(planned, range(SEEDS)) if each is not None]


def test_the_next_best_is_the_best_its_piece_can_do_without() -> None:
    told = Counter(_next_best(problem, plan, one) for problem, plan in PLANS for one, _ in plan.begun)
    assert min(told[True], told[False]) > 10


def _next_best(problem: Problem, plan: Plan, measure: int) -> bool:
    after = After(problem, plan)
    piece, now = set(after.members(measure).measures), tried.chosen(problem, plan.begun)
    others = [one for one in range(len(now)) if one not in piece]
    open_ = [one for one in tried.choices(problem) if one[measure] is None and all(one[each] == now[each] for each in others)]
    found = [(tried.worth(problem, one), -sum(tried.spent(problem, one))) for one in open_ if tried.keeps(problem, one)]
    told = after.next_best(measure)
    if told is None:
        assert not found
        return False
    assert told.is_best
    assert max(found) == (plan.worth + told.worth, -sum(plan.spent) - told.yuan)
    begun = set(plan.begun) - set(told.dropped) | set(told.added)
    assert tried.keeps(problem, tried.chosen(problem, begun))
    assert measure in dict(told.dropped)
    return True


def test_whatever_was_left_out_has_a_reason_that_is_true() -> None:
    seen = Counter(type(_reason(problem, plan, one)) for problem, plan in PLANS for one in range(len(problem.measures)))
    assert {TooLate, BeyondBudget, BeyondCapacity, ResourceTaken, AlreadyClosed, TooDear, TooLittleLeft} <= set(seen)
    assert StillFits not in seen


def _reason(problem: Problem, plan: Plan, measure: int) -> Left | None:
    if measure in dict(plan.begun):
        return None
    reason, one, now = why_not(problem, plan, measure), problem.measures[measure], tried.chosen(problem, plan.begun)
    years = [year for year in range(problem.years) if year + one.ready < problem.years]
    with_it = [(*now[:measure], year, *now[measure + 1 :]) for year in years]
    if isinstance(reason, TooLate):
        assert not years
    elif isinstance(reason, BeyondBudget):
        assert not any(_pays_alone(problem, measure, year) for year in years)
        assert reason.needed > reason.budget
    elif isinstance(reason, BeyondCapacity):
        assert reason.capacity == problem.capacities[reason.resource] < reason.wanted
    elif isinstance(reason, ResourceTaken):
        left = problem.capacities[reason.resource] - tried.used(problem, now, reason.resource)
        assert reason.left == left < reason.wanted
        assert all(by in dict(plan.begun) for by in reason.by)
    elif isinstance(reason, AlreadyClosed):
        payable = [each for each in with_it if _pays_alone(problem, measure, each[measure] or 0)]
        assert all(tried.worth(problem, each) == plan.worth for each in payable)
    else:
        _check_money(problem, plan, reason, with_it[reason.begin])
        assert not any(tried.keeps(problem, each) and tried.worth(problem, each) > plan.worth for each in with_it)
    return reason


def _pays_alone(problem: Problem, measure: int, year: int) -> bool:
    return tried.pays(problem, tried.chosen(problem, [(measure, year)]))


def _check_money(problem: Problem, plan: Plan, reason: TooDear | TooLittleLeft | StillFits, with_it: tried.Choice) -> None:
    assert not tried.pays(problem, with_it)
    if isinstance(reason, TooDear):
        assert tried.worth(problem, with_it) == plan.worth + reason.worth
        assert sum(tried.spent(problem, with_it)) == sum(plan.spent) + reason.yuan
        assert reason.rate < 1
    elif isinstance(reason, TooLittleLeft):
        assert reason.needed > reason.left >= 0


def test_what_is_in_the_plan_was_not_left_out() -> None:
    problem = Problem((Gap(5),), (Measure((0,), (3,)),), (4,))
    with pytest.raises(ValueError, match="measure 0 is in the plan"):
        reason_for(After(problem, make_plan(problem)), 0)


TOWN = Problem(
    gaps=tuple(Gap(100 - at) for at in range(40)),
    measures=tuple(Measure((at,), (10,)) for at in range(40)),
    budgets=(200,),
)


def test_what_is_too_dear_says_at_how_much_money_it_would_pay() -> None:
    reason = why_not(TOWN, make_plan(TOWN), 30)
    assert isinstance(reason, TooDear)
    assert (reason.worth, reason.yuan) == (70, 10)
    assert reason.rate == pytest.approx(70 / 81, abs=0.02)
    assert 290 <= reason.pays_at <= 310


def test_without_another_way_the_next_best_is_nothing() -> None:
    told = next_best(TOWN, make_plan(TOWN), 3)
    assert told is not None
    assert (told.dropped, told.added, told.worth, told.yuan, told.spent) == (((3, 0),), (), -97, -10, (-10,))


def test_more_money_buys_the_best_of_a_richer_problem() -> None:
    for problem, plan in PLANS[:60]:
        more = one_more(problem, plan, 5)
        years = range(1 if problem.carries_over else problem.years)
        richer = [tuple(each + 5 * (at == year) for at, each in enumerate(problem.budgets)) for year in years]
        best = [tried.best(replace(problem, budgets=budgets)) for budgets in richer]
        assert plan.worth + more.worth == more.plan.worth == max(each[0] for each in best if each)
        assert set(plan.begun) - set(more.dropped) | set(more.added) == set(more.plan.begun)
        before = {one.gap for one in plan.closed}
        assert before - set(more.opened) | set(more.closed) == {one.gap for one in more.plan.closed}


def test_the_curve_of_worth_against_money_rises_within_its_bounds() -> None:
    points = frontier(TOWN, (0, 25, 50, 100, 400))
    assert [point.budgets for point in points] == [(0,), (50,), (100,), (200,), (800,)]
    assert [point.worth for point in points] == [0, 490, 955, 1810, sum(gap.worth for gap in TOWN.gaps)]
    assert all(point.worth == point.bound for point in points)


def test_where_money_does_not_do_the_curve_has_no_point() -> None:
    short, full = frontier(replace(TOWN, must_measures=(1,), budgets=(10,)), (50, 100))
    assert (short.worth, full.worth) == (None, 99)
