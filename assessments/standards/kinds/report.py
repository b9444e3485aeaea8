"""report: a share that is shown and not judged."""

# ruff: noqa: ARG002 -- every kind is asked with the day; a report needs none
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assessments.standards.columns import Column, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import Kind, Outcome, Reading, TestDict, both_words, nowhere
from assessments.standards.units import Unit, percent_text
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable


@dataclass(frozen=True)
class Report(Kind):
    """The part is what is measured; over a whole of 0 the share is undefined."""

    name: ClassVar[str] = "report"
    numerator: str
    denominator: str

    @classmethod
    def read(cls, table: RuleTable) -> Report:
        part = table.fact("numerator")
        return cls(part, table.fact("denominator", unit=fact_kind(part).unit))

    @property
    def unit(self) -> Unit:
        return fact_kind(self.numerator).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.numerator, self.denominator)

    def judge(self, facts: Facts, day: date) -> Outcome:
        part, base, never = facts.column(self.numerator), facts.column(self.denominator), nowhere(facts)
        undefined = base.known & (base.value == 0)
        reported = part.known & base.known & ~undefined
        nothing = Column(np.zeros(len(facts), np.int64), never)
        return Outcome(never, never, undefined, reported, Column(part.value, reported), nothing, nothing.value)

    def requirement(self, day: date, lang: Lang) -> str:
        return both_words("只报告，不判定", "reported, not judged", lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        part, base = (f"{fact_text(n, lang)} {reading.facts[n].text(lang)}" for n in self.inputs())
        share = self._share(reading)
        zh, en = f"{part}，{base}", f"{part}, {base}"
        return both_words(f"{zh}，占 {share}", f"{en}: {share}", lang) if share else both_words(zh, en, lang)

    def _share(self, reading: Reading) -> str:
        part, base = (reading.facts[name] for name in self.inputs())
        return percent_text(part.value, base.value) if part.known and base.known and base.value else ""

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        part, base = (reading.facts[name].text(lang) for name in self.inputs())
        return f"{part} ÷ {base} = {self._share(reading) or both_words('？', '?', lang)}"

    def test(self, day: date) -> TestDict:
        return {"kind": self.name, "numerator": self.numerator, "denominator": self.denominator}
