"""Whoever waits hears how far it is, and may stop it; what was found by then is a plan with its bound."""

from itertools import count

import pytest

from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.infeasible import NothingFound
from assessments.remedies.planning.planning import Status, make_plan
from assessments.remedies.planning.problem import Gap, Measure, Problem

MANY = 300
CITY = Problem(
    gaps=tuple(Gap(1 + at * 37 % 101) for at in range(MANY)),
    measures=tuple(Measure((at % MANY,), (1 + at * 61 % 89,), ready=at // MANY % 2) for at in range(3 * MANY)),
    budgets=(900, 800),
    year_worth=(100, 96),
)
BEST = make_plan(CITY, Effort(whole_below=0))


def test_rounds_are_told_with_a_bound_that_never_rises() -> None:
    told: list[tuple[int, int, int, int]] = []
    plan = make_plan(CITY, Effort(heard=lambda *each: told.append(each), whole_below=0))
    bounds = [bound for _, _, _, bound in told]
    assert bounds == sorted(bounds, reverse=True)
    assert told[-1][2] <= plan.worth <= plan.bound <= told[-1][3]
    assert all(done <= of for done, of, _, _ in told)


@pytest.mark.parametrize("rounds", [0, 1, 4])
def test_stopped_between_rounds_it_still_is_a_plan(rounds: int) -> None:
    asked = count()
    plan = make_plan(CITY, Effort(stop=lambda: next(asked) >= rounds))
    assert plan.status is Status.STOPPED
    assert plan.worth <= BEST.bound
    assert BEST.worth <= plan.bound
    assert all(spent <= budget for spent, budget in zip(plan.spent, CITY.budgets, strict=True))
    assert plan.worth > BEST.worth / 2


def test_after_the_deadline_it_still_is_a_plan() -> None:
    ticks = count()
    plan = make_plan(CITY, Effort(clock=lambda: float(next(ticks)), deadline=6.0, whole_below=0))
    assert plan.status is Status.STOPPED
    assert BEST.worth <= plan.bound
    assert plan.worth > BEST.worth / 2


def test_stopped_before_what_must_be_is_found() -> None:
    must = Problem(CITY.gaps, CITY.measures, CITY.budgets, CITY.year_worth, must_gaps=(0,))
    with pytest.raises(NothingFound) as nothing:
        make_plan(must, Effort(stop=lambda: True))
    assert nothing.value.bound >= BEST.worth
