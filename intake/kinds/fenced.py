"""Points against the boundaries of their divisions: whether their datum can be right, and which of them lie outside."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from communities.divisions import full_code, short_code
from communities.models import Division
from intake.blocks import Bools
from intake.fences import Floats, astray, metres_outside
from intake.fields import Place
from intake.lookups import fences_of
from intake.points import DATUMS, Point, in_wgs84
from intake.work import Work

FAR_M: Final = 500.0  # outside of a boundary, however roughly it is drawn


class _Fenced(NamedTuple):
    """A row with a point in a division that has a boundary. ``is_named``: by the row itself, and not by the delivery alone."""

    key: str
    point: Point
    fence: int
    is_named: bool


Named = tuple[Point | None, str | None]
"""A point with the code of the community that its row names, or None."""


def check_fences(points: Mapping[str, Named], places: Mapping[str, Place], work: Work) -> None:
    """Both of the following, where all rows of a table are in hand."""
    if points:
        doubt_fences(points.values(), next(iter(places.values())), work)
        note_outside(points, places, work)


def doubt_fences(points: Iterable[Named], first: Place, work: Work) -> None:
    """Notes at the ``first`` row a datum that the boundaries contradict."""
    fences, fenced = _fenced({str(at): named for at, named in enumerate(points)}, work)
    shapes = _shapes(fences)
    for datum in DATUMS:
        mine = [each for each in fenced if each.point.datum == datum and datum not in work.doubted]
        found = astray([each.point for each in mine], shapes, _which(mine)) if mine else None
        if found:
            code = "datum_fence_unlike" if work.datum_said else "datum_fence_doubtful"
            work.fields.note_at(first, code, "lng", claimed=datum, **asdict(found))
            work.doubted.add(datum)


def note_outside(points: Mapping[str, Named], places: Mapping[str, Place], work: Work) -> None:
    """Notes at each row that its point lies far outside the division that it names, unless the whole datum is in doubt."""
    fences, fenced = _fenced(points, work)
    shapes = _shapes(fences)
    for datum in DATUMS:
        mine = [each for each in fenced if each.point.datum == datum and datum not in work.doubted]
        if mine:
            _note_outside(mine, fences, shapes, places, work)


class FarOutside:
    """Of points in WGS84 those of which ``note_outside`` would say something; ``codes`` are all that they may name."""

    def __init__(self, codes: Collection[str], work: Work) -> None:
        fences, self._of_code = fences_of(codes) if "wgs84" not in work.doubted else ([], {})
        self._shapes = _shapes(fences)

    def __bool__(self) -> bool:
        """There is a boundary to be outside of."""
        return bool(self._of_code)

    def __call__(self, codes: Sequence[str], lng: Floats, lat: Floats) -> Bools:
        """bool[N] of N points (NaN: none) with the codes that they name."""
        which = np.fromiter((self._of_code.get(code, -1) for code in codes), np.intp, len(codes))
        mine, found = np.flatnonzero((which >= 0) & ~np.isnan(lng)), np.zeros(len(codes), np.bool_)
        found[mine] = metres_outside(np.column_stack([lng[mine], lat[mine]]), self._shapes, which[mine]) > FAR_M
        return found


def _fenced(points: Mapping[str, Named], work: Work) -> tuple[list[Division], list[_Fenced]]:
    """The divisions with a boundary that the rows, or else the delivery, name; and the rows with a point in one of them."""
    own = full_code(work.within.split("/")[-2]) if work.within else ""
    fences, of_code = fences_of({code or own for point, code in points.values() if point and (code or own)})
    return fences, [
        _Fenced(key, point, of_code[code or own], bool(code))
        for key, (point, code) in points.items()
        if point and (code or own) in of_code
    ]


def _shapes(fences: list[Division]) -> npt.NDArray[Any]:
    found: npt.NDArray[Any] = shapely.from_wkb([bytes(each.boundary or b"") for each in fences])
    return found


def _note_outside(
    mine: list[_Fenced], fences: list[Division], shapes: npt.NDArray[Any], places: Mapping[str, Place], work: Work
) -> None:
    given = np.array([(each.point.lng, each.point.lat) for each in mine])
    away = metres_outside(in_wgs84(given, mine[0].point.datum), shapes, _which(mine))
    for each, metres in zip(mine, away.tolist(), strict=True):
        if each.is_named and metres > FAR_M:
            division = fences[each.fence]
            details = {"metres": round(metres), "division": f"{division.name} {short_code(division.code)}"}
            work.fields.note_at(places[each.key], "point_outside_division", "lng", each.key, **details)


def _which(mine: list[_Fenced]) -> npt.NDArray[np.intp]:
    return np.array([each.fence for each in mine], dtype=np.intp)
