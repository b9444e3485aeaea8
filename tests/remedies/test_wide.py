"""A resource that many want is priced like money, and never given away twice."""

from collections import Counter

import pytest

from assessments.remedies.planning import tables as tabled
from assessments.remedies.planning.after import After
from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.infeasible import Infeasible, NothingFound
from assessments.remedies.planning.leaving_out import ResourceTaken, why_not
from assessments.remedies.planning.pieces import pieces_of
from assessments.remedies.planning.planning import make_plan
from assessments.remedies.planning.problem import Gap, Measure, Problem
from tests.remedies import drawn as tried

BUILDERS = Problem(  # everybody needs one of the ten crews; by rent nobody does
    gaps=tuple(Gap(100 - at) for at in range(80)),
    measures=(
        *(Measure((at,), (10,), uses=((0, 1),)) for at in range(80)),
        *(Measure((at,), (30,)) for at in range(80)),
    ),
    budgets=(400,),
    capacities=(10,),
)


def test_what_many_want_ties_nobody_and_has_a_price() -> None:
    tables = tabled.tables_of(BUILDERS)
    assert pieces_of(tables).tied == ()
    plan = make_plan(BUILDERS, Effort(whole_below=0))
    begun = [measure for measure, _ in plan.begun]
    assert sum(measure < 80 for measure in begun) == 10
    assert plan.worth == plan.bound == sum(100 - at for at in range(20))
    ((resource, price),) = plan.resource_prices
    assert resource == 0
    assert price > 0
    reason = why_not(BUILDERS, plan, 40)
    assert isinstance(reason, ResourceTaken)
    assert (reason.left, len(reason.by)) == (0, 10)


def test_what_a_measure_gives_back_its_piece_alone_may_use() -> None:
    plan = make_plan(BUILDERS)
    crew = next(measure for measure, _ in plan.begun if measure < 80)
    told = After(BUILDERS, plan).next_best(crew)
    assert told is not None
    assert (told.added, told.worth, told.yuan) == ((), crew - 100, -10)  # to rent costs 30, and 10 are left


@pytest.mark.parametrize("whole_below", [0, 3000])
def test_wide_or_narrow_the_plan_is_the_same_against_trying_everything(
    whole_below: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabled, "MANY", 0)
    found = Counter(_check(seed, whole_below) for seed in range(300))
    assert found["best"] > 20 * found["less"]
    assert found["missed"] == 0


def _check(seed: int, whole_below: int) -> str:
    problem = tried.drawn(seed)
    best = tried.best(problem)
    try:
        plan = make_plan(problem, Effort(whole_below=whole_below))
    except Infeasible:
        assert best is None, seed
        return "infeasible"
    except NothingFound:
        return "missed" if best else "nothing"
    assert best is not None
    assert tried.keeps(problem, tried.chosen(problem, plan.begun)), seed
    assert plan.worth <= best[0] <= plan.bound, seed
    if whole_below:
        assert best == (plan.worth, sum(plan.spent)), seed
    return "best" if plan.worth == best[0] else "less"
