"""What is built, answered or given over changes the facts. Here on columns, to see what a measure closes; what a plan promises
is read from the rows themselves (assessments/services/promising.py), and a test holds one to the other. Pure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assessments.standards.columns import Column, Facts, Ints
from assessments.standards.fact_names import fact_kind

_SUMS: Final = ("floor_area", "activity_area", "site_area", "capacity")
_NOT_HERE: Final = ("households_within", "block_count")
"""What only a map, or the community's block, could tell."""
_LARGEST: Final = {"largest_floor_area": "floor_area", "largest_site_area": "site_area"}


@dataclass(frozen=True)
class Built:
    """A facility as it will stand in the register of its community. Areas in hundredths of m2; None: not filled in."""

    facility_type: str
    floor_area: int | None = None
    activity_area: int | None = None
    site_area: int | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class Answered:
    """A survey item as it will be answered."""

    item: str
    value: int


@dataclass(frozen=True)
class GivenOver:
    """Floor area of facilities of the type that there are, given to residents' activities: hundredths of m2."""

    facility_type: str
    area: int


@dataclass(frozen=True)
class Extended:
    """A facility that stands, by its code, larger by these areas: hundredths of m2."""

    facility_type: str
    facility: str
    floor_area: int
    activity_area: int | None = None


@dataclass(frozen=True)
class Shared:
    """A facility of somebody else, by its code (empty: one that is to be built), serves this community too."""

    facility_type: str
    facility: str = ""


Effect = Built | Answered | GivenOver | Extended | Shared
Change = Callable[[str, Column], Column]


def changed(facts: Facts, rows: Ints, effects: Sequence[Effect]) -> Facts:
    """The facts of the communities at ``rows`` (any may occur more than once), each after the effect that stands beside it.

    Of a fact that it touches in a way that cannot be told here, what it was remains the least, and it is not known any more.
    """
    columns = {name: Column(column.value[rows], column.known[rows]) for name, column in facts.columns.items()}
    at: dict[Effect, list[int]] = {}
    for place, effect in enumerate(effects):
        at.setdefault(effect, []).append(place)
    for effect, places in at.items():
        _apply(columns, effect, np.array(places, np.int64), len(rows))
    return Facts([facts.codes[row] for row in rows], columns)


def _apply(columns: dict[str, Column], effect: Effect, places: Ints, size: int) -> None:
    if isinstance(effect, Answered):
        _set(_column(columns, f"survey.{effect.item}", size), places, effect.value)
    elif isinstance(effect, GivenOver):
        _add(_column(columns, f"activity_area.{effect.facility_type}", size), places, effect.area)
    elif isinstance(effect, Extended):
        _extend(columns, effect, places, size)
    else:
        _build(columns, effect, places, size)


def _extend(columns: dict[str, Column], effect: Extended, places: Ints, size: int) -> None:
    """The largest may be another one: what it was remains its least."""
    _add(_column(columns, f"floor_area.{effect.facility_type}", size), places, effect.floor_area)
    _add(_column(columns, f"activity_area.{effect.facility_type}", size), places, effect.activity_area)
    if f"largest_floor_area.{effect.facility_type}" in columns:
        columns[f"largest_floor_area.{effect.facility_type}"].known[places] = False


def _build(columns: dict[str, Column], built: Built | Shared, places: Ints, size: int) -> None:
    """Of a shared one the areas are shared out by households: what falls to the community is not told here."""
    _add(_column(columns, f"count.{built.facility_type}", size), places, 1)
    for name in [*columns]:
        kind = fact_kind(name)
        if kind.argument != built.facility_type:
            continue
        if kind.stem in _SUMS:
            _add(columns[name], places, getattr(built, kind.stem, None))
        elif kind.stem in _LARGEST:
            _raise(columns[name], places, getattr(built, _LARGEST[kind.stem], None))
        elif kind.stem == "neighbour_count" and isinstance(built, Built):
            _add(columns[name], places, 1)  # it stands in the community
        elif kind.stem in _NOT_HERE or kind.stem == "neighbour_count":
            columns[name].known[places] = False
    if "colocated_types.100m" in columns:
        columns["colocated_types.100m"].known[places] = False


def _column(columns: dict[str, Column], name: str, size: int) -> Column:
    """The column, wholly unknown where there was none."""
    return columns.setdefault(name, Column(np.zeros(size, np.int64), np.zeros(size, np.bool_)))


def _set(column: Column, places: Ints, value: int) -> None:
    column.value[places], column.known[places] = value, True


def _add(column: Column, places: Ints, amount: int | None) -> None:
    """One whose figure is not filled in leaves the sum a least."""
    if amount is None:
        column.known[places] = False
    else:
        column.value[places] += amount


def _raise(column: Column, places: Ints, amount: int | None) -> None:
    if amount is None:
        column.known[places] = False
    else:
        column.value[places] = np.maximum(column.value[places], amount)
