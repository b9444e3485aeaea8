"""What is said of a plan as a whole: its years, how good it is, what more money would buy, worth against money."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from assessments.remedies.planning.infeasible import Infeasible, NothingFound
from assessments.remedies.planning.limits import Limits
from assessments.remedies.planning.planning import Plan, make_plan
from assessments.remedies.planning.problem import Problem
from assessments.remedies.wishes import Wishes
from assessments.services.planning.gathering import Step
from assessments.services.planning.making import Made

MORE_YUAN: Final = 1_000_000
SECONDS: Final = 4.0
"""For each of the plans beside."""
_PERCENT: Final = (25, 50, 75, 150, 200)


def whole_of(made: Made, wishes: Wishes, tell: Step, stop: Callable[[], bool]) -> dict[str, Any]:
    """Worth is discounted, as the plan counts it."""
    problem, plan = made.arithmetic.problem, made.plan
    beside: list[tuple[int, Plan | None]] = []
    for at, percent in enumerate(_PERCENT):
        tell("telling", at, len(_PERCENT) + 1)
        budgets = tuple(yuan * percent // 100 for yuan in problem.budgets)
        beside.append((percent, _solved(replace(problem, budgets=budgets), stop)))
    tell("telling", len(_PERCENT), len(_PERCENT) + 1)
    return {
        "status": plan.status.value,
        "years": [
            {"year": year, "budget": have, "spent": spent, "price": price}
            for year, have, spent, price in zip(
                range(wishes.first_year, wishes.first_year + len(wishes.budgets)), wishes.budgets, plan.spent, plan.yuan_prices,
                strict=True,
            )
        ],
        "closable": len(made.arithmetic.gaps),
        "closed": len(plan.closed),
        "more": _more(made, problem, stop),
        "curve": _curve(plan, problem, beside),
        "floors": [
            {"district": made.arithmetic.districts[group], "least": least, "price": price}
            for (group, least), (_, price) in zip(problem.floors, plan.floor_prices, strict=True)
        ],
    }  # fmt: skip


def _more(made: Made, problem: Problem, stop: Callable[[], bool]) -> dict[str, Any]:
    """With MORE_YUAN more in the year in which money is worth most. Never less than without: that plan can still be had."""
    plan = made.plan
    at = max(range(len(problem.budgets)), key=lambda year: (plan.yuan_prices[year], -year))
    budgets = tuple(yuan + MORE_YUAN * (year == at) for year, yuan in enumerate(problem.budgets))
    found = _solved(replace(problem, budgets=budgets), stop)
    worth, closed = (max(found.worth, plan.worth), len(found.closed)) if found else (plan.worth, len(plan.closed))
    if found is None or found.worth <= plan.worth:
        closed = len(plan.closed)
    return {"yuan": MORE_YUAN, "year": at, "worth": worth - plan.worth, "closed": closed - len(plan.closed)}


def _solved(problem: Problem, stop: Callable[[], bool]) -> Plan | None:
    """None where there is no plan, or none was found."""
    limits = Limits(clock=time.monotonic, deadline=time.monotonic() + SECONDS, stop=stop)
    try:
        return make_plan(problem, limits)
    except (Infeasible, NothingFound):
        return None


def _curve(plan: Plan, problem: Problem, beside: list[tuple[int, Plan | None]]) -> list[dict[str, Any]]:
    """Money against worth, with the bound of each point. What less money bought, more money buys too; and what no plan can
    exceed with more money, none can with less.
    """
    points = [(percent, found) for percent, found in [*beside, (100, plan)] if found is not None]
    ordered, total = sorted(points, key=lambda point: point[0]), sum(problem.budgets)
    told = []
    for at, (percent, _) in enumerate(ordered):
        best = max((found for _, found in ordered[: at + 1]), key=lambda found: found.worth)
        bound = max(min(found.bound for _, found in ordered[at:]), best.worth)
        told.append({"yuan": total * percent // 100, "worth": best.worth, "bound": bound, "closed": len(best.closed)})
    return told
