"""rate: an amount per so many of something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from assessments.standards.columns import Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import Kind, Outcome, Reading, TestDict, both_words
from assessments.standards.kinds.ratio import compare, exceeds
from assessments.standards.model import Parameter
from assessments.standards.units import AREA_SCALE, Unit, amount_printed, amount_shown, shown
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable


@dataclass(frozen=True)
class Rate(Kind):
    """An amount per so many of something: 30 m2 of floor area for every 100 households."""

    name: ClassVar[str] = "rate"
    numerator: str
    denominator: str
    per: int
    at_least: Parameter

    @classmethod
    def read(cls, table: RuleTable) -> Rate:
        amount, base = table.fact("numerator", additive=True), table.fact("denominator")
        rate = cls(amount, base, table.whole("per"), table.parameter("at_least", Unit.AREA_RATE))
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
        return (self.at_least,)

    def _factor(self, day: date) -> Fraction:
        scale = AREA_SCALE if self.unit is Unit.AREA else 1
        return self.at_least.on(day).value * scale / self.per

    def judge(self, facts: Facts, day: date) -> Outcome:
        base_additive = fact_kind(self.denominator).additive
        return compare(
            facts.column(self.numerator), facts.column(self.denominator), self._factor(day), base_additive=base_additive
        )

    def _threshold(self, day: date, lang: Lang) -> str:
        suffix = both_words(" ㎡", " m²", lang) if self.unit is Unit.AREA else ""
        return amount_shown(self.at_least.on(day).value, self.at_least.unit, lang) + suffix

    def requirement(self, day: date, lang: Lang) -> str:
        what = fact_text(self.numerator, lang)
        return both_words(
            f"{what}每 {self.per:,} 户应不低于 {self._threshold(day, lang)}",
            f"{what}: at least {self._threshold(day, lang)} per {self.per:,} households",
            lang,
        )

    def statement(self, reading: Reading, lang: Lang) -> str:
        amount, base = (reading.facts[name].text(lang) for name in self.inputs())
        what = fact_text(self.numerator, lang)
        zh = f"{what}：{amount}；{base}，按每 {self.per:,} 户 {self._threshold(reading.day, lang)}"
        en = f"{what}: {amount}; {base} at {self._threshold(reading.day, lang)} per {self.per:,} households"
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
        households = f"{base.value:,}" if base.status == "exact" else base.text(lang)
        line = f"{amount.text(lang)} {reading.sign('≥', '<')} {threshold} × {households} ÷ {self.per:,}"
        return line if reading.required is None else f"{line} = {shown(reading.required, reading.unit, lang)}"

    def test(self, day: date) -> TestDict:
        at_least = amount_printed(self.at_least.on(day).value, self.at_least.unit)
        return {
            "kind": self.name,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "per": str(self.per),
            "at_least": at_least,
        }
