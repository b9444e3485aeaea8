"""How many of the service types of clauses 1.b and 1.d stand in or within 100 m of a community's service complex.

Only new-built communities (and those whose class is unknown) are asked, so only they are computed. Distances are straight
lines between points; the 100 m are this project's reading of "concentrated" (see the pack's notes).
"""

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.near import within
from assessments.facts.reach import points_of
from assessments.facts.rows import has
from assessments.facts.services import Services, services_of
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
    asked = np.array([one in (BuildClass.NEW, BuildClass.UNKNOWN) for one in frame.field("build_class")], np.bool_)
    services, nowhere = services_of(frame), np.zeros(len(frame), np.bool_)
    value, known = np.zeros(len(frame), np.int64), asked
    for key in (COMPLEX, *SERVICES):
        which = services.of(key)
        known = known & declared.get(key, nowhere) & ~has(frame, services.row[which][~services.is_located[which]])
    for key in SERVICES:
        value += _is_beside(frame, services, key, asked)
    return {"colocated_types.100m": Column(value, known)}


def _is_beside(frame: Frame, services: Services, facility_type: str, asked: Bools) -> Bools:
    """Which of the asked communities have a facility of the type beside one of their complexes."""
    found = points_of(services, facility_type)
    found = found.at(np.flatnonzero(asked[found.group]))
    (beside,) = within(found, points_of(services, COMPLEX), [RADIUS_M])
    return has(frame, found.group[beside])
