"""Where there is no plan, the reason has the right name and the right numbers."""

import pytest

from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.infeasible import (
    Clash,
    FloorOutOfReach,
    FloorsApart,
    FloorsTooDear,
    Infeasible,
    MustsApart,
    MustsTooDear,
    NobodyCloses,
    NotReady,
    Reason,
)
from assessments.remedies.planning.planning import make_plan
from assessments.remedies.planning.problem import Gap, Measure, Problem
from tests.remedies import drawn as tried

GAPS = (Gap(5), Gap(7, group=1))


def reasons(effort: Effort | None = None, **problem: object) -> tuple[Reason, ...]:
    values: dict[str, object] = {"gaps": GAPS, "budgets": (10,), "year_worth": (1,)}
    with pytest.raises(Infeasible) as why:
        make_plan(Problem(**{**values, **problem}), effort)  # type: ignore[arg-type]  # the keys are the fields
    return why.value.reasons


def test_a_measure_that_must_be_is_not_ready_in_time() -> None:
    assert reasons(measures=(Measure((0,), (1,), ready=1),), must_measures=(0,)) == (NotReady(0, 1, 1),)


def test_a_gap_that_must_be_closed_is_closed_by_nobody() -> None:
    assert reasons(measures=(Measure((0,), (1,)),), must_gaps=(0, 1)) == (NobodyCloses(1),)


def test_two_musts_want_the_same_rooms() -> None:
    both = (Measure((0,), (1,), uses=((0, 3),)), Measure((1,), (1,), uses=((0, 2),)))
    assert reasons(measures=both, capacities=(4,), must_measures=(0, 1)) == (Clash(0, (0, 1), 5, 4),)


def test_two_gaps_that_must_be_closed_want_the_same_rooms() -> None:
    both = (Measure((0,), (1,), uses=((0, 1),)), Measure((1,), (1,), uses=((0, 1),)))
    assert reasons(measures=both, capacities=(1,), must_gaps=(0, 1)) == (MustsApart((), (0, 1)),)


def test_musts_cost_more_than_a_year_has() -> None:
    both = (Measure((0,), (4, 9)), Measure((1,), (5,)))
    years = {"budgets": (9, 6), "year_worth": (1, 1)}
    assert reasons(measures=(both[0],), must_measures=(0,), budgets=(9,), year_worth=(1,), must_gaps=(1,))
    assert reasons(measures=both, must_measures=(0, 1), budgets=(3, 3), year_worth=(1, 1)) == (MustsTooDear(((0, 2), (1, 1))),)
    assert make_plan(Problem(GAPS, both, must_measures=(0, 1), **years)).spent == (5, 4)  # type: ignore[arg-type]  # the keys are the fields


def test_a_floor_that_no_money_reaches() -> None:
    one = (Measure((1,), (1000,)),)
    assert reasons(measures=one, floors=((1, 8), (0, 0))) == (FloorOutOfReach(1, 8, 7),)


def test_floors_that_want_the_same_rooms() -> None:
    both = (Measure((0,), (1,), uses=((0, 1),)), Measure((1,), (1,), uses=((0, 1),)))
    assert reasons(measures=both, capacities=(1,), floors=((0, 5), (1, 7))) == (FloorsApart(((0, 5),)),)


def test_floors_that_the_money_does_not_reach() -> None:
    both = (Measure((0,), (6,)), Measure((1,), (7,)))
    assert reasons(measures=both, floors=((0, 5), (1, 7))) == (FloorsTooDear(((0, 3),), ((0, 5),)),)


def test_in_a_large_problem_the_missing_money_is_a_lower_bound() -> None:
    both = (Measure((0,), (6,)), Measure((1,), (7,)))
    (found,) = reasons(Effort(whole_below=0), measures=both, floors=((0, 5), (1, 7)))
    assert isinstance(found, FloorsTooDear)
    assert not found.exact
    assert 0 < sum(yuan for _, yuan in found.more) <= 3


def missing(problem: Problem) -> int | None:
    """The least yuan, over all years, that must be added; None where no money helps."""
    fit = [one for one in tried.choices(problem) if tried.together(problem, one)]
    found = [_beyond(problem, one) for one in fit if tried.reaches(problem, one)]
    return min(found) if found else None


def _beyond(problem: Problem, choice: tried.Choice) -> int:
    left, beyond = 0, 0
    for spent, budget in zip(tried.spent(problem, choice), problem.budgets, strict=True):
        left = (left if problem.carries_over else 0) + budget - spent
        beyond, left = beyond + max(-left, 0), max(left, 0)
    return beyond


def test_the_missing_money_is_the_least_that_would_do() -> None:
    seen = set()
    for seed in range(900):
        problem = tried.drawn(seed, floors=0.6)
        try:
            make_plan(problem)
        except Infeasible as why:
            for reason in why.reasons:
                seen.add(type(reason))
                _check(problem, reason)
    assert {FloorsTooDear, MustsTooDear, FloorOutOfReach} <= seen


def _check(problem: Problem, reason: Reason) -> None:
    least = missing(problem)
    if isinstance(reason, FloorsTooDear):
        assert sum(yuan for _, yuan in reason.more) == least
        assert reason.short or problem.must_gaps or problem.must_measures
    elif isinstance(reason, MustsTooDear):
        assert least is None or 0 < sum(yuan for _, yuan in reason.over) <= least
    else:
        assert least is None
    if isinstance(reason, FloorOutOfReach):
        fit = [one for one in tried.choices(problem) if tried.together(problem, one)]
        assert reason.most == max(tried.under(problem, tried.closed(problem, one), reason.group) for one in fit)
