"""What is most worth collecting: by how many verdicts each thing settles, and in which order to go about it. Pure counting."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from assessments.standards.columns import Bools, Ints

A = TypeVar("A", bound=Hashable)
"""A thing to collect."""
MOST_BUNDLES = 200
"""Of the bundles that verdicts wait for, so many are weighed at a step: those that most verdicts wait for, per thing."""


@dataclass(frozen=True)
class Open(Generic[A]):
    """Verdicts of one rule that wait for the same things: those of the communities in ``rows``.

    ``counts``: the rule decides whether a community is complete.
    """

    asks: frozenset[A]
    rows: Ints
    counts: bool


@dataclass(frozen=True)
class Worth(Generic[A]):
    """How many verdicts a thing settles by itself and helps to settle, of the rules that count and of all; and where."""

    ask: A
    settles: int
    helps: int
    settles_of_all: int
    helps_of_all: int
    communities: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The most worth collecting first."""
        return (-self.settles, -self.helps, -self.settles_of_all, -self.helps_of_all)


@dataclass(frozen=True)
class Next(Generic[A]):
    """One step of the order: what to collect next, how many verdicts are settled by it after those before, and up to here."""

    ask: A
    settles: int
    total: int


def worths(found: Sequence[Open[A]], communities: int) -> list[Worth[A]]:
    """Every thing that an open verdict waits for, ranked. ``communities``: how many there are."""
    by_ask: dict[A, list[Open[A]]] = {}
    for each in found:
        for ask in each.asks:
            by_ask.setdefault(ask, []).append(each)
    made = [_worth(ask, waiting, communities) for ask, waiting in by_ask.items()]
    return sorted(made, key=lambda worth: (worth.rank, str(worth.ask)))


def _worth(ask: A, waiting: Sequence[Open[A]], communities: int) -> Worth[A]:
    counting = [each for each in waiting if each.counts]
    where: Bools = np.zeros(communities, np.bool_)
    for each in waiting:
        where[each.rows] = True
    return Worth(
        ask,
        settles=_number(each for each in counting if len(each.asks) == 1),
        helps=_number(counting),
        settles_of_all=_number(each for each in waiting if len(each.asks) == 1),
        helps_of_all=_number(waiting),
        communities=int(where.sum()),
    )


def _number(found: Iterable[Open[A]]) -> int:
    return sum(len(each.rows) for each in found)


def collecting_order(found: Iterable[Open[A]], ranked: Sequence[A], steps: int) -> list[Next[A]]:
    """Step by step whatever settles most per thing to be collected; what must be collected together comes together.

    ``ranked`` decides between equals, and the order of things that come together. Greedy: each step is the best of the moment.
    """
    needs, numbers = _needs(found, ranked)
    done, total, made = np.zeros(len(ranked), np.bool_), 0, list[Next[A]]()
    while len(made) < steps and (needs & ~done).any():
        for at in np.flatnonzero(_best_bundle(needs & ~done, numbers)).tolist():
            done[at] = True
            before, total = total, int(numbers[~(needs & ~done).any(axis=1)].sum())
            made.append(Next(ranked[at], total - before, total))
    return made[:steps]


def _needs(found: Iterable[Open[A]], ranked: Sequence[A]) -> tuple[Bools, Ints]:
    """bool[D, A]: which things each kind of open verdict that counts waits for; int64[D]: how many there are of it."""
    waiting: dict[frozenset[A], int] = {}
    for each in found:
        if each.counts:
            waiting[each.asks] = waiting.get(each.asks, 0) + len(each.rows)
    rows = [[ask in asks for ask in ranked] for asks in waiting]
    return np.array(rows, np.bool_).reshape(len(waiting), len(ranked)), np.array(list(waiting.values()), np.int64)


def _best_bundle(needs: Bools, numbers: Ints) -> Bools:
    """bool[A]: the things that together settle most verdicts per thing, of the bundles that verdicts wait for."""
    open_ = needs.any(axis=1)
    bundles, which = _distinct(needs[open_])
    sizes = bundles.sum(axis=1)
    own = np.bincount(which, numbers[open_], len(bundles))
    chosen = np.sort(np.argsort(-own / sizes, kind="stable")[:MOST_BUNDLES])[::-1]  # those of higher rank first
    outside = needs[open_].astype(np.float32) @ (~bundles[chosen]).astype(np.float32).T
    gains = (numbers[open_, None] * (outside == 0)).sum(axis=0)
    best: Bools = bundles[chosen[np.argmax(gains / sizes[chosen])]]
    return best


def _distinct(rows: Bools) -> tuple[Bools, Ints]:
    """The different rows in ascending order, and which of them each row is. Packed into bytes, they sort fast."""
    packed = np.packbits(rows, axis=1)
    keys = np.ascontiguousarray(packed).view(f"S{packed.shape[1]}").ravel()
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return rows[first], which.astype(np.int64)
