"""What a plan chooses from: gaps, measures, budgets, floors. Whole numbers; a key is a position in its tuple. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """``worth`` > 0 counts once, by the earliest year in which a chosen measure closes it. ``group``: whose floor it serves."""

    worth: int
    group: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What may be begun once. Entry k of ``outlay`` (yuan) is due k years after it begins; what falls after the horizon is not.

    ``ready``: years after its beginning until it counts. ``uses``: (resource, amount), for as long as the plan lasts.
    """

    closes: tuple[int, ...]
    outlay: tuple[int, ...]
    ready: int = 0
    uses: tuple[tuple[int, int], ...] = ()
    kind: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """``budgets``: yuan of each year of the horizon. ``year_worth``: what a unit of worth closed in it comes to, never rising.

    ``floors``: (group, least worth, undiscounted, to be closed in it by the end). ``carries_over``: what a year leaves may be
    spent later. A measure may begin in every year in which it is ready before the horizon ends.
    """

    gaps: tuple[Gap, ...]
    measures: tuple[Measure, ...]
    budgets: tuple[int, ...]
    year_worth: tuple[int, ...] = (1,)
    capacities: tuple[int, ...] = ()
    carries_over: bool = False
    floors: tuple[tuple[int, int], ...] = ()
    must_measures: tuple[int, ...] = ()
    must_gaps: tuple[int, ...] = ()

    @property
    def years(self) -> int:
        return len(self.budgets)
