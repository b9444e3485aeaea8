"""What every reader makes of a file: grids of cells, line by line, without any idea of what they mean. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Unreadable(StrEnum):
    """A cell that the file itself calls broken. The members are problem codes."""

    ERROR_VALUE = "cell_error"
    NO_RESULT = "formula_no_result"


@dataclass(frozen=True)
class BrokenCell:
    """Stands where a formula left an error or no result; ``text`` is what the file holds there."""

    why: Unreadable
    text: str

    def __str__(self) -> str:
        return self.text


# Any is JSON of a GeoJSON property: lists and mappings.
Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | BrokenCell | None | Any
Line = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Grid:
    """One sheet. ``lines`` are (row number as the spreadsheet counts, cells); empty lines may be left out."""

    sheet: str
    lines: Iterator[Line]
    datum: str = ""  # what the file says of its coordinates, where it says something: gcj02, bd09


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row under its headers, nothing interpreted yet."""

    sheet: str
    row_number: int
    cells: Mapping[str, Cell]
