"""What more money buys, and what any money buys. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.infeasible import Infeasible, NothingFound
from assessments.remedies.planning.planning import Plan, Status, make_plan
from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.weighing import Begun

SHARES = (25, 50, 75, 100, 125, 150)


@dataclass(frozen=True)
class More:
    """The plan with ``yuan`` more in ``year``, and what is other in it. ``closed``, ``opened``: gaps."""

    yuan: int
    year: int
    plan: Plan
    worth: int
    closed: tuple[int, ...]
    opened: tuple[int, ...]
    added: tuple[Begun, ...]
    dropped: tuple[Begun, ...]


@dataclass(frozen=True)
class Point:
    """What ``budgets`` buy. ``worth`` None: there is no plan (or none was found), ``bound`` is 0 then. ``closed``: gaps."""

    share: int
    budgets: tuple[int, ...]
    worth: int | None
    bound: int
    spent: tuple[int, ...]
    status: Status | None
    closed: int = 0


def one_more(problem: Problem, plan: Plan, yuan: int, effort: Effort | None = None) -> More:
    """Plan again with the yuan in the year in which they bring most.

    Money that carries over comes in the first year. In a large problem the year is the one whose price is highest.
    """
    found = [(year, make_plan(_richer(problem, year, yuan), effort)) for year in _years(problem, plan, effort or Effort())]
    year, best = max(found, key=lambda each: (each[1].worth, -each[0]))
    best = _no_less(best, plan)
    before, after = ({one.gap for one in each.closed} for each in (plan, best))
    return More(
        yuan,
        year,
        best,
        best.worth - plan.worth,
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
        tuple(sorted(set(best.begun) - set(plan.begun))),
        tuple(sorted(set(plan.begun) - set(best.begun))),
    )


def _no_less(best: Plan, before: Plan) -> Plan:
    """What could be done with less money can still be done."""
    if best.worth >= before.worth:
        return best
    status = best.status if best.bound > before.worth else Status.OPTIMAL
    return replace(best, begun=before.begun, worth=before.worth, spent=before.spent, closed=before.closed, status=status)


def _years(problem: Problem, plan: Plan, effort: Effort) -> Sequence[int]:
    if problem.carries_over:
        return (0,)
    if len(problem.measures) * problem.years <= effort.whole_below:
        return range(problem.years)
    return (max(range(problem.years), key=lambda year: plan.yuan_prices[year]),)


def _richer(problem: Problem, year: int, yuan: int) -> Problem:
    budgets = tuple(each + yuan if at == year else each for at, each in enumerate(problem.budgets))
    return replace(problem, budgets=budgets)


def frontier(problem: Problem, shares: Sequence[int] = SHARES, effort: Effort | None = None) -> tuple[Point, ...]:
    """What percentages of the budgets buy, each with its bound. Unusable as for a plan."""
    return tuple(_point(problem, share, effort) for share in shares)


def _point(problem: Problem, share: int, effort: Effort | None) -> Point:
    budgets = tuple(each * share // 100 for each in problem.budgets)
    try:
        plan = make_plan(replace(problem, budgets=budgets), effort)
    except (Infeasible, NothingFound):
        return Point(share, budgets, None, 0, (), None)
    return Point(share, budgets, plan.worth, plan.bound, plan.spent, plan.status, len(plan.closed))
