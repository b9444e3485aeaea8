"""Why there is no plan: typed reasons with their numbers. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NotReady:
    """A measure that must be taken is ready only after the horizon. Years."""

    measure: int
    ready: int
    horizon: int


@dataclass(frozen=True)
class NobodyCloses:
    """A gap that must be closed, and no measure does within the horizon and the resources."""

    gap: int


@dataclass(frozen=True)
class Clash:
    """Measures that must be taken want more of a resource than there is."""

    resource: int
    measures: tuple[int, ...]
    wanted: int
    capacity: int


@dataclass(frozen=True)
class MustsApart:
    """What must be in one piece cannot be together, whatever it costs."""

    measures: tuple[int, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True)
class MustsTooDear:
    """What must be costs more than a year's budget: the least yuan by which, in the years that are exceeded."""

    over: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class FloorOutOfReach:
    """Even unlimited money closes no more than ``most`` under this floor."""

    group: int
    least: int
    most: int


@dataclass(frozen=True)
class FloorsApart:
    """Each floor can be reached alone, all together cannot, whatever it costs: by how much worth they fall short."""

    short: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class FloorsTooDear:
    """The budgets do not reach the floors (and what must be): the least yuan more that would do, by year.

    ``short``: with the money there is, by how much worth each floor falls short where the sum of it is least.
    ``exact`` False: the yuan are a lower bound (a large problem), and ``short`` is empty.
    """

    more: tuple[tuple[int, int], ...]
    short: tuple[tuple[int, int], ...]
    exact: bool = True


Reason = NotReady | NobodyCloses | Clash | MustsApart | MustsTooDear | FloorOutOfReach | FloorsApart | FloorsTooDear


class Infeasible(Exception):
    """There is no plan, proven. ``reasons``: never empty."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


class NothingFound(Exception):
    """No plan was found in the time given, and none was proven impossible. ``bound``: none is worth more."""

    def __init__(self, bound: int) -> None:
        super().__init__(f"no plan found; none is worth more than {bound}")
        self.bound = bound
