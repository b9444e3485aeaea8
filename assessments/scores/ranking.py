"""Ranks: the highest low end first, equal ones share a rank, and the next rank is left out for each that shares."""

import numpy as np

from assessments.scores.scoring import Wide
from assessments.standards.columns import Ints

UNRANKED = 0


def ranks(keys: Wide) -> Ints:
    """(N,) from 1; UNRANKED where the key is negative: nothing was judged there."""
    _, which, number = np.unique(keys, return_inverse=True, return_counts=True)
    above = number.sum() - number.cumsum()
    return np.where(np.asarray(keys >= 0, np.bool_), 1 + above[which], UNRANKED).astype(np.int64)
