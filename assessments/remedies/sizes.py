"""What a missing facility needs in rooms, and over which distance a neighbour's may be used: prices.toml, cited. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from assessments.remedies.prices import shipped
from communities.words import Words


@dataclass(frozen=True)
class Demand:
    """One figure with who says so: ``amount`` is in hundredths of m2, storeys or metres, as its holder says."""

    amount: int
    source: Words
    is_placeholder: bool


@dataclass(frozen=True)
class Size:
    """Floor area in hundredths of m2 that a missing facility of a type needs, and who says so.

    ``site``: of the plot, hundredths of m2. ``storey``: the highest that will do, counted from 1 on the ground; None where
    nothing is asked for.
    """

    facility_type: str
    area: int
    source: Words
    is_placeholder: bool
    site: Demand | None = None
    storey: Demand | None = None


@cache
def sizes() -> Mapping[str, Size]:
    return {row["facility_type"]: _size(row) for row in shipped()["sizes"]}


@cache
def sharing() -> Mapping[str, Demand]:
    """By facility type, within how many metres one in another community serves. A type that is not there: nobody says."""
    return {row["facility_type"]: _demand(row, int(row["metres"])) for row in shipped()["sharing"]}


def _size(row: Mapping[str, Any]) -> Size:
    area, site, storey = _demand(row, _hundredths(row["area"])), row.get("site"), row.get("storey")
    return Size(
        row["facility_type"],
        area.amount,
        area.source,
        area.is_placeholder,
        _demand(site, _hundredths(site["area"])) if site else None,
        _demand(storey, storey["highest"]) if storey else None,
    )


def _demand(row: Mapping[str, Any], amount: int) -> Demand:
    return Demand(amount, Words(**row["source"]), row["is_placeholder"])


def _hundredths(text: str) -> int:
    return int(Decimal(text) * 100)
