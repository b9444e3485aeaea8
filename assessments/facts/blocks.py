"""Facts of an active block, the same for each of its communities: judged once, shown on every member's card."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.nearby import ByCommunity, places_by_community
from assessments.facts.places import Floats, metres_between
from assessments.facts.sizes import types_named
from assessments.labels import LABELS
from assessments.standards.columns import Bools, Column, Ints
from communities.models import Compound

BLOCK_TYPES = ("school_primary", "school_middle", "nursing_home", "community_hospital")
RADIUS_M = 1000.0  # the outer walking distance of the 15-minute circle, GB 50180-2018


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


def block_columns(
    frame: Frame, columns: dict[str, Column], declared: dict[str, Bools], names: Collection[str]
) -> dict[str, Column]:
    """block_count.<type>, block_households and block_households_covered.1000m.

    ``names``: the facts asked for; a type beyond the four that a block must share is counted where one of them is its count.
    """
    members = _members(frame)
    types = dict.fromkeys((*BLOCK_TYPES, *types_named(names, "block_count")))
    places = places_by_community(frame, types, block__isnull=False)
    made = {f"block_count.{key}": _counts(frame, members, columns.get(f"count.{key}"), places, key) for key in types}
    made["block_households"] = _households(frame, members, columns["households"])
    made["block_households_covered.1000m"] = _covered(frame, members, columns["households"], declared, places)
    for rows in members:  # what is said of the block rests on the rows of all its communities
        frame.mark_bits(rows, np.full(len(rows), np.bitwise_or.reduce(frame.labels[rows])))
    return made


def _members(frame: Frame) -> list[Ints]:
    """The rows of each block."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, block in enumerate(frame.field("block_id")):
        if block is not None:
            rows[block].append(row)
    return [np.array(found, np.int64) for found in rows.values()]


def _counts(frame: Frame, members: list[Ints], column: Column | None, places: ByCommunity, facility_type: str) -> Column:
    """The facilities that serve a block, one that serves several of its communities once; known where each list is whole."""
    value, known = np.zeros(len(frame), np.int64), np.zeros(len(frame), np.bool_)
    for rows in members:
        here = (places.get(community, {}).get(facility_type) for community in frame.pk[rows].tolist())
        value[rows] = len(set().union(*(one.ids for one in here if one)))
        known[rows] = column is not None and column.known[rows].all()
    return Column(value, known)


def _households(frame: Frame, members: list[Ints], column: Column) -> Column:
    """The sum over a block, known where every member's figure is."""
    value, known = np.zeros(len(frame), np.int64), np.zeros(len(frame), np.bool_)
    for rows in members:
        value[rows], known[rows] = column.value[rows].sum(), column.known[rows].all()
    return Column(value, known)


def _covered(frame: Frame, members: list[Ints], households: Column, declared: dict[str, Bools], places: ByCommunity) -> Column:
    value, known = np.zeros(len(frame), np.int64), np.zeros(len(frame), np.bool_)
    ids = [int(pk) for rows in members for pk in frame.pk[rows]]
    compounds = compounds_of(ids)
    complete = np.all([declared.get(key, np.zeros(len(frame), np.bool_)) for key in BLOCK_TYPES], axis=0)
    for rows in members:
        living = [origins_at(frame, int(row), households, compounds) for row in rows]
        origins = [one for found, _ in living for one in found]
        lng, lat, unlocated = targets(places, frame.pk[rows].tolist())
        frame.mark_bits(rows, np.full(len(rows), np.bitwise_or.reduce([0, *(one.label for one in origins)])))
        value[rows] = sum(one.households for one in origins if is_covered(one, lng, lat))
        located = all(one.lng is not None for one in origins) and not unlocated and all(is_whole for _, is_whole in living)
        known[rows] = located and complete[rows].all() and households.known[rows].all()
    return Column(value, known)


def origins_at(frame: Frame, row: int, households: Column, compounds: dict[int, list[Origin]]) -> tuple[list[Origin], bool]:
    """Where the households of the community in a row live, and whether that is all of them."""
    total = int(households.value[row]) if households.known[row] else 0
    point = Origin(total, frame.field("lng")[row], frame.field("lat")[row])
    return origins_of(point, compounds.get(int(frame.pk[row]), []))


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


def targets(places: ByCommunity, ids: list[int]) -> tuple[list[Floats], list[Floats], int]:
    """Longitudes and latitudes per block type, and how many facilities have no point."""
    here = [places.get(community, {}) for community in ids]
    found = [[one[key] for one in here if key in one] for key in BLOCK_TYPES]
    lng = [np.array([x for place in same for x in place.lng], np.float64) for same in found]
    lat = [np.array([y for place in same for y in place.lat], np.float64) for same in found]
    return lng, lat, sum(place.unlocated for same in found for place in same)


def is_covered(origin: Origin, lng: list[Floats], lat: list[Floats]) -> bool:
    """All kinds of the block's facilities lie within the walking distance."""
    if origin.lng is None or origin.lat is None:
        return False
    here_lng, here_lat = np.float64(origin.lng), np.float64(origin.lat)
    return all(
        (metres_between(np.atleast_1d(here_lng), np.atleast_1d(here_lat), x, y) <= RADIUS_M).any()
        for x, y in zip(lng, lat, strict=True)
    )
