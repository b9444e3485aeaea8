"""The rows of the return, read from rows.toml. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from communities.words import Words


class Counts(StrEnum):
    """What a row counts."""

    COMPLETE = "complete"
    HOUSEHOLDS = "households"
    FACILITIES = "facilities"
    SITE_AREA = "site_area"


UNITS: Final = {
    "count": Words("个", "count"),
    "households": Words("户", "households"),
    "area": Words("平方米", "m²"),
}


@dataclass(frozen=True)
class ReturnRow:
    """``types``: of facilities, for the rows that count them. ``within``: the row of which it is a part, else empty."""

    code: str
    words: Words
    unit: str
    counts: Counts
    types: frozenset[str]
    within: str

    @property
    def unit_words(self) -> Words:
        return UNITS[self.unit]

    @property
    def titled(self) -> Words:
        """With its code."""
        return Words(f"{self.code} {self.words.zh}", f"{self.code} {self.words.en}")

    @property
    def is_of_projects(self) -> bool:
        return self.counts in (Counts.FACILITIES, Counts.SITE_AREA)


def _row(told: Mapping[str, Any]) -> ReturnRow:
    return ReturnRow(
        code=told["code"], words=Words(told["zh"], told["en"]), unit=told["unit"], counts=Counts(told["counts"]),
        types=frozenset(told.get("types", ())), within=told.get("within", ""),
    )  # fmt: skip


def _read() -> tuple[ReturnRow, ...]:
    told = tomllib.loads((Path(__file__).parent / "rows.toml").read_text(encoding="utf-8"))
    return tuple(_row(each) for each in told["row"])


ROWS: Final = _read()
BY_CODE: Final[Mapping[str, ReturnRow]] = MappingProxyType({row.code: row for row in ROWS})
