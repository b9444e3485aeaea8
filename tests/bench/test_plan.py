"""Plans of cities and a province: seconds, and how far from the best they can be; against one integer program of the whole.

``COMMUNITIES=200 PROVINCE=2000 make bench`` is a small run.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from assessments.remedies.planning.after import After
from assessments.remedies.planning.leaving_out import reason_for
from assessments.remedies.planning.planning import Plan, make_plan
from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.tables import tables_of
from assessments.remedies.planning.weighing import weigh
from assessments.remedies.planning.whole import solve_whole
from tests.bench.nation_table import Told
from tests.bench.plan_places import separate, shared, with_crews

pytestmark = pytest.mark.bench
COMMUNITIES, PROVINCE = int(os.environ.get("COMMUNITIES", "2000")), int(os.environ.get("PROVINCE", "20000"))
SMALLER, PEER_SECONDS = max(COMMUNITIES // 10, 10), 60.0
AS_GOOD = 1e-3
QUESTIONS, FULL = 20, 20_000  # gaps

CITY: list[tuple[str, Callable[[], Problem], float]] = [  # what, the problem, the largest gap that is good enough
    (f"{COMMUNITIES:,} communities, one budget", lambda: separate(COMMUNITIES, 1), 1e-6),
    (f"{COMMUNITIES:,} communities, five yearly budgets", lambda: separate(COMMUNITIES, 5), 1e-5),
    (f"{COMMUNITIES:,} sharing rooms and neighbours, floors, one budget", lambda: shared(COMMUNITIES, 1), 1e-4),
    (f"{COMMUNITIES:,} sharing rooms and neighbours, floors, five budgets", lambda: shared(COMMUNITIES, 5), 1e-4),
    (f"{COMMUNITIES:,} that share crews of the city besides, five budgets", lambda: with_crews(COMMUNITIES, 5), 1e-4),
    (f"{PROVINCE:,} communities, one budget", lambda: separate(PROVINCE, 1), 1e-6),
    (f"{PROVINCE:,} communities, five yearly budgets", lambda: separate(PROVINCE, 5), 1e-5),
    (f"{PROVINCE:,} sharing rooms and neighbours, floors, one budget", lambda: shared(PROVINCE, 1), 1e-4),
]


def planned(problem: Problem) -> tuple[float, float, Plan]:
    """Seconds, those of this process alone (others use the machine too), and the plan."""
    started, own = time.perf_counter(), time.process_time()
    plan = make_plan(problem)
    return time.perf_counter() - started, time.process_time() - own, plan


def test_plans_of_cities_and_a_province() -> None:
    told = Told("plan")
    told.about["plans"] = [_told(what, make(), enough) for what, make, enough in CITY]
    _against_the_whole(told, f"{SMALLER:,} communities, one budget", separate(SMALLER, 1))
    _against_the_whole(told, f"{SMALLER:,} communities, shared, floors, five budgets", shared(SMALLER, 5))
    _against_the_whole(told, f"{COMMUNITIES:,} communities, five yearly budgets", separate(COMMUNITIES, 5))
    told.tell()


def _told(what: str, problem: Problem, enough: float) -> dict[str, Any]:
    took, own, plan = planned(problem)
    questions = _questions(problem, plan)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"\n{what:<66} {took:6.1f} s ({own:.1f} own)  gap {plan.gap:.1e}  a question {questions:.2f} s  peak {peak:.0f} MiB"
    )
    sys.stdout.flush()
    measures, gaps = len(problem.measures), len(problem.gaps)
    assert plan.gap <= enough * max(1.0, FULL / gaps) ** 2  # a smaller place has less to fill the last yuan with
    return {
        "what": what,
        "seconds": took,
        "own": own,
        "gap": plan.gap,
        "measures": measures,
        "gaps": gaps,
        "question": questions,
    }


def _questions(problem: Problem, plan: Plan) -> float:
    """Seconds a question, some asked about one plan."""
    after, started = After(problem, plan), time.perf_counter()
    out = [one for one in range(QUESTIONS * 2) if one not in after.begins]
    for measure, _ in plan.begun[:QUESTIONS]:
        after.next_best(measure)
    for measure in out[:QUESTIONS]:
        reason_for(after, measure)
    return (time.perf_counter() - started) / (QUESTIONS + len(out[:QUESTIONS]))


def _against_the_whole(told: Told, what: str, problem: Problem) -> None:
    took, _, plan = planned(problem)
    started, tables = time.perf_counter(), tables_of(problem)
    found = solve_whole(tables, seconds=PEER_SECONDS)
    whole = time.perf_counter() - started
    told.ratio(f"{what}: seconds, one program of the whole ({PEER_SECONDS:.0f} s at most)", took, whole)
    worth = weigh(tables, found.begun).worth if found.begun is not None else 0
    told.ratio(f"{what}: worth that was found", plan.worth, worth, unit="", goal="1 or less")
    assert plan.worth >= worth * (1 - AS_GOOD)
