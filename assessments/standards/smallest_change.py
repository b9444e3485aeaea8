"""The least that would close a gap: so many more of a thing, another answer, the fewest of what is absent, or the other way.

Each step takes one fact from what it is to what it must be, in engine units; one unit less would leave the gap. The engine
judges the changed facts, so no change is named that would not close the gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessments.standards.columns import Column, Facts
from assessments.standards.evaluate import evaluate
from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds import Presence, Several
from assessments.standards.kinds.several import THERE
from assessments.standards.model import Rule, Verdict
from assessments.standards.units import Unit, in_engine


@dataclass(frozen=True)
class Step:
    """One fact taken from what is on record to what would do, in engine units."""

    fact: str
    start: int
    to: int

    @property
    def difference(self) -> int:
        """How much more, or with a minus how much less."""
        return self.to - self.start


@dataclass(frozen=True)
class Route:
    """One way to close the gap: the steps of the test of ``by``, the rule itself or an alternative of it.

    ``among``: the absent things of which any so many would do; empty where the steps leave no choice. ``after``: met, or
    unknown where the answer then waits for facts that nobody knows.
    """

    by: Rule
    steps: tuple[Step, ...]
    among: tuple[str, ...]
    after: Verdict


@dataclass(frozen=True)
class SmallestChange:
    """The route of the fewest steps, the rule's own before others; and the other routes there are."""

    route: Route
    instead: tuple[Route, ...] = ()


def smallest_change(rule: Rule, one: Facts, day: date) -> SmallestChange | None:
    """The least change that closes the gap of a rule in one community (N = 1); None without a gap, or without such a change."""
    if _verdict(rule, one, day) is not Verdict.GAP:
        return None
    unmet = [each for each in (rule, *rule.alternatives) if _verdict(each, one, day) is Verdict.GAP]
    routes = [route for by in unmet if (route := _route(rule, by, one, day))]
    if not routes:
        return None
    first = min(routes, key=lambda route: len(route.steps))
    return SmallestChange(first, tuple(route for route in routes if route is not first))


def with_steps(one: Facts, steps: Sequence[Step]) -> Facts:
    """The facts of one community after the steps; what was not known to be the whole is not known to be so afterwards."""
    changed = {step.fact: Column(np.array([step.to], np.int64), one.column(step.fact).known) for step in steps}
    return Facts(one.codes, {**one.columns, **changed})


def _verdict(rule: Rule, one: Facts, day: date) -> Verdict:
    return Verdict(int(evaluate([rule], one, day).verdict[0, 0]))


def _route(rule: Rule, by: Rule, one: Facts, day: date) -> Route | None:
    """The steps of one test, if they close the gap: between two bounds there may be no room."""
    steps, among = _steps(by, one, day)
    after = _verdict(rule, with_steps(one, steps), day)
    return None if after is Verdict.GAP else Route(by, steps, among, after)


def _steps(by: Rule, one: Facts, day: date) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The steps, and among what they were chosen."""
    if isinstance(by.kind, Presence):
        asked = in_engine(by.kind.at_least.on(day).value, Unit.COUNT)
        return tuple(_missed(one, dict.fromkeys(by.kind.facts, asked))), ()
    if isinstance(by.kind, Several):
        return _fewest(by.kind, one, day)
    fact = by.kind.inputs()[0]  # the amount that is weighed; what it is weighed against stays
    required = int(evaluate([by], one, day).required[0, 0])
    return (Step(fact, int(one.column(fact).value[0]), required),), ()


def _missed(one: Facts, asked: Mapping[str, int]) -> list[Step]:
    """A step for every fact that is known to stay below what is asked of it."""
    columns = {name: one.column(name) for name in asked}
    below = [name for name, column in columns.items() if column.known[0] and column.value[0] < asked[name]]
    return [Step(name, int(columns[name].value[0]), asked[name]) for name in below]


def _fewest(kind: Several, one: Facts, day: date) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """As few of the absent things as must come, those nearest to being there; the names of all that are absent."""
    absent = _missed(one, {name: THERE[fact_kind(name).unit] for name in kind.facts})
    lacking = in_engine(kind.at_least.on(day).value, Unit.COUNT) - (len(kind.facts) - len(absent))
    nearest = sorted(absent, key=lambda step: step.difference)[:lacking]
    choice = tuple(step.fact for step in absent) if lacking < len(absent) else ()
    return tuple(step for step in absent if step in nearest), choice
