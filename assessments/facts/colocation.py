"""How many of the service types of clauses 1.b and 1.d stand in or within 100 m of a community's service complex.

Only new-built communities (and those whose class is unknown) are asked, so only they are computed. Distances are straight
lines between points; the 100 m are this project's reading of "concentrated" (see the pack's notes).
"""

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.near import Points, within
from assessments.facts.reach import points_of
from assessments.facts.rows import has
from assessments.facts.services import Services, services_of
from assessments.standards.columns import Bools, Column, Ints
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
    lists = [declared.get(key, nowhere) for key in (COMPLEX, *SERVICES)]
    which = _all_of(services, COMPLEX, *SERVICES)
    unlocated = has(frame, services.row[which[~services.is_located[which]]])
    known: Bools = np.all(lists, axis=0) & ~unlocated & asked
    return {"colocated_types.100m": Column(_beside(frame, services, asked), known)}


def _beside(frame: Frame, services: Services, asked: Bools) -> Ints:
    """How many types each of the asked communities has beside one of its complexes."""
    which = _all_of(services, *SERVICES)
    which = which[asked[services.row[which]]]
    points = Points(services.row[which], services.lng[which], services.lat[which])
    (near,) = within(points, points_of(services, COMPLEX), [RADIUS_M])
    types = np.searchsorted(services.starts, which[near], "right")
    found = np.unique(types * len(frame) + points.group[near])
    return np.bincount(found % max(len(frame), 1), minlength=len(frame)).astype(np.int64)


def _all_of(services: Services, *types: str) -> Ints:
    """The services of some types."""
    return np.concatenate([np.arange(one.start, one.stop) for one in map(services.of, types)])
