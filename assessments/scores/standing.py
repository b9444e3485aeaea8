"""The list of a weight set: scores, ranks, and how far they move; and one community's line of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from assessments.scores.counting import Counts
from assessments.scores.model import DOMAINS, Per, Weights, WeightSet
from assessments.scores.moves import Moves, moves, others
from assessments.scores.ranking import UNRANKED, ranks
from assessments.scores.scoring import Scores, Span, score
from assessments.standards.columns import Ints
from assessments.standards.model import Domain


@dataclass(frozen=True)
class Share:
    """The binding rules of one domain in one community: met, unknown, and judged, which is those, and the unmet ones."""

    domain: Domain
    met: int
    unknown: int
    judged: int

    @property
    def span(self) -> Span:
        """The met rules out of the judged ones, once with the unknown ones not met and once with them met."""
        return Span(self.met, self.met + self.unknown, self.judged)


@dataclass(frozen=True)
class Line:
    """One community. The ranks are None where nothing was judged; ``unknown`` counts its unknown rules."""

    span: Span
    rank: int | None
    best: int | None
    worst: int | None
    shares: tuple[Share, ...]

    @property
    def unknown(self) -> int:
        return sum(share.unknown for share in self.shares)

    def weights(self, chosen: Weights) -> tuple[Fraction | None, ...]:
        """What part of this community's score each domain makes, adding up to 1; None where nothing of it applies."""
        times = [share.judged if chosen.per is Per.RULE else min(share.judged, 1) for share in self.shares]
        own = [part * number for part, number in zip(chosen.parts, times, strict=True)]
        return tuple(part / sum(own) if part else None for part in own)


@dataclass(frozen=True)
class Standing:
    """N communities under the chosen weights. ``order`` gives their rows, the first rank first, the unranked last."""

    chosen: WeightSet
    counts: Counts
    scores: Scores
    rank: Ints
    moves: Moves
    order: Ints

    @property
    def ranked(self) -> int:
        """Communities in which something was judged."""
        return int((self.rank != UNRANKED).sum())

    @property
    def uncertain(self) -> int:
        """Communities in which something is unknown: their score is an interval."""
        return int((self.counts.unknown.sum(axis=1) > 0).sum())

    def line(self, row: int) -> Line:
        """The line of one community, by its row in ``counts``."""
        found = (self.rank[row], self.moves.best[row], self.moves.worst[row])
        rank, best, worst = (None if each == UNRANKED else int(each) for each in found)
        columns = (each[row].tolist() for each in (self.counts.met, self.counts.unknown, self.counts.judged))
        return Line(self.scores.at(row), rank, best, worst, tuple(map(Share, DOMAINS, *columns)))


def standing(counts: Counts, chosen: WeightSet, sets: Iterable[WeightSet]) -> Standing:
    """The list of N communities, whose rows are in the order of their codes: equal ranks keep that order."""
    scores = score(counts, chosen.weights)
    rank = ranks(scores.order())
    order = np.lexsort((rank, rank == UNRANKED)).astype(np.int64)
    return Standing(chosen, counts, scores, rank, moves(counts, rank, others(chosen, sets)), order)
