"""The scalar oracle: judge every way the hidden facts could be, in plain fractions; agree or the answer is unknown.

It shares no arithmetic with the engine, and is stricter than a copy of it: an engine that is too bold (met where some world
is a gap) or too timid (unknown where every world agrees) both differ from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds import Bounds, Kind, Presence, Rate, Report, Share
from assessments.standards.kinds.scale import Scale
from assessments.standards.model import AT_LEAST, Parameter, Rule, Verdict
from assessments.standards.units import Unit
from tests.standards.conftest import DAY

Known = Mapping[str, tuple[int, bool]]
"""Fact name -> (value, known)."""
World = dict[str, int]
_WORDS = {Unit.FLAG: 2, Unit.STATE: 3, Unit.MATURITY: 4, Unit.BUILD_CLASS: 2}
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
    choices = [_possible(name, *facts.get(name, (0, False))) for name in names]
    return [dict(zip(names, values, strict=True)) for values in product(*choices)]


def _possible(name: str, value: int, known: bool) -> list[int]:  # noqa: FBT001 -- the pair as the facts hold it
    """The values a fact may take: itself, its vocabulary, or from its lower bound up without end."""
    if known:
        return [value]
    kind = fact_kind(name)
    if kind.unit in _WORDS:
        return list(range(_WORDS[kind.unit]))
    low = value if kind.additive else 0
    return sorted({low, low + 1, *_FAR})


def _in_world(rule: Rule, world: World) -> tuple[object, ...]:
    condition = rule.applies_when
    if condition and not (
        world[condition.fact] >= condition.value
        if condition.comparison == AT_LEAST
        else world[condition.fact] == condition.value
    ):
        return ("not applicable",)
    return _answer(rule.kind, world)


def _answer(kind: Kind, world: World) -> tuple[object, ...]:
    match kind:
        case Report(numerator=part, denominator=base):
            return ("reported", world[part], world[base]) if world[base] else ("undefined",)
        case Rate() | Share():
            return _ratio(kind, world)
    return ("met",) if _plain(kind, world) else ("gap",)


def _ratio(kind: Rate | Share, world: World) -> tuple[object, ...]:
    base = Fraction(world[kind.denominator] if isinstance(kind.denominator, str) else _value(kind.denominator))
    if base == 0:
        return ("undefined",)
    amount = Fraction(world[kind.numerator])
    if isinstance(kind, Rate):
        amount = amount / 100 * kind.per
    return ("met",) if amount / base >= _value(kind.at_least) else ("gap",)


def _plain(kind: Kind, world: World) -> bool:
    match kind:
        case Presence(facts=names, at_least=least):
            return all(world[name] >= _value(least) for name in names)
        case Bounds(fact=name, side=side, limit=limit):
            return world[name] >= _value(limit) if side == AT_LEAST else world[name] <= _value(limit)
        case Scale(fact=name, at_least=least):
            return world[name] >= (least if isinstance(least, int) else _value(least))
    raise AssertionError(f"the oracle does not know the kind {kind.name}")


def _value(parameter: Parameter) -> Fraction:
    return parameter.on(DAY).value
