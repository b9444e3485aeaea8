"""A problem is looked at before it is solved: positions, signs, lengths. Pure."""

from collections.abc import Callable, Sequence

import numpy as np

from assessments.remedies.planning.faults import BadAmount, BadBudget, BadPosition, BadWorth, Unusable
from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.ragged import Ragged, Truth, Whole, ragged

MOST = 10**12  # of yuan, or of worth in its year: a million of them add up exactly
TOO_MUCH = "is more than a million million"


def check(problem: Problem) -> None:
    """Unusable, naming the field and the position, where a problem says something impossible."""
    _check_money(problem)
    _check_worth(problem)
    _check_measures(problem)
    _within("must_measures", problem.must_measures, len(problem.measures))
    _within("must_gaps", problem.must_gaps, len(problem.gaps))
    _check_floors(problem)


def _check_money(problem: Problem) -> None:
    if not problem.budgets:
        raise BadBudget("budgets", None, "there is none")
    _never(BadBudget, "budgets", np.array(problem.budgets) < 0, "is below zero")
    _never(BadBudget, "budgets", np.array(problem.budgets) > MOST, TOO_MUCH)
    _never(BadAmount, "capacities", np.array(problem.capacities, np.int64) < 0, "is below zero")


def _check_worth(problem: Problem) -> None:
    _never(BadWorth, "gaps", np.array([gap.worth for gap in problem.gaps], np.int64) <= 0, "is worth nothing")
    years = np.array(problem.year_worth, np.int64)
    if len(years) != problem.years:
        raise BadWorth("year_worth", None, f"has {len(years)} years, the budgets have {problem.years}")
    _never(BadWorth, "year_worth", years < 0, "is below zero")
    _never(BadWorth, "year_worth", np.diff(years, prepend=years[:1]) > 0, "is more than the year before")
    most = max(problem.year_worth, default=1) or 1
    _never(BadWorth, "gaps", np.array([gap.worth > MOST // most for gap in problem.gaps], np.bool_), TOO_MUCH)


def _check_measures(problem: Problem) -> None:
    measures = problem.measures
    _never(BadAmount, "measures", np.array([one.ready for one in measures], np.int64) < 0, "is ready before it begins")
    _positions(ragged([one.closes for one in measures]), len(problem.gaps), "gap")
    _positions(ragged([[each for each, _ in one.uses] for one in measures]), len(problem.capacities), "resource")
    _amounts(ragged([one.outlay for one in measures]), "an outlay is below zero")
    _amounts(ragged([[amount for _, amount in one.uses] for one in measures]), "it uses less than nothing")


def _positions(named: Ragged, many: int, noun: str) -> None:
    owner = named.owners()
    outside = (named.item < 0) | (named.item >= many)
    _never(BadPosition, "measures", outside, f"names a {noun} that does not exist", owner.__getitem__)
    order = np.lexsort([named.item, owner])
    again = (np.diff(owner[order], prepend=-1) == 0) & (np.diff(named.item[order], prepend=-1) == 0)
    _never(BadPosition, "measures", again, f"names a {noun} twice", owner[order].__getitem__)


def _amounts(amounts: Ragged, trouble: str) -> None:
    _never(BadAmount, "measures", amounts.item < 0, trouble, amounts.owners().__getitem__)
    _never(BadAmount, "measures", amounts.item > MOST, TOO_MUCH, amounts.owners().__getitem__)


def _within(what: str, named: Sequence[int], many: int) -> None:
    keys: Whole = np.array(named, np.int64)
    _never(BadPosition, what, (keys < 0) | (keys >= many), "does not exist")


def _check_floors(problem: Problem) -> None:
    _never(BadAmount, "floors", np.array([least for _, least in problem.floors], np.int64) < 0, "is below zero")
    groups = [group for group, _ in problem.floors]
    _never(
        BadPosition, "floors", np.array([group in groups[:at] for at, group in enumerate(groups)], np.bool_), "is there twice"
    )


def _never(
    fault: type[Unusable], what: str, wrong: Truth, trouble: str, position: Callable[[int], int] = lambda at: at
) -> None:
    if wrong.any():
        raise fault(what, int(position(int(np.argmax(wrong)))), trouble)
