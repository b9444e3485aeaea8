"""The located facilities of some types, per community they serve: what distance rules read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db.models import QuerySet

from assessments.facts.contributions import open_on
from assessments.facts.frame import Frame
from assessments.facts.places import Floats
from facilities.models import Facility


@dataclass
class Places:
    """Points of facilities, and how many facilities have none."""

    lng: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    unlocated: int = 0

    def add(self, lng: float | None, lat: float | None) -> None:
        if lng is None or lat is None:
            self.unlocated += 1
        else:
            self.lng.append(lng)
            self.lat.append(lat)

    def arrays(self) -> tuple[Floats, Floats]:
        return np.array(self.lng, np.float64), np.array(self.lat, np.float64)


ByCommunity = dict[int, dict[str, Places]]


def places_by_community(frame: Frame, types: Iterable[str], communities: list[int]) -> ByCommunity:
    """community id -> facility type -> its points, for facilities open on the day that serve the community."""
    found: ByCommunity = defaultdict(lambda: defaultdict(Places))
    serving = Facility.objects.filter(open_on(frame.as_of), facility_type__in=list(types)).order_by("pk")
    own = serving.filter(served__isnull=True, community__in=communities)
    shared = serving.filter(served__community__in=communities)
    for row in (*_rows(own, "community_id"), *_rows(shared, "served__community_id")):
        community, facility_type, lng, lat = row
        found[community][facility_type].add(lng, lat)
    return found


def _rows(facilities: QuerySet[Facility], community: str) -> QuerySet[Facility, Any]:
    return facilities.values_list(community, "facility_type", "lng", "lat")
