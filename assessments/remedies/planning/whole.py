"""A small problem as one integer program, proved and rechecked in whole numbers. Pure."""

from dataclasses import dataclass
from math import floor, gcd, isfinite

import numpy as np

from assessments.remedies.planning.compact import Compact
from assessments.remedies.planning.effort import FOREVER
from assessments.remedies.planning.highs import Answer, solve
from assessments.remedies.planning.knot import Knot, knot_of, worths
from assessments.remedies.planning.pieces import Members
from assessments.remedies.planning.ragged import Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.weighing import Begun, fits, weigh

MOST_REPAIRS = 30
SHAVE = 1e-9  # of a bound: what the engine's floats may be off


@dataclass(frozen=True)
class Proved:
    """``begun`` None: nothing found. ``impossible``: proven that there is no plan."""

    begun: list[Begun] | None
    bound: int | None
    impossible: bool


def everything(tables: Tables) -> Knot:
    """All measures that may begin, as if they were one piece. Gaps that nobody closes stay out unless they must be."""
    measures = np.flatnonzero(tables.open_())
    gaps = np.unique(tables.closes.rows(measures)[1])
    return knot_of(tables, Members(tuple(gaps.tolist()), tuple(measures.tolist())))


def solve_whole(tables: Tables, *, seconds: float = FOREVER, known: list[Begun] | None = None) -> Proved:
    """The plan of most worth, and of those the cheapest; with what no plan exceeds."""
    knot = everything(tables)
    gain = worths(tables, knot)
    unit = gcd(*gain.tolist()) or 1
    compact = Compact(tables, knot, (gain / unit).tolist(), [0.0] * len(knot.begun))
    compact.budgets()
    compact.loads()
    compact.floors()
    answer = _solved(compact, seconds, _places(knot, known))
    if not answer.found:
        return Proved(None, None, answer.impossible)
    begun = compact.begun(answer)
    bound = unit * floor(answer.bound + SHAVE * max(abs(answer.bound), 1.0)) if isfinite(answer.bound) else None
    if fits(tables, weigh(tables, begun)) and answer.proven:
        begun = _cheapest(compact, gain, unit, begun, seconds)
    return Proved(begun, bound, impossible=False)


def _places(knot: Knot, known: list[Begun] | None) -> list[int] | None:
    if known is None:
        return None
    place = {pair: at for at, pair in enumerate(knot.begun)}
    return [place[pair] for pair in known]


def _solved(compact: Compact, seconds: float, known: list[int] | None) -> Answer:
    start = compact.values(known) if known is not None else None
    for _ in range(MOST_REPAIRS):
        answer = solve(compact.program, seconds=seconds, known=start)
        if not compact.forbid_overspending(compact.taken(answer)):
            return answer
        start = None
    return Answer(found=False, proven=False, impossible=False, values=np.zeros(0), objective=0.0, bound=answer.bound)


def _cheapest(compact: Compact, gain: Whole, unit: int, begun: list[Begun], seconds: float) -> list[Begun]:
    tables = compact.tables
    worth = weigh(tables, begun).worth
    start = _places(compact.knot, begun)
    compact.at_least((gain / unit).tolist(), worth // unit - 0.5)
    compact.aim(tables.yuan(compact.knot.spend).sum(axis=1).tolist())
    found = compact.begun(_solved(compact, seconds, start))
    weight = weigh(tables, found)
    yuan, before = (int(tables.yuan(each.spent).sum()) for each in (weight, weigh(tables, begun)))
    better = fits(tables, weight) and weight.worth == worth and yuan <= before
    return found if better else begun
