"""The scalar oracle: judge every way the hidden facts could be, in plain fractions; agree or the answer is unknown.

It shares no arithmetic with the engine, and is stricter than a copy of it: an engine that is too bold (met where some world
is a gap) or too timid (unknown where every world agrees) both differ from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import ceil

from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds import Bounds, Kind, Presence, Rate, Report, Several, Share, Tiers
from assessments.standards.kinds.scale import Scale
from assessments.standards.model import Condition, Parameter, Rule, Verdict
from assessments.standards.units import Unit
from tests.standards.conftest import DAY

Known = Mapping[str, tuple[int, bool]]
"""Fact name -> (value, known)."""
World = dict[str, int]
_WORDS = {Unit.FLAG: 2, Unit.STATE: 3, Unit.MATURITY: 4, Unit.BUILD_CLASS: 2}
_THERE = {Unit.STATE: 2, Unit.MATURITY: 3}
_FAR = (10**9, 10**18)


_VERDICTS: dict[object, Verdict] = {"met": Verdict.MET, "gap": Verdict.GAP, "undefined": Verdict.UNKNOWN}


def oracle(rule: Rule, facts: Known) -> Verdict:
    """The verdict on which every possible world agrees, else unknown."""
    answers = {_in_world(rule, world) for world in _worlds(rule, facts)}
    if len(answers) != 1:
        return Verdict.UNKNOWN
    return _VERDICTS.get(answers.pop()[0], Verdict.NOT_APPLICABLE)


def _worlds(rule: Rule, facts: Known) -> list[World]:
    names = rule.inputs()
    choices = [_possible(name, *facts.get(name, (0, False)), turning_points(rule, name)) for name in names]
    worlds = [dict(zip(names, values, strict=True)) for values in product(*choices)]
    return worlds + [each for world in worlds for each in _between(rule.kind, world, facts)]


def _between(kind: Kind, world: World, facts: Known) -> Iterator[World]:
    """The same with a part, or a whole, that just fits between two bounds: few do, and none may be among those drawn."""
    if isinstance(kind, Share) and kind.at_most and isinstance(kind.denominator, str):
        part, whole, most = kind.numerator, kind.denominator, _value(kind.at_most)
        for name, fitting in ((part, int(most * world[whole])), (whole, ceil(world[part] / most))):
            value, known = facts.get(name, (0, False))
            if not known and fitting >= value:
                yield {**world, name: fitting}


def _possible(name: str, value: int, known: bool, turning: set[int]) -> list[int]:  # noqa: FBT001 -- the pair as the facts hold it
    """The values a fact may take: itself, its vocabulary, or from its lower bound up without end."""
    if known:
        return [value]
    kind = fact_kind(name)
    if kind.unit in _WORDS:
        return list(range(_WORDS[kind.unit]))
    low = value if kind.grows else 0
    return sorted({low, low + 1, *_FAR} | {point for point in turning if point >= low})


def turning_points(rule: Rule, name: str) -> set[int]:
    """The values of a fact at which the rule's answer may change, and their neighbours."""
    found = {condition.value for condition in _conditions(rule) if condition.fact == name}
    for each in (rule, *rule.alternatives):
        found |= _of_kind(each.kind, name)
    return {near for point in found for near in (point - 1, point, point + 1) if near >= 0}


def _conditions(rule: Rule) -> list[Condition]:
    own = [*rule.conditions, *(condition for guard in rule.guards for condition in guard.conditions)]
    return own + [condition for other in rule.alternatives for condition in other.conditions]


def _of_kind(kind: Kind, name: str) -> set[int]:
    if name not in kind.inputs():
        return set()
    match kind:
        case Tiers(by=by, tiers=tiers) if by == name:
            return {tier.below for tier in tiers if tier.below is not None}
        case Share():
            return set(range(9))  # against the small wholes that are drawn
        case Rate(numerator=part, floor=Parameter() as floor) if part == name:
            return {_engine(floor, name)}
        case Rate():
            return set()
        case Bounds() | Tiers() | Presence():
            return {_engine(each, name) for each in kind.parameters() if each.unit is fact_kind(name).unit}
    return {1}


def _engine(parameter: Parameter, name: str) -> int:
    return int(_value(parameter) * (100 if fact_kind(name).unit is Unit.AREA else 1))


def _in_world(rule: Rule, world: World) -> tuple[object, ...]:
    if not _all_hold(rule.conditions, world) or any(_all_hold(guard.conditions, world) for guard in rule.guards):
        return ("not applicable",)
    answer = _answer(rule.kind, world)
    instead = (_in_world(other, world) for other in rule.alternatives)
    return ("met",) if any(each == ("met",) for each in instead) else answer


def _all_hold(conditions: Iterable[Condition], world: World) -> bool:
    return all(_holds(condition, world[condition.fact]) for condition in conditions)


def _holds(condition: Condition, value: int) -> bool:
    match condition.comparison:
        case "at_least":
            return value >= condition.value
        case "below":
            return value < condition.value
    return value == condition.value


def _answer(kind: Kind, world: World) -> tuple[object, ...]:
    match kind:
        case Report(numerator=part, denominator=None):
            return ("reported", world[part])
        case Report(numerator=part, denominator=str() as base):
            return ("reported", world[part], world[base]) if world[base] else ("undefined",)
        case Rate() | Share():
            return _ratio(kind, world)
    return ("met",) if _plain(kind, world) else ("gap",)


def _ratio(kind: Rate | Share, world: World) -> tuple[object, ...]:
    base = Fraction(world[kind.denominator] if isinstance(kind.denominator, str) else _value(kind.denominator))
    amount = Fraction(world[kind.numerator])
    if base == 0 and not (isinstance(kind, Rate) and kind.floor):
        return ("undefined",)
    if isinstance(kind, Rate):
        return ("met",) if _in_unit(kind.numerator, amount) >= _needed(kind, base) else ("gap",)
    most = kind.at_most is None or amount / base <= _value(kind.at_most)
    return ("met",) if amount / base >= _value(kind.at_least) and most else ("gap",)


def _in_unit(name: str, value: Fraction) -> Fraction:
    return value / 100 if fact_kind(name).unit is Unit.AREA else value


def _needed(kind: Rate, base: Fraction) -> Fraction:
    lots = _in_unit(kind.denominator, base) / kind.per
    need = _value(kind.at_least) * (ceil(lots) if kind.started else lots)
    return max(need, _value(kind.floor)) if kind.floor else need


def _plain(kind: Kind, world: World) -> bool:
    match kind:
        case Presence(facts=names, at_least=least):
            return all(world[name] >= _value(least) for name in names)
        case Bounds(fact=name, low=low, high=high):
            value = _in_unit(name, Fraction(world[name]))
            return (low is None or value >= _value(low)) and (high is None or value <= _value(high))
        case Tiers(fact=name, by=by, tiers=tiers):
            tier = next(tier for tier in tiers if tier.below is None or world[by] < tier.below)
            return _in_unit(name, Fraction(world[name])) >= _value(tier.at_least)
        case Several(facts=names, at_least=least):
            return sum(world[name] >= _THERE.get(fact_kind(name).unit, 1) for name in names) >= _value(least)
        case Scale(fact=name, at_least=least):
            return world[name] >= (least if isinstance(least, int) else _value(least))
    raise AssertionError(f"the oracle does not know the kind {kind.name}")


def _value(parameter: Parameter) -> Fraction:
    return parameter.on(DAY).value
