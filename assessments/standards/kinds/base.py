"""What every kind of test can do: name its facts, judge columns, say what is missing, speak in both languages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from assessments.standards.columns import Bools, Column, Facts, Ints
from assessments.standards.fact_names import fact_kind
from assessments.standards.model import Parameter, Reason, Verdict
from assessments.standards.units import Unit, shown
from communities.words import Lang, Words

if TYPE_CHECKING:
    from assessments.standards.rule_table import RuleTable

TestDict = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """A test over N communities, before its condition. A row that is neither met, gap nor reported is undecided.

    `undefined` marks a ratio over zero; `measured` and `required` are known where they may be shown;
    `shortfall` counts only where `gap`.
    """

    met: Bools
    gap: Bools
    undefined: Bools
    reported: Bools
    measured: Column
    required: Column
    shortfall: Ints


@dataclass(frozen=True)
class FactValue:
    """One fact of one community: exact, a lower bound, or unknown."""

    name: str
    value: int
    known: bool
    grows: bool
    unit: Unit

    @property
    def status(self) -> str:
        """exact, at_least or unknown."""
        return "exact" if self.known else "at_least" if self.grows else "unknown"

    def text(self, lang: Lang) -> str:
        """The value in a sentence or a sum: "799.80 m²", "at least 2", "?"."""
        if self.status == "unknown":
            return "？" if lang == "zh" else "?"
        bound = {"zh": "至少 ", "en": "at least "}[lang] if self.status == "at_least" else ""
        return bound + shown(self.value, self.unit, lang)


@dataclass(frozen=True)
class Reading:
    """One rule's answer for one community, ready to be put into words. `tested`: those of the facts that the test reads."""

    facts: Mapping[str, FactValue]
    tested: tuple[str, ...]
    verdict: Verdict
    reason: Reason
    measured: int | None
    required: int | None
    shortfall: int | None
    unit: Unit
    day: date

    def sign(self, met: str, gap: str) -> str:
        """The relation to print between measured and required: decided either way, or still open."""
        return {Verdict.MET: met, Verdict.GAP: gap}.get(self.verdict, f"{met}?")

    def short_by(self, lang: Lang, *, over: bool = False) -> str:
        """ ", 0.01 m² short" for a gap, else nothing. "At least" where what it is measured against can only grow."""
        if self.verdict is not Verdict.GAP or self.shortfall is None:
            return ""
        grows = any(self.facts[name].status == "at_least" for name in self.tested)
        amount = shown(self.shortfall, self.unit, lang)
        if lang == "zh":
            return f"，{'至少' * grows}{'超出' if over else '缺'} {amount}"
        too = "too many" if self.unit in (Unit.COUNT, Unit.HOUSEHOLDS, Unit.PERSONS) else "too much"
        return f"; {'at least ' * grows}{amount} {too if over else 'short'}"


class Kind(ABC):
    """One kind of test. Kinds are few and in Python; rules are many and in TOML."""

    name: ClassVar[str]

    @classmethod
    @abstractmethod
    def read(cls, table: RuleTable) -> Kind:
        """The test from a rule's arguments; raises PackError."""

    @property
    @abstractmethod
    def unit(self) -> Unit:
        """The unit of measured, required and shortfall."""

    @abstractmethod
    def inputs(self) -> tuple[str, ...]:
        """The facts the test reads."""

    def parameters(self) -> tuple[Parameter, ...]:
        """The dated thresholds the test reads."""
        return ()

    @abstractmethod
    def judge(self, facts: Facts, day: date) -> Outcome:
        """The test over all communities at once, with the law of a day."""

    @abstractmethod
    def requirement(self, day: date, lang: Lang) -> str:
        """What the rule asks, as a clause of a sentence."""

    @abstractmethod
    def statement(self, reading: Reading, lang: Lang) -> str:
        """What was found against what is asked, as a sentence without its full stop."""

    @abstractmethod
    def arithmetic(self, reading: Reading, lang: Lang) -> str:
        """The comparison as one printable line."""

    def threshold(self) -> tuple[tuple[str, ...], Parameter] | None:
        """The one number that makes the test stricter, with what must be equal for two tests to be compared by it."""
        return None

    def amount(self) -> str | None:
        """The fact of which the test asks for a least amount, so that tests of the same amount can stand side by side."""
        return None

    @abstractmethod
    def test(self, day: date) -> TestDict:
        """The test with its thresholds in plain text, enough to decide it again."""


def whole(facts: Facts, value: int) -> Column:
    """The same known value for every community."""
    size = len(facts)
    return Column(np.full(size, value, np.int64), np.ones(size, np.bool_))


def nowhere(facts: Facts) -> Bools:
    """A mask that holds for no community."""
    return np.zeros(len(facts), np.bool_)


def nowhere_like(mask: Bools) -> Bools:
    """A mask of the same shape that holds nowhere."""
    return np.zeros_like(mask)


def lower_bound(facts: Facts, name: str) -> Column:
    """The column of an amount, whose value is a valid lower bound everywhere: 0 where it cannot grow and is not known."""
    column = facts.column(name)
    if fact_kind(name).grows:
        return column
    return Column(np.where(column.known, column.value, 0), column.known)


def reaches(column: Column, limit: int, *, grows: bool) -> tuple[Bools, Bools]:
    """(met, gap) of `fact >= limit`: a lower bound may say met, only the whole truth may say gap."""
    enough = column.value >= limit
    return (enough if grows else enough & column.known), ~enough & column.known


def stays_within(column: Column, limit: int, *, grows: bool) -> tuple[Bools, Bools]:
    """(met, gap) of `fact <= limit`: a lower bound may say gap, only the whole truth may say met."""
    over = column.value > limit
    return ~over & column.known, (over if grows else over & column.known)


def both_words(zh: str, en: str, lang: Lang) -> str:
    """One of two texts."""
    return Words(zh, en).of(lang)
