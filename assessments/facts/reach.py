"""What lies within a distance: households near a facility, and facilities that neighbours lend near enough.

Distances are straight lines. Households live at the points of a community's compounds, or where it has none at the committee's
own point, as for blocks. A value is a lower bound: a facility that is not on record, or a compound that nobody has counted, may
reach more.
"""

from collections.abc import Collection

import numpy as np

from assessments.facts.blocks import Origin, compounds_of, origins_at
from assessments.facts.frame import Frame
from assessments.facts.nearby import Places, places_by_community
from assessments.facts.places import Floats, metres_between
from assessments.facts.sizes import types_named
from assessments.standards.columns import Bools, Column
from assessments.standards.fact_names import FactKind, fact_kind
from facilities.models import Facility
from facilities.selectors import is_open_on

HOUSEHOLDS, NEIGHBOURS = "households_within", "neighbour_count"


def reach_columns(frame: Frame, names: Collection[str], households: Column, declared: dict[str, Bools]) -> dict[str, Column]:
    """households_within.<type>.<distance> and neighbour_count.<type>.<distance>, of the names asked for."""
    wanted = [name for name in sorted(names) if fact_kind(name).stem in (HOUSEHOLDS, NEIGHBOURS)]
    if not wanted:
        return {}
    near = [name for name in wanted if fact_kind(name).stem == HOUSEHOLDS]
    lent = [name for name in wanted if fact_kind(name).stem == NEIGHBOURS]
    made = _households(frame, near, households, declared) if near else {}
    return made | {name: _neighbours(frame, fact_kind(name), declared) for name in lent}


def _households(frame: Frame, names: list[str], households: Column, declared: dict[str, Bools]) -> dict[str, Column]:
    kinds = [fact_kind(name) for name in names]
    columns = [_open_column(frame, kind, declared, households.known) for kind in kinds]
    places = places_by_community(frame, types_named(names, HOUSEHOLDS))
    compounds = compounds_of(frame.pk.tolist())
    for row, pk in enumerate(frame.pk.tolist()):
        (origins, is_whole), here = origins_at(frame, row, households, compounds), places.get(pk, {})
        frame.mark_bits(np.full(len(origins), row), [one.label for one in origins])
        for kind, column in zip(kinds, columns, strict=True):
            _reach(column, row, kind, origins, here.get(kind.argument))
            column.known[row] &= is_whole
    return dict(zip(names, columns, strict=True))


def _reach(column: Column, row: int, kind: FactKind, origins: list[Origin], found: Places | None) -> None:
    """The households of one community within the distance of one type; not the whole truth while a point is missing."""
    unlocated = found.unlocated if found else 0
    column.known[row] &= not unlocated and all(one.lng is not None for one in origins)
    if found and found.lng:
        lng, lat = found.arrays()
        column.value[row] = sum(o.households for o in origins if reaches_any(o.lng, o.lat, lng, lat, kind.metres or 0))


def _open_column(frame: Frame, kind: FactKind, declared: dict[str, Bools], also: Bools) -> Column:
    known = declared.get(kind.argument, np.zeros(len(frame), np.bool_)) & also
    return Column(np.zeros(len(frame), np.int64), known)


def reaches_any(lng: float | None, lat: float | None, to_lng: Floats, to_lat: Floats, metres: int) -> bool:
    """Whether any of the other points lies within the distance; a point that is not known reaches nothing."""
    if lng is None or lat is None:
        return False
    here_lng, here_lat = np.atleast_1d(np.float64(lng)), np.atleast_1d(np.float64(lat))
    return bool((metres_between(here_lng, here_lat, to_lng, to_lat) <= metres).any())


def _neighbours(frame: Frame, kind: FactKind, declared: dict[str, Bools]) -> Column:
    """What serves the community and stands in it, or lies near enough to its point."""
    column = _open_column(frame, kind, declared, ~np.zeros(len(frame), np.bool_))
    lngs, lats = frame.field("lng"), frame.field("lat")
    for community, stands_in, lng, lat in _serving(frame, kind.argument):
        row = frame.row_of.get(community)
        if row is None:  # a community that no longer exists on the day
            continue
        located = None not in (lng, lat, lngs[row])
        near = located and reaches_any(lngs[row], lats[row], np.array([lng]), np.array([lat]), kind.metres or 0)
        column.value[row] += stands_in == community or near
        column.known[row] &= stands_in == community or located
    return column


def _serving(frame: Frame, facility_type: str) -> list[tuple[int, int | None, float | None, float | None]]:
    """(community served, community it stands in, longitude, latitude) of every open facility of a type."""
    open_ = Facility.objects.filter(is_open_on(frame.as_of), facility_type=facility_type).order_by("pk")
    found = []
    for relation, kept in (("community", open_.filter(served__isnull=True)), ("served__community", open_)):
        # One filter only on the way to the communities served: a second one would repeat each row for every other sharer.
        rows = frame.limited(kept, relation).values_list(f"{relation}_id", "community_id", "lng", "lat")
        found += [row for row in rows if row[0] is not None]
    return found
