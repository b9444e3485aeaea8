"""rate: an amount per so many of something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assessments.standards.columns import Column, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import (
    FactValue,
    Kind,
    Outcome,
    Reading,
    TestDict,
    both_words,
    lower_bound,
    nowhere,
    reaches,
    whole,
)
from assessments.standards.kinds.ratio import both_hold, compare, exceeds
from assessments.standards.model import Parameter
from assessments.standards.units import AREA_SCALE, Unit, amount_printed, amount_shown, decimal_text, in_engine, shown
from communities.words import Lang, Words

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

_COUNTED = (Unit.AREA, Unit.COUNT, Unit.HOUSEHOLDS, Unit.PERSONS)
_PER = {
    Unit.HOUSEHOLDS: Words("户", "households"),
    Unit.PERSONS: Words("人", "residents"),
    Unit.AREA: Words("平方米", "m²"),
    Unit.COUNT: Words("个（人）", ""),
}


@dataclass(frozen=True)
class Rate(Kind):
    """An amount per so many of something: 30 m2 of floor area for every 100 households.

    `started`: every started `per` counts as a whole one. `floor`: at least this much anyway, in the amount's unit.
    """

    name: ClassVar[str] = "rate"
    numerator: str
    denominator: str
    per: int
    at_least: Parameter
    started: bool = False
    floor: Parameter | None = None

    @classmethod
    def read(cls, table: RuleTable) -> Rate:
        amount, base, per = table.fact("numerator", *_COUNTED), table.fact("denominator", *_COUNTED), table.whole("per")
        units = (fact_kind(amount).unit, fact_kind(base).unit)
        named = units == (Unit.AREA, Unit.HOUSEHOLDS) and per == 100
        rate = cls(
            amount, base, per,
            at_least=table.parameter("at_least", Unit.AREA_RATE if named else Unit.RATE),
            started=table.flag_or("each_started", default=False),
            floor=table.parameter("no_less_than", units[0]) if table.has("no_less_than") else None,
        )  # fmt: skip
        table.require(
            "at_least",
            not any(exceeds(rate._factor(v.since)) for v in rate.at_least.values),
            "the value has too many decimals",
            "round it to four decimals or fewer",
        )
        return rate

    @property
    def unit(self) -> Unit:
        return fact_kind(self.numerator).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.numerator, self.denominator)

    def parameters(self) -> tuple[Parameter, ...]:
        return (self.at_least, self.floor) if self.floor else (self.at_least,)

    def threshold(self) -> tuple[tuple[str, ...], Parameter] | None:
        if self.floor or self.started:
            return None
        return (self.name, self.numerator, self.denominator, str(self.per)), self.at_least

    def amount(self) -> str | None:
        return self.numerator

    def _factor(self, day: date) -> Fraction:
        """Engine units of the amount for one engine unit of the base, or for one started `per`."""
        value = self.at_least.on(day).value * (AREA_SCALE if self.unit is Unit.AREA else 1)
        return value if self.started else value / self._per_in_engine

    @property
    def _per_in_engine(self) -> int:
        return self.per * (AREA_SCALE if fact_kind(self.denominator).unit is Unit.AREA else 1)

    def judge(self, facts: Facts, day: date) -> Outcome:
        amount, base = lower_bound(facts, self.numerator), facts.column(self.denominator)
        steps = Column(-(-base.value // self._per_in_engine), base.known) if self.started else base
        outcome = compare(amount, steps, self._factor(day), base_grows=fact_kind(self.denominator).grows)
        return (
            outcome if self.floor is None else self._with_floor(facts, outcome, in_engine(self.floor.on(day).value, self.unit))
        )

    def _with_floor(self, facts: Facts, outcome: Outcome, floor: int) -> Outcome:
        """Both hold; what is asked is the larger of the two. Of an empty base the floor is asked, so nothing is undefined."""
        amount = lower_bound(facts, self.numerator)
        met, gap = reaches(amount, floor, grows=True)
        least = Outcome(met, gap, nowhere(facts), nowhere(facts), amount, whole(facts, floor), floor - amount.value)
        joined, empty = both_hold(outcome, least), outcome.undefined
        met_ = joined.met | (empty & met)
        need = np.maximum(np.where(outcome.required.known, outcome.required.value, 0), floor)
        required = Column(need, outcome.required.known | joined.gap | empty)
        measured = Column(amount.value, amount.known | met_)
        return Outcome(met_, joined.gap, nowhere(facts), nowhere(facts), measured, required, need - amount.value)

    def _threshold(self, day: date, lang: Lang) -> str:
        suffix = both_words(" ㎡", " m²", lang) if self.unit is Unit.AREA else ""
        return amount_shown(self.at_least.on(day).value, self.at_least.unit, lang) + suffix

    def _per_text(self, lang: Lang) -> str:
        """ "per 100 households", "for every started 600 households"."""
        of = _PER[fact_kind(self.denominator).unit].of(lang)
        if self.started:
            return both_words(f"每 {self.per:,} {of}（不足的按一份计）", f"for every started {self.per:,} {of}", lang)
        return both_words(f"每 {self.per:,} {of}", f"per {self.per:,} {of}".rstrip(), lang)

    def _floor_text(self, day: date, lang: Lang) -> str:
        if self.floor is None:
            return ""
        least = shown(in_engine(self.floor.on(day).value, self.unit), self.unit, lang)
        return both_words(f"，且不低于 {least}", f", and no less than {least}", lang)

    def requirement(self, day: date, lang: Lang) -> str:
        what, per, floor = fact_text(self.numerator, lang), self._per_text(lang), self._floor_text(day, lang)
        return both_words(
            f"{what}{per}应不低于 {self._threshold(day, lang)}{floor}",
            f"{what}: at least {self._threshold(day, lang)} {per}{floor}",
            lang,
        )

    def statement(self, reading: Reading, lang: Lang) -> str:
        amount, base = (reading.facts[name].text(lang) for name in self.inputs())
        what, threshold = fact_text(self.numerator, lang), self._threshold(reading.day, lang)
        per, floor = self._per_text(lang), self._floor_text(reading.day, lang)
        zh, en = (
            f"{what}：{amount}；{base}，按{per} {threshold}{floor}",
            f"{what}: {amount}; {base} at {threshold} {per}{floor}",
        )
        return both_words(zh, en, lang) + self._need(reading, lang) + reading.short_by(lang)

    @staticmethod
    def _need(reading: Reading, lang: Lang) -> str:
        if reading.required is None:
            return ""
        need = shown(reading.required, reading.unit, lang)
        return both_words(f"，应有 {need}", f" need {need}", lang)

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        amount, base = (reading.facts[name] for name in self.inputs())
        threshold = amount_shown(self.at_least.on(reading.day).value, self.at_least.unit, lang)
        bare = f"{base.value:,}" if base.status == "exact" and base.unit is not Unit.AREA else base.text(lang)
        share = f"⌈{bare} ÷ {self.per:,}⌉" if self.started else f"{bare} ÷ {self.per:,}"
        asked = f"{threshold} × {share}"
        if self.floor:
            asked = f"max({asked}, {amount_shown(self.floor.on(reading.day).value, self.unit, lang)})"
        line = f"{amount.text(lang)} {reading.sign('≥', '<')} {asked}"
        if reading.required is None:
            return line
        return line + self._product(base, reading.day, shown(reading.required, reading.unit, lang))

    def _product(self, base: FactValue, day: date, need: str) -> str:
        """The amount asked; where it does not come out even, the exact product and then what is enough."""
        lots = -(-base.value // self._per_in_engine) if self.started else base.value
        exact = self._factor(day) * lots
        if self.floor or exact.denominator == 1:
            return f" = {need}"
        scale = AREA_SCALE if self.unit is Unit.AREA else 1
        return f" = {decimal_text(exact / scale, grouped=True)} → {need}"

    def test(self, day: date) -> TestDict:
        made: TestDict = {
            "kind": self.name,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "per": str(self.per),
            "at_least": amount_printed(self.at_least.on(day).value, self.at_least.unit),
        }
        if self.started:
            made["each_started"] = "yes"
        if self.floor:
            made["no_less_than"] = amount_printed(self.floor.on(day).value, self.floor.unit)
        return made
