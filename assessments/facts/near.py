"""Which points have another one within a distance, among those of the same group: decided by haversine, pair by pair.

Only facilities that serve a community count, so that the pairs are few (a community's compounds with its own facilities), and
going through them all is faster than any tree. The pairs are made in arrays of bounded size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assessments.facts.places import EARTH_RADIUS_M, Floats, metres_between
from assessments.standards.columns import Bools, Ints

PAIRS = 1 << 20
"""Pairs that are measured at a time."""
_SLACK = 1 + 1e-9


@dataclass(frozen=True)
class Points:
    """M points, each of a group (a community, a block). A point that nobody knows is NaN and near nothing."""

    group: Ints
    lng: Floats
    lat: Floats

    def __len__(self) -> int:
        return len(self.group)

    def at(self, places: Ints) -> "Points":
        return Points(self.group[places], self.lng[places], self.lat[places])


def within(points: Points, others: Points, metres: Sequence[float]) -> list[Bools]:
    """For each distance, which of the points have one of the others of their group at most so far away: bool[M] each."""
    found = [np.zeros(len(points), np.bool_) for _ in metres]
    by_group = np.argsort(others.group, kind="stable")
    others = others.at(by_group[~np.isnan(others.lng[by_group])])
    for one, other in _pairs(points, others):
        away = _candidates(points, others, one, other, max(metres, default=0.0))
        for reached, limit in zip(found, metres, strict=True):
            reached[away[0][away[1] <= limit]] = True
    return found


def _candidates(points: Points, others: Points, one: Ints, other: Ints, metres: float) -> tuple[Ints, Floats]:
    """The pairs that may lie within the distance, and how far apart they are: no way is shorter than its part to the north."""
    degrees = np.degrees(metres / EARTH_RADIUS_M) * _SLACK
    maybe = np.abs(others.lat[other] - points.lat[one]) <= degrees
    one, other = one[maybe], other[maybe]
    return one, metres_between(points.lng[one], points.lat[one], others.lng[other], others.lat[other])


def _pairs(points: Points, others: Points) -> Iterator[tuple[Ints, Ints]]:
    """The places (point, other) of all pairs of one group, some PAIRS at a time. The others are in order of their groups."""
    first = np.searchsorted(others.group, points.group, "left")
    many = np.searchsorted(others.group, points.group, "right") - first
    asked = np.flatnonzero(many)
    ends = np.cumsum(many[asked])
    start, before = 0, 0
    while start < len(asked):
        stop = max(start + 1, int(np.searchsorted(ends, before + PAIRS, "right")))
        yield _product(asked[start:stop], first, many)
        start, before = stop, int(ends[stop - 1])


def _product(asked: Ints, first: Ints, many: Ints) -> tuple[Ints, Ints]:
    """Each asked point with each of its others."""
    repeated = np.repeat(asked, many[asked])
    begin = np.cumsum(many[asked]) - many[asked]
    step = np.arange(len(repeated)) - np.repeat(begin, many[asked])
    return repeated, first[repeated] + step
