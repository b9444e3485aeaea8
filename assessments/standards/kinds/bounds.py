"""bounds: one count or month, not below or not above a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from assessments.standards.columns import Column, Facts
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
from assessments.standards.model import AT_LEAST, Parameter
from assessments.standards.units import Unit, printed, shown
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

AT_MOST = "at_most"
BOUNDED = (Unit.COUNT, Unit.MONTH)


@dataclass(frozen=True)
class Bounds(Kind):
    """`side` is at_least or at_most."""

    name: ClassVar[str] = "bounds"
    fact: str
    side: str
    limit: Parameter

    @classmethod
    def read(cls, table: RuleTable) -> Bounds:
        fact = table.fact("fact")
        unit = fact_kind(fact).unit
        table.require("fact", unit in BOUNDED, f"{fact} is neither a count nor a month", "choose another kind")
        side = AT_MOST if table.has(AT_MOST) else AT_LEAST
        return cls(fact, side, table.parameter(side, unit))

    @property
    def unit(self) -> Unit:
        return fact_kind(self.fact).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.fact,)

    def parameters(self) -> tuple[Parameter, ...]:
        return (self.limit,)

    def _limit(self, day: date) -> int:
        return int(self.limit.on(day).value)

    def judge(self, facts: Facts, day: date) -> Outcome:
        column, limit, additive = facts.column(self.fact), self._limit(day), fact_kind(self.fact).additive
        side = reaches if self.side == AT_LEAST else stays_within
        met, gap = side(column, limit, additive=additive)
        shortfall = limit - column.value if self.side == AT_LEAST else column.value - limit
        measured = Column(column.value, column.known | met | gap)
        return Outcome(met, gap, nowhere(facts), nowhere(facts), measured, whole(facts, limit), shortfall)

    def _asked(self, day: date, lang: Lang) -> str:
        limit = shown(self._limit(day), self.unit, lang)
        if self.side == AT_LEAST:
            return both_words(f"应不少于 {limit}", f"at least {limit}", lang)
        if self.unit is Unit.MONTH:
            return both_words(f"应不晚于 {limit}", f"no later than {limit}", lang)
        return both_words(f"应不多于 {limit}", f"at most {limit}", lang)

    def requirement(self, day: date, lang: Lang) -> str:
        what = fact_text(self.fact, lang)
        return both_words(f"{what}{self._asked(day, lang)}", f"{what}: {self._asked(day, lang)}", lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        what, found = fact_text(self.fact, lang), reading.facts[self.fact].text(lang)
        asked = self._asked(reading.day, lang)
        return both_words(f"{what}：{found}；{asked}", f"{what}: {found}; {asked}", lang) + self._off(reading, lang)

    def _off(self, reading: Reading, lang: Lang) -> str:
        if self.unit is not Unit.MONTH:
            return reading.short_by(lang, over=self.side == AT_MOST)
        late = reading.shortfall
        return both_words(f"，晚 {late} 个月", f"; {late} month{'s' * (late != 1)} late", lang) if late else ""

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        fact = reading.facts[self.fact]
        signs = ("≥", "<") if self.side == AT_LEAST else ("≤", ">")
        return f"{fact.text(lang)} {reading.sign(*signs)} {shown(self._limit(reading.day), self.unit, lang)}"

    def test(self, day: date) -> TestDict:
        return {"kind": self.name, "fact": self.fact, self.side: printed(self._limit(day), self.unit)}
