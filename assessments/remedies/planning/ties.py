"""All tied pieces side by side: at given prices, which candidates of each are worth a look. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Ragged, Real, Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.tied import Shortlist, Tied


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

    def shortlists(self, prices: Prices) -> Iterator[Shortlist]:
        """One for each piece, in their order."""
        if not self.pieces:
            return
        cost, gain = self.spend @ prices.yuan, self._gain(prices)
        net = np.add.reduceat(gain, self.pairs[:-1]) - cost
        top = np.repeat(np.maximum.reduceat(net, self.alike), np.diff(self.alike, append=len(net)))
        kept = np.flatnonzero((net > 0) & (net == top))
        yield from self._cut(kept, cost[kept].tolist(), gain[Ragged(self.pairs, np.arange(len(gain))).rows(kept)[1]].tolist())

    def _cut(self, kept: Whole, cost: list[float], gain: list[float]) -> Iterator[Shortlist]:
        ends = np.searchsorted(kept, self.start).tolist()
        pairs = np.append(0, np.cumsum(np.diff(self.pairs)[kept])).tolist()
        rows = [gain[low:high] for low, high in pairwise(pairs)]
        for first, low, high in zip(self.start.tolist(), ends, ends[1:], strict=False):
            own = (kept[low:high] - first).tolist()
            yield Shortlist(own, dict(zip(own, cost[low:high], strict=True)), dict(zip(own, rows[low:high], strict=True)))

    def _gain(self, prices: Prices) -> Real:
        """(P,) what must be counts more than all the rest of its piece."""
        beyond = np.append(prices.beyond(self.tables), 0.0)[self.gap]
        gain: Real = prices.scale * self.worth + beyond
        if self.must.any():
            pieces = np.repeat(np.arange(len(self.pieces)), np.diff(self.start))
            owner = np.repeat(pieces, np.diff(self.pairs))
            heavy = (
                1.0
                + np.bincount(owner, gain, len(self.pieces))
                + np.bincount(pieces, self.spend @ prices.yuan, len(self.pieces))
            )
            gain = gain + self.must * heavy[owner]
        return gain


def _starts(lengths: list[int]) -> Whole:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(lengths, np.int64))])
