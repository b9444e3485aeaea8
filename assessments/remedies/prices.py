"""The price book: yuan a unit by place, remedy and facility type, with its origin. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from communities.scope import EVERYWHERE
from communities.words import Words

FILE = Path(__file__).with_name("prices.toml")
RENT, RUNNING, WORKS = "lease_month", "running", "works"
NATION = Words("全国", "everywhere")


class PriceUnit(StrEnum):
    """What a price is for: m2 of floor area once, by the month or by the year, or one community's works."""

    M2 = "m2"
    M2_MONTH = "m2_month"
    M2_YEAR = "m2_year"
    EACH = "each"


_UNITS = {RENT: PriceUnit.M2_MONTH, RUNNING: PriceUnit.M2_YEAR, WORKS: PriceUnit.EACH}


def unit_of(remedy: str) -> PriceUnit:
    """The unit follows from what the price is for: the five ways are per m2."""
    return _UNITS.get(remedy, PriceUnit.M2)


@dataclass(frozen=True)
class PriceLine:
    """Yuan a unit, from ``low`` to ``high``, in the place whose path is ``place`` and all that lies within.

    ``remedy``: one of the five ways, ``lease_month``, ``running`` or ``works``. ``facility_type`` empty: any type. ``item``: of
    works, the survey item or kind of ground. ``since`` None: it ships with the product. ``key``: among lines of a day, the
    later entry.
    """

    remedy: str
    facility_type: str
    low: Decimal
    high: Decimal
    source: Words
    is_placeholder: bool
    place: str = EVERYWHERE
    place_name: Words = NATION
    since: date | None = None
    item: str = ""
    key: int = 0

    @property
    def unit(self) -> PriceUnit:
        return unit_of(self.remedy)

    @property
    def subject(self) -> "Subject":
        return self.remedy, self.facility_type, self.item

    @property
    def rank(self) -> tuple[bool, int, bool, date, int]:
        """The greatest holds: entered before shipped, then the smaller place, then the named type, then the newer line."""
        depth = self.place.count("/")
        return not self.is_placeholder, depth, bool(self.facility_type), self.since or date.min, self.key


Subject = tuple[str, str, str]


@dataclass(frozen=True)
class PriceBook:
    """The lines of one day, as they are read at the place whose path is ``path``: for each subject, the greatest rank first."""

    by_subject: Mapping[Subject, Sequence[PriceLine]]
    path: str = EVERYWHERE

    def at(self, path: str) -> "PriceBook":
        """The same day's book read at another place."""
        return replace(self, path=path)

    def line(self, remedy: str, facility_type: str, item: str = "") -> PriceLine | None:
        """The line that holds here, or None: a price for works is never read as that of other works."""
        asked = ((remedy, facility_type, item), (remedy, "", item))
        fitting = (line for subject in asked if (line := self._own(subject)) is not None)
        return max(fitting, key=lambda line: line.rank, default=None)

    def in_force(self) -> tuple[PriceLine, ...]:
        """The line that holds here for each thing that has one, in the order of the book."""
        found = (self.line(*subject) for subject in self.by_subject if self._own(subject))
        return tuple(dict.fromkeys(line for line in found if line is not None))

    def _own(self, subject: Subject) -> PriceLine | None:
        """Of just this subject, the line that holds here."""
        return next((line for line in self.by_subject.get(subject, ()) if self.path.startswith(line.place)), None)


def price_book(edited: Iterable[PriceLine] = ()) -> PriceBook:
    """The placeholders that ship, and the lines entered by people, which come before them."""
    found: dict[Subject, list[PriceLine]] = {}
    for line in (*placeholders(), *edited):
        found.setdefault(line.subject, []).append(line)
    return PriceBook({subject: sorted(lines, key=lambda line: line.rank, reverse=True) for subject, lines in found.items()})


@cache
def placeholders() -> tuple[PriceLine, ...]:
    return tuple(
        PriceLine(row["remedy"], "", Decimal(row["low"]), Decimal(row["high"]), Words(**row["note"]), is_placeholder=True)
        for row in shipped()["prices"]
    )


@cache
def shipped() -> dict[str, Any]:
    """prices.toml: the placeholders, the sizes, and the distances over which sharing is known."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
