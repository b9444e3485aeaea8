"""The best choice in a small piece at given prices, exactly: relax, look, branch on what is in conflict. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assessments.remedies.planning.knot import Knot

MOST_NODES = 300
HAIR = 1e-13  # of the sums that are compared


class TooHard(Exception):
    """More nodes than a small piece is given."""


@dataclass(frozen=True)
class Node:
    """``free``: candidates that may still be taken; ``base``: what each gap already counts; ``value`` of ``taken``."""

    free: list[int]
    taken: tuple[int, ...]
    base: list[float]
    left: dict[int, int]
    value: float


@dataclass(frozen=True)
class Relaxed:
    """Each gap takes whom it likes and pays its share: never less than the truth. ``likes``: candidate -> what it came to."""

    bound: float
    useful: list[int]
    likes: dict[int, float]


@dataclass
class Branching:
    """``free``: candidates; ``cost`` of each, ``gain`` of each of its gaps; ``left``: what there is of each resource."""

    knot: Knot
    free: list[int]
    cost: Mapping[int, float]
    gain: Mapping[int, Sequence[float]]
    left: dict[int, int]
    best: float = float("-inf")
    chosen: tuple[int, ...] = ()
    nodes: int = 0

    @cached_property
    def hair(self) -> float:
        return HAIR * (1.0 + sum(map(sum, self.gain.values())) + sum(self.cost.values()))

    def run(self) -> tuple[int, ...]:
        """The choice that comes to most. TooHard beyond MOST_NODES."""
        waiting = [Node(self.free, (), [0.0] * self.knot.gaps, self.left, 0.0)]
        while waiting:
            self.nodes += 1
            if self.nodes > MOST_NODES:
                raise TooHard
            waiting.extend(self._look(waiting.pop()))
        return self.chosen

    def _look(self, node: Node) -> list[Node]:
        relaxed = self._relax(node)
        if relaxed.bound <= self.best + self.hair:
            return []
        wanted = sorted(relaxed.likes, key=lambda one: (-relaxed.likes[one], one))
        fitting, clash = self._fitting(node, wanted)
        value = self._offer(node, fitting)
        if clash is None and value >= relaxed.bound - self.hair:
            return []
        branch = self._short(wanted) if clash is None else clash
        useful = [one for one in relaxed.useful if one != branch]
        without = Node(useful, node.taken, node.base, node.left, node.value)
        return [without, self._with(node, branch, useful)]

    def _relax(self, node: Node) -> Relaxed:
        top, who = [0.0] * len(node.base), [-1] * len(node.base)
        useful, base = [], node.base
        for one in node.free:
            closes, gain, cost = self.knot.closes[one], self.gain[one], self.cost[one]
            more = [max(here - base[gap], 0.0) for gap, here in zip(closes, gain, strict=True)]
            if (total := sum(more)) <= cost:
                continue
            useful.append(one)
            share = 1.0 - cost / total
            for gap, each in zip(closes, more, strict=True):
                if each * share > top[gap]:
                    top[gap], who[gap] = each * share, one
        likes: dict[int, float] = {}
        for gap, one in enumerate(who):
            if one >= 0:
                likes[one] = likes.get(one, 0.0) + top[gap]
        return Relaxed(node.value + sum(top), useful, likes)

    def _fitting(self, node: Node, wanted: Sequence[int]) -> tuple[list[int], int | None]:
        """Those of ``wanted`` that can be had together, the first ones first; and the first with which a clash comes."""
        fitting, begun, left, clash = [], set(), dict(node.left), None
        for one in wanted:
            measure = self.knot.begun[one][0]
            if measure in begun or any(left[each] < amount for each, amount in self.knot.uses[one]):
                clash = one if clash is None else clash
                continue
            begun.add(measure)
            fitting.append(one)
            for each, amount in self.knot.uses[one]:
                left[each] -= amount
        return fitting, clash

    def _offer(self, node: Node, more: Sequence[int]) -> float:
        base, value = list(node.base), node.value
        for one in more:
            value += self._add(base, one)
        if value > self.best:
            self.best, self.chosen = value, (*node.taken, *more)
        return value

    def _add(self, base: list[float], one: int) -> float:
        """What taking it changes; ``base`` is brought up to it."""
        change = -self.cost[one]
        for gap, gain in zip(self.knot.closes[one], self.gain[one], strict=True):
            if gain > base[gap]:
                change += gain - base[gap]
                base[gap] = gain
        return change

    def _short(self, wanted: Sequence[int]) -> int:
        """The one that is furthest from being paid for by the gaps that like it."""
        return max(wanted, key=lambda one: (self.cost[one] * (len(self.knot.closes[one]) > 1), -one))

    def _with(self, node: Node, one: int, free: Sequence[int]) -> Node:
        base, left, uses = list(node.base), dict(node.left), self.knot.uses
        value = node.value + self._add(base, one)
        for each, amount in uses[one]:
            left[each] -= amount
        measure = self.knot.begun[one][0]
        still = [
            other
            for other in free
            if self.knot.begun[other][0] != measure and all(left[each] >= amount for each, amount in uses[other])
        ]
        return Node(still, (*node.taken, one), base, left, value)
