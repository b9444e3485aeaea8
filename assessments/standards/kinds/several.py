"""several: at least so many of the listed things are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assessments.standards.columns import Bools, Column, Facts, Ints
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import FactValue, Kind, Outcome, Reading, TestDict, both_words, nowhere, reaches, whole
from assessments.standards.model import Parameter
from assessments.standards.units import Unit, printed
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

THERE = {Unit.COUNT: 1, Unit.STATE: 2, Unit.FLAG: 1, Unit.MATURITY: 3}
"""What makes a thing be there: at least one, intact, yes, operating."""


@dataclass(frozen=True)
class Several(Kind):
    """How many of the listed facts reach the lowest value that counts, against one number."""

    name: ClassVar[str] = "several"
    facts: tuple[str, ...]
    at_least: Parameter

    @classmethod
    def read(cls, table: RuleTable) -> Several:
        names = table.facts("facts")
        for name in names:
            unit = fact_kind(name).unit
            table.require("facts", unit in THERE, f"{name} is in {unit}", f"name facts in {', '.join(THERE)}")
        most = table.parameter("at_least", Unit.COUNT)
        fine = all(0 < value.value <= len(names) for value in most.values)
        table.require("at_least", fine, "is 0 or more than the facts listed", f"write a number from 1 to {len(names)}")
        return cls(names, most)

    @property
    def unit(self) -> Unit:
        return Unit.COUNT

    def inputs(self) -> tuple[str, ...]:
        return self.facts

    def parameters(self) -> tuple[Parameter, ...]:
        return (self.at_least,)

    def threshold(self) -> tuple[tuple[str, ...], Parameter] | None:
        return (self.name, *self.facts), self.at_least

    def judge(self, facts: Facts, day: date) -> Outcome:
        asked = int(self.at_least.on(day).value)
        sides = [_side(facts, name) for name in self.facts]
        there: Ints = np.sum(np.array([met for met, _ in sides]), axis=0, dtype=np.int64)
        absent: Ints = np.sum(np.array([gap for _, gap in sides]), axis=0, dtype=np.int64)
        possible = len(sides) - absent
        met: Bools = there >= asked
        gap: Bools = possible < asked
        blank = nowhere(facts)
        measured = Column(there, (there == possible) | met)
        return Outcome(met, gap, blank, blank, measured, whole(facts, asked), asked - possible)

    def _asked(self, day: date, lang: Lang) -> str:
        asked, count = int(self.at_least.on(day).value), len(self.facts)
        return both_words(f"{count} 项中应有不少于 {asked} 项", f"at least {asked} of {count} required", lang)

    def requirement(self, day: date, lang: Lang) -> str:
        listed = both_words("、", ", ", lang).join(fact_text(name, lang) for name in self.facts)
        return both_words(f"{listed}：{self._asked(day, lang)}", f"{listed}: {self._asked(day, lang)}", lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        parts = [f"{fact_text(name, lang)} {reading.facts[name].text(lang)}" for name in self.facts]
        listed = both_words("，", ", ", lang).join(parts)
        return f"{listed}{both_words('；', '; ', lang)}{self._asked(reading.day, lang)}"

    def arithmetic(self, reading: Reading, lang: Lang) -> str:  # noqa: ARG002 -- numbers alone speak every language
        there = sum(_is_there(reading.facts[name]) is True for name in self.facts)
        open_ = sum(_is_there(reading.facts[name]) is None for name in self.facts)
        found = f"{there}–{there + open_}" if open_ else str(there)
        return f"{found} {reading.sign('≥', '<')} {int(self.at_least.on(reading.day).value)}"

    def test(self, day: date) -> TestDict:
        there = [printed(THERE[unit], unit) for unit in (fact_kind(name).unit for name in self.facts)]
        asked = str(int(self.at_least.on(day).value))
        return {"kind": self.name, "facts": list(self.facts), "there": there, "at_least": asked}


def _side(facts: Facts, name: str) -> tuple[Bools, Bools]:
    kind = fact_kind(name)
    return reaches(facts.column(name), THERE[kind.unit], grows=kind.grows)


def _is_there(fact: FactValue) -> bool | None:
    """Whether one thing is there; None where it cannot be told."""
    if fact.value >= THERE[fact.unit] and (fact.known or fact.grows):
        return True
    return False if fact.known else None
