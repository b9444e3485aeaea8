"""bounds: one figure, not below or not above a number, or between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from assessments.standards.columns import Bools, Column, Facts, Ints
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import (
    Kind,
    Outcome,
    Reading,
    TestDict,
    both_words,
    nowhere,
    reaches,
    stays_within,
    whole,
)
from assessments.standards.kinds.ratio import both_hold
from assessments.standards.model import AT_LEAST, Parameter, Verdict
from assessments.standards.units import Unit, in_engine, printed, shown
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

AT_MOST = "at_most"
BOUNDED = (Unit.COUNT, Unit.MONTH, Unit.AREA, Unit.METRE, Unit.PERSONS, Unit.HOUSEHOLDS)


@dataclass(frozen=True)
class Bounds(Kind):
    """Not below `low`, not above `high`; one of them may be absent."""

    name: ClassVar[str] = "bounds"
    fact: str
    low: Parameter | None
    high: Parameter | None

    @classmethod
    def read(cls, table: RuleTable) -> Bounds:
        fact = table.fact("fact", *BOUNDED)
        unit = fact_kind(fact).unit
        low, high = (table.parameter(side, unit) if table.has(side) else None for side in (AT_LEAST, AT_MOST))
        table.require(AT_LEAST, low or high, "is missing, and at_most too", "add one of them")
        ends = [[each.value for each in side.values] if side else [] for side in (low, high)]
        table.require(AT_MOST, not all(ends) or max(ends[0]) <= min(ends[1]), "lies below at_least", "exchange the two")
        return cls(fact, low, high)

    @property
    def unit(self) -> Unit:
        return fact_kind(self.fact).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.fact,)

    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(each for each in (self.low, self.high) if each)

    def threshold(self) -> tuple[tuple[str, ...], Parameter] | None:
        if self.low and self.high:
            return None
        side = AT_LEAST if self.low else AT_MOST
        return (self.name, self.fact, side), self.parameters()[0]

    def amount(self) -> str | None:
        return self.fact if self.low else None

    def _limit(self, limit: Parameter, day: date) -> int:
        return in_engine(limit.on(day).value, self.unit)

    def judge(self, facts: Facts, day: date) -> Outcome:
        sides = [self._judge_low(facts, day, self.low)] if self.low else []
        sides += [self._judge_high(facts, day, self.high)] if self.high else []
        return sides[0] if len(sides) == 1 else both_hold(*sides)

    def _judge_low(self, facts: Facts, day: date, low: Parameter) -> Outcome:
        column, limit = facts.column(self.fact), self._limit(low, day)
        met, gap = reaches(column, limit, grows=fact_kind(self.fact).grows)
        return self._outcome(facts, met, gap, limit, limit - column.value)

    def _judge_high(self, facts: Facts, day: date, high: Parameter) -> Outcome:
        column, limit = facts.column(self.fact), self._limit(high, day)
        met, gap = stays_within(column, limit, grows=fact_kind(self.fact).grows)
        return self._outcome(facts, met, gap, limit, column.value - limit)

    def _outcome(self, facts: Facts, met: Bools, gap: Bools, limit: int, shortfall: Ints) -> Outcome:
        column = facts.column(self.fact)
        measured = Column(column.value, column.known | met | gap)
        return Outcome(met, gap, nowhere(facts), nowhere(facts), measured, whole(facts, limit), shortfall)

    def _asked(self, day: date, lang: Lang) -> str:
        low, high = (shown(self._limit(one, day), self.unit, lang) if one else None for one in (self.low, self.high))
        if low and high:
            return both_words(f"应在 {low} 至 {high} 之间", f"between {low} and {high}", lang)
        is_month = self.unit is Unit.MONTH
        if low:
            zh, en = ("不早于", "no earlier than") if is_month else ("不少于", "at least")
        else:
            zh, en = ("不晚于", "no later than") if is_month else ("不多于", "at most")
        return both_words(f"应{zh} {low or high}", f"{en} {low or high}", lang)

    def requirement(self, day: date, lang: Lang) -> str:
        what = fact_text(self.fact, lang)
        return both_words(f"{what}{self._asked(day, lang)}", f"{what}: {self._asked(day, lang)}", lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        what, found = fact_text(self.fact, lang), reading.facts[self.fact].text(lang)
        asked = self._asked(reading.day, lang)
        return both_words(f"{what}：{found}；{asked}", f"{what}: {found}; {asked}", lang) + self._off(reading, lang)

    def _is_over(self, reading: Reading) -> bool:
        return self.high is not None and reading.facts[self.fact].value > self._limit(self.high, reading.day)

    def _off(self, reading: Reading, lang: Lang) -> str:
        if self.unit is not Unit.MONTH:
            return reading.short_by(lang, over=self._is_over(reading))
        off, (zh, en) = reading.shortfall, ("晚", "late") if self._is_over(reading) else ("早", "early")
        return both_words(f"，{zh} {off} 个月", f"; {off} month{'s' * (off != 1)} {en}", lang) if off else ""

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        lines = [self._line(reading, lang, "≥", "<", self.low)] if self.low else []
        lines += [self._line(reading, lang, "≤", ">", self.high)] if self.high else []
        return both_words("；", "; ", lang).join(lines)

    def _line(self, reading: Reading, lang: Lang, met: str, gap: str, limit: Parameter) -> str:
        """One side; of two only one is missed, so each is decided by itself."""
        fact, bound = reading.facts[self.fact], self._limit(limit, reading.day)
        holds = fact.value >= bound if met == "≥" else fact.value <= bound
        decided = reading.verdict is Verdict.MET or fact.known or (fact.grows and holds == (met == "≥"))
        sign = f"{met}?" if not decided else met if holds else gap
        return f"{fact.text(lang)} {sign} {shown(bound, self.unit, lang)}"

    def test(self, day: date) -> TestDict:
        sides = {AT_LEAST: self.low, AT_MOST: self.high}
        limits = {side: printed(self._limit(one, day), self.unit) for side, one in sides.items() if one}
        return {"kind": self.name, "fact": self.fact} | limits
