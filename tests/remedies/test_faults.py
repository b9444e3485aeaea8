"""A problem that says something impossible is refused by the name of the thing."""

from dataclasses import replace
from typing import Any

import pytest

from assessments.remedies.planning.faults import BadAmount, BadBudget, BadPosition, BadWorth, Unusable
from assessments.remedies.planning.planning import Status, make_plan
from assessments.remedies.planning.problem import Gap, Measure, Problem

GOOD = Problem((Gap(5),), (Measure((0,), (3,)), Measure((0,), ())), (4,), capacities=(2,))

WRONG: list[tuple[dict[str, Any], type[Unusable], str]] = [
    ({"budgets": ()}, BadBudget, "budgets: there is none"),
    ({"budgets": (4, -1), "year_worth": (1, 1)}, BadBudget, "budgets[1]: is below zero"),
    ({"gaps": (Gap(0),)}, BadWorth, "gaps[0]: is worth nothing"),
    ({"year_worth": (1, 1)}, BadWorth, "year_worth: has 2 years, the budgets have 1"),
    ({"year_worth": (-1,)}, BadWorth, "year_worth[0]: is below zero"),
    ({"budgets": (1, 1), "year_worth": (1, 2)}, BadWorth, "year_worth[1]: is more than the year before"),
    ({"measures": (Measure((0,), ()), Measure((1,), ()))}, BadPosition, "measures[1]: names a gap that does not exist"),
    ({"measures": (Measure((0, 0), ()),)}, BadPosition, "measures[0]: names a gap twice"),
    ({"measures": (Measure((0,), (), uses=((1, 1),)),)}, BadPosition, "measures[0]: names a resource that does not exist"),
    ({"measures": (Measure((0,), (1, -1)),)}, BadAmount, "measures[0]: an outlay is below zero"),
    ({"measures": (Measure((0,), (), uses=((0, -1),)),)}, BadAmount, "measures[0]: it uses less than nothing"),
    ({"measures": (Measure((0,), (), ready=-1),)}, BadAmount, "measures[0]: is ready before it begins"),
    ({"capacities": (-1,)}, BadAmount, "capacities[0]: is below zero"),
    ({"budgets": (10**12 + 1,)}, BadBudget, "budgets[0]: is more than a million million"),
    ({"gaps": (Gap(10**10),), "year_worth": (1000,)}, BadWorth, "gaps[0]: is more than a million million"),
    ({"measures": (Measure((0,), (10**13,)),)}, BadAmount, "measures[0]: is more than a million million"),
    ({"must_measures": (2,)}, BadPosition, "must_measures[0]: does not exist"),
    ({"must_gaps": (0, 1)}, BadPosition, "must_gaps[1]: does not exist"),
    ({"floors": ((0, -1),)}, BadAmount, "floors[0]: is below zero"),
    ({"floors": ((0, 1), (0, 2))}, BadPosition, "floors[1]: is there twice"),
]


@pytest.mark.parametrize(("change", "fault", "words"), WRONG)
def test_what_is_impossible_is_named(change: dict[str, Any], fault: type[Unusable], words: str) -> None:
    with pytest.raises(fault) as told:
        make_plan(replace(GOOD, **change))
    assert str(told.value) == words
    assert isinstance(told.value, ValueError)


def test_without_money_what_is_free_is_done() -> None:
    plan = make_plan(replace(GOOD, budgets=(0,)))
    assert (plan.begun, plan.worth, plan.spent, plan.status) == (((1, 0),), 5, (0,), Status.OPTIMAL)


def test_without_gaps_there_is_nothing_to_do() -> None:
    plan = make_plan(Problem((), (), (4,)))
    assert (plan.begun, plan.worth, plan.bound, plan.gap) == ((), 0, 0, 0.0)
