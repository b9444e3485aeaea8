"""What is said of a plan as a whole: its years, how good it is, what more money would buy, worth against money."""

import time
from collections.abc import Callable
from typing import Any, Final

from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.infeasible import NothingFound
from assessments.remedies.planning.money import Point, frontier, one_more
from assessments.remedies.wishes import Wishes
from assessments.services.planning.gathering import Step
from assessments.services.planning.making import WHOLE, Made

MORE_YUAN: Final = 1_000_000
SECONDS: Final = 2.0
"""For each of the plans beside."""
SHARES: Final = (25, 50, 75, 150, 200)
"""Percent of the money."""


def whole_of(made: Made, wishes: Wishes, tell: Step, stop: Callable[[], bool]) -> dict[str, Any]:
    """Worth is discounted, as the plan counts it."""
    problem, plan = made.arithmetic.problem, made.plan
    points: list[Point] = []
    for at, share in enumerate(SHARES):
        tell("telling", at, len(SHARES) + 1)
        points += frontier(problem, (share,), _effort(stop))
    tell("telling", len(SHARES), len(SHARES) + 1)
    return {
        "status": plan.status.value,
        "years": _years(made, wishes),
        "closable": len(made.arithmetic.gaps),
        "closed": len(plan.closed),
        "more": _more(made, stop),
        "curve": _curve(made, points),
        "floors": [
            {"district": made.arithmetic.districts[group], "least": least, "price": price}
            for (group, least), (_, price) in zip(problem.floors, plan.floor_prices, strict=True)
        ],
    }


def _effort(stop: Callable[[], bool]) -> Effort:
    return Effort(clock=time.monotonic, deadline=time.monotonic() + SECONDS, stop=stop, whole_below=WHOLE)


def _years(made: Made, wishes: Wishes) -> list[dict[str, Any]]:
    """``price``: worth of one more yuan."""
    plan, years = made.plan, range(wishes.first_year, wishes.first_year + len(wishes.budgets))
    rows = zip(years, wishes.budgets, plan.spent, plan.yuan_prices, strict=True)
    return [{"year": year, "budget": have, "spent": spent, "price": price} for year, have, spent, price in rows]


def _more(made: Made, stop: Callable[[], bool]) -> dict[str, Any]:
    """With MORE_YUAN more where money is worth most; ``year`` is counted from 0. ``about``: at the price of a yuan."""
    plan, price = made.plan, max(made.plan.yuan_prices)
    told = {"yuan": MORE_YUAN, "year": plan.yuan_prices.index(price), "about": int(price * MORE_YUAN), "worth": 0, "closed": 0}
    try:
        more = one_more(made.arithmetic.problem, plan, MORE_YUAN, _effort(stop))
    except NothingFound:
        return told
    return {**told, "year": more.year, "worth": more.worth, "closed": len(more.closed) - len(more.opened)}


def _curve(made: Made, points: list[Point]) -> list[dict[str, Any]]:
    """Money against worth, with the bound of each point. What less money bought, more money buys too; and what no plan can
    exceed with more money, none can with less.
    """
    plan, problem = made.plan, made.arithmetic.problem
    own = Point(100, problem.budgets, plan.worth, plan.bound, plan.spent, plan.status, len(plan.closed))
    found = sorted((point for point in [*points, own] if point.worth is not None), key=lambda point: point.share)
    told = []
    for at, point in enumerate(found):
        best = max(found[: at + 1], key=lambda each: each.worth or 0)
        bound = max(min(each.bound for each in found[at:]), best.worth or 0)
        told.append({"yuan": sum(point.budgets), "worth": best.worth, "bound": bound, "closed": best.closed})
    return told
