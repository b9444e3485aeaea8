"""Distances of one community after the other, pair by pair: what the arrays are held to."""

from collections.abc import Iterable

import numpy as np

from assessments.facts.blocks import BLOCK_TYPES
from assessments.facts.colocation import COMPLEX, SERVICES
from assessments.facts.walks import Origin, reaches_any
from assessments.standards.fact_names import fact_kind
from communities.models import BuildClass, Community
from facilities.models import Facility
from tests.facts.plain import Fact, Town, added_up, count, largest


def plain_fact(town: Town, community: int, name: str) -> Fact:
    """(value, is it the whole truth) of a fact of facilities, of distances or of a block."""
    kind = fact_kind(name)
    match kind.stem:
        case "count":
            return count(town, community, kind.argument)
        case "floor_area" | "activity_area" | "site_area" | "capacity":
            return added_up(town, community, kind.stem, kind.argument)
        case "largest_floor_area" | "largest_site_area":
            return largest(town, community, kind.stem.removeprefix("largest_"), kind.argument)
        case "households_within":
            return _living_near(town, community, kind.argument, kind.metres or 0)
        case "neighbour_count":
            return _lent(town, community, kind.argument, kind.metres or 0)
        case "colocated_types":
            return _beside(town, community)
        case "households":
            return town.households.get(community, 0), community in town.households
    return _of_block(town, community, kind.stem, kind.argument)


def is_near(lng: float | None, lat: float | None, others: Iterable[Facility], metres: float) -> bool:
    points = np.array([(one.lng, one.lat) for one in others if one.lng is not None], np.float64).reshape(-1, 2)
    return len(points) > 0 and reaches_any(lng, lat, points[:, 0].copy(), points[:, 1].copy(), metres)


def _located(found: Iterable[Facility | Origin | Community]) -> bool:
    return all(one.lng is not None for one in found)


def _living_near(town: Town, community: int, facility_type: str, metres: float) -> Fact:
    (origins, is_whole), found = town.origins[community], town.serving(community, facility_type)
    value = sum(one.households for one in origins if is_near(one.lng, one.lat, found, metres))
    sure = is_whole and community in town.households and town.is_complete(community, facility_type)
    return value, sure and _located(origins) and _located(found)


def _lent(town: Town, community: int, facility_type: str, metres: float) -> Fact:
    here, found = town.communities[community], town.serving(community, facility_type)
    apart = [one for one in found if one.community_id != community]
    near = [one for one in apart if is_near(here.lng, here.lat, [one], metres)]
    sure = not apart or (_located(apart) and _located([here]))
    return len(found) - len(apart) + len(near), sure and town.is_complete(community, facility_type)


def _beside(town: Town, community: int) -> Fact:
    if town.communities[community].build_class == BuildClass.EXISTING:
        return 0, False
    complexes = town.serving(community, COMPLEX)
    kinds = [town.serving(community, key) for key in SERVICES]
    value = sum(any(is_near(one.lng, one.lat, complexes, 100) for one in same) for same in kinds)
    sure = _located(complexes) and all(_located(same) for same in kinds)
    return value, sure and town.is_complete(community, COMPLEX, *SERVICES)


def _of_block(town: Town, community: int, stem: str, argument: str) -> Fact:
    block = town.communities[community].block_id
    if block is None:
        return 0, False
    members = [pk for pk, one in town.communities.items() if one.block_id == block]
    if stem == "block_count":
        found = {one.pk for pk in members for one in town.serving(pk, argument)}
        return len(found), all(town.is_complete(pk, argument) for pk in members)
    counted = all(pk in town.households for pk in members)
    if stem == "block_households":
        return sum(town.households.get(pk, 0) for pk in members), counted
    value, sure = _covered(town, members)
    return value, sure and counted


def _covered(town: Town, members: list[int]) -> Fact:
    origins = [one for pk in members for one in town.origins[pk][0]]
    kinds = [[one for pk in members for one in town.serving(pk, key)] for key in BLOCK_TYPES]
    value = sum(one.households for one in origins if all(is_near(one.lng, one.lat, same, 1000) for same in kinds))
    whole = all(town.origins[pk][1] and town.is_complete(pk, *BLOCK_TYPES) for pk in members)
    return value, whole and _located(origins) and all(_located(same) for same in kinds)
