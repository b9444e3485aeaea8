"""The kinds of programme, read from kinds.toml. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from communities.words import Words

CLAUSE_PACK: Final = "cn-pilot-2022-48"
"""The pack in whose clauses and parameters a kind's ``clause``, ``least`` and ``most`` stand."""


@dataclass(frozen=True)
class ProgrammeKind:
    """``begins`` None: whoever sets a programme up says it. ``least`` and ``most``: parameters of CLAUSE_PACK, empty: no quota.

    ``roster``: how many communities the list names, None where there is no list.
    """

    code: str
    words: Words
    document: str
    confidence: str
    begins: date | None
    months: int
    least: str
    most: str
    clause: str
    roster: int | None
    answers: bool

    @property
    def has_law_quota(self) -> bool:
        return bool(self.least)


def _kind(told: Mapping[str, object]) -> ProgrammeKind:
    row = {"begins": None, "least": "", "most": "", "clause": "", "roster": None, **told}
    words = Words(str(row.pop("zh")), str(row.pop("en")))
    return ProgrammeKind(words=words, **row)  # type: ignore[arg-type]  # a test reads every kind of the file


def _read() -> dict[str, ProgrammeKind]:
    found = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
    return {told["code"]: _kind(told) for told in found["kind"]}


KINDS: Final[Mapping[str, ProgrammeKind]] = MappingProxyType(_read())


YEARS: Final = range(2000, 2101)
"""Of every day that is said of a programme or a project."""
MOST_YEARS: Final = 20
"""That a programme runs."""


def is_in_reach(day: date) -> bool:
    return day.year in YEARS


def is_too_long(starts: date, ends: date) -> bool:
    """It would run for more than MOST_YEARS."""
    return ends > last_day(starts, MOST_YEARS * 12)


def last_day(starts: date, months: int) -> date:
    """The last day of ``months`` months from ``starts`` on: 24 months from 2022-10-01 end on 2024-09-30. Past the last day that
    there is, that one.
    """
    at = starts.year * 12 + starts.month - 1 + months
    year, month = at // 12, at % 12 + 1
    if (year, month) >= (date.max.year, date.max.month):  # the month after it could not be told
        return date.max
    first_after = date(year, month, min(starts.day, _days(year, month)))
    return date.fromordinal(first_after.toordinal() - 1)


def _days(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following.toordinal() - date(year, month, 1).toordinal()


def month_number(day: date) -> int:
    """As survey items keep a month: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1
