"""Shares by arrays are shares by Python's whole numbers, however large the figures are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.facts.sharing import shared_out

AREAS = st.integers(0, 10**12)
COUNTS = st.integers(0, 2**31 - 1)


@given(AREAS, st.lists(COUNTS, min_size=1, max_size=6))
def test_a_share_is_exact_and_what_is_left_is_said(area: int, households: list[int]) -> None:
    every = sum(households)
    if not every:
        return
    size = len(households)
    share, left = shared_out(np.full(size, area), np.array(households), np.full(size, every))
    assert share.tolist() == [area * own // every for own in households]
    assert left.tolist() == [area * own % every for own in households]
    assert share.sum() <= area


@pytest.mark.parametrize("every", [3_037_000_499, 3_037_000_500, 2**32])
def test_the_largest_counts_are_exact_too(every: int) -> None:
    share, left = shared_out(np.array([10**12 - 1]), np.array([every - 1]), np.array([every]))
    assert (int(share[0]), int(left[0])) == divmod((10**12 - 1) * (every - 1), every)
