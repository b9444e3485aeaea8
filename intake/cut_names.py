"""Names of columns that a DBF table has cut to ten bytes: 社区代 in UTF-8 is 社区代码, facility_n is facility_name. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from intake.columns import FILE_KINDS, folded, understood
from intake.problems import Problem
from intake.readers.rows import Cell, Grid, Line

_ROOM: Final = 10
_KNOWN: Final = tuple(dict.fromkeys(name for kind in FILE_KINDS.values() for name in kind.by_name))


def whole(grid: Grid) -> Grid:
    """The grid with the cut names of its header completed, where that can be done in one way only, and said."""
    if not grid.cut_in:
        return grid
    first = next(grid.lines, None)
    if first is None:
        return grid
    number, cells = first
    names = [_completed(cell, grid.cut_in, cells) for cell in cells]
    remarks = (
        Problem("header_cut", sheet=grid.sheet, row=number, column=str(old), details={"name": new})
        for old, new in zip(cells, names, strict=True)
        if old != new
    )
    head: Iterator[Line] = iter([(number, names)])
    return replace(grid, lines=chain(head, grid.lines), remarks=(*grid.remarks, *remarks))


def _completed(cell: Cell, codec: str, others: list[Cell]) -> Cell:
    """The one known column whose name begins so and does not fit ten bytes; the cell itself where there is none, or several."""
    name = str(cell)
    if understood([name]):
        return cell
    start = folded(name)
    fitting = [known for known in _KNOWN if start and known.startswith(start) and _is_long(known, name, codec)]
    keys = {kind.by_name[known] for known in fitting for kind in FILE_KINDS.values() if known in kind.by_name}
    return fitting[0] if len(keys) == 1 and fitting[0] not in others else cell


def _is_long(known: str, name: str, codec: str) -> bool:
    """Signs that folding takes out of ``known`` stood in it: at least as many as in what is left of it. The name itself fills
    its room, but for the half of a character that was taken off."""
    signs = len(name) - len(folded(name))
    is_full = len(name.encode(codec, "replace")) > _ROOM - 4
    return is_full and len(known.encode(codec, "replace")) + signs > _ROOM
