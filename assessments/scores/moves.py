"""How far ranks move under other weights: every other weight set, and the chosen weights with one domain changed at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from assessments.scores.counting import Counts
from assessments.scores.model import DOMAINS, Weights, WeightSet
from assessments.scores.ranking import UNRANKED, ranks
from assessments.scores.scoring import score
from assessments.standards.columns import Ints
from communities.words import Words

FACTORS = (
    (Fraction(1, 2), Words("{domain}权重减半", "{domain}: weight halved")),
    (Fraction(2), Words("{domain}权重加倍", "{domain}: weight doubled")),
)
"""What is done to the weight of each domain in turn. The others give or take in proportion."""


@dataclass(frozen=True)
class Other:
    """Weights that were not chosen."""

    title: Words
    weights: Weights


@dataclass(frozen=True)
class Move:
    """What other weights do to the list: the most places that a community moves, and the mean over the ranked ones."""

    title: Words
    most: int
    mean: Fraction


@dataclass(frozen=True)
class Moves:
    """``best`` and ``worst`` are (N,): each community's ranks under all the weights, the chosen ones included."""

    best: Ints
    worst: Ints
    moves: tuple[Move, ...]

    @property
    def most(self) -> int:
        """The most places that any community moves under any of the other weights."""
        return max((move.most for move in self.moves), default=0)

    @property
    def mean(self) -> Fraction:
        """Places that a community moves on average, over all communities and all the other weights."""
        return sum((move.mean for move in self.moves), Fraction(0)) / max(len(self.moves), 1)


def others(chosen: WeightSet, sets: Iterable[WeightSet]) -> Iterator[Other]:
    """The family that the chosen weights are compared with, always in the same order."""
    yield from (Other(each.title, each.weights) for each in sets if each.id != chosen.id)
    for domain in DOMAINS:
        for factor, words in FACTORS:
            title = Words(words.zh.format(domain=domain.words.zh), words.en.format(domain=domain.words.en))
            yield Other(title, chosen.weights.times(domain, factor))


def moves(counts: Counts, rank: Ints, family: Iterable[Other]) -> Moves:
    """``rank`` are the ranks under the chosen weights."""
    best, worst, found = rank.copy(), rank.copy(), []
    for other in family:
        moved = ranks(score(counts, other.weights).order())
        best, worst = np.minimum(best, moved), np.maximum(worst, moved)
        found.append(_move(other.title, np.abs(moved - rank), int((rank != UNRANKED).sum())))
    return Moves(best, worst, tuple(found))


def _move(title: Words, places: Ints, ranked: int) -> Move:
    return Move(title, int(places.max(initial=0)), Fraction(int(places.sum()), max(ranked, 1)))
