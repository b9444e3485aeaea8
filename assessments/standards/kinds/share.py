"""share: a part of a whole, at least a fraction of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from assessments.standards.columns import Column, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import Kind, Outcome, Reading, TestDict, both_words, lower_bound, whole
from assessments.standards.kinds.ratio import both_hold, compare, compare_most, exceeds
from assessments.standards.model import Parameter, Verdict
from assessments.standards.units import AREA_SCALE, Unit, amount_shown, decimal_text, percent_text, shown
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
    at_most: Parameter | None = None

    @classmethod
    def read(cls, table: RuleTable) -> Share:
        amount = table.fact("numerator", Unit.AREA, Unit.COUNT, Unit.HOUSEHOLDS, Unit.PERSONS)
        base: str | Parameter = (
            table.parameter("out_of", Unit.COUNT) if table.has("out_of") else table.fact("denominator", fact_kind(amount).unit)
        )
        if isinstance(base, Parameter):
            table.require("out_of", all(each.value > 0 for each in base.values), "is 0", "write a number above 0")
        most = table.parameter("at_most", Unit.RATIO) if table.has("at_most") else None
        share = cls(amount, base, table.parameter("at_least", Unit.RATIO), most)
        table.require(
            "at_least",
            not any(exceeds(v.value) for parameter in (share.at_least, most) if parameter for v in parameter.values),
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
        given = (self.at_least, self.at_most, self.denominator)
        return tuple(each for each in given if isinstance(each, Parameter))

    def threshold(self) -> tuple[tuple[str, ...], Parameter] | None:
        fixed = () if isinstance(self.denominator, str) else self.denominator.values
        whole_of = ", ".join(str(each.value) for each in fixed) if fixed else str(self.denominator)
        return None if self.at_most else ((self.name, self.numerator, whole_of), self.at_least)

    def judge(self, facts: Facts, day: date) -> Outcome:
        amount, base, grows = lower_bound(facts, self.numerator), self._whole(facts, day), self._whole_grows
        least = compare(amount, base, self.at_least.on(day).value, base_grows=grows)
        if self.at_most is None:
            return least
        amount_grows = fact_kind(self.numerator).grows
        most = compare_most(amount, base, self.at_most.on(day).value, amount_grows=amount_grows, base_grows=grows)
        return both_hold(least, most)

    def _whole(self, facts: Facts, day: date) -> Column:
        if isinstance(self.denominator, str):
            return facts.column(self.denominator)
        return whole(facts, int(self.denominator.on(day).value))

    @property
    def _whole_grows(self) -> bool:
        return isinstance(self.denominator, str) and fact_kind(self.denominator).grows

    def _threshold(self, day: date, lang: Lang) -> str:
        return amount_shown(self.at_least.on(day).value, Unit.RATIO, lang)

    def _ceiling(self, day: date, lang: Lang) -> str:
        if self.at_most is None:
            return ""
        most = amount_shown(self.at_most.on(day).value, Unit.RATIO, lang)
        return both_words(f"，且不高于 {most}", f" and at most {most}", lang)

    def requirement(self, day: date, lang: Lang) -> str:
        what = fact_text(self.numerator, lang)
        return both_words(
            f"{what}占比应不低于 {self._threshold(day, lang)}{self._ceiling(day, lang)}",
            f"{what}: at least {self._threshold(day, lang)}{self._ceiling(day, lang)} of the whole",
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
            percent = percent_text(amount.value, base, up=self._is_over(reading))
            zh, en = f"{zh}，占 {percent}", f"{en}, {percent}"
        asked = self._threshold(reading.day, lang) + self._ceiling(reading.day, lang)
        off = reading.short_by(lang, over=self._is_over(reading))
        return both_words(f"{zh}；应不低于 {asked}", f"{en}; at least {asked} required", lang) + off

    def _is_over(self, reading: Reading) -> bool:
        """A gap of a part that is too large: what is asked is less than what there is."""
        return reading.required is not None and reading.measured is not None and reading.required < reading.measured

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        amount, (text, base) = reading.facts[self.numerator], self._base(reading, lang)
        over = self._is_over(reading) and reading.verdict is Verdict.GAP
        factor = self._most(reading, lang) if over else self._threshold(reading.day, lang)
        line = f"{amount.text(lang)} {'>' if over else reading.sign('≥', '<')} {factor} × {text}"
        line = line if not base else f"{line} = {self._exact(base, reading, lang, over=over)}"
        ceiling = f" ≤ {self._most(reading, lang)} × {text}"
        return line + ceiling if self.at_most and reading.verdict is Verdict.MET else line

    def _most(self, reading: Reading, lang: Lang) -> str:
        return amount_shown(self.at_most.on(reading.day).value, Unit.RATIO, lang) if self.at_most else ""

    def _exact(self, base: int, reading: Reading, lang: Lang, *, over: bool) -> str:
        """The threshold times the whole, unrounded, in the printed unit."""
        scale = AREA_SCALE if self.unit is Unit.AREA else 1
        limit = self.at_most if over and self.at_most else self.at_least
        product = limit.on(reading.day).value * base / scale
        return decimal_text(product, grouped=True) + both_words(" ㎡", " m²", lang) * (scale != 1)

    def test(self, day: date) -> TestDict:
        made: TestDict = {"kind": self.name, "numerator": self.numerator}
        if isinstance(self.denominator, str):
            made["denominator"] = self.denominator
        else:
            made["out_of"] = str(int(self.denominator.on(day).value))
        made["at_least"] = decimal_text(self.at_least.on(day).value)
        return made if self.at_most is None else made | {"at_most": decimal_text(self.at_most.on(day).value)}
