"""A plan from what was asked: gathered, chosen, promised by the engine, and told line by line. Nothing is stored here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assessments.facts import FactSheet
from assessments.models import Round
from assessments.remedies.measures import Measure
from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.infeasible import Infeasible
from assessments.remedies.planning.planning import Plan, make_plan
from assessments.remedies.wishes import Wishes
from assessments.selectors.cards import rules_of
from assessments.services.planning.arithmetic import Arithmetic, GapKey, arithmetic_of
from assessments.services.planning.gathering import Gathered, Step, gather
from assessments.services.planning.refusing import refused
from assessments.services.promising import facts_if_built
from assessments.standards.evaluate import Findings, evaluate
from assessments.standards.model import Verdict
from communities.scope import AreaScope

WHOLE = 20_000
"""Up to so many choices (a measure in a year) are also looked at as one program: premises tie a city's communities together."""
SOON, LATE = 10.0, 60.0
"""Seconds for the choice, of so many and of more. What is best by then is the plan, with its bound."""


class NothingToPlan(Exception):
    """No gap of the place can be closed by any measure whose price is known."""


@dataclass(frozen=True)
class Taken:
    """A chosen measure. ``at``: its position among those gathered. Years are counted from 0. ``closes``: the gaps that are
    counted for it, each for the measure that closes it first.
    """

    at: int
    measure: Measure
    year: int
    closes: tuple[GapKey, ...]

    @property
    def ready(self) -> int:
        return self.year + self.measure.years - 1


@dataclass(frozen=True)
class Made:
    """``after``: the verdicts of every rule with the plan carried out, by the rows that it would build.

    ``broken``: gaps that the choice counted as closed and that the engine leaves open; there should be none.
    """

    found: Gathered
    arithmetic: Arithmetic
    plan: Plan
    taken: tuple[Taken, ...]
    sheet: FactSheet
    after: Findings
    broken: tuple[GapKey, ...]


def make(
    scope: AreaScope, one: Round, path: str, wishes: Wishes, *, on: date, tell: Step, stop: Callable[[], bool],
    seconds: float | None = None,
) -> Made:  # fmt: skip
    """For the communities below ``path``; prices of the day ``on``. ``stop`` ends the search: the best so far is the plan.

    Raises NothingToPlan, BadWish, Refused with its reasons by name, and NothingFound as ``make_plan`` does.
    """
    found = gather(scope, one, path, wishes, on, tell)
    if not found.measures:
        raise NothingToPlan
    numbers = arithmetic_of(found, wishes)
    effort = Effort(
        clock=time.monotonic,
        deadline=time.monotonic() + (_patience(numbers) if seconds is None else seconds),
        stop=stop,
        whole_below=WHOLE,
        heard=lambda done, of, _best, _bound: tell("choosing", done, of),
    )
    try:
        plan = make_plan(numbers.problem, effort)
    except Infeasible as why:
        raise refused(why, found, numbers, wishes) from why
    tell("promising", 0, 0)
    taken = _taken(found, numbers, plan)
    sheet, after = promised(scope, one, path, [each.measure for each in taken])
    broken = [gap for each in taken for gap in each.closes if after.verdict[gap] != Verdict.MET]
    return Made(found, numbers, plan, taken, sheet, after, tuple(broken))


def _patience(numbers: Arithmetic) -> float:
    return SOON if len(numbers.problem.measures) * numbers.problem.years <= WHOLE else LATE


def _taken(found: Gathered, numbers: Arithmetic, plan: Plan) -> tuple[Taken, ...]:
    """In the order in which they begin, then by community."""
    closes: dict[int, list[GapKey]] = {at: [] for at, _ in plan.begun}
    for closed in plan.closed:
        closes[closed.measure].append(numbers.gaps[closed.gap])
    taken = [Taken(at, found.measures[at], year, tuple(sorted(closes[at]))) for at, year in plan.begun]
    return tuple(sorted(taken, key=lambda each: (each.year, each.measure.row, each.at)))


def promised(scope: AreaScope, one: Round, path: str, measures: list[Measure]) -> tuple[FactSheet, Findings]:
    """The facts and the verdicts below ``path`` with all of these measures built."""
    rules, placed = rules_of(one), [each for measure in measures for each in measure.placed]
    names = {name for rule in rules for name in rule.inputs()}
    sheet = facts_if_built(scope, placed, under=path, as_of=one.as_of, names=names)
    return sheet, evaluate(rules, sheet.facts, one.day)
