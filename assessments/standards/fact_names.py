"""The grammar of fact names: which names exist, their units, and which are lower bounds.

A fact that `grows` counts, adds up or takes the largest of things in a register: more may come to light, so its value is
always a valid lower bound, and `known` says that it is the whole truth. Any other fact means something only where it is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assessments.standards.units import Unit, unit_of_kind
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES

_PLAIN = {
    "households": Unit.HOUSEHOLDS,
    "population": Unit.PERSONS,
    "block_exists": Unit.FLAG,
    "block_households": Unit.HOUSEHOLDS,
    "build_class": Unit.BUILD_CLASS,
    "central_heating": Unit.FLAG,
    "is_committee": Unit.FLAG,
}
_PER_TYPE = {
    "floor_area": Unit.AREA,
    "activity_area": Unit.AREA,
    "site_area": Unit.AREA,
    "largest_floor_area": Unit.AREA,
    "largest_site_area": Unit.AREA,
    "capacity": Unit.COUNT,
    "count": Unit.COUNT,
    "block_count": Unit.COUNT,
}
_WITHIN = {"colocated_types": Unit.COUNT, "block_households_covered": Unit.HOUSEHOLDS}
_PER_TYPE_WITHIN = {"households_within": Unit.HOUSEHOLDS, "neighbour_count": Unit.COUNT}
_DISTANCE = re.compile(r"[1-9]\d*m")


@dataclass(frozen=True)
class FactKind:
    """What a fact name means: its stem, its argument (facility type, distance, survey item), unit and whether it grows.

    `metres` is the distance of a name that has a facility type and a distance, else None.
    """

    stem: str
    argument: str
    unit: Unit
    grows: bool
    metres: int | None = None


@lru_cache(maxsize=4096)
def fact_kind(name: str) -> FactKind:
    """The meaning of a fact name; raises ValueError that says which part of the name is wrong."""
    stem, _, argument = name.partition(".")
    if stem == "survey":
        return _survey(argument)
    if name in _PLAIN:
        return FactKind(name, "", _PLAIN[name], grows=False)
    if name == "pilots_in_district":
        return FactKind(name, "", Unit.COUNT, grows=True)
    return _near(stem, argument) if stem in _PER_TYPE_WITHIN else _counted(stem, argument)


def _survey(item: str) -> FactKind:
    if item not in SURVEY_ITEMS:
        raise ValueError(f"there is no survey item {item!r}; see communities/survey_items.toml")
    return FactKind("survey", item, unit_of_kind(SURVEY_ITEMS[item].kind), grows=False)


def _near(stem: str, argument: str) -> FactKind:
    """`households_within.kindergarten.300m`: a facility type, then a distance."""
    facility_type, _, distance = argument.partition(".")
    if not _DISTANCE.fullmatch(distance):
        raise ValueError(f"{stem}.{argument} names no distance; write one such as {stem}.kindergarten.300m")
    _require_type(facility_type)
    return FactKind(stem, facility_type, _PER_TYPE_WITHIN[stem], grows=True, metres=int(distance[:-1]))


def _counted(stem: str, argument: str) -> FactKind:
    if stem in _PER_TYPE:
        _require_type(argument)
        return FactKind(stem, argument, _PER_TYPE[stem], grows=True)
    if stem in _WITHIN and _DISTANCE.fullmatch(argument):
        return FactKind(stem, argument, _WITHIN[stem], grows=True)
    raise ValueError(f"there is no fact {stem + '.' + argument if argument else stem!r}; see fact_names.py")


def _require_type(code: str) -> None:
    if code not in FACILITY_TYPES:
        raise ValueError(f"there is no facility type {code!r}; see facilities/catalogue.toml")
