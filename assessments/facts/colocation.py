"""How many of the service types of clauses 1.b and 1.d stand in or within 100 m of a community's service complex.

Only new-built communities (and those whose class is unknown) are asked, so only they are computed. Distances are straight
lines between points; the 100 m are this project's reading of "concentrated" (see the pack's notes).
"""

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.nearby import Places, places_by_community
from assessments.facts.places import metres_between
from assessments.standards.columns import Bools, Column

COMPLEX = "service_complex"
SERVICES = (
    "kindergarten", "nursery", "elderly_station", "health_station", "convenience_store", "vegetable_shop", "canteen",
    "parcel", "barber", "laundry", "pharmacy", "repair", "home_service",
)  # fmt: skip
RADIUS_M = 100.0


def colocation_column(frame: Frame, declared: dict[str, Bools]) -> dict[str, Column]:
    """colocated_types.100m: a lower bound; known where all lists are complete and every facility has a point."""
    rows = np.array([row for row, found in enumerate(frame.field("build_class")) if found != "existing"], np.int64)
    ids = frame.pk[rows].tolist()
    places = places_by_community(frame, (COMPLEX, *SERVICES), ids)
    value, known = np.zeros(len(frame), np.int64), np.zeros(len(frame), np.bool_)
    nowhere = np.zeros(len(frame), np.bool_)
    complete = np.all([declared.get(key, nowhere) for key in (COMPLEX, *SERVICES)], axis=0)
    for row, community in zip(rows.tolist(), ids, strict=True):
        found = places.get(community, {})
        value[row] = sum(_is_beside(found.get(COMPLEX), found.get(service)) for service in SERVICES)
        known[row] = complete[row] and not any(one.unlocated for one in found.values())
    return {"colocated_types.100m": Column(value, known)}


def _is_beside(complexes: Places | None, service: Places | None) -> bool:
    if complexes is None or service is None or not complexes.lng or not service.lng:
        return False
    (lng, lat), (other_lng, other_lat) = complexes.arrays(), service.arrays()
    return bool((metres_between(lng[:, None], lat[:, None], other_lng, other_lat) <= RADIUS_M).any())
