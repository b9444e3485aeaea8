"""tiers: an amount that depends on the band in which something else lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assessments.standards.columns import Column, Facts, Ints
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import Kind, Outcome, Reading, TestDict, both_words, lower_bound, nowhere
from assessments.standards.model import AT_LEAST, BELOW, Parameter
from assessments.standards.units import Unit, in_engine, printed, shown
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

_AMOUNTS = (Unit.AREA, Unit.COUNT, Unit.HOUSEHOLDS, Unit.PERSONS)


@dataclass(frozen=True)
class Tier:
    """Up to but not including `below` (None: without end), in the engine's unit of the band's fact: at least so much."""

    below: int | None
    at_least: Parameter


@dataclass(frozen=True)
class Tiers(Kind):
    """Lump sums by band: 300 m2 below 30,000 m2 of housing, 800 m2 below 100,000 and so on."""

    name: ClassVar[str] = "tiers"
    fact: str
    by: str
    tiers: tuple[Tier, ...]

    @classmethod
    def read(cls, table: RuleTable) -> Tiers:
        fact, by = table.fact("fact", *_AMOUNTS), table.fact("by", *_AMOUNTS)
        tiers = tuple(_read_tier(row, fact, by) for row in table.rows("tier", BELOW))
        ends = [tier.below for tier in tiers[:-1]]
        fine = len(tiers) > 1 and None not in ends and ends == sorted({end for end in ends if end is not None})
        table.require("tier", fine, "the bands do not ascend", "give every tier but the last a higher `below`")
        table.require("tier", tiers[-1].below is None, "the last band has an end", "leave out its `below`")
        return cls(fact, by, tiers)

    @property
    def unit(self) -> Unit:
        return fact_kind(self.fact).unit

    def inputs(self) -> tuple[str, ...]:
        return (self.fact, self.by)

    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(dict.fromkeys(tier.at_least for tier in self.tiers))

    def amount(self) -> str | None:
        return self.fact

    def _limits(self, day: date) -> Ints:
        return np.array([in_engine(tier.at_least.on(day).value, self.unit) for tier in self.tiers], np.int64)

    def judge(self, facts: Facts, day: date) -> Outcome:
        amount, base = lower_bound(facts, self.fact), lower_bound(facts, self.by)
        limits = self._limits(day)
        ends = np.array([tier.below for tier in self.tiers[:-1]], np.int64)
        band = np.searchsorted(ends, base.value, side="right")
        last = np.where(base.known, band, len(limits) - 1)
        least, most = _extremes(limits, band, last)
        met = amount.value >= most
        gap = amount.known & (amount.value < least)
        required = Column(np.where(base.known, limits[band], least), base.known | gap)
        measured = Column(amount.value, amount.known | met)
        blank = nowhere(facts)
        return Outcome(met, gap, blank, blank, measured, required, required.value - amount.value)

    def _band_text(self, at: int, lang: Lang) -> str:
        unit, below = fact_kind(self.by).unit, self.tiers[at].below
        if below is None:
            start = shown(self.tiers[at - 1].below or 0, unit, lang)
            return both_words(f"不少于 {start}", f"{start} or more", lang)
        return both_words(f"低于 {shown(below, unit, lang)}", f"below {shown(below, unit, lang)}", lang)

    def _listed(self, day: date, lang: Lang) -> str:
        limits = [shown(int(limit), self.unit, lang) for limit in self._limits(day)]
        parts = [f"{self._band_text(at, lang)}: {limit}" for at, limit in enumerate(limits)]
        return both_words("；", "; ", lang).join(parts)

    def requirement(self, day: date, lang: Lang) -> str:
        what, by, listed = fact_text(self.fact, lang), fact_text(self.by, lang), self._listed(day, lang)
        return both_words(f"{what}按{by}分档应不低于：{listed}", f"{what}, by {by}, at least: {listed}", lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        what, found = fact_text(self.fact, lang), reading.facts[self.fact].text(lang)
        by, base = fact_text(self.by, lang), reading.facts[self.by].text(lang)
        line = both_words(f"{what}：{found}；{by}：{base}", f"{what}: {found}; {by}: {base}", lang)
        if reading.required is not None:
            need = shown(reading.required, self.unit, lang)
            line += both_words(f"，该档应有 {need}", f", whose tier needs {need}", lang)
        return line + reading.short_by(lang)

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        found, base = reading.facts[self.fact].text(lang), reading.facts[self.by].text(lang)
        need = both_words("？", "?", lang) if reading.required is None else shown(reading.required, self.unit, lang)
        return f"{found} {reading.sign('≥', '<')} {need} ({fact_text(self.by, lang)} = {base})"

    def test(self, day: date) -> TestDict:
        unit = fact_kind(self.by).unit
        rows = [
            {AT_LEAST: printed(int(limit), self.unit)} | ({} if tier.below is None else {BELOW: printed(tier.below, unit)})
            for tier, limit in zip(self.tiers, self._limits(day), strict=True)
        ]
        return {"kind": self.name, "fact": self.fact, "by": self.by, "tiers": rows}


def _read_tier(row: RuleTable, fact: str, by: str) -> Tier:
    below = row.engine_value(BELOW, fact_kind(by).unit) if row.has(BELOW) else None
    tier = Tier(below, row.parameter(AT_LEAST, fact_kind(fact).unit))
    row.finish()
    return tier


def _extremes(limits: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """The least and the most that may be asked, where the band lies anywhere from `first` to `last`."""
    from_here_least = np.minimum.accumulate(limits[::-1])[::-1]
    from_here_most = np.maximum.accumulate(limits[::-1])[::-1]
    sure = first == last
    return np.where(sure, limits[first], from_here_least[first]), np.where(sure, limits[first], from_here_most[first])
