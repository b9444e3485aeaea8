"""The lines of a table once more, for what is written of it after it was taken in."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time

from intake.outcome import Part
from intake.problems import FileRefused
from intake.readers import Cell, Line
from intake.readers.reading import read


def lines_again(part: Part) -> Iterator[Line]:
    """The lines of the part's sheet. None where it can no longer be read."""
    try:
        for grid in read(part.path):
            yield from (line for line in grid.lines if grid.sheet == part.sheet)
    except FileRefused:
        return


def text_of(cell: Cell) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else str(cell)
