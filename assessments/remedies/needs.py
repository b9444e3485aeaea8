"""What a gap needs in rooms: which facility type, how much floor area, and on whose word. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assessments.remedies.sizes import sizes
from communities.survey_items import SURVEY_ITEMS, SurveyKind
from communities.words import Words
from facilities.catalogue import FACILITY_TYPES, FacilityGroup


class NeedKind(StrEnum):
    FLOOR_AREA = "floor_area"  # more floor area of a facility that is too small or missing
    CONVERSION = "conversion"  # existing floor area given to residents' activities
    FACILITY = "facility"  # a facility of a type that is missing
    BLOCK = "block"  # a facility that the communities of a block share
    CONCENTRATION = "concentration"  # services brought together in the complex
    WORKS = "works"  # works on infrastructure or grounds, not rooms
    ORGANISATION = "organisation"  # nothing to build: people, rules, services


@dataclass(frozen=True)
class Need:
    """``area`` in hundredths of m2, None where no instrument states a size; ``basis`` says where it comes from.

    ``item``: of works, the survey item or kind of ground that they are about.
    """

    kind: NeedKind
    facility_type: str
    area: int | None
    basis: Words
    basis_is_placeholder: bool = False
    item: str = ""


FROM_SHORTFALL = Words("按缺口面积", "the shortfall")
NO_SIZE = Words("通知未规定面积", "the notice states no size")
NOT_ROOMS = Words("不涉及用房面积", "no floor area is involved")
GROUNDS = frozenset({"activity_ground", "sports_ground", "fitness_spot", "green", "pocket_park", "ebike_site"})
AMOUNTS = frozenset({"rate", "bounds", "tiers"})
FLOOR = frozenset({"floor_area", "largest_floor_area"})
MORE_OF_IT = frozenset({"capacity", "households_within", "neighbour_count"})  # another one of its type closes it
CONCENTRATED = "colocated_types"
WORKS_ITEMS = frozenset({"sponge_city", "age_friendly", "child_friendly"})  # yes-or-no items that are works


@cache
def work_items() -> tuple[str, ...]:
    """What works may be about: kinds of ground, and the survey items about a state or about works done."""
    surveyed = (code for code, item in SURVEY_ITEMS.items() if item.kind is SurveyKind.STATE or code in WORKS_ITEMS)
    return *sorted(GROUNDS), *surveyed


def need_of(*, kind: str, facility_type: str, item: str, shortfall: int | None) -> Need:
    """The need behind a failed rule: its kind of test, facility type (may be empty), what else it reads, shortfall.

    ``item`` is a survey item, or the stem of another fact that is no facility's; ``shortfall`` is in the rule's unit.
    """
    if kind in AMOUNTS and item in FLOOR:
        return Need(NeedKind.FLOOR_AREA, facility_type, shortfall, FROM_SHORTFALL)
    if kind == "share" and item == "activity_area":
        return Need(NeedKind.CONVERSION, facility_type, shortfall, FROM_SHORTFALL)
    if kind == "several":
        return Need(NeedKind.FACILITY if facility_type else NeedKind.WORKS, "", None, NO_SIZE)
    if item in MORE_OF_IT and facility_type not in GROUNDS:
        return _missing_facility(facility_type)
    if item == CONCENTRATED:
        return Need(NeedKind.CONCENTRATION, "", None, NO_SIZE)
    if facility_type and FACILITY_TYPES[facility_type].group is FacilityGroup.BLOCK:
        return Need(NeedKind.BLOCK, facility_type, None, NO_SIZE)
    if kind == "presence" and facility_type not in GROUNDS:
        return _missing_facility(facility_type)
    works = kind in ("presence", "state") or item in WORKS_ITEMS or facility_type in GROUNDS
    if works:
        return Need(NeedKind.WORKS, facility_type, None, NOT_ROOMS, item=facility_type or item)
    return Need(NeedKind.ORGANISATION, facility_type, None, NOT_ROOMS)


def _missing_facility(facility_type: str) -> Need:
    size = sizes().get(facility_type)
    if size is None:
        return Need(NeedKind.FACILITY, facility_type, None, NO_SIZE)
    return Need(NeedKind.FACILITY, facility_type, size.area, size.source, size.is_placeholder)
