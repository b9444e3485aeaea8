"""Facilities that may be one and the same: of one type, at one place, with names that are alike. Pure.

Only a proposal: two pharmacies may stand side by side. Names are compared without width, case, spaces, brackets and the words
that half of all names carry; alike are those of which one holds the other, or that share most of their pairs of signs.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from facilities.matching import Floats, Indices, metres_between

NEAR_M: Final = 80.0
SHARED: Final = 0.7  # of the pairs of signs of both names
SHORTEST: Final = 2
CROWD: Final = 200  # of one type at one place: a default point of a map rather than so many things
NOWHERE: Final = -1
_MARGIN: Final = 0.0012  # degrees: more than NEAR_M at any latitude of China
_ROWS: Final = 1_000_000  # of squares of the grid, more than there are
_ASKED_AT_ONCE: Final = 20_000
_DIGITS: Final = re.compile(r"\d+")
_LEFT_OUT: Final = re.compile(
    r"[\s()\[\]{}<>《》【】「」“”\"'·.,，。、_\-—/|:：;；]+|社区|居委会|有限公司|有限责任公司|分店|总店"
)


@dataclass(frozen=True)
class Things:
    """N facilities of one type as far as they matter here. ``communities`` are keys, NOWHERE where none is known; ``lng`` and
    ``lat`` float64[N] degrees, NaN where unknown.
    """

    codes: Sequence[str]
    names: Sequence[str]
    communities: Indices
    lng: Floats
    lat: Floats

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, places: Sequence[int]) -> "Things":
        """Some of them."""
        chosen = np.array(places, np.intp)
        codes, names = ([each[at] for at in places] for each in (self.codes, self.names))
        return Things(codes, names, self.communities[chosen], self.lng[chosen], self.lat[chosen])

    def then(self, more: "Things") -> "Things":
        """These, and more behind them."""
        return Things(
            [*self.codes, *more.codes], [*self.names, *more.names], np.concatenate([self.communities, more.communities]),
            np.concatenate([self.lng, more.lng]), np.concatenate([self.lat, more.lat]),
        )  # fmt: skip


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


def alike(new: Things, others: Things) -> list[Alike]:
    """For each new thing the nearest other, or earlier new one, that it may be; the index of ``other`` counts others first."""
    everything, first = others.then(new), len(others)
    names, found = _PlainNames(everything), dict[int, Alike]()
    for one, other, metres in chain(_near(everything, first), _pointless(everything, first)):
        is_other = one not in found and everything.codes[one] != everything.codes[other]
        if is_other and are_alike(names[one], names[other]):
            found[one] = Alike(one - first, other, metres)
    return [found[one] for one in sorted(found)]


class _PlainNames(dict[int, str]):
    """Plain names by index, made when asked for: few things have another at their place."""

    def __init__(self, everything: Things) -> None:
        super().__init__()
        self._everything = everything

    def __missing__(self, at: int) -> str:
        self[at] = plain_name(self._everything.names[at])
        return self[at]


Candidate = tuple[int, int, float | None]
"""(new, other, metres), both as indices of everything: the other comes first there."""


def _near(everything: Things, first: int) -> Iterator[Candidate]:
    """Pairs near each other, of each new one the nearest other first."""
    pointed = np.flatnonzero(~(np.isnan(everything.lng) | np.isnan(everything.lat)))
    lng, lat = everything.lng[pointed], everything.lat[pointed]
    for mine, theirs in _beside(lng, lat, int(np.searchsorted(pointed, first))):
        metres = metres_between(lng[mine], lat[mine], lng[theirs], lat[theirs])
        keep = np.flatnonzero(metres <= NEAR_M)
        keep = keep[np.lexsort((theirs[keep], metres[keep], mine[keep]))]
        ones, others = pointed[mine[keep]].tolist(), pointed[theirs[keep]].tolist()
        yield from zip(ones, others, metres[keep].tolist(), strict=True)


def _beside(lng: Floats, lat: Floats, first: int) -> Iterator[tuple[Indices, Indices]]:
    """Pairs of points, the one from ``first`` on and the other before it, in one square of a grid or in two that meet."""
    column, row = (np.floor(degrees / _MARGIN).astype(np.int64) for degrees in (lng, lat))
    square = column * _ROWS + row
    order = np.argsort(square, kind="stable")
    ranked = square[order]
    for start in range(first, len(lng), _ASKED_AT_ONCE):
        asking = np.arange(start, min(start + _ASKED_AT_ONCE, len(lng)))
        pairs = [_in_squares(asking, square[asking] + beside * _ROWS, order, ranked) for beside in (-1, 0, 1)]
        yield tuple(np.concatenate(each) for each in zip(*pairs, strict=True))  # type: ignore[misc]  # two of them


def _in_squares(asking: Indices, square: Indices, order: Indices, ranked: Indices) -> tuple[Indices, Indices]:
    """Each of ``asking`` with the points of its ``square``, the one above and the one below that come before it: of a crowd,
    the first of them.
    """
    begin = np.searchsorted(ranked, square - 1)
    number = np.minimum(np.searchsorted(ranked, square + 1, side="right") - begin, CROWD)
    ones = np.repeat(asking, number)
    within = np.arange(len(ones)) - np.repeat(np.cumsum(number) - number, number)
    others = order[np.repeat(begin, number) + within]
    earlier = others < ones
    return ones[earlier], others[earlier]


def _pointless(everything: Things, first: int) -> Iterator[Candidate]:
    """Pairs of one community of which one has no point."""
    lacking = np.isnan(everything.lng)
    concerned = np.isin(everything.communities, np.setdiff1d(everything.communities[lacking], [NOWHERE]))
    members: dict[int, list[int]] = {}
    for at, community in zip(np.flatnonzero(concerned).tolist(), everything.communities[concerned].tolist(), strict=True):
        before = members.setdefault(community, [])
        if at >= first:
            yield from ((at, other, None) for other in before if lacking[at] or lacking[other])
        if len(before) < CROWD:
            before.append(at)
