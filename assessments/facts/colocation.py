"""How many of the service types of clauses 1.b and 1.d stand in or within 100 m of a community's service complex.

Only new-built communities (and those whose class is unknown) are asked, so only they are computed. Distances are straight
lines between points; the 100 m are this project's reading of "concentrated" (see the pack's notes).
"""

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.nearby import Places, places_by_community
from assessments.facts.places import metres_between
from assessments.standards.columns import Bools, Column
from communities.models import BuildClass

COMPLEX = "service_complex"
SERVICES = (
    "kindergarten", "nursery", "elderly_station", "health_station", "convenience_store", "vegetable_shop", "canteen",
    "parcel", "barber", "laundry", "pharmacy", "repair", "home_service",
)  # fmt: skip
RADIUS_M = 100.0


def colocation_column(frame: Frame, declared: dict[str, Bools]) -> dict[str, Column]:
    """colocated_types.100m: a lower bound; known where all lists are complete and every facility has a point."""
    value = np.zeros(len(frame), np.int64)
    nowhere = np.zeros(len(frame), np.bool_)
    known: Bools = np.all([declared.get(key, nowhere) for key in (COMPLEX, *SERVICES)], axis=0)
    asked = (BuildClass.NEW, BuildClass.UNKNOWN)
    places = places_by_community(frame, (COMPLEX, *SERVICES), build_class__in=asked)
    for row, found in zip(frame.rows(list(places)).tolist(), places.values(), strict=True):
        if row < 0:  # a community that no longer exists on the day
            continue
        value[row] = sum(_is_beside(found.get(COMPLEX), found.get(service)) for service in SERVICES)
        known[row] &= not any(one.unlocated for one in found.values())
    known &= np.array([found in asked for found in frame.field("build_class")], np.bool_)
    return {"colocated_types.100m": Column(value, known)}


def _is_beside(complexes: Places | None, service: Places | None) -> bool:
    if complexes is None or service is None or not complexes.lng or not service.lng:
        return False
    (lng, lat), (other_lng, other_lat) = complexes.arrays(), service.arrays()
    return bool((metres_between(lng[:, None], lat[:, None], other_lng, other_lat) <= RADIUS_M).any())
