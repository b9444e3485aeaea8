"""Facilities that may be one and the same: of one type, at one place, with names that are alike. Pure.

Only a proposal: two pharmacies may stand side by side. Names are compared without width, case, spaces, brackets and the words
that half of all names carry; alike are those of which one holds the other, or that share most of their pairs of signs.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import shapely

from facilities.matching import Floats, metres_between

NEAR_M: Final = 80.0
SHARED: Final = 0.7  # of the pairs of signs of both names
SHORTEST: Final = 2
_MARGIN: Final = 0.0012  # degrees: more than NEAR_M at any latitude of China
_DIGITS: Final = re.compile(r"\d+")
_LEFT_OUT: Final = re.compile(
    r"[\s()\[\]{}<>《》【】「」“”\"'·.,，。、_\-—/|:：;；]+|社区|居委会|有限公司|有限责任公司|分店|总店"
)


class Thing(NamedTuple):
    """A facility as far as it matters here; ``lng`` and ``lat`` in degrees, None where unknown."""

    code: str
    type: str
    name: str
    community: int | None
    lng: float | None
    lat: float | None


class Alike(NamedTuple):
    """``one`` (an index of the new) and ``other`` (of all) may be the same; ``metres`` None where a point is missing."""

    one: int
    other: int
    metres: float | None


def plain_name(name: str) -> str:
    """The form in which names are compared."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", name).casefold())


def are_alike(one: str, other: str) -> bool:
    """Whether two plain names may be of one thing. Other numbers are other things; no name is alike to nothing."""
    if min(len(one), len(other)) < SHORTEST or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    if one in other or other in one:
        return True
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * len(mine & theirs) >= SHARED * (len(mine) + len(theirs))


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def alike(new: Sequence[Thing], others: Sequence[Thing]) -> list[Alike]:
    """For each new thing the nearest other, or earlier new one, that it may be; the index of ``other`` counts others first."""
    everything = [*others, *new]
    names = _PlainNames(everything)
    nearest: dict[int, Alike] = {}
    for one, other, metres in _candidates(everything, len(others)):
        had = nearest.get(one)
        is_nearer = had is None or (metres is not None and (had.metres is None or metres < had.metres))
        if is_nearer and are_alike(names[len(others) + one], names[other]):
            nearest[one] = Alike(one, other, metres)
    return [nearest[one] for one in sorted(nearest)]


class _PlainNames(dict[int, str]):
    """Plain names by index, made when asked for: few things have another at their place."""

    def __init__(self, everything: Sequence[Thing]) -> None:
        super().__init__()
        self._everything = everything

    def __missing__(self, at: int) -> str:
        self[at] = plain_name(self._everything[at].name)
        return self[at]


def _candidates(everything: Sequence[Thing], first: int) -> Iterator[tuple[int, int, float | None]]:
    """(new, other, metres): of one type and near each other, or without a point and of one community."""
    by_type: dict[str, list[int]] = {}
    by_place: dict[tuple[str, int | None], list[int]] = {}
    for at, thing in enumerate(everything):
        by_type.setdefault(thing.type, []).append(at)
        by_place.setdefault((thing.type, thing.community), []).append(at)
    for members in by_type.values():
        if members[-1] >= first:
            yield from _near(everything, np.array(members), first)
    for (_, community), members in by_place.items():
        if community is not None and members[-1] >= first:
            yield from _pointless(everything, members, first)


def _near(everything: Sequence[Thing], members: np.ndarray, first: int) -> Iterator[tuple[int, int, float | None]]:
    pointed = np.array([at for at in members if everything[at].lng is not None and everything[at].lat is not None], np.int64)
    asking = pointed[pointed >= first]
    if not len(asking) or len(pointed) < 2:
        return
    lng, lat = _degrees(everything, pointed)
    x, y = _degrees(everything, asking)
    boxes = shapely.box(x - _MARGIN, y - _MARGIN, x + _MARGIN, y + _MARGIN)
    mine, theirs = shapely.STRtree(shapely.points(lng, lat)).query(boxes)
    metres = metres_between(x[mine], y[mine], lng[theirs], lat[theirs])
    keep = (metres <= NEAR_M) & (pointed[theirs] < asking[mine])
    for one, other, apart in zip(asking[mine[keep]], pointed[theirs[keep]], metres[keep], strict=True):
        if everything[one].code != everything[other].code:
            yield int(one) - first, int(other), float(apart)


def _degrees(everything: Sequence[Thing], members: np.ndarray) -> tuple[Floats, Floats]:
    found = np.array([(everything[at].lng, everything[at].lat) for at in members], np.float64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _pointless(everything: Sequence[Thing], members: Sequence[int], first: int) -> Iterator[tuple[int, int, float | None]]:
    for one in (at for at in members if at >= first):
        for other in members:
            if other < one and None in (everything[one].lng, everything[other].lng) and _differ(everything, one, other):
                yield one - first, other, None


def _differ(everything: Sequence[Thing], one: int, other: int) -> bool:
    return everything[one].code != everything[other].code
