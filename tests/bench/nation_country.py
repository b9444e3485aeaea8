"""The divisions of an invented nation: ten provinces of 34 cities, their districts and streets, and every committee's code.

Codes begin with 90 to 99, which no province has, so no local law speaks here.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from assessments.standards.columns import Ints

Floats = npt.NDArray[np.float64]
PROVINCES: Final = range(90, 100)
IN_PROVINCE: Final = 34
CITIES: Final = len(PROVINCES) * IN_PROVINCE
_IN_STREET, _IN_DISTRICT = 12, 12 * 12
_SPREAD: Final = 0.08  # degrees: a city of some 9 km around its centre
_CENTRES: Final = ((100.0, 122.0), (23.0, 44.0))


@dataclass(frozen=True)
class Country:
    """N committees in the order of their codes: their codes of 12 digits, the city each lies in, and points in degrees."""

    codes: tuple[str, ...]
    city: Ints
    lng: Floats
    lat: Floats


def make_country(size: int, draw: np.random.Generator) -> Country:
    """``size`` committees. Cities differ as in life: the largest hold tens of times what the smallest hold."""
    weights = draw.lognormal(0.0, 0.9, CITIES)
    city = np.sort(draw.choice(CITIES, size, p=weights / weights.sum())).astype(np.int64)
    first = np.searchsorted(city, np.arange(CITIES))
    codes = tuple(_code(c, n) for c, n in zip(city.tolist(), (np.arange(size) - first[city]).tolist(), strict=True))
    lng, lat = (draw.uniform(*ends, CITIES)[city] + draw.normal(0.0, _SPREAD, size) for ends in _CENTRES)
    return Country(codes, city, lng, lat)


def _code(city: int, number: int) -> str:
    """The ``number``-th committee of a city."""
    province, town = PROVINCES[city // IN_PROVINCE], city % IN_PROVINCE + 1
    district, street = number // _IN_DISTRICT + 1, number % _IN_DISTRICT // _IN_STREET + 1
    return f"{province}{town:02d}{district:02d}{street:03d}{number % _IN_STREET + 1:03d}"
