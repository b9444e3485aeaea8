"""The grammar of fact names: which names exist, their units, and which are lower bounds.

An additive fact counts or adds up things in a register: its value is always a valid lower bound, and `known` says that it
is the whole truth. Any other fact means something only where it is known.
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
    "count": Unit.COUNT,
    "block_count": Unit.COUNT,
}
_WITHIN = {"colocated_types": Unit.COUNT, "block_households_covered": Unit.HOUSEHOLDS}
_DISTANCE = re.compile(r"[1-9]\d*m")


@dataclass(frozen=True)
class FactKind:
    """What a fact name means: its stem, its argument (facility type, distance, survey item), unit and additivity."""

    stem: str
    argument: str
    unit: Unit
    additive: bool


@lru_cache(maxsize=4096)
def fact_kind(name: str) -> FactKind:
    """The meaning of a fact name; raises ValueError that says which part of the name is wrong."""
    stem, _, argument = name.partition(".")
    if stem == "survey":
        return _survey(argument)
    if name in _PLAIN:
        return FactKind(name, "", _PLAIN[name], additive=False)
    if name == "pilots_in_district":
        return FactKind(name, "", Unit.COUNT, additive=True)
    return _counted(stem, argument)


def _survey(item: str) -> FactKind:
    if item not in SURVEY_ITEMS:
        raise ValueError(f"there is no survey item {item!r}; see communities/survey_items.toml")
    return FactKind("survey", item, unit_of_kind(SURVEY_ITEMS[item].kind), additive=False)


def _counted(stem: str, argument: str) -> FactKind:
    if stem in _PER_TYPE and argument not in FACILITY_TYPES:
        raise ValueError(f"there is no facility type {argument!r}; see facilities/catalogue.toml")
    if stem in _PER_TYPE:
        return FactKind(stem, argument, _PER_TYPE[stem], additive=True)
    if stem in _WITHIN and _DISTANCE.fullmatch(argument):
        return FactKind(stem, argument, _WITHIN[stem], additive=True)
    raise ValueError(f"there is no fact {stem + '.' + argument if argument else stem!r}; see fact_names.py")
