"""Longitude and latitude of a row, in whichever datum its columns name, and the way to WGS84 for all rows at once."""

import math
import re
from collections.abc import Callable, Hashable, Mapping
from typing import Final, NamedTuple, TypeVar

import numpy as np

from communities.copying import Row
from facilities.datums import Degrees, bd09_to_wgs84, gcj02_to_wgs84
from intake.fields import Fields
from intake.values import is_missing, plain, read_degrees

K = TypeVar("K", bound=Hashable)

WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 3.0, 54.0  # China's box, islands included
_PLACES: Final = 7  # a centimetre: so that the last bit of a sine never counts as a change
_SUFFIXES: Final = (("", "wgs84"), ("_gcj02", "gcj02"), ("_bd09", "bd09"))
_NAMES: Final = {"gcj02": "GCJ-02", "bd09": "BD-09"}
GIVEN: Final = re.compile(rf"(?:{'|'.join(_NAMES.values())}) \d{{1,3}}\.\d{{7}},\d{{1,3}}\.\d{{7}}")
DATUMS: Final = ("wgs84", "gcj02", "bd09")
_TO_WGS84: Final[Mapping[str, Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]]] = {
    "gcj02": gcj02_to_wgs84,
    "bd09": bd09_to_wgs84,
}


class Point(NamedTuple):
    """Degrees in a datum: wgs84, gcj02 or bd09."""

    lng: float
    lat: float
    datum: str
    said: str = ""  # what the row itself says of its original

    @property
    def given(self) -> str:
        """The original, kept where the datum is a shifted one."""
        if self.said:
            return self.said
        name = _NAMES.get(self.datum)
        return f"{name} {self.lng:.7f},{self.lat:.7f}" if name else ""


def take_point(fields: Fields, datum: str) -> Point | None:
    """The first pair of columns that is filled. ``datum`` is what the file says of its plain lng and lat, if anything."""
    for suffix, name in _SUFFIXES:
        lng, lat = f"lng{suffix}", f"lat{suffix}"
        if fields.has(lng) or fields.has(lat):
            point = _pair(fields, lng, lat, (datum or name) if not suffix else name)
            if point:
                if not suffix and not datum and fields.has("typecode"):
                    fields.refuse("datum_assumed", lng)  # a service with codes of its own also shifts its points
                return point
    return _located(fields)


def _located(fields: Fields) -> Point | None:
    """The point of one cell ``lng,lat`` as AMap gives it, in GCJ-02. Without AMap's codes nobody knows what it means."""
    cell = fields.raw("location") if fields.has("typecode") else None
    if is_missing(cell):
        return None
    parts = plain(cell).split(",")
    if len(parts) != 2:
        fields.refuse("location_unreadable", "location")
        return None
    x, y = (fields.parse("location", part, read_degrees, required=True, missing=is_missing) for part in parts)
    return Point(x, y, "gcj02") if x is not None and y is not None and is_placed(fields, x, y, "location") else None


def _pair(fields: Fields, lng: str, lat: str, datum: str) -> Point | None:
    x, y = fields.degrees(lng), fields.degrees(lat)
    if x is None and y is None:
        return None
    if x is None or y is None:
        half = lng if x is None else lat
        if is_missing(fields.raw(half)):  # where it is there and cannot be read, that has been said
            fields.refuse("point_half", half)
        return None
    return Point(x, y, datum) if is_placed(fields, x, y, lng) else None


def is_placed(fields: Fields, x: float, y: float, column: str, **shown: str) -> bool:
    """False, with the reason noted, where a point is swapped or not in China."""
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return True
    swapped = WEST <= y <= EAST and SOUTH <= x <= NORTH
    fields.refuse("point_swapped" if swapped else "point_outside", column, lng=x, lat=y, **shown)
    return False


def in_wgs84(given: Degrees, datum: str) -> Degrees:
    """float64[N, 2] degrees of a datum, in WGS84."""
    convert = _TO_WGS84.get(datum)
    return np.column_stack(convert(given[:, 0], given[:, 1])) if convert else given


def to_wgs84(points: list[Point | None]) -> list[tuple[float, float] | None]:
    """One datum at a time, as arrays."""
    placed: list[tuple[float, float] | None] = [(p.lng, p.lat) if p else None for p in points]
    for datum in _TO_WGS84:
        at = [index for index, point in enumerate(points) if point and point.datum == datum]
        if at:
            given = np.array([placed[index] for index in at], dtype=np.float64)
            for index, (x, y) in zip(at, in_wgs84(given, datum).tolist(), strict=True):
                placed[index] = (round(x, _PLACES), round(y, _PLACES))
    return placed


def located(rows: Mapping[K, Row], at: int, *, keep_given: bool = False) -> dict[K, Row]:
    """The rows with the Point (or None) at place ``at`` replaced by lng, lat and, if asked for, the original as text."""
    points: list[Point | None] = [row[at] for row in rows.values()]
    found: dict[K, Row] = {}
    for (key, row), point, place in zip(rows.items(), points, to_wgs84(points), strict=True):
        given = ((point.given if point else None),) if keep_given else ()
        found[key] = (*row[:at], *(place or (None, None)), *given, *row[at + 1 :])
    return found


def is_finite(*numbers: float) -> bool:
    return all(math.isfinite(number) for number in numbers)
