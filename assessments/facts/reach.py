"""What lies within a distance: households near a facility, and facilities that neighbours lend near enough.

Distances are straight lines. Households live at the points of a community's compounds, or where it has none at the committee's
own point, as for blocks. A value is a lower bound: a facility that is not on record, or a compound that nobody has counted, may
reach more.
"""

from collections.abc import Collection, Sequence

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.living import Living, living_in, own_points
from assessments.facts.near import Points, within
from assessments.facts.places import metres_between
from assessments.facts.rows import has, mark_found
from assessments.facts.services import Services, services_of
from assessments.standards.columns import Bools, Column, Ints
from assessments.standards.fact_names import FactKind, fact_kind

HOUSEHOLDS, NEIGHBOURS = "households_within", "neighbour_count"


def reach_columns(frame: Frame, names: Collection[str], households: Column, declared: dict[str, Bools]) -> dict[str, Column]:
    """households_within.<type>.<distance> and neighbour_count.<type>.<distance>, of the names asked for."""
    near, lent = (sorted(name for name in names if fact_kind(name).stem == stem) for stem in (HOUSEHOLDS, NEIGHBOURS))
    if not near and not lent:
        return {}
    made = _households(frame, near, households, declared) if near else {}
    return made | {name: _neighbours(frame, fact_kind(name), declared) for name in lent}


def _households(frame: Frame, names: list[str], households: Column, declared: dict[str, Bools]) -> dict[str, Column]:
    living = living_in(frame, households)
    mark_found(frame, living.points.group, living.label)
    sure = households.known & living.is_whole & ~has(frame, living.points.group[np.isnan(living.points.lng)])
    made: dict[str, Column] = {}
    for facility_type in sorted({fact_kind(name).argument for name in names}):
        same = [name for name in names if fact_kind(name).argument == facility_type]
        metres = [float(fact_kind(name).metres or 0) for name in same]
        known = sure & _complete(frame, facility_type, declared)
        values = households_within(living, points_of(services_of(frame), facility_type), metres, len(frame))
        made |= {name: Column(value, known.copy()) for name, value in zip(same, values, strict=True)}
    return made


def households_within(living: Living, facilities: Points, metres: Sequence[float], size: int) -> list[Ints]:
    """For each distance, the households of each of ``size`` communities that have one of its facilities so near: int64[N]."""
    found = []
    for reached in within(living.points, facilities, metres):
        value = np.zeros(size, np.int64)
        np.add.at(value, living.points.group[reached], living.households[reached])
        found.append(value)
    return found


def points_of(services: Services, facility_type: str) -> Points:
    """The facilities of a type, grouped by the communities they serve."""
    which = services.of(facility_type)
    return Points(services.row[which], services.lng[which], services.lat[which])


def _complete(frame: Frame, facility_type: str, declared: dict[str, Bools]) -> Bools:
    """Where the list is complete and every facility on it has a point."""
    services = services_of(frame)
    which = services.of(facility_type)
    complete = declared.get(facility_type, np.zeros(len(frame), np.bool_))
    return complete & ~has(frame, services.row[which][~services.is_located[which]])


def _neighbours(frame: Frame, kind: FactKind, declared: dict[str, Bools]) -> Column:
    """What serves the community and stands in it, or lies near enough to its point."""
    services, own = services_of(frame), own_points(frame)
    which = services.of(kind.argument)
    row, stands_in = services.row[which], services.stands_in[which] == services.row[which]
    away = metres_between(own.lng[row], own.lat[row], services.lng[which], services.lat[which])
    complete = declared.get(kind.argument, np.zeros(len(frame), np.bool_))
    counts = np.bincount(row[stands_in | (away <= (kind.metres or 0))], minlength=len(frame)).astype(np.int64)
    return Column(counts, complete & ~has(frame, row[np.isnan(away) & ~stands_in]))
