"""report: a figure or a share that is shown and not judged."""

# ruff: noqa: ARG002 -- every kind is asked with the day; a report needs none
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assessments.standards.columns import Column, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import Kind, Outcome, Reading, TestDict, both_words, nowhere, whole
from assessments.standards.units import Unit, percent_text
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable


@dataclass(frozen=True)
class Report(Kind):
    """The part is what is measured; over a whole of 0 the share is undefined. Without a whole, the figure alone."""

    name: ClassVar[str] = "report"
    numerator: str
    denominator: str | None

    @classmethod
    def read(cls, table: RuleTable) -> Report:
        part = table.fact("numerator")
        return cls(part, table.fact("denominator", fact_kind(part).unit) if table.has("denominator") else None)

    @property
    def unit(self) -> Unit:
        return fact_kind(self.numerator).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.numerator, self.denominator) if self.denominator else (self.numerator,)

    def judge(self, facts: Facts, day: date) -> Outcome:
        part, never = facts.column(self.numerator), nowhere(facts)
        base = facts.column(self.denominator) if self.denominator else whole(facts, 1)
        undefined = base.known & (base.value == 0)
        reported = part.known & base.known & ~undefined
        nothing = Column(np.zeros(len(facts), np.int64), never)
        return Outcome(never, never, undefined, reported, Column(part.value, reported), nothing, nothing.value)

    def requirement(self, day: date, lang: Lang) -> str:
        return both_words("只报告，不判定", "reported, not judged", lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        parts = [f"{fact_text(n, lang)} {reading.facts[n].text(lang)}" for n in self.inputs()]
        share, joined = self._share(reading), both_words("，", ", ", lang).join(parts)
        return both_words(f"{joined}，占 {share}", f"{joined}: {share}", lang) if share else joined

    def _share(self, reading: Reading) -> str:
        if self.denominator is None:
            return ""
        part, base = (reading.facts[name] for name in self.inputs())
        return percent_text(part.value, base.value) if part.known and base.known and base.value else ""

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        texts = [reading.facts[name].text(lang) for name in self.inputs()]
        if self.denominator is None:
            return texts[0]
        return f"{texts[0]} ÷ {texts[1]} = {self._share(reading) or both_words('？', '?', lang)}"

    def test(self, day: date) -> TestDict:
        made: TestDict = {"kind": self.name, "numerator": self.numerator}
        return made | {"denominator": self.denominator} if self.denominator else made
