"""Measures that are more than one thing in one place: several lacks in one premises, and a facility that serves several.

A premises is taken up as a whole by one measure, so it is never given away twice; what it may hold together is a measure of
its own.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from assessments.facts.places import Floats, metres_between
from assessments.remedies.catalogue import LEASE, PURCHASE
from assessments.remedies.effects import Built, Shared
from assessments.remedies.fitting import PLOT_RATIO
from assessments.remedies.measures import Measure, Placed, added
from assessments.remedies.sizes import sharing
from assessments.services.planning.around import Around
from assessments.services.planning.lacks import Lack
from communities.models import BuildClass, Community
from facilities.models import Premises, PremisesKind

ALL_OF: Final = 6
"""Of so many uses of a premises every combination is a measure; of more, those that fill it up, begun with each of them."""


def bundled(measures: Sequence[Measure], lacks: Sequence[Lack], around: Around) -> Iterator[Measure]:
    """Of measures that each take a premises for one lack: those that take it for several that fit in together."""
    uses: dict[tuple[str, str], list[Measure]] = defaultdict(list)
    for measure in measures:
        if measure.premises and measure.closes:
            uses[measure.premises, measure.way.code].append(measure)
    for (code, _), found in sorted(uses.items()):
        premises = around.premises[code]
        for some in _that_fit(found, [_area(one, lacks) for one in found], _room(premises)):
            yield _together(some, premises)


def _area(measure: Measure, lacks: Sequence[Lack]) -> int:
    return lacks[measure.lacks[0]].need.area or 0


def _room(premises: Premises) -> int:
    """Hundredths of m2 of floor that it holds; what is not known holds nothing more."""
    area = premises.site_area if premises.kind == PremisesKind.LAND else premises.floor_area
    return int((area or 0) * 100) * (PLOT_RATIO if premises.kind == PremisesKind.LAND else 1)


def _that_fit(found: Sequence[Measure], areas: Sequence[int], room: int) -> Iterator[tuple[Measure, ...]]:
    every = range(len(found))
    if len(found) <= ALL_OF:
        chosen = [some for size in range(2, len(found) + 1) for some in combinations(every, size)]
    else:
        chosen = sorted({_filled(first, areas, room) for first in every})
    for some in chosen:
        if len(some) > 1 and sum(areas[at] for at in some) <= room:
            yield tuple(found[at] for at in some)


def _filled(first: int, areas: Sequence[int], room: int) -> tuple[int, ...]:
    """From one use on, the smallest of the others for as long as there is room."""
    taken, left = [first], room - areas[first]
    for at in sorted(range(len(areas)), key=lambda at: (areas[at], at)):
        if at != first and areas[at] <= left:
            taken.append(at)
            left -= areas[at]
    return tuple(sorted(taken))


def _together(some: Sequence[Measure], premises: Premises) -> Measure:
    first, labels = some[0], 0
    for one in some:
        labels |= one.labels
    money = added(
        [one.money for one in some],
        price_once=premises.price if first.way is PURCHASE else None,
        rent_once=premises.annual_rent if first.way is LEASE else None,
    )
    return replace(
        first,
        lacks=tuple(at for one in some for at in one.lacks),
        money=money,
        effects=tuple(each for one in some for each in one.effects),
        placed=tuple(each for one in some for each in one.placed),
        closes=frozenset().union(*(one.closes for one in some)),
        labels=labels,
    )


def joint(
    measures: Sequence[Measure], lacks: Sequence[Lack], around: Around, pks: Sequence[int], most: int
) -> Iterator[Measure]:
    """Of measures that build one facility: those whose facility serves neighbours too that lack the same, the nearest first.

    Where an instrument says how far one serves (``sharing``), existing communities only. ``most``: how many it serves in all.
    """
    wanting = _wanting(lacks, around, pks)
    for measure in measures:
        lack = lacks[measure.lacks[0]]
        found = wanting.get(lack.thing)
        if found and isinstance(lack.effect, Built) and measure.lacks[0] in found.lacks and not measure.facility:
            others = found.near(measure.placed[0], lack.row, sharing()[lack.thing].amount)
            for number in range(1, min(most, len(others) + 1)):
                yield _serving(measure, lack, others[:number], lacks, pks)


@dataclass(frozen=True)
class _Wanting:
    """Who lacks one thing: ``lacks`` (positions), their rows, and the points of their communities."""

    lacks: dict[int, int]
    lng: Floats
    lat: Floats

    def near(self, here: Placed, row: int, radius: int) -> list[int]:
        """The lacks of others whose point lies within ``radius`` whole metres, rounded up, the nearest first."""
        if here.lng is None or here.lat is None:
            return []
        size = len(self.lacks)
        away = np.ceil(metres_between(np.full(size, here.lng), np.full(size, here.lat), self.lng, self.lat))
        near, every = np.flatnonzero(away <= radius), list(self.lacks.items())
        found = [(float(away[place]), *every[place]) for place in near.tolist()]
        return [at for _, at, own in sorted(found) if own != row]


def _wanting(lacks: Sequence[Lack], around: Around, pks: Sequence[int]) -> dict[str, _Wanting]:
    """By the thing. Whose point nobody knows is near nothing."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for at, lack in enumerate(lacks):
        if lack.thing in sharing() and around.communities[pks[lack.row]].build_class == BuildClass.EXISTING:
            found[lack.thing][at] = lack.row
    return {
        thing: _Wanting(rows, *_points([around.communities[pks[row]] for row in rows.values()]))
        for thing, rows in found.items()
    }


def _points(communities: Sequence[Community]) -> tuple[Floats, Floats]:
    lng, lat = (np.array([getattr(each, axis) for each in communities], np.float64) for axis in ("lng", "lat"))
    return lng, lat


def _serving(measure: Measure, lack: Lack, others: Sequence[int], lacks: Sequence[Lack], pks: Sequence[int]) -> Measure:
    """Its areas are shared out by households, so in none of them more is known than that it is there."""
    rows = [lack.row, *(lacks[at].row for at in others)]
    placed = replace(measure.placed[0], serves=tuple(pks[row] for row in rows))
    return replace(
        measure,
        lacks=(*measure.lacks, *others),
        effects=tuple((row, Shared(lack.thing)) for row in rows),
        placed=(placed,),
        closes=frozenset(),
    )
