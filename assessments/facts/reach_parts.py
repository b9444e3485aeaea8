"""The rows behind facts of distance: where the households live, the facilities they reach, the declaration."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from assessments.facts.parts import (
    Part,
    declared_parts,
    facilities_serving,
    facility_part,
    living_part,
    newest_households,
)
from assessments.facts.places import metres_between
from assessments.facts.reach import HOUSEHOLDS
from assessments.facts.walks import Origin, compounds_of, origins_of, reaches_any
from assessments.standards.fact_names import FactKind
from communities.models import Community, Compound
from facilities.models import Facility


def reach_parts(community: Community, as_of: date, kind: FactKind) -> Iterator[Part]:
    """The rows of households_within and neighbour_count. Those with a value add up to the fact."""
    facilities = list(facilities_serving([community.pk], as_of).filter(facility_type=kind.argument))
    if kind.stem == HOUSEHOLDS:
        yield from _living(community, as_of, facilities, kind.metres or 0)
        yield from (facility_part(one) for one in facilities)
    else:
        yield from (_lent(community, one, kind.metres or 0) for one in facilities)
    yield from declared_parts([community], (kind.argument,), as_of)


def _living(community: Community, as_of: date, facilities: list[Facility], metres: int) -> Iterator[Part]:
    """Each point where households live, with those that reach a facility; ``whole`` says how many live there."""
    count = newest_households([community.pk], as_of).get(community.pk)
    point = Origin(count.households if count else 0, community.lng, community.lat)
    rows = {one.code: one for one in Compound.objects.filter(community=community).select_related("source")}
    located = [(one.lng, one.lat) for one in facilities if one.lng is not None]
    lng, lat = (np.array([each[axis] for each in located], np.float64) for axis in (0, 1))
    for origin in origins_of(point, compounds_of([community.pk]).get(community.pk, []))[0]:
        made = living_part(community, count, rows.get(origin.compound))
        reached = bool(located) and reaches_any(origin.lng, origin.lat, lng, lat, metres)
        if made["value"] is not None:
            made |= {"whole": made["value"], "value": made["value"] if reached else "0"}
        yield made


def _lent(community: Community, facility: Facility, metres: int) -> Part:
    """A facility with its distance; it counts where it stands in the community or lies near enough."""
    if facility.community_id == community.pk:
        return facility_part(facility, value=1)
    if None in (facility.lng, facility.lat, community.lng, community.lat):
        return facility_part(facility)
    axes = ((one.lng, one.lat) for one in (community, facility))
    away = metres_between(*(np.array([value], np.float64) for point in axes for value in point))[0]
    return facility_part(facility, value=int(away <= metres), note=f"{np.ceil(away * 10) / 10:.1f} m")
