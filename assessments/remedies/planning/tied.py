"""Tied pieces at given prices: branching where a piece is small, an integer program where that is too hard. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from assessments.remedies.planning.branching import Branching, TooHard
from assessments.remedies.planning.compact import Compact
from assessments.remedies.planning.highs import solve
from assessments.remedies.planning.knot import Knot, gains, knot_of, worths
from assessments.remedies.planning.pieces import Members
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import Begun

PIECE_NODES = 2000  # of the program of one piece that is too hard for branching
CLOSE = 1e-7  # of what a piece could come to at most


@dataclass(frozen=True)
class Column:
    """One choice for a piece, in whole numbers. ``spend`` (T,), ``floors`` (D,)."""

    begun: tuple[Begun, ...]
    worth: int
    spend: Whole
    floors: Whole

    def net(self, prices: Prices) -> float:
        return prices.scale * self.worth - float(self.spend @ prices.yuan) + float(self.floors @ prices.floor)


@dataclass(frozen=True)
class Shortlist:
    """Candidates worth their cost at some prices: ``cost`` of each, ``gain`` of each of its gaps."""

    free: list[int]
    cost: dict[int, float]
    gain: dict[int, list[float]]


class NoChoice(Exception):
    """What must be in this piece cannot be together, whatever it costs."""

    def __init__(self, members: Members) -> None:
        super().__init__(f"measures {members.measures}")
        self.members = members


@dataclass
class Tied:
    """A piece with the columns that were found for it. ``best`` at some prices adds to them."""

    tables: Tables
    knot: Knot
    columns: dict[tuple[Begun, ...], Column] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.knot.musts:
            self.column(())

    @cached_property
    def worth(self) -> Whole:
        return worths(self.tables, self.knot)

    @cached_property
    def left(self) -> dict[int, int]:
        capacities = self.tables.problem.capacities
        return {each: capacities[each] for uses in self.knot.uses for each, _ in uses}

    def best(self, look: "Shortlist | tuple[int, ...]", prices: Prices, seconds: float) -> tuple[Column, float]:
        """The best column at these prices, and what no column exceeds. NoChoice where there is none."""
        try:
            column = self._checked(look if isinstance(look, tuple) else self._branched(look))
            return column, column.net(prices)
        except TooHard:
            return self._programmed(prices, seconds)

    def _branched(self, short: Shortlist) -> tuple[int, ...]:
        return Branching(self.knot, short.free, short.cost, short.gain, self.left).run()

    def _checked(self, chosen: tuple[int, ...]) -> Column:
        knot = self.knot
        if knot.musts and not knot.musts <= {gap for one in chosen for gap in knot.closes[one]}:
            raise NoChoice(knot.members)
        return self.column(chosen)

    @cached_property
    def is_must(self) -> Real:
        """(P,) 1 where the gap must be closed."""
        closed = [gap for closes in self.knot.closes for gap in closes]
        return np.isin(np.array(closed, np.int64), list(self.knot.musts)).astype(float)

    def _programmed(self, prices: Prices, seconds: float) -> tuple[Column, float]:
        gain, cost = gains(prices.beyond(self.tables), self.knot, self.worth, prices.scale), self.knot.spend @ prices.yuan
        compact = Compact(self.tables, self.knot, gain.tolist(), cost.tolist())
        answer = solve(compact.program, seconds=seconds, nodes=PIECE_NODES, near=CLOSE * float(gain.sum()))
        if answer.impossible:
            raise NoChoice(self.knot.members)
        ceiling = float(gain.sum()) if not np.isfinite(answer.bound) else answer.bound
        if not answer.found:
            return self._known(prices), ceiling
        column = self.column(compact.taken(answer))
        return column, max(ceiling, column.net(prices))

    def _known(self, prices: Prices) -> Column:
        if not self.columns:
            raise NoChoice(self.knot.members)
        return max(self.columns.values(), key=lambda one: one.net(prices))

    def column(self, chosen: Sequence[int]) -> Column:
        """The column of these candidates, kept."""
        begun = tuple(sorted(self.knot.begun[one] for one in chosen))
        if begun not in self.columns:
            self.columns[begun] = self._made(begun, list(chosen))
        return self.columns[begun]

    def _made(self, begun: tuple[Begun, ...], chosen: list[int]) -> Column:
        knot, tables = self.knot, self.tables
        closed: dict[int, int] = {}
        for one in chosen:
            for pair in range(knot.pair_start[one], knot.pair_start[one + 1]):
                gap = int(knot.pair_gap[pair])
                closed[gap] = max(closed.get(gap, 0), int(self.worth[pair]))
        floors = np.zeros(len(tables.least), np.int64)
        for gap in closed:
            if gap >= 0 and tables.floor_of[gap] >= 0:
                floors[tables.floor_of[gap]] += tables.worth[gap]
        return Column(begun, sum(closed.values()), knot.spend[chosen].sum(axis=0), floors)


def tied_of(tables: Tables, members: Members) -> Tied:
    return Tied(tables, knot_of(tables, members))
