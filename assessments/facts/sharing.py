"""Shared facilities: one that serves several communities counts in each, its area is shared out by households.

Shares are rounded down to the hundredth, towards failure, so nothing is counted twice. A whole-number threshold per 100
households is decided exactly as if the shares were exact. Where one served community has no household count the shares are
unknown.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from assessments.facts.contributions import Contribution, hundredths
from assessments.facts.frame import Frame
from assessments.labels import LABELS
from assessments.standards.columns import Column
from facilities.models import Facility, ServedCommunity
from facilities.selectors import is_open_on


@dataclass(frozen=True)
class Shared:
    """One shared facility with the ids of the communities it serves."""

    facility_type: str
    floor_area: Decimal | None
    activity_area: Decimal | None
    labels: int
    communities: tuple[int, ...]


def shared_contributions(frame: Frame, households: Column) -> Iterator[Contribution]:
    for shared in _shared(frame):
        weights = _weights(frame, households, shared.communities)
        labels = shared.labels | _weight_labels(frame, shared.communities)
        for position, community in enumerate(shared.communities):
            floor, floors = share_out(shared.floor_area, weights, position)
            activity, activities = share_out(shared.activity_area, weights, position)
            yield Contribution(community, shared.facility_type, 1, floor, floors, activity, activities, labels)


def share_out(area: Decimal | None, weights: tuple[int, ...] | None, position: int) -> tuple[int, int]:
    """(hundredths of m2 for the community at ``position``, 1 where that is a figure and 0 where it is unknown)."""
    if area is None or weights is None or not sum(weights):
        return 0, 0
    return hundredths(area) * weights[position] // sum(weights), 1


def _weights(frame: Frame, households: Column, communities: tuple[int, ...]) -> tuple[int, ...] | None:
    rows = frame.rows(communities)
    if (rows < 0).any() or not households.known[rows].all():
        return None
    return tuple(households.value[rows].tolist())


def _weight_labels(frame: Frame, communities: tuple[int, ...]) -> int:
    """The labels so far of the communities whose households share the area out: each share rests on all of them."""
    rows = frame.rows(communities)
    return int(np.bitwise_or.reduce(frame.labels[rows[rows >= 0]]))


def _shared(frame: Frame) -> list[Shared]:
    """The facilities that serve somebody in the frame, with everybody they serve."""
    reach = frame.limited(ServedCommunity.objects.all()).values("facility")
    facilities = Facility.objects.filter(is_open_on(frame.as_of), pk__in=reach).order_by("pk")
    served: dict[int, list[int]] = defaultdict(list)
    for facility, community in (
        ServedCommunity.objects.filter(facility__in=reach).order_by("pk").values_list("facility_id", "community_id")
    ):
        served[facility].append(community)
    rows = facilities.values_list("pk", "facility_type", "floor_area", "activity_area", "source__provenance")
    return [Shared(kind, floor, act, LABELS[label], tuple(served[pk])) for pk, kind, floor, act, label in rows]
