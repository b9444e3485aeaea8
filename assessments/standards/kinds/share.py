"""share: a part of a whole, at least a fraction of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from assessments.standards.columns import Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import Kind, Outcome, Reading, TestDict, both_words, whole
from assessments.standards.kinds.ratio import compare, exceeds
from assessments.standards.model import Parameter
from assessments.standards.units import AREA_SCALE, Unit, amount_printed, amount_shown, decimal_text, percent_text, shown
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable


@dataclass(frozen=True)
class Share(Kind):
    """A part of a whole, against a fraction. The whole is a fact, or a fixed number that a parameter holds."""

    name: ClassVar[str] = "share"
    numerator: str
    denominator: str | Parameter
    at_least: Parameter

    @classmethod
    def read(cls, table: RuleTable) -> Share:
        amount = table.fact("numerator", additive=True)
        base: str | Parameter = (
            table.parameter("out_of", Unit.COUNT)
            if table.has("out_of")
            else table.fact("denominator", unit=fact_kind(amount).unit)
        )
        share = cls(amount, base, table.parameter("at_least", Unit.RATIO))
        table.require(
            "at_least",
            not any(exceeds(v.value) for v in share.at_least.values),
            "the value has too many decimals",
            "round it to six decimals or fewer",
        )
        return share

    @property
    def unit(self) -> Unit:
        return fact_kind(self.numerator).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.numerator, self.denominator) if isinstance(self.denominator, str) else (self.numerator,)

    def parameters(self) -> tuple[Parameter, ...]:
        return (self.at_least,) if isinstance(self.denominator, str) else (self.at_least, self.denominator)

    def judge(self, facts: Facts, day: date) -> Outcome:
        factor, amount = self.at_least.on(day).value, facts.column(self.numerator)
        if isinstance(self.denominator, str):
            additive = fact_kind(self.denominator).additive
            return compare(amount, facts.column(self.denominator), factor, base_additive=additive)
        return compare(amount, whole(facts, int(self.denominator.on(day).value)), factor, base_additive=False)

    def _threshold(self, day: date, lang: Lang) -> str:
        return amount_shown(self.at_least.on(day).value, Unit.RATIO, lang)

    def requirement(self, day: date, lang: Lang) -> str:
        what = fact_text(self.numerator, lang)
        return both_words(
            f"{what}占比应不低于 {self._threshold(day, lang)}",
            f"{what}: at least {self._threshold(day, lang)} of the whole",
            lang,
        )

    def _base(self, reading: Reading, lang: Lang) -> tuple[str, int | None]:
        """The whole as text, and its value where a percentage may be printed."""
        if isinstance(self.denominator, str):
            fact = reading.facts[self.denominator]
            return fact.text(lang), fact.value if fact.known and fact.value else None
        value = int(self.denominator.on(reading.day).value)
        return shown(value, self.unit, lang), value

    def statement(self, reading: Reading, lang: Lang) -> str:
        what, amount = fact_text(self.numerator, lang), reading.facts[self.numerator]
        text, base = self._base(reading, lang)
        zh, en = f"{what}：{amount.text(lang)}，总数为 {text}", f"{what}: {amount.text(lang)} of {text}"
        if base and amount.known:
            zh, en = f"{zh}，占 {percent_text(amount.value, base)}", f"{en}, {percent_text(amount.value, base)}"
        threshold = self._threshold(reading.day, lang)
        return both_words(f"{zh}；应不低于 {threshold}", f"{en}; at least {threshold} required", lang) + reading.short_by(lang)

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        amount, (text, base) = reading.facts[self.numerator], self._base(reading, lang)
        line = f"{amount.text(lang)} {reading.sign('≥', '<')} {self._threshold(reading.day, lang)} × {text}"
        return line if not base else f"{line} = {self._exact(base, reading, lang)}"

    def _exact(self, base: int, reading: Reading, lang: Lang) -> str:
        """The threshold times the whole, unrounded, in the printed unit."""
        scale = AREA_SCALE if self.unit is Unit.AREA else 1
        product = self.at_least.on(reading.day).value * base / scale
        return decimal_text(product, grouped=True) + both_words(" ㎡", " m²", lang) * (scale != 1)

    def test(self, day: date) -> TestDict:
        at_least = amount_printed(self.at_least.on(day).value, Unit.RATIO)
        if isinstance(self.denominator, str):
            return {"kind": self.name, "numerator": self.numerator, "denominator": self.denominator, "at_least": at_least}
        return {
            "kind": self.name,
            "numerator": self.numerator,
            "out_of": str(int(self.denominator.on(day).value)),
            "at_least": at_least,
        }
