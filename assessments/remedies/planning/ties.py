"""All tied pieces side by side: at given prices, which candidates of each are worth a look. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Ragged, Real, Truth, Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.tied import Shortlist, Tied

TINY = 1e-300


@dataclass(frozen=True)
class Ties:
    """C candidates and P pairs (candidate, gap) of all pieces; ``start``: where the candidates of each piece begin."""

    tables: Tables
    pieces: tuple[Tied, ...]

    @cached_property
    def start(self) -> Whole:
        return _starts([len(tied.knot.begun) for tied in self.pieces])

    @cached_property
    def spend(self) -> Real:
        """(C, T)"""
        return np.concatenate([tied.knot.spend for tied in self.pieces]).astype(float)

    @cached_property
    def worth(self) -> Real:
        """(P,)"""
        return np.concatenate([tied.worth for tied in self.pieces]).astype(float)

    @cached_property
    def gap(self) -> Whole:
        """(P,) -1: the gap of a measure that must be taken."""
        return np.concatenate([tied.knot.pair_gap for tied in self.pieces])

    @cached_property
    def pairs(self) -> Whole:
        """(C + 1,): where the pairs of each candidate begin."""
        return _starts([len(closes) for tied in self.pieces for closes in tied.knot.closes])

    @cached_property
    def must(self) -> Real:
        """(P,) 1 where the gap must be closed."""
        return np.concatenate([tied.is_must for tied in self.pieces])

    @cached_property
    def alike(self) -> Whole:
        """Where a run of candidates begins that differ in their year only, and close one gap: the best of them suffices."""
        measures = np.array([measure for tied in self.pieces for measure, _ in tied.knot.begun], np.int64)
        again = (np.diff(measures, prepend=-1) == 0) & (np.diff(self.pairs) == 1)
        return np.flatnonzero(~again)

    @cached_property
    def slot(self) -> Whole:
        """(P,): the gap of each pair, counted over all pieces."""
        many = [tied.knot.gaps for tied in self.pieces]
        offset = np.repeat(_starts(many)[:-1], [len(tied.knot.pair_gap) for tied in self.pieces])
        return offset + np.array([gap for tied in self.pieces for closes in tied.knot.closes for gap in closes], np.int64)

    @cached_property
    def uses(self) -> Ragged:
        """Of each candidate: the rows of ``used``."""
        lengths = [len(uses) for tied in self.pieces for uses in tied.knot.uses]
        return Ragged(_starts(lengths), np.arange(sum(lengths)))

    @cached_property
    def used(self) -> Whole:
        """(U, 2): resource, amount."""
        return np.array([each for tied in self.pieces for uses in tied.knot.uses for each in uses], np.int64).reshape(-1, 2)

    @cached_property
    def piece_of(self) -> Whole:
        """(C,)"""
        return np.repeat(np.arange(len(self.pieces)), np.diff(self.start))

    def looks(self, prices: Prices) -> Iterator[Shortlist | tuple[int, ...]]:
        """For each piece, in their order: its best choice where that is plain to see, else what is worth a look."""
        if not self.pieces:
            return
        cost, gain = self.spend @ prices.yuan, self._gain(prices)
        net = np.add.reduceat(gain, self.pairs[:-1]) - cost
        top = np.repeat(np.maximum.reduceat(net, self.alike), np.diff(self.alike, append=len(net)))
        kept = np.flatnonzero((net > 0) & (net == top))
        is_liked, is_plain = self._plain(kept, cost[kept], gain)
        liked = kept[is_liked]
        plain = zip(is_plain.tolist(), *self._spans(liked), strict=True)
        lists = self._cut(kept[~is_plain[self.piece_of[kept]]], cost, gain)
        first = self.start.tolist()
        for at, (is_settled, low, high) in enumerate(plain):
            short = next(lists) if not is_settled else None
            yield tuple((liked[low:high] - first[at]).tolist()) if short is None else short

    def _plain(self, kept: Whole, cost: Real, gain: Real) -> tuple[Truth, Truth]:
        """Each gap likes whom it pays its share to. Where those are paid by all their gaps and fit, they are the best choice.

        (kept,): whether it is liked by all its gaps; (pieces,): whether the piece is settled by that.
        """
        owner, pair = Ragged(self.pairs, np.arange(len(gain))).rows(kept)
        total = np.bincount(owner, gain[pair], len(kept))
        value = gain[pair] * (1.0 - cost / np.maximum(total, TINY))[owner]
        top = np.zeros(int(self.slot[-1]) + self.pieces[-1].knot.gaps + 1)
        np.maximum.at(top, self.slot[pair], value)
        likes = (value == top[self.slot[pair]]) & (value > 0)
        liked = np.bincount(owner, likes, len(kept))
        piece = self.piece_of[kept]
        open_ = (liked > 0) & (liked < np.diff(self.pairs)[kept])
        twice = np.bincount(self.slot[pair][likes], minlength=len(top))[self.slot[pair]] > 1
        rough = np.zeros(len(self.pieces), np.bool_)
        rough[piece[open_]] = True
        rough[piece[owner[twice & likes]]] = True
        rough[self._crowded(kept[liked > 0])] = True
        return (liked > 0) & ~rough[piece], ~rough

    def _crowded(self, liked: Whole) -> Whole:
        """The pieces in which they want more of a resource than there is."""
        owner, row = self.uses.rows(liked)
        capacities = np.array(self.tables.problem.capacities, np.int64)
        wanted = np.bincount(self.used[row, 0], self.used[row, 1], len(capacities))
        crowded: Whole = self.piece_of[liked[owner[(wanted > capacities)[self.used[row, 0]]]]]
        return crowded

    def _spans(self, ones: Whole) -> tuple[list[int], list[int]]:
        """Where the candidates of each piece begin and end among these."""
        ends = np.searchsorted(ones, self.start).tolist()
        return ends[:-1], ends[1:]

    def _cut(self, kept: Whole, cost: Real, gain: Real) -> Iterator[Shortlist]:
        """Of the pieces that are not settled, in their order."""
        costs, gains = cost[kept].tolist(), gain[Ragged(self.pairs, np.arange(len(gain))).rows(kept)[1]].tolist()
        pairs = np.append(0, np.cumsum(np.diff(self.pairs)[kept])).tolist()
        rows = [gains[low:high] for low, high in pairwise(pairs)]
        for first, low, high in zip(self.start.tolist(), *self._spans(kept), strict=False):
            if high > low:
                own = (kept[low:high] - first).tolist()
                yield Shortlist(own, dict(zip(own, costs[low:high], strict=True)), dict(zip(own, rows[low:high], strict=True)))

    def _gain(self, prices: Prices) -> Real:
        """(P,) what must be counts more than all the rest of its piece."""
        beyond = np.append(prices.beyond(self.tables), 0.0)[self.gap]
        gain: Real = prices.scale * self.worth + beyond
        if self.must.any():
            owner = np.repeat(self.piece_of, np.diff(self.pairs))
            heavy = (
                1.0
                + np.bincount(owner, gain, len(self.pieces))
                + np.bincount(self.piece_of, self.spend @ prices.yuan, len(self.pieces))
            )
            gain = gain + self.must * heavy[owner]
        return gain


def _starts(lengths: list[int]) -> Whole:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(lengths, np.int64))])
