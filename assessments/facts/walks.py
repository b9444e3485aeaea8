"""One community's walks, for a trace: where its households live, one by one, and what they reach.

The facts themselves are made for all communities at once, in ``living``, ``reach`` and ``blocks``.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from assessments.facts.places import Floats, metres_between
from assessments.labels import LABELS
from communities.models import Compound


@dataclass(frozen=True)
class Origin:
    """Where some households of a block live. Without a point nothing can be said of their walk.

    ``compound`` is its code; empty where the committee's own point stands for all of its households. ``is_counted``: somebody
    has counted its households.
    """

    households: int
    lng: float | None
    lat: float | None
    compound: str = ""
    label: int = 0
    is_counted: bool = True


def origins_of(point: Origin, compounds: list[Origin]) -> tuple[list[Origin], bool]:
    """Where the households live, and whether that is all of them: the compounds, or without any the committee's own point.

    Compounds that nobody has counted, or that do not add up to the community's count, leave the rest unknown. Where they add up
    to more than there are, nothing can be said.
    """
    if not compounds:
        return [point], True
    counted = [one for one in compounds if one.is_counted]
    total = sum(one.households for one in counted)
    if total > point.households:
        return [], False
    return counted, len(counted) == len(compounds) and total == point.households


def compounds_of(ids: list[int]) -> dict[int, list[Origin]]:
    """The compounds of communities, by the community's id."""
    found: dict[int, list[Origin]] = defaultdict(list)
    known = Compound.objects.filter(community__in=ids).order_by("pk")
    for community, households, lng, lat, code, provenance in known.values_list(
        "community_id", "households", "lng", "lat", "code", "source__provenance"
    ):
        found[community].append(Origin(households or 0, lng, lat, code, LABELS[provenance], households is not None))
    return found


def reaches_any(lng: float | None, lat: float | None, to_lng: Floats, to_lat: Floats, metres: float) -> bool:
    """Whether any of the other points lies within the distance; a point that is not known reaches nothing."""
    if lng is None or lat is None:
        return False
    here_lng, here_lat = np.atleast_1d(np.float64(lng)), np.atleast_1d(np.float64(lat))
    return bool((metres_between(here_lng, here_lat, to_lng, to_lat) <= metres).any())


def reaches_all(origin: Origin, lng: list[Floats], lat: list[Floats], metres: float) -> bool:
    """Whether one of each kind of facilities lies within the distance: longitudes and latitudes per kind."""
    return all(reaches_any(origin.lng, origin.lat, x, y, metres) for x, y in zip(lng, lat, strict=True))
