"""Points against the fence of the division that they belong to: how far outside they lie, and whether another datum than the
one that is claimed for them would bring them in. Pure.

Read in the datum they are in, points lie within their fence but for a few strays. Read in another, they lie some hundred metres
off to one side, and a strip of them along an edge falls out. The claim is doubted where another reading turns in what lies
clearly outside, so many more than it leaves or puts there that a coin would not do it once in 30,000 times: a stray outside a
fence is as likely to be turned away from it as into it. What lies further away than any datum could carry it says nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from facilities.datums import Degrees
from intake.points import DATUMS, Point, in_wgs84

CLEARLY_M: Final = 100.0  # fences are drawn with a rough pen
REACH_M: Final = 2_000.0  # BD-09 lies a kilometre from WGS84, and some more
CHANCE: Final = 1 / 30_000  # that of four standard errors, as for the shift off known places
_METRES: Final = 111_320.0  # a degree of latitude
Shapes = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Astray:
    """Of ``number`` points ``outside`` lie clearly outside their fences, and not far; read as ``better`` ``then`` would."""

    number: int
    outside: int
    better: str
    then: int


def metres_outside(points: Degrees, shapes: Shapes, which: npt.NDArray[np.intp]) -> Floats:
    """Metres from each of ``points`` (float64[N, 2], WGS84) to the shape ``shapes[which]``; 0 where it lies in it."""
    away = np.zeros(len(points))
    for index in np.unique(which):
        shape = shapes[index]
        shapely.prepare(shape)
        mine = np.flatnonzero(which == index)
        outside = mine[~shapely.intersects_xy(shape, points[mine, 0], points[mine, 1])]
        if len(outside):
            away[outside] = _apart(points[outside], shape)
    return away


def _apart(points: Degrees, shape: Any) -> Floats:
    """In metres on a plane that touches the earth at the shape, which serves for the few kilometres that matter."""
    _, south, _, north = shape.bounds
    scale = np.array([_METRES * math.cos(math.radians((south + north) / 2)), _METRES])
    flat = shapely.transform(shape, lambda corners: corners * scale)
    found: Floats = shapely.distance(shapely.points(points * scale), flat)
    return found


def astray(points: Sequence[Point], shapes: Shapes, which: npt.NDArray[np.intp]) -> Astray | None:
    """``points`` of one datum; None where nothing speaks against it."""
    if not points:
        return None
    given, claimed = np.array([(point.lng, point.lat) for point in points]), points[0].datum
    as_given = _read(given, claimed, shapes, which)
    if not _is_beyond_chance(_outside(as_given), 0):
        return None
    off = {datum: _read(given, datum, shapes, which) for datum in DATUMS}
    better = min(off, key=lambda datum: _outside(off[datum]))
    turned, then = _outside(as_given[off[better] == 0]), _outside(off[better])
    if better == claimed or not _is_beyond_chance(turned, then):
        return None
    return Astray(len(points), _outside(as_given), better, then)


def _outside(metres: Floats) -> int:
    return int(((metres > CLEARLY_M) & (metres <= REACH_M)).sum())


def _read(given: Degrees, datum: str, shapes: Shapes, which: npt.NDArray[np.intp]) -> Floats:
    return metres_outside(in_wgs84(given, datum), shapes, which)


def _is_beyond_chance(for_it: int, against: int) -> bool:
    """More heads than a fair coin shows but once in 30,000 rounds, by Chernoff's bound: exact where there are no tails."""
    thrown = for_it + against
    share = for_it / thrown if thrown else 0.0
    if share <= 0.5:
        return False
    surprise = share * math.log(2 * share) + ((1 - share) * math.log(2 * (1 - share)) if share < 1 else 0.0)
    return thrown * surprise >= -math.log(CHANCE)
