"""Whether points lie in the datum that is claimed for them: against the known places that they belong to. Pure.

GCJ-02 lies some hundred metres from WGS84, BD-09 about a kilometre, always to the same side: so a file in another datum than
it claims lies off its places as a whole, however far each point may lie from its place by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from facilities.datums import Degrees
from intake.points import DATUMS, Point, in_wgs84

FEWEST_POINTS: Final = 20
FEWEST_PLACES: Final = 3  # one place alone may have been put down wrongly
CAUGHT_M: Final = 150.0
SURE: Final = 4.0  # times the standard error of the median
_METRES: Final = 111_320.0  # a degree of latitude
_OF_MEDIAN: Final = 1.2533  # its standard error over that of the mean, for a normal spread


@dataclass(frozen=True)
class Shift:
    """``number`` points lie ``metres`` off their places as a whole; read in the datum ``better`` they would lie ``then``."""

    number: int
    metres: int
    better: str
    then: int


def shift_of(points: Sequence[Point], places: Degrees) -> Shift | None:
    """``points`` of one datum, ``places`` float64[N, 2] in WGS84 degrees. None where nothing speaks against the datum."""
    if len(points) < FEWEST_POINTS or len(np.unique(places, axis=0)) < FEWEST_PLACES:
        return None
    given = np.array([(point.lng, point.lat) for point in points])
    off = {datum: _off(in_wgs84(given, datum), places) for datum in DATUMS}
    metres, error = off[points[0].datum]
    better = min(off, key=lambda datum: off[datum][0])
    if metres < max(CAUGHT_M, SURE * error) or off[better][0] > metres / 2:
        return None
    return Shift(len(points), round(metres), better, round(off[better][0]))


def _off(points: Degrees, places: Degrees) -> tuple[float, float]:
    """How far the points lie off as a whole, and the standard error of that, in metres."""
    scale = np.array([_METRES * np.cos(np.radians(places[:, 1].mean())), _METRES])
    apart = (points - places) * scale
    middle = np.median(apart, axis=0)
    spread = np.median(np.abs(apart - middle), axis=0) * 1.4826  # to a standard deviation, unmoved by single strays
    return float(np.hypot(*middle)), float(_OF_MEDIAN * np.hypot(*spread) / np.sqrt(len(points)))
