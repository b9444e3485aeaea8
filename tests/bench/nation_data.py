"""An invented nation, the same on every machine: committees, households, answers, declared lists, facilities. All synthetic.

About 50 facilities a committee of every type of the catalogue, so few and so small that about a third of the rules fail.
Everything is an array; nothing here knows the database.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from assessments.standards.columns import Bools, Ints
from facilities.catalogue import FACILITY_TYPES
from tests.bench.nation_answers import ITEMS, draw_answers
from tests.bench.nation_country import Country, Floats, make_country

Small = npt.NDArray[np.int8]
TYPES: Final = tuple(FACILITY_TYPES)
COMPLEX: Final = TYPES.index("service_complex")
SHARED: Final = ("nursing_home", "community_hospital", "school_primary", "school_middle")
"""Types that stand for the whole block where a committee lies in one."""
UNKNOWN: Final = -1
SEED: Final = 20260630
_PRESENT, _MORE = 0.7, 1.15
_IN_BLOCK: Final = 5


@dataclass(frozen=True)
class Facilities:
    """F facilities in the order of their committees' rows: areas in 0.01 m2 (-1: not filled in), points in degrees."""

    row: Ints
    kind: Small
    floor: Ints
    activity: Ints
    lng: Floats
    lat: Floats
    is_closed: Bools

    @cached_property
    def open(self) -> Bools:
        return ~self.is_closed


@dataclass(frozen=True)
class Nation:
    """N committees. ``declared`` bool[N, types]; ``answers`` int8[N, items]; -1 means not known, everywhere.

    ``block`` is the number of the block, -1 for none, -2 where nobody has said.
    """

    country: Country
    households: Ints
    population: Ints
    build_class: Small
    heating: Small
    block: Ints
    declared: Bools
    answers: Small
    facilities: Facilities

    def __len__(self) -> int:
        return len(self.households)


def draw_nation(size: int) -> Nation:
    """The nation of ``size`` committees."""
    draw = np.random.default_rng([SEED, size])
    country = make_country(size, draw)
    households = draw.integers(300, 5_000, size)
    wealth = draw.beta(2.0, 2.0, size)
    return Nation(
        country=country,
        households=np.where(draw.random(size) < 0.97, households, UNKNOWN),
        population=np.where(draw.random(size) < 0.97, households * draw.integers(20, 34, size) // 10, UNKNOWN),
        build_class=draw.choice(np.array([0, 1, UNKNOWN], np.int8), size, p=[0.65, 0.25, 0.1]),
        heating=draw.choice(np.array([0, 1, UNKNOWN], np.int8), size, p=[0.5, 0.45, 0.05]),
        block=_blocks(country, draw),
        declared=draw.random((size, len(TYPES))) < np.where(draw.random(size) < 0.9, 0.96, 0.4)[:, None],
        answers=draw_answers(size, wealth, draw),
        facilities=_facilities(country, households, wealth, draw),
    )


def _blocks(country: Country, draw: np.random.Generator) -> Ints:
    """One street in nine has blocks of up to five neighbouring committees."""
    size = len(country.codes)
    streets = np.unique(np.array([code[:9] for code in country.codes]), return_inverse=True)[1]
    number = np.arange(size) // _IN_BLOCK * 10**6 + streets
    blocks = np.unique(number, return_inverse=True)[1]
    has_blocks = draw.random(streets.max() + 1 if size else 0)[streets] < 1 / 9
    return np.where(has_blocks, blocks, draw.choice([-1, -2], size, p=[0.8, 0.2])).astype(np.int64)


def _facilities(country: Country, households: Ints, wealth: Floats, draw: np.random.Generator) -> Facilities:
    numbers = _numbers(len(households), wealth, draw)
    row = np.repeat(np.arange(len(households)), numbers.sum(axis=1))
    kind = np.repeat(np.tile(np.arange(len(TYPES), dtype=np.int8), len(households)), numbers.ravel())
    floor, activity = _areas(row, kind, numbers, households, draw)
    lng, lat = (of[row] + draw.normal(0.0, 0.0012, len(row)) for of in (country.lng, country.lat))
    lng[draw.random(len(row)) < 0.002] = np.nan
    return Facilities(row, kind, floor, activity, lng, lat, draw.random(len(row)) < 0.01)


def _numbers(size: int, wealth: Floats, draw: np.random.Generator) -> Ints:
    """How many of each type a committee has: none of about a third of them, and a long tail of the others."""
    shape = (size, len(TYPES))
    there = draw.random(shape) < np.clip(_PRESENT + (wealth[:, None] - 0.5) * 0.6, 0.0, 1.0)
    several = 1 + draw.poisson(_MORE * (0.3 + 1.4 * draw.random(shape)), shape)
    numbers = np.where(there, several, 0).astype(np.int64)
    numbers[:, COMPLEX] = np.minimum(numbers[:, COMPLEX], 2)
    return numbers


def _areas(row: Ints, kind: Small, numbers: Ints, households: Ints, draw: np.random.Generator) -> tuple[Ints, Ints]:
    """Of seven in ten facilities; of nearly all service complexes, around 30 m2 per 100 households, some of them exactly."""
    floor = np.where(draw.random(len(row)) < 0.7, draw.integers(2_000, 200_000, len(row)), UNKNOWN)
    here = np.flatnonzero(kind == COMPLEX)
    per = np.where(draw.random(len(here)) < 0.02, 30.0, draw.lognormal(np.log(34.0), 0.3, len(here)))
    area = np.rint(per * households[row[here]] / numbers[row[here], COMPLEX]).astype(np.int64)
    floor[here] = np.where(draw.random(len(here)) < 0.98, area, UNKNOWN)
    tenths = np.where(draw.random(len(row)) < 0.05, 6, draw.integers(4, 10, len(row)))
    filled = (floor >= 0) & (draw.random(len(row)) < np.where(kind == COMPLEX, 0.97, 0.3))
    return floor, np.where(filled, floor * tenths // 10, UNKNOWN)


__all__ = ["COMPLEX", "ITEMS", "SHARED", "TYPES", "UNKNOWN", "Facilities", "Nation", "draw_nation"]
