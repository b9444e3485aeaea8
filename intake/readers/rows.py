"""What every reader makes of a file: grids of cells, line by line, without any idea of what they mean. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from intake.problems import Problem


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
    cut_in: str = ""  # the encoding in which the names of the columns were cut to ten bytes, where they may have been
    remarks: tuple[Problem, ...] = ()  # what is to be said where the grid is a table that is known
    notes: Counter[str] = field(default_factory=Counter)  # problem codes of what the reader left out; whole after the last line


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row under its headers, nothing interpreted yet."""

    sheet: str
    row_number: int
    cells: Mapping[str, Cell]
