"""presence: every one of the listed facility types is there at least n times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assessments.standards.columns import Bools, Column, Facts
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import (
    FactValue,
    Kind,
    Outcome,
    Reading,
    TestDict,
    both_words,
    nowhere,
    reaches,
    whole,
)
from assessments.standards.model import Parameter, Subject
from assessments.standards.units import Unit
from communities.words import Lang

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

OWN, BLOCK, NEIGHBOUR = "count", "block_count", "neighbour_count"


@dataclass(frozen=True)
class Presence(Kind):
    """Counts of facility types against one number. With several types each must reach it;
    measured then counts each type up to what is asked, so that measured + shortfall = required once all is known.

    `within` is the distance up to which a neighbour's facility counts, where it is lent by agreement."""

    name: ClassVar[str] = "presence"
    facts: tuple[str, ...]
    at_least: Parameter
    within: Parameter | None = None

    @classmethod
    def read(cls, table: RuleTable) -> Presence:
        types, pool = table.facility_types("types"), table.text_or("pool", "block" if table.subject is Subject.BLOCK else "own")
        known = ("own", "block", "neighbour")
        table.require("pool", pool in known, f"{pool!r} is not known", f"choose one of {', '.join(known)}")
        within = table.parameter("within", Unit.METRE) if pool == "neighbour" else None
        return cls(tuple(_counted(code, pool, within) for code in types), table.parameter("at_least", Unit.COUNT), within)

    @property
    def unit(self) -> Unit:
        return Unit.COUNT

    def inputs(self) -> tuple[str, ...]:
        return self.facts

    def parameters(self) -> tuple[Parameter, ...]:
        return (self.at_least, self.within) if self.within else (self.at_least,)

    def threshold(self) -> tuple[tuple[str, ...], Parameter] | None:
        return (self.name, *self.facts), self.at_least

    def _each(self, day: date) -> int:
        return int(self.at_least.on(day).value)

    def judge(self, facts: Facts, day: date) -> Outcome:
        each = self._each(day)
        columns = [facts.column(name) for name in self.facts]
        sides = [reaches(column, each, grows=True) for column in columns]
        met = np.logical_and.reduce([side[0] for side in sides])
        gap = np.logical_or.reduce([side[1] for side in sides])
        lacking = sum(np.where(c.known, np.maximum(each - c.value, 0), 0) for c in columns)
        required = whole(facts, each * len(columns))
        blank = nowhere(facts)
        return Outcome(met, gap, blank, blank, self._measured(columns, each, met), required, np.asarray(lacking))

    def _measured(self, columns: list[Column], each: int, met: Bools) -> Column:
        """A gap of one type says nothing of another whose list is open: then there is no figure for all of them."""
        known = np.logical_and.reduce([column.known for column in columns]) | met
        if len(columns) == 1:
            return Column(columns[0].value, known)
        return Column(np.asarray(sum(np.minimum(column.value, each) for column in columns)), known)

    def _asked(self, day: date, lang: Lang) -> str:
        each, several = self._each(day), len(self.facts) > 1
        return both_words(f"{'各' * several}应不少于 {each} 处", f"at least {each}{' of each' * several} required", lang)

    def requirement(self, day: date, lang: Lang) -> str:
        listed = both_words("、", " and ", lang).join(fact_text(name, lang) for name in self.facts)
        return listed + both_words("", ": ", lang) + self._asked(day, lang)

    def statement(self, reading: Reading, lang: Lang) -> str:
        counted = both_words("，", ", ", lang).join(self._counted(reading, name, lang) for name in self.facts)
        asked, short = self._asked(reading.day, lang), reading.short_by(lang)
        return both_words(f"{counted}；{asked}{short and short + ' 处'}", f"{counted}; {asked}{short}", lang)

    @staticmethod
    def _counted(reading: Reading, name: str, lang: Lang) -> str:
        """A type with its count, and whether the list is complete, because only a complete list can show a gap."""
        what, fact = fact_text(name, lang), reading.facts[name]
        zh = f"{what}现有 {fact.text(lang)} 处{'（清单已核实完整）' if fact.known else ''}"
        en = f"{what}: {fact.text(lang)} recorded{' in a complete list' if fact.known else ''}"
        return both_words(zh, en, lang)

    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        each = self._each(reading.day)
        lines = [self._line(reading.facts[name], each, lang) for name in self.facts]
        return both_words("；", "; ", lang).join(lines)

    @staticmethod
    def _line(fact: FactValue, each: int, lang: Lang) -> str:
        return f"{fact.text(lang)} {'≥' if fact.value >= each else '<' if fact.known else '≥?'} {each:,}"

    def test(self, day: date) -> TestDict:
        return {"kind": self.name, "facts": list(self.facts), "at_least": str(self._each(day))}


def _counted(code: str, pool: str, within: Parameter | None) -> str:
    """The fact that counts a type: the community's own, its block's, or with those lent by neighbours near enough."""
    if within is not None:
        return f"{NEIGHBOUR}.{code}.{int(within.values[-1].value)}m"
    return f"{BLOCK if pool == 'block' else OWN}.{code}"
