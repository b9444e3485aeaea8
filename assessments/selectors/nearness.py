"""What lies near a community's point, straight as the crow flies."""

import math
from typing import Protocol

import numpy as np
from django.db.models import Q

from assessments.facts.places import EARTH_RADIUS_M, metres_between
from communities.models import Community


class Placed(Protocol):
    """Something with a point, or without one."""

    @property
    def lng(self) -> float | None:
        """Degrees, WGS 84."""

    @property
    def lat(self) -> float | None:
        """Degrees, WGS 84."""


def box(community: Community, metres: int) -> Q | None:
    """A box of degrees around the circle; the circle itself is checked by the distance. None where the point is not known."""
    if community.lng is None or community.lat is None:
        return None
    up = math.degrees(metres / EARTH_RADIUS_M)
    along = up / max(math.cos(math.radians(community.lat)), 0.01)
    west, east = community.lng - along, community.lng + along
    return Q(lng__range=(west, east), lat__range=(community.lat - up, community.lat + up))


def metres_to(one: Placed, community: Community) -> int | None:
    """Whole metres, rounded up: what is beyond the limit must not look near. None where a point is not known."""
    if one.lng is None or one.lat is None or community.lng is None or community.lat is None:
        return None
    here = (np.float64(community.lng), np.float64(community.lat))
    there = (np.float64(one.lng), np.float64(one.lat))
    return math.ceil(float(metres_between(*here, *there)))  # type: ignore[arg-type]  # one point each: NumPy scalars do
