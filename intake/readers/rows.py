"""What every reader makes of a file: grids of cells, line by line, without any idea of what they mean. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from communities.words import Words
from intake.problems import Problem

LISTS: Final = Words("选项", "Lists")
"""The hidden sheet of a blank form: what its cells may hold. It is no sheet that was forgotten."""


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


def column_letters(position: int) -> str:
    """The spreadsheet's name of a column, from 1: A, B, ... AA."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


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
    from_1904: bool = False  # the workbook counts its days from 1904 on
    notes: Counter[str] = field(default_factory=Counter)  # problem codes of what the reader left out; whole after the last line


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row under its headers, nothing interpreted yet."""

    sheet: str
    row_number: int
    cells: Mapping[str, Cell]
