"""The price book: yuan a unit per remedy and facility type, with its origin, and what a missing facility needs. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from communities.words import Words

FILE = Path(__file__).with_name("prices.toml")
RENT = "lease_month"


@dataclass(frozen=True)
class PriceLine:
    """Yuan per m2 (for ``lease_month``: per m2 and month), from low to high. ``facility_type`` empty: any type."""

    remedy: str
    facility_type: str
    low: Decimal
    high: Decimal
    source: Words
    is_placeholder: bool


@dataclass(frozen=True)
class Size:
    """Floor area in hundredths of m2 that a missing facility of a type needs, and who says so."""

    facility_type: str
    area: int
    source: Words
    is_placeholder: bool


@dataclass(frozen=True)
class PriceBook:
    """Lines by (remedy, facility type); the line of a type comes before the line of any type."""

    lines: Mapping[tuple[str, str], PriceLine]

    def line(self, remedy: str, facility_type: str) -> PriceLine | None:
        return self.lines.get((remedy, facility_type)) or self.lines.get((remedy, ""))


def price_book(edited: Iterable[PriceLine] = ()) -> PriceBook:
    """The placeholders that ship, each replaced where an edited line covers it."""
    lines = {(line.remedy, line.facility_type): line for line in (*placeholders(), *edited)}
    return PriceBook(lines)


@cache
def placeholders() -> tuple[PriceLine, ...]:
    return tuple(
        PriceLine(row["remedy"], "", Decimal(row["low"]), Decimal(row["high"]), Words(**row["note"]), is_placeholder=True)
        for row in _shipped()["prices"]
    )


@cache
def sizes() -> Mapping[str, Size]:
    rows = _shipped()["sizes"]
    return {row["facility_type"]: _size(row) for row in rows}


def _size(row: Mapping[str, Any]) -> Size:
    return Size(row["facility_type"], int(Decimal(row["area"]) * 100), Words(**row["source"]), row["is_placeholder"])


def _shipped() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
