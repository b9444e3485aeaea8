"""Several rules about the same thing: each with what it asks here, and which of them binds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assessments.standards.explain import Explanation
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds import Bounds, Rate
from assessments.standards.model import Rule, Verdict
from assessments.standards.units import AREA_SCALE, Unit, decimal_text, in_engine, parsed
from communities.words import Words, both


@dataclass(frozen=True)
class Demand:
    """One rule's demand on the thing. `binds`: no other that applies here asks for more."""

    explanation: Explanation
    binds: bool


@dataclass(frozen=True)
class SameThing:
    """An amount that several rules ask for. `crossing` says where a rate overtakes a fixed size, if both are here."""

    fact: str
    name: Words
    demands: tuple[Demand, ...]
    crossing: Words | None


def same_things(told: Iterable[Explanation], day: date) -> tuple[SameThing, ...]:
    """The amounts that two or more applicable rules ask for, in the order in which they are first asked for."""
    by_fact: dict[str, list[Explanation]] = defaultdict(list)
    for each in told:
        fact = each.rule.kind.amount()
        if fact is not None and each.verdict is not Verdict.NOT_APPLICABLE:
            by_fact[fact].append(each)
    return tuple(_thing(fact, found, day) for fact, found in by_fact.items() if len(found) > 1)


def _thing(fact: str, found: list[Explanation], day: date) -> SameThing:
    asked = [_required(each, day) for each in found]
    most = None if None in asked else max(amount for amount in asked if amount is not None)
    demands = tuple(Demand(each, most is not None and amount == most) for each, amount in zip(found, asked, strict=True))
    return SameThing(fact, both(lambda lang: fact_text(fact, lang)), demands, _crossing([each.rule for each in found], day))


def _required(told: Explanation, day: date) -> int | None:
    """The least the rule asks here, in the engine's unit; None where that depends on a fact nobody knows."""
    kind = told.rule.kind
    if isinstance(kind, Bounds) and kind.low is not None:
        return in_engine(kind.low.on(day).value, kind.unit)
    printed = told.trace["required"]
    return None if printed is None else parsed(printed, told.rule.unit)


def _crossing(rules: list[Rule], day: date) -> Words | None:
    """Where the one rate and the largest fixed size ask for the same: 800 m2 and 30 m2 per 100 households at 2,666.67."""
    rates = [rule.kind for rule in rules if isinstance(rule.kind, Rate)]
    sizes = [rule.kind for rule in rules if isinstance(rule.kind, Bounds) and rule.kind.low is not None]
    if len(rates) != 1 or len(rates) + len(sizes) != len(rules) or not sizes:
        return None
    rate = rates[0]
    if rate.started or rate.floor or not rate.at_least.on(day).value:
        return None
    size = max(in_engine(each.low.on(day).value, each.unit) for each in sizes if each.low)
    return _crossing_words(rate, size, day)


def _crossing_words(rate: Rate, size: int, day: date) -> Words:
    each = rate.at_least.on(day).value * (AREA_SCALE if rate.unit is Unit.AREA else 1)
    hundredths = round(Fraction(size) * rate.per / each * 100)
    at = decimal_text(Fraction(hundredths, 100), grouped=True, places=2)
    base = both(lambda lang: fact_text(rate.denominator, lang))
    return Words(
        f"{base.zh}为 {at} 时两者相等：低于此数以固定面积为准，高于此数以按比例计算为准",
        f"they ask for the same at {at} ({base.en}): below it the fixed size binds, above it the rate",
    )
