"""The located facilities of some types, per community they serve: what distance rules read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.places import Floats
from facilities.models import Facility
from facilities.selectors import is_open_on


@dataclass
class Places:
    """Points of facilities, how many facilities have none, and the ids of them all."""

    lng: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    unlocated: int = 0
    ids: set[int] = field(default_factory=set)

    def add(self, pk: int, lng: float | None, lat: float | None) -> None:
        self.ids.add(pk)
        if lng is None or lat is None:
            self.unlocated += 1
        else:
            self.lng.append(lng)
            self.lat.append(lat)

    def arrays(self) -> tuple[Floats, Floats]:
        return np.array(self.lng, np.float64), np.array(self.lat, np.float64)


ByCommunity = dict[int, dict[str, Places]]


def places_by_community(frame: Frame, types: Iterable[str], **serving: Any) -> ByCommunity:
    """community id -> facility type -> its points, for facilities open on the day that serve the community.

    ``serving`` narrows the communities, by lookups on Community (``block__isnull=False``).
    """
    found: ByCommunity = defaultdict(lambda: defaultdict(Places))
    facilities = Facility.objects.filter(is_open_on(frame.as_of), facility_type__in=list(types)).order_by("pk")
    for relation, kept in (("community", facilities.filter(served__isnull=True)), ("served__community", facilities)):
        narrowed = kept.filter(**{f"{relation}__{name}": value for name, value in serving.items()})
        rows = frame.limited(narrowed, relation).values_list(f"{relation}_id", "facility_type", "pk", "lng", "lat")
        for community, facility_type, pk, lng, lat in rows:
            found[community][facility_type].add(pk, lng, lat)
    return found
