"""A table without its looks: which cells hold words and which are free, where its head ends, what stands by a cell. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from intake.filling.naming import LEVELS

_LONGEST: Final = 40  # a longer text is a note and no label
_MOST_HEADS: Final = 6
_DENSE: Final = 0.75  # so much of a head's row has to hold words: rows of labels and cells in turn are no head

Spot = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, over how many rows and columns. ``is_kept``: a formula of the form, never written over."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    is_kept: bool = False


@dataclass(frozen=True)
class Grid:
    """``cells`` by the place of their upper left corner; ``corner_of`` for every place that a merged cell covers.

    ``rows``: how many there are; ``may_grow``: data may begin below the last of them.
    """

    cells: Mapping[Spot, Cell]
    corner_of: Mapping[Spot, Spot]
    rows: int
    columns: int
    may_grow: bool = False

    def corner(self, row: int, column: int) -> Spot:
        return self.corner_of.get((row, column), (row, column))

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get(self.corner(row, column))
        return cell.text if cell else ""

    def is_free(self, row: int, column: int) -> bool:
        """The corner of a cell with nothing in it."""
        cell = self.cells.get((row, column), Cell())
        return self.corner(row, column) == (row, column) and not cell.text and not cell.is_kept

    def texts(self, row: int) -> dict[Spot, str]:
        """Corner -> text of the cells that show in a row."""
        corners = {self.corner(row, column) for column in range(1, self.columns + 1)}
        return {spot: self.cells[spot].text for spot in sorted(corners) if spot in self.cells and self.cells[spot].text}


@dataclass(frozen=True)
class Block:
    """A table with a row for each community: its head's rows, its first row of data, and the head of every column."""

    head_rows: tuple[int, ...]
    first_row: int
    heads: Mapping[int, str]


def block_of(grid: Grid, first_row: int | None = None) -> Block | None:
    """The table of a grid: the widest head with a free row below it, or what stands above ``first_row``.

    A row that holds words (a total, an example) is none to fill: what stands in it would be lost among the communities.
    """
    if first_row is not None:
        worded = [text for (row, _), text in grid.texts(first_row).items() if row == first_row and not text.isdigit()]
        return None if worded else _block(grid, first_row)
    last = grid.rows + 1 if grid.may_grow else grid.rows
    widths = {row: len(_heads_above(grid, row)) for row in range(2, last + 1)}
    best = max(widths, key=lambda row: (widths[row], -row), default=0)
    return _block(grid, best) if best and widths[best] >= 2 else None


def _heads_above(grid: Grid, row: int) -> list[int]:
    """The columns whose head ends right above a row that is free for data; none where the row above is no head."""
    worded = [column for column in range(1, grid.columns + 1) if grid.text(row - 1, column)]
    if len(grid.texts(row - 1)) < 2 or len(worded) < _DENSE * (worded[-1] - worded[0] + 1):
        return []
    free = [column for column in worded if _is_ready(grid, row, column)]
    return free if len(free) >= max(2, _DENSE * len(worded)) else []


def _is_ready(grid: Grid, row: int, column: int) -> bool:
    """Free, a formula of the row, or a number that was typed in advance (1, 2, 3 ...)."""
    cell = grid.cells.get((row, column), Cell())
    return grid.corner(row, column) == (row, column) and (not cell.text or cell.is_kept or cell.text.isdigit())


def _block(grid: Grid, row: int) -> Block | None:
    if not 1 < row <= grid.rows + 1:
        return None
    top = row - 1
    while top > 1 and row - top < _MOST_HEADS and _continues(grid, top):
        top -= 1
    rows = tuple(range(top, row))
    heads = {column: head for column in range(1, grid.columns + 1) if (head := _head(grid, rows, column))}
    return Block(rows, row, {column: head for column, head in heads.items() if _may_hold(grid, row, column)})


def _may_hold(grid: Grid, row: int, column: int) -> bool:
    cell = grid.cells.get((row, column), Cell())
    return grid.corner(row, column) == (row, column) and not cell.is_kept and (not cell.text or cell.text.isdigit())


def _continues(grid: Grid, top: int) -> bool:
    """The row above belongs to the head: a cell spans both, or it groups several columns and is no title."""
    above = grid.texts(top - 1)
    spans = any(grid.corner(top, column) == grid.corner(top - 1, column) and grid.text(top, column) for column in _all(grid))
    groups = len(above) >= 2 and any(grid.cells[spot].columns > 1 for spot in above)
    return spans or groups


def _all(grid: Grid) -> range:
    return range(1, grid.columns + 1)


def _head(grid: Grid, rows: tuple[int, ...], column: int) -> str:
    corners = dict.fromkeys(grid.corner(row, column) for row in rows)
    texts = (" ".join(grid.cells[spot].text.split()) for spot in corners if spot in grid.cells)
    return LEVELS.join(text for text in texts if text)


def free_cells(grid: Grid, block: Block | None) -> Iterator[tuple[Spot, str]]:
    """(place, label) of free cells outside the table: right of a label, or below the table under its heads."""
    taken = {*block.head_rows, block.first_row} if block else set()
    for row in range(1, grid.rows + 1):
        if row not in taken:
            yield from _in_row(grid, row, block if block and row > block.first_row else None)


def _in_row(grid: Grid, row: int, block: Block | None) -> Iterator[tuple[Spot, str]]:
    """Of a row below the table (``block``) with a label, every free cell under a head; else the cell right of each label."""
    labels = {spot: text for spot, text in grid.texts(row).items() if spot[0] == row and len(text) <= _LONGEST}
    for (_, column), text in labels.items():
        right = column + grid.cells[row, column].columns
        if right <= grid.columns and grid.is_free(row, right) and not text.isdigit():
            under = [at for at in (block.heads if block else ()) if at >= right and grid.is_free(row, at)]
            if len(labels) == 1 and under and block:
                yield from (((row, at), f"{text}{LEVELS}{block.heads[at]}") for at in under)
            else:
                yield (row, right), text
