"""Quarters of the year. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from communities.words import Words

_CODE: Final = re.compile(r"([0-9]{4})Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """2026Q3: from 1 July to 30 September 2026."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, code: str) -> "Quarter | None":
        """None for what is no quarter."""
        found = _CODE.fullmatch(code)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter.of(self.first - timedelta(days=1))

    @property
    def words(self) -> Words:
        return Words(f"{self.year} 年第{'一二三四'[self.number - 1]}季度", f"Q{self.number} {self.year}")

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarters(first: date, last: date) -> list[Quarter]:
    """Those that touch the days from ``first`` to ``last``, in order."""
    found = [Quarter.of(first)]
    while found[-1] < Quarter.of(last):
        found.append(found[-1].following)
    return found
