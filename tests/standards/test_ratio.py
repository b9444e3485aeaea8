"""A part that may be too large: what a lower bound can and cannot say."""

from fractions import Fraction

import numpy as np
import pytest

from assessments.standards.columns import Column
from assessments.standards.kinds.base import Outcome
from assessments.standards.kinds.ratio import compare_most

HALF = Fraction(1, 2)


def column(value: int, known: bool) -> Column:  # noqa: FBT001 -- a value with its mask
    return Column(np.array([value], np.int64), np.array([known]))


def most(amount: Column, base: Column, *, amount_grows: bool = True, base_grows: bool = True) -> Outcome:
    return compare_most(amount, base, HALF, amount_grows=amount_grows, base_grows=base_grows)


@pytest.mark.parametrize(
    ("amount", "base", "grows", "met", "gap"),
    [
        (column(5, True), column(10, True), True, True, False),
        (column(6, True), column(10, True), True, False, True),
        (column(5, False), column(10, True), True, False, False),
        (column(6, False), column(10, True), True, False, True),
        (column(6, False), column(10, True), False, False, False),
        (column(5, True), column(10, False), True, True, False),
        (column(5, True), column(10, False), False, False, False),
        (column(6, True), column(10, False), True, False, False),
        (column(0, True), column(0, True), True, False, False),
    ],
)
def test_at_most_half(amount: Column, base: Column, grows: bool, met: bool, gap: bool) -> None:  # noqa: FBT001
    found = most(amount, base, amount_grows=grows, base_grows=grows)
    assert (bool(found.met[0]), bool(found.gap[0])) == (met, gap)
    assert not found.reported[0]


def test_what_there_is_too_much_of() -> None:
    found = most(column(9, True), column(11, True))
    assert (found.required.value[0], found.shortfall[0], found.measured.value[0]) == (5, 4, 9)
    assert found.required.known[0]
    assert found.measured.known[0]


def test_figures_are_known_where_they_may_be_shown() -> None:
    assert not most(column(5, False), column(11, True)).measured.known[0]
    assert most(column(6, False), column(11, True)).measured.known[0]
    assert not most(column(5, True), column(11, False)).required.known[0]
    assert not most(column(5, True), column(0, True)).required.known[0]
    assert most(column(5, True), column(0, True)).undefined[0]
