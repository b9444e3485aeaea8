"""Places to plan for, of any size: ten gaps in each community, five ways to each, invented and the same every time."""

from dataclasses import dataclass, field, replace

import numpy as np

from assessments.remedies.planning.problem import Gap, Measure, Problem

GAPS, WAYS = 10, 5
YEAR_WORTH = (1000, 966, 934, 902, 871)
SHARE = 0.3  # of what closing every gap in its cheapest way costs


def outlay(way: int, yuan: int, years: int) -> tuple[int, ...]:
    """At once, over two years, five years of rent, at once, over three years."""
    if years == 1:
        return (yuan,)
    return ((yuan,), (yuan // 2, yuan - yuan // 2), (yuan // 5,) * 5, (yuan,), (yuan // 3,) * 3)[way]


def ready(way: int, years: int) -> int:
    return (0, 1, 0, 0, 2)[way] if years > 1 else 0


@dataclass
class Place:
    """What was drawn so far. ``cheapest``: yuan that close every gap in its cheapest way."""

    communities: int
    years: int
    draw: np.random.Generator
    measures: list[Measure] = field(default_factory=list)
    capacities: list[int] = field(default_factory=list)
    cheapest: int = 0

    def whole(self, low: int, high: int) -> int:
        return int(self.draw.integers(low, high))

    def ways(self, gap: int, uses: tuple[tuple[int, int], ...] = ()) -> None:
        """The ways of one gap; those by lease, swap and retrofit take rooms where there are ``uses``."""
        yuan = [self.whole(50_000, 3_000_000) for _ in range(WAYS)]
        self.cheapest += min(yuan)
        for way, each in enumerate(yuan):
            taking = uses if way in (1, 2, 3) else ()
            self.measures.append(Measure((gap,), outlay(way, each, self.years), ready(way, self.years), taking))

    def rooms(self) -> int:
        self.capacities.append(self.whole(300, 1200))
        return len(self.capacities) - 1

    def problem(self, districts: int, floors: tuple[float, ...] = ()) -> Problem:
        """``floors``: parts of a district's worth that must be closed in it, for each third of the districts in turn."""
        many = self.communities
        gaps = tuple(Gap(self.whole(20, 4000), at // GAPS * districts // many) for at in range(many * GAPS))
        worth = np.bincount([gap.group for gap in gaps], [gap.worth for gap in gaps])
        least = tuple((at, int(each * floors[at % len(floors)])) for at, each in enumerate(worth)) if floors else ()
        budgets = (int(self.cheapest * SHARE) // self.years,) * self.years
        capacities = tuple(self.capacities)
        return Problem(gaps, tuple(self.measures), budgets, YEAR_WORTH[: self.years], capacities, floors=least)


def separate(communities: int, years: int) -> Problem:
    """Each measure closes one gap and takes nothing from another."""
    place = Place(communities, years, np.random.default_rng(1))
    for gap in range(communities * GAPS):
        place.ways(gap)
    return place.problem(max(communities // 100, 1))


def shared(communities: int, years: int, floors: tuple[float, ...] = (0.72, 0.55, 0.55)) -> Problem:
    """In each community two premises for which four gaps compete, one measure for three gaps, and neighbours that share one."""
    place = Place(communities, years, np.random.default_rng(2))
    for community in range(communities):
        rooms, first = (place.rooms(), place.rooms()), community * GAPS
        for at in range(GAPS):
            place.ways(first + at, ((rooms[at % 2], place.whole(100, 800)),) if at < 4 else ())
        together, takes = place.whole(500_000, 4_000_000), min(900, place.capacities[rooms[0]])
        place.measures.append(Measure((first, first + 1, first + 4), (together,), ready(1, years), ((rooms[0], takes),)))
        if community % 4 != 3 and community + 1 < communities:
            place.measures.append(Measure((first + 5, first + GAPS + 5), (place.whole(300_000, 4_000_000),)))
    return place.problem(max(communities // 100, 2), floors)


def with_crews(communities: int, years: int) -> Problem:
    """As ``shared``, and all new building and works of the city need one of twice as many crews as it has communities."""
    problem = shared(communities, years)
    crew = ((len(problem.capacities), 1),)
    measures = tuple(
        replace(one, uses=one.uses + crew) if at % WAYS == 0 or one.ready else one for at, one in enumerate(problem.measures)
    )
    return replace(problem, measures=measures, capacities=(*problem.capacities, communities * 2))
