"""Points between WGS84 (equal here to CGCS2000 for our purposes), GCJ-02 and BD-09. Pure, on whole arrays.

GCJ-02 is the shifted datum of Chinese web maps (AMap, Tencent), BD-09 Baidu's further shift of it. Both are defined by
their forward formulae, publicly known since 2010; the way back is found by fixed-point iteration, since the shift changes
by less than 1 part in 1,000 of a step. Outside China's box GCJ-02 equals WGS84.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]

_AXIS: Final = 6378245.0  # semi-major axis of the Krasovsky 1940 ellipsoid, in metres
_ECCENTRICITY: Final = 0.00669342162296594323  # its first eccentricity, squared
_STEPS: Final = 8  # each shrinks the error by about 1,000; six reach 3e-9 m
_BAIDU: Final = np.pi * 3000.0 / 180.0


def _in_china(lng: Degrees, lat: Degrees) -> npt.NDArray[np.bool_]:
    inside: npt.NDArray[np.bool_] = (lng >= 72.004) & (lng <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)
    return inside


def _waves(x: Degrees, *terms: tuple[float, float]) -> Degrees:
    """The sum of sine waves (amplitude, period), two thirds of it, as the definition has it."""
    total: Degrees = sum((size * np.sin(x * np.pi / period) for size, period in terms), start=np.zeros_like(x))
    return total * 2.0 / 3.0


def _shift_lat(x: Degrees, y: Degrees) -> Degrees:
    plain: Degrees = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    waves = _waves(x, (20.0, 1 / 6), (20.0, 0.5)) + _waves(y, (20.0, 1.0), (40.0, 3.0))
    return plain + waves + _waves(y, (160.0, 12.0), (320.0, 30.0))


def _shift_lng(x: Degrees, y: Degrees) -> Degrees:
    plain: Degrees = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    waves = _waves(x, (20.0, 1 / 6), (20.0, 0.5)) + _waves(x, (20.0, 1.0), (40.0, 3.0))
    return plain + waves + _waves(x, (150.0, 12.0), (300.0, 30.0))


def wgs84_to_gcj02(lng: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Degrees in, degrees out; arrays of one shape."""
    x, y, radians = lng - 105.0, lat - 35.0, np.radians(lat)
    bend = 1.0 - _ECCENTRICITY * np.sin(radians) ** 2
    metres_lat = _AXIS * (1.0 - _ECCENTRICITY) / (bend * np.sqrt(bend)) * np.pi / 180.0
    metres_lng = _AXIS / np.sqrt(bend) * np.cos(radians) * np.pi / 180.0
    inside = _in_china(lng, lat)
    east, north = _shift_lng(x, y) / metres_lng, _shift_lat(x, y) / metres_lat
    return lng + np.where(inside, east, 0.0), lat + np.where(inside, north, 0.0)


def gcj02_to_wgs84(lng: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """The inverse of ``wgs84_to_gcj02``, to well under a millimetre."""
    guess_lng, guess_lat = lng, lat
    for _ in range(_STEPS):
        there_lng, there_lat = wgs84_to_gcj02(guess_lng, guess_lat)
        guess_lng, guess_lat = guess_lng + lng - there_lng, guess_lat + lat - there_lat
    return guess_lng, guess_lat


def gcj02_to_bd09(lng: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Degrees in, degrees out; arrays of one shape."""
    radius = np.hypot(lng, lat) + 0.00002 * np.sin(lat * _BAIDU)
    angle = np.arctan2(lat, lng) + 0.000003 * np.cos(lng * _BAIDU)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def bd09_to_gcj02(lng: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """The inverse of ``gcj02_to_bd09``, to well under a millimetre."""
    guess_lng, guess_lat = lng - 0.0065, lat - 0.006
    for _ in range(_STEPS):
        there_lng, there_lat = gcj02_to_bd09(guess_lng, guess_lat)
        guess_lng, guess_lat = guess_lng + lng - there_lng, guess_lat + lat - there_lat
    return guess_lng, guess_lat


def bd09_to_wgs84(lng: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Baidu to WGS84, through GCJ-02."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lng, lat))
