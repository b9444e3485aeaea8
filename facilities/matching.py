"""Which community a point belongs to: the boundary it lies in, or else the nearest community point. Pure.

Metres are great-circle metres. Where boundaries overlap, and where two points are equally near, the community that comes
first wins: give them in the order of their codes, and the answer is the same on every machine.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

NEAREST_LIMIT_M: Final = 1000.0
UNMATCHED: Final = -1
BY_NONE: Final = 0
BY_POLYGON: Final = 1
BY_NEAREST: Final = 2

_EARTH_M: Final = 6371008.8  # mean radius
_METRES_A_DEGREE: Final = _EARTH_M * np.pi / 180.0
_CHUNK: Final = 20_000  # points at a time: a few million candidate pairs at most

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Match:
    """One entry per point: ``index`` of the community or UNMATCHED, ``how``, ``metres`` (NaN unless by nearest point)."""

    index: Indices
    how: npt.NDArray[np.int8]
    metres: Floats

    @classmethod
    def nothing(cls, points: int) -> "Match":
        """No point matched yet."""
        return cls(np.full(points, UNMATCHED), np.zeros(points, np.int8), np.full(points, np.nan))


def metres_between(lng_a: Floats, lat_a: Floats, lng_b: Floats, lat_b: Floats) -> Floats:
    """Great-circle distance of each pair, by the haversine formula."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_lat, half_lng = (phi_b - phi_a) / 2, np.radians(lng_b - lng_a) / 2
    square = np.sin(half_lat) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lng) ** 2
    metres: Floats = 2 * _EARTH_M * np.arcsin(np.sqrt(np.clip(square, 0.0, 1.0)))
    return metres


def match(lng: Floats, lat: Floats, centres: Floats, boundaries: npt.NDArray[np.object_]) -> Match:
    """Match points to N communities: ``centres`` is float64[N, 2] (lng, lat; NaN where unknown), ``boundaries`` shapes
    or None.
    """
    found = Match.nothing(len(lng))
    _by_polygon(found, shapely.points(lng, lat), boundaries)
    _by_nearest(found, lng, lat, centres)
    return found


def _by_polygon(found: Match, points: npt.NDArray[np.object_], boundaries: npt.NDArray[np.object_]) -> None:
    point, shape = shapely.STRtree(boundaries).query(points, predicate="intersects")
    order = np.lexsort((shape, point))
    point, shape = point[order], shape[order]
    first = np.unique(point, return_index=True)[1]
    found.index[point[first]] = shape[first]
    found.how[point[first]] = BY_POLYGON


def _by_nearest(found: Match, lng: Floats, lat: Floats, centres: Floats) -> None:
    usable = np.flatnonzero(~np.isnan(centres).any(axis=1))
    left = np.flatnonzero((found.how == BY_NONE) & ~np.isnan(lng) & ~np.isnan(lat))
    if not usable.size or not left.size:
        return
    tree = shapely.STRtree(shapely.points(centres[usable]))
    for start in range(0, left.size, _CHUNK):
        chunk = left[start : start + _CHUNK]
        _nearest_of(found, chunk, lng[chunk], lat[chunk], tree, centres, usable)


def _nearest_of(
    found: Match, chunk: Indices, lng: Floats, lat: Floats, tree: shapely.STRtree, centres: Floats, usable: Indices
) -> None:
    point, centre = tree.query(_boxes(lng, lat))
    community = usable[centre]
    metres = metres_between(lng[point], lat[point], centres[community, 0], centres[community, 1])
    near = metres <= NEAREST_LIMIT_M
    point, community, metres = point[near], community[near], metres[near]
    order = np.lexsort((community, metres, point))
    point, community, metres = point[order], community[order], metres[order]
    first = np.unique(point, return_index=True)[1]
    target = chunk[point[first]]
    found.index[target], found.metres[target], found.how[target] = community[first], metres[first], BY_NEAREST


def _boxes(lng: Floats, lat: Floats) -> npt.NDArray[np.object_]:
    """Boxes that hold every place within the limit (and corners a little beyond it)."""
    high = np.full_like(lat, 1.001 * NEAREST_LIMIT_M / _METRES_A_DEGREE)
    wide = high / np.cos(np.radians(np.clip(np.abs(lat) + high, 0.0, 89.0)))
    boxes: npt.NDArray[np.object_] = shapely.box(lng - wide, lat - high, lng + wide, lat + high)
    return boxes
