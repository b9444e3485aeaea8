"""state, flag and level: the answer to one question, against the lowest answer that will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from assessments.standards.columns import Column, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import Kind, Outcome, Reading, TestDict, both_words, nowhere, reaches, whole
from assessments.standards.model import Parameter
from assessments.standards.units import Unit, printed, shown
from communities.words import Lang, Words

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

INTACT, YES = 2, 1


@dataclass(frozen=True)
class Scale(Kind):
    """One fact on a scale of a few words. Subclasses say which scale and what is asked."""

    should: ClassVar[Words] = Words("应为", "should be")
    fact: str
    at_least: int | Parameter

    def target(self, day: date) -> int:
        """The lowest answer that meets the rule."""
        return self.at_least if isinstance(self.at_least, int) else int(self.at_least.on(day).value)

    def parameters(self) -> tuple[Parameter, ...]:
        return () if isinstance(self.at_least, int) else (self.at_least,)

    def threshold(self) -> tuple[tuple[str, ...], Parameter] | None:
        return None if isinstance(self.at_least, int) else ((self.name, self.fact), self.at_least)

    @property
    def unit(self) -> Unit:
        return fact_kind(self.fact).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.fact,)

    def judge(self, facts: Facts, day: date) -> Outcome:
        column, blank = facts.column(self.fact), nowhere(facts)
        met, gap = reaches(column, self.target(day), grows=False)
        required = whole(facts, self.target(day))
        shortfall = required.value - column.value
        return Outcome(met, gap, blank, blank, Column(column.value, column.known), required, shortfall)

    def _asked(self, day: date, lang: Lang) -> str:
        return shown(self.target(day), self.unit, lang)

    def requirement(self, day: date, lang: Lang) -> str:
        what, asked = fact_text(self.fact, lang), self._asked(day, lang)
        return both_words(f"{what}{self.should.zh}“{asked}”", f"{what} {self.should.en} “{asked}”", lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        what, found = fact_text(self.fact, lang), reading.facts[self.fact].text(lang)
        asked = f"{self.should.of(lang)}{both_words('', ' ', lang)}“{self._asked(reading.day, lang)}”"
        return both_words(f"{what}：{found}；{asked}", f"{what}: {found}; {asked}", lang)

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        found = reading.facts[self.fact].text(lang)
        return f"{found} {reading.sign('=', '≠')} {self._asked(reading.day, lang)}"

    def test(self, day: date) -> TestDict:
        return {"kind": self.name, "fact": self.fact, "at_least": printed(self.target(day), self.unit)}


@dataclass(frozen=True)
class State(Scale):
    """A condition of infrastructure: it must be intact."""

    name: ClassVar[str] = "state"

    @classmethod
    def read(cls, table: RuleTable) -> State:
        return cls(table.fact("fact", Unit.STATE), INTACT)


@dataclass(frozen=True)
class Flag(Scale):
    """A yes-or-no question: it must be yes."""

    name: ClassVar[str] = "flag"

    @classmethod
    def read(cls, table: RuleTable) -> Flag:
        return cls(table.fact("fact", Unit.FLAG), YES)


@dataclass(frozen=True)
class Level(Scale):
    """A maturity from none to operating: it must reach the parameter's level."""

    name: ClassVar[str] = "level"
    should: ClassVar[Words] = Words("应不低于", "should be at least")

    @classmethod
    def read(cls, table: RuleTable) -> Level:
        return cls(table.fact("fact", Unit.MATURITY), table.parameter("at_least", Unit.MATURITY))

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        found = reading.facts[self.fact].text(lang)
        return f"{found} {reading.sign('≥', '<')} {self._asked(reading.day, lang)}"
