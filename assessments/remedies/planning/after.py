"""Questions to a plan that is made: what instead of a measure, and why not another. Pure.

``After(problem, plan)`` keeps what several questions share; the functions ask one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from assessments.remedies.planning.effort import FOREVER
from assessments.remedies.planning.market import Market, market_of
from assessments.remedies.planning.pieces import Members
from assessments.remedies.planning.planning import Plan
from assessments.remedies.planning.possible import loses_musts
from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.ragged import Whole, marked
from assessments.remedies.planning.tables import Tables, tables_of
from assessments.remedies.planning.weighing import Begun, Weight, weigh
from assessments.remedies.planning.whole import solve_whole


@dataclass(frozen=True)
class Replacement:
    """What a piece does without the measure: ``dropped`` and ``added`` (measure, year); changes of worth, yuan, yuan by year.

    ``is_best``: proven that nothing in this piece is worth more with the money that the rest of the plan leaves.
    """

    dropped: tuple[Begun, ...]
    added: tuple[Begun, ...]
    worth: int
    yuan: int
    spent: tuple[int, ...]
    is_best: bool


@dataclass(frozen=True)
class After:
    """Keep it for as long as there may be questions: pieces are found once."""

    problem: Problem
    plan: Plan

    @cached_property
    def tables(self) -> Tables:
        return tables_of(self.problem)

    @cached_property
    def market(self) -> Market:
        return market_of(self.tables)

    @cached_property
    def weight(self) -> Weight:
        return weigh(self.tables, self.plan.begun)

    @cached_property
    def begins(self) -> dict[int, int]:
        return dict(self.plan.begun)

    @cached_property
    def piece_of(self) -> dict[int, Members]:
        """Of the measures that are tied to others."""
        return {measure: tied.knot.members for tied in self.market.tied for measure in tied.knot.members.measures}

    def members(self, measure: int) -> Members:
        """The piece of a measure; of a lone gap, all that closes it."""
        if measure in self.piece_of:
            return self.piece_of[measure]
        gaps = self.problem.measures[measure].closes
        owner = self.tables.closes.owners()
        return Members(gaps, tuple(owner[np.isin(self.tables.closes.item, gaps)].tolist()))

    def next_best(self, measure: int, seconds: float = FOREVER) -> Replacement | None:
        """The best its piece does without a chosen measure, the rest of the plan staying. None: nothing keeps what must be."""
        members = self.members(measure)
        own = [each for each in self.plan.begun if each[0] in set(members.measures)]
        rest = [each for each in self.plan.begun if each[0] not in set(members.measures)]
        tables = self._within(members, rest, measure)
        if measure in self.problem.must_measures or loses_musts(tables):
            return None
        found = solve_whole(tables, seconds=seconds)
        return None if found.begun is None else self._replacement(own, rest, found.begun, found.bound)

    def _within(self, members: Members, rest: Iterable[Begun], without: int) -> Tables:
        """What the rest of the plan leaves to a piece, and what it still owes the floors."""
        tables, weight = self.tables, weigh(self.tables, rest)
        open_ = marked(len(tables.ready), members.measures)
        open_[without] = False
        left, least = tables.limits - tables.limited(weight.spent), np.maximum(tables.least - weight.floors, 0)
        problem = replace(
            self.problem,
            must_gaps=tuple(set(self.problem.must_gaps) & set(members.gaps)),
            must_measures=tuple(set(self.problem.must_measures) & set(members.measures)),
        )
        return replace(tables, problem=problem, may=tables.may & open_[:, None], limits=left, least=least)

    def _replacement(self, own: list[Begun], rest: list[Begun], found: list[Begun], bound: int | None) -> Replacement:
        before, after = self.weight, weigh(self.tables, rest + found)
        spent: Whole = self.tables.yuan(after.spent - before.spent)
        dropped, added = sorted(set(own) - set(found)), sorted(set(found) - set(own))
        is_best = bound is not None and bound <= weigh(self.tables, found).worth
        return Replacement(
            tuple(dropped), tuple(added), after.worth - before.worth, int(spent.sum()), tuple(spent.tolist()), is_best
        )


def next_best(problem: Problem, plan: Plan, measure: int) -> Replacement | None:
    return After(problem, plan).next_best(measure)
