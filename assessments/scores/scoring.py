"""Counts and weights to scores: exact, both ends, N communities at once.

A domain's share is its met rules out of those judged; a score is the weighted mean of the shares. A domain in which nothing
applies is left out, and its weight is shared out over the rest in proportion. Unknown rules count as not met for the low end
and as met for the high one: whatever they turn out to be (not applicable too), the score then lies between the two.
"""

from dataclasses import dataclass
from math import lcm
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from assessments.scores.counting import Counts
from assessments.scores.model import Per, Weights
from assessments.standards.columns import Bools

ROOM = 2**63 - 1
TENTHS = 1000
"""A score of 1 is shown as 100.0."""

Wide = npt.NDArray[Any]
"""Integers: int64 where every product fits, else Python's own, which have no end."""


class Span(NamedTuple):
    """From ``low / whole`` to ``high / whole``, exact, each from 0 to 1; ``whole`` 0: nothing was judged."""

    low: int
    high: int
    whole: int


@dataclass(frozen=True)
class Scores:
    """(N,) each, as in Span. ``whole`` is ``scale`` times the sum of the weights of the domains that apply."""

    low: Wide
    high: Wide
    whole: Wide
    scale: int

    @property
    def has_score(self) -> Bools:
        return np.asarray(self.whole > 0, np.bool_)

    def at(self, row: int) -> Span:
        """The score of one community."""
        return Span(int(self.low[row]), int(self.high[row]), int(self.whole[row]))

    def order(self) -> Wide:
        """Keys that order and tie as the low ends do, -1 where there is no score.

        Two different fractions with denominators up to m differ by 1/m² or more, so m² times each still differ when cut to
        whole numbers.
        """
        weights = np.maximum(self.whole // self.scale, 1)
        keys = self.low * _squared(weights) // weights
        return np.where(self.has_score, keys, -1)


def score(counts: Counts, weights: Weights) -> Scores:
    """The scores of N communities."""
    numbers, scale = weights.whole(), _scale(counts, weights)
    each = _each(counts, weights, numbers, scale)
    low, high = (each * counts.met).sum(axis=1), (each * (counts.met + counts.unknown)).sum(axis=1)
    if weights.per is Per.RULE:
        return Scores(low, high, (each * counts.judged).sum(axis=1), scale)
    whole = (np.array(numbers, each.dtype) * (counts.judged > 0)).sum(axis=1) * scale
    return Scores(low, high, whole, scale)


def _scale(counts: Counts, weights: Weights) -> int:
    """The smallest number that every count of judged rules divides; 1 where shares are not needed."""
    return 1 if weights.per is Per.RULE else lcm(*(max(number, 1) for number in np.unique(counts.judged).tolist()))


def _each(counts: Counts, weights: Weights, numbers: tuple[int, ...], scale: int) -> Wide:
    """(N, domains): what one met rule adds to the numerator."""
    most = sum(numbers) * (int(counts.judged.max(initial=1)) if weights.per is Per.RULE else 1)
    kind: Any = np.int64 if most * scale * max(most**2, TENTHS) < ROOM else np.object_
    judged = np.maximum(counts.judged, 1).astype(kind)
    found: Wide = np.array(numbers, kind) * (judged // judged if weights.per is Per.RULE else scale // judged)
    return found


def _squared(weights: Wide) -> int:
    return int(weights.max(initial=1)) ** 2
