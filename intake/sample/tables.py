"""Rows of plain values with their headers: what a file of the sample says, before it has a format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = str | int | Decimal | date | None
Row = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``title`` is a line above the header, where the clerk's workbook has one."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""


def table(headers: str, rows: Iterable[Row], title: str = "") -> Table:
    """A table from headers parted by blanks."""
    return Table(tuple(headers.split()), tuple(tuple(row) for row in rows), title)


def square_metres(hundredths: int | None) -> Decimal | None:
    """An area as the files write it: m2 with two places."""
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)
