"""One piece as plain lists: its candidates, what each closes and uses. Pure."""

from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.pieces import Members
from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import Begun


@dataclass(frozen=True)
class Knot:
    """C candidates (measure, year of beginning), P pairs (candidate, gap it closes); gaps count within the piece.

    A measure that must be taken closes a gap of its own, worth nothing, that must be closed: ``musts`` holds those gaps.
    """

    members: Members
    begun: tuple[Begun, ...]
    closes: tuple[tuple[int, ...], ...]
    uses: tuple[tuple[tuple[int, int], ...], ...]
    musts: frozenset[int]
    gaps: int
    spend: Whole
    counts: Whole
    pair_start: Whole
    pair_gap: Whole
    pair_counts: Whole


def knot_of(tables: Tables, members: Members) -> Knot:
    problem, place = tables.problem, {gap: at for at, gap in enumerate(members.gaps)}
    own = {measure: len(place) + at for at, measure in enumerate(sorted(set(problem.must_measures) & set(members.measures)))}
    begun = [(measure, int(year)) for measure in members.measures for year in np.flatnonzero(tables.may[measure])]
    closed = {
        one: [*(place[gap] for gap in problem.measures[one].closes), *([own[one]] if one in own else [])] for one, _ in begun
    }
    measures, begins = np.array(begun, np.int64).reshape(-1, 2).T
    lengths = np.array([len(closed[one]) for one, _ in begun], np.int64)
    counts, wide = begins + tables.ready[measures], set(tables.wide.tolist())
    return Knot(
        members,
        tuple(begun),
        closes=tuple(tuple(closed[one]) for one, _ in begun),
        uses=tuple(tuple(_own(problem.measures[one].uses, wide)) for one, _ in begun),
        musts=frozenset([*own.values(), *(place[gap] for gap in problem.must_gaps if gap in place)]),
        gaps=len(place) + len(own),
        spend=tables.spend(measures, begins),
        counts=counts,
        pair_start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        pair_gap=np.array([[*members.gaps, *[-1] * len(own)][gap] for one, _ in begun for gap in closed[one]], np.int64),
        pair_counts=np.repeat(counts, lengths),
    )


def _own(uses: tuple[tuple[int, int], ...], wide: set[int]) -> list[tuple[int, int]]:
    """What is left to the piece to share out; wide resources have a price instead."""
    return [(each, amount) for each, amount in uses if amount and each not in wide]


def worths(tables: Tables, knot: Knot) -> Whole:
    """(P,) whole worth of a gap closed by a candidate; none for the gap of a measure that must be taken."""
    own = knot.pair_gap < 0
    return np.where(own, 0, tables.worth[knot.pair_gap] * tables.year_worth[knot.pair_counts])


def gains(beyond: Real, knot: Knot, worth: Whole, scale: float) -> Real:
    """(P,) what a pair counts at given prices. ``beyond`` (G,): prices.beyond()."""
    more: Real = np.where(knot.pair_gap < 0, 0.0, beyond[knot.pair_gap])
    return scale * worth + more
