"""Where a rule's answer may turn: for each fact the few values that stand for all the values it may have.

Between two neighbouring turning points nothing changes, so an answer that is the same at all of them is the same everywhere.
The points of an amount and of the base it is measured against depend on each other: those of one are taken at the known
value of the other, or at its least value, at 1, far out, and where a condition turns on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from assessments.standards.columns import VALUE_LIMIT, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds import Bounds, Kind, Presence, Rate, Report, Several, Share, Tiers
from assessments.standards.kinds.several import THERE
from assessments.standards.model import Condition, Parameter, Rule
from assessments.standards.units import AREA_SCALE, Unit, in_engine

FAR = 10**9
SCALES = {Unit.FLAG: 2, Unit.STATE: 3, Unit.MATURITY: 4, Unit.BUILD_CLASS: 2}
"""How many words a scale has; their values count from 0."""


def possible_values(rule: Rule, name: str, one: Facts, day: date) -> list[int]:
    """The values to try for a fact of one community that is not known: its scale, or from its least value upwards."""
    scale = SCALES.get(fact_kind(name).unit)
    if scale is not None:
        return list(range(scale))
    low = least(name, one)
    return sorted({low} | {point for point in turning_points(rule, name, one, day) if low <= point <= VALUE_LIMIT})


def least(name: str, one: Facts) -> int:
    """The least value of a fact that is not known: its lower bound, where it has one."""
    return int(one.column(name).value[0]) if fact_kind(name).grows else 0


def turning_points(rule: Rule, name: str, one: Facts, day: date) -> set[int]:
    """Both sides of every value of the fact at which the answer may change, given the other facts of the community."""
    points = _of_conditions(rule, name)
    for kind in (rule.kind, *(other.kind for other in rule.alternatives)):
        if name in kind.inputs():
            slope = slope_of(kind, day)
            points |= _of_slope(slope, rule, name, one) if slope else set(_of_kind(kind, name, day))
    return {point for point in points if point >= 0}


def conditions_of(rule: Rule) -> list[Condition]:
    """The rule's own conditions, those of rules that may stand in its place, and those of its alternatives."""
    own = [*rule.conditions, *(condition for guard in rule.guards for condition in guard.conditions)]
    return own + [condition for other in rule.alternatives for condition in conditions_of(other)]


def _of_conditions(rule: Rule, name: str) -> set[int]:
    values = {condition.value for condition in conditions_of(rule) if condition.fact == name}
    return {near for value in values for near in (value - 1, value, value + 1)}


def _of_kind(kind: Kind, name: str, day: date) -> Iterator[int]:
    """The limits of a test that weighs a fact against plain numbers, each with its neighbour below."""
    limits: list[int] = []
    match kind:
        case Presence(at_least=asked):
            limits = [in_engine(asked.on(day).value, Unit.COUNT)]
        case Several():
            limits = [THERE[fact_kind(name).unit]]
        case Bounds(low=low, high=high):
            limits = [_limit(low, name, day)] if low else []
            limits += [_limit(high, name, day) + 1] if high else []
        case Tiers(by=by, tiers=tiers) if name == by:
            limits = [tier.below for tier in tiers if tier.below is not None]
        case Tiers(tiers=tiers):
            limits = [_limit(tier.at_least, name, day) for tier in tiers]
        case Report():
            limits = [1]
    yield from (near for limit in limits for near in (limit - 1, limit))


def _limit(parameter: Parameter, name: str, day: date) -> int:
    return in_engine(parameter.on(day).value, fact_kind(name).unit)


@dataclass(frozen=True)
class Slope:
    """An amount against a multiple of a base, in engine units: at least ``each`` for every ``lot`` of the base.

    ``started``: a started lot counts whole. ``most``: at most so much for every lot. ``floor``: at least so much anyway.
    """

    amount: str
    base: str | int
    each: Fraction
    lot: int = 1
    started: bool = False
    most: Fraction | None = None
    floor: int | None = None

    def turns_of_amount(self, base: int) -> set[int]:
        """Where the amount turns at a value of the base."""
        need = ceil(self.each * (ceil(Fraction(base, self.lot)) if self.started else Fraction(base, self.lot)))
        points = {need - 1, need}
        if self.most is not None:
            points |= {floor(self.most * base), floor(self.most * base) + 1}
        return points

    def turns_of_base(self, amount: int) -> set[int]:
        """Where the base turns at a value of the amount."""
        points = set()
        if self.each:
            last = self.lot * floor(amount / self.each) if self.started else floor(amount * self.lot / self.each)
            points |= {last, last + 1}
        if self.most:
            points |= {ceil(amount / self.most) - 1, ceil(amount / self.most)}
        return points


def slope_of(kind: Kind, day: date) -> Slope | None:
    """The slope of a rate or a share; None for any other test."""
    match kind:
        case Rate():
            each = kind.at_least.on(day).value * (AREA_SCALE if kind.unit is Unit.AREA else 1)
            lot = kind.per * (AREA_SCALE if fact_kind(kind.denominator).unit is Unit.AREA else 1)
            least_anyway = _limit(kind.floor, kind.numerator, day) if kind.floor else None
            return Slope(kind.numerator, kind.denominator, each, lot, kind.started, None, least_anyway)
        case Share(denominator=base):
            most = kind.at_most.on(day).value if kind.at_most else None
            whole = int(base.on(day).value) if isinstance(base, Parameter) else base
            return Slope(kind.numerator, whole, kind.at_least.on(day).value, most=most)
    return None


def _of_slope(slope: Slope, rule: Rule, name: str, one: Facts) -> set[int]:
    if name == slope.amount:
        bases = {slope.base} if isinstance(slope.base, int) else _standing_for(rule, slope.base, one)
        points = {point for base in bases for point in slope.turns_of_amount(base)}
        return points | ({slope.floor - 1, slope.floor} if slope.floor is not None else set())
    amounts = _standing_for(rule, slope.amount, one) | ({slope.floor} if slope.floor is not None else set())
    return {0, 1, FAR} | {point for amount in amounts for point in slope.turns_of_base(amount)}


def _standing_for(rule: Rule, name: str, one: Facts) -> set[int]:
    """The known value of the other fact, or those that stand for all that it may be."""
    column = one.column(name)
    if column.known[0]:
        return {int(column.value[0])}
    low = least(name, one)
    far = FAR if low < FAR else VALUE_LIMIT
    return {low, max(low, 1), far} | {point for point in _of_conditions(rule, name) if point >= low}
