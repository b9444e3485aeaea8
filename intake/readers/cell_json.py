"""Cells as JSON and back: what JSON does not know goes as an object with one key that says what it is."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from intake.readers.rows import BrokenCell, Cell, Unreadable

_FROM_TEXT: Final[Mapping[str, Callable[[str], Cell]]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def packed(cell: Cell) -> Any:
    """JSON of a cell of a workbook."""
    if isinstance(cell, BrokenCell):
        return {"broken": [cell.why.value, cell.text]}
    if isinstance(cell, dt.datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"date": cell.isoformat()}
    if isinstance(cell, dt.time):
        return {"time": cell.isoformat()}
    if isinstance(cell, dt.timedelta):
        return {"seconds": cell.total_seconds()}
    return cell


def unpacked(value: Any) -> Cell:
    """The cell again. Raises ValueError, TypeError or KeyError for what ``packed`` does not make."""
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "broken":
        return BrokenCell(Unreadable(inner[0]), str(inner[1]))
    if kind == "seconds":
        return dt.timedelta(seconds=inner)
    made: Cell = _FROM_TEXT[kind](inner)
    return made
