"""Names of columns that a DBF table has cut to ten bytes: 社区代 in UTF-8 is 社区代码, facility_n is facility_name. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from intake.columns import FILE_KINDS, FileKind, folded, understood
from intake.problems import Problem
from intake.readers.rows import Cell, Grid, Line

_ROOM: Final = 10
_FIRST: Final = tuple(kind for kind in FILE_KINDS.values() if not kind.is_last)
_LAST: Final = tuple(kind for kind in FILE_KINDS.values() if kind.is_last)


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
    found = _fitting(name, codec, _FIRST) or _fitting(name, codec, _LAST)
    completed = next(iter(found), name)
    return completed if len(set().union(*found.values())) == 1 and completed not in others else cell


def _fitting(name: str, codec: str, kinds: Iterable[FileKind]) -> dict[str, set[str]]:
    """The known names that ``name`` may be the beginning of, with the columns that they mean in these kinds."""
    start, found = folded(name), dict[str, set[str]]()
    for kind in kinds:
        for known, key in kind.by_name.items():
            if start and known.startswith(start) and key not in kind.without and _is_long(known, name, codec):
                found.setdefault(known, set()).add(key)
    return found


def _is_long(known: str, name: str, codec: str) -> bool:
    """Signs that folding takes out of ``known`` stood in it: at least as many as in what is left of it. The name itself fills
    its room, but for the half of a character that was taken off."""
    signs = len(name) - len(folded(name))
    is_full = len(name.encode(codec, "replace")) > _ROOM - 4
    return is_full and len(known.encode(codec, "replace")) + signs > _ROOM
