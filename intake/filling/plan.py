"""What goes into a form, ready to be written: values by place, and what must be said with them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from assessments.standards.units import percent_text
from communities.words import Lang, Words

Given = str | int | Decimal | Fraction | date | None
"""A value: a text, a count, an area in m2, a share of one, a day; None where nobody knows."""

UNKNOWN: Final = Words("未知", "unknown")


@dataclass(frozen=True)
class TableRows:
    """``columns``: column -> a value for each community, in their order. ``first_row`` as in Place."""

    first_row: int
    columns: Mapping[int, Sequence[Given]]

    @property
    def number(self) -> int:
        return max((len(values) for values in self.columns.values()), default=0)


@dataclass(frozen=True)
class Plan:
    """Everything one filled form holds.

    ``cells`` by (part, row, column); ``blanks`` by (part, row, column), each with values by the number of the blank.
    ``note`` is said visibly on the form; empty where there is nothing to say. ``says_unknown``: a word stands for what is not
    known, else the place stays empty.
    """

    tables: Mapping[int, TableRows]
    cells: Mapping[tuple[int, int, int], Given]
    blanks: Mapping[tuple[int, int, int], Mapping[int, Given]]
    note: str
    lang: Lang
    says_unknown: bool = True

    def text(self, given: Given) -> str:
        """A value as words."""
        return unknown_text(self) if given is None else said(given)


def unknown_text(plan: Plan) -> str:
    return UNKNOWN.of(plan.lang) if plan.says_unknown else ""


def said(given: Given) -> str:
    """A known value as words. Shares and areas are rounded down, so that a missed threshold never looks met."""
    if isinstance(given, Fraction):
        return percent_text(given.numerator, given.denominator)
    if isinstance(given, Decimal):
        return f"{given:.2f}"
    return given.isoformat() if isinstance(given, date) else str(given)


def percentage(given: Fraction) -> Decimal:
    """A share in percent with two places, rounded down."""
    return Decimal(given.numerator * 10_000 // given.denominator) / 100
