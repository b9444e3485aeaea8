"""The lines under a header as rows: what is no row (a note, a total, an example) is told apart and said.

One by one, or, where the lines come so, block by block: of a block somebody may take the plain rows at once, and asks for
the others as rows.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, cast

import numpy as np

from communities.words import Words
from intake.blocks import Block, Bools, Texts
from intake.columns import Heading
from intake.problems import Problem, Problems, shown
from intake.readers import Cell, Grid, Line, RawRow
from intake.readers.lines import ManyLines
from intake.readers.rows import column_letters
from intake.values import plain

_FOOT: Final = re.compile(
    r"(注|附注|备注|说明|填表|制表|填报|编制|经办|审核|复核|审批|签字|盖章|负责人|单位负责人|分管领导|联系人|联系电话|电话"
    r"|资料来源|数据来源|来源|填表日期|制表日期|日期|截至|notes?|remarks?|sources?|prepared by|checked by|contact|date)"
    r"[\w ]{0,8}\s*[:：\d(（.、]|[*※]",
    re.IGNORECASE,
)
"""How a line below a table begins that is no row of it: notes, sources, signatures."""
EXAMPLE: Final = Words("示例行", "Example row")
_SUMS: Final = re.compile("[^0-9A-RU-Za-ru-z]")  # how every total begins
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "总计:", "合计:", "total", "subtotal", "grand total"})
_NO_ROW_BEGINS: Final = frozenset("注附备说填制编经审复签盖负单分联电资数来日截合总小共*※nrspcdtgNRSPCDTG")
"""With what a note, a signature or a total begins."""


class Rows:
    """The rows of a table, to be gone through once: one by one, or block by block."""

    def __init__(
        self, grid: Grid, heading: Heading, head: Sequence[Line], problems: Problems, left_out: frozenset[int]
    ) -> None:  # fmt: skip
        self._grid, self._heading, self._head, self._problems, self._left_out = grid, heading, head, problems, left_out
        self._width = len(heading.headers)
        self._nameless = [at for at, header in enumerate(heading.headers) if not header]
        # What stands under no header is not read, but looked at like every cell: each such column goes by its letter.
        self.names = [header or f"[{column_letters(at)}]" for at, header in enumerate(heading.headers, 1)]
        self._count, self._below = 0, False

    def __iter__(self) -> Iterator[RawRow]:
        for number, cells in chain(self._taken_head(), self._grid.lines):
            row = None if number in self._left_out else self._row(number, cells)
            if row is not None:
                yield row
        self._end()

    @property
    def has_blocks(self) -> bool:
        """The lines come many at once."""
        return isinstance(self._grid.lines, ManyLines)

    def blocks(self, size: int) -> Iterator[Block]:
        """All lines, ``size`` at a time. The rows of each are to be gone through before the next. Only where ``has_blocks``."""
        lines = cast("ManyLines", self._grid.lines)
        head = self._taken_head()
        for at in range(0, len(head), size):
            some = head[at : at + size]
            yield self._block([number for number, _ in some], [cast("list[str]", cells) for _, cells in some])
        while (found := lines.some(size))[0]:
            yield self._block(*found)
        self._end()

    def _taken_head(self) -> Sequence[Line]:
        """The first lines, for whoever comes first."""
        head, self._head = self._head, ()
        return head

    def _block(self, numbers: list[int], lines: list[list[str]]) -> Block:
        if self._left_out:
            kept = [at for at, number in enumerate(numbers) if number not in self._left_out]
            numbers, lines = [numbers[at] for at in kept], [lines[at] for at in kept]
        is_even = set(map(len, lines)) == {self._width}
        columns = dict(zip(self.names, map(Texts, zip(*lines, strict=True)), strict=True)) if is_even else {}
        return Block(self._grid.sheet, numbers, lines, columns)

    def plain(self, block: Block) -> Bools:
        """Which lines of a block are rows of which nothing is to be said so far."""
        if not block.columns or self._below:
            return np.zeros(len(block), np.bool_)
        first, *_ = block.columns.values()
        found = _begin_plainly(first)
        for at in self._nameless:
            found &= ~np.fromiter(map(bool, block.columns[self.names[at]]), np.bool_, len(block))
        for word in (EXAMPLE.zh, EXAMPLE.en):
            for texts in block.columns.values():
                if f"\n{word}" in texts.joined:
                    found &= ~np.fromiter((text.startswith(word) for text in texts), np.bool_, len(block))
        return found

    def odd(self, block: Block, plain: Bools) -> Iterator[RawRow]:
        """The rows of a block that are not plain, in their order."""
        before = -1
        for at in np.flatnonzero(~plain).tolist():
            if at > before + 1:
                self._below = False
            before, row = at, self._row(block.numbers[at], block.lines[at])
            if row is not None:
                yield row
        self._below = self._below and before == len(block) - 1
        self._count += int(plain.sum())

    def _row(self, number: int, cells: Sequence[Cell]) -> RawRow | None:
        first = cells[0] if cells and is_filled(cells[0]) else next(filter(is_filled, cells), None)
        if first is None:
            return None
        self._below = _is_foot(first, cells, below=self._below)
        if self._below:
            self._note("row_note", number)
            return None
        if _is_example(cells):
            self._note("row_example", number)
            return None
        if _is_total(first):
            self._note("row_total", number, shown(cells[0]))
            return None
        self._count += 1
        if len(cells) != self._width and _is_ragged(self._grid.sheet, number, cells, self._width, self._problems):
            return None
        for at in self._nameless:
            if at < len(cells) and is_filled(cells[at]):
                self._note("column_headless", number, column=column_letters(at + 1))
        return RawRow(self._grid.sheet, number, dict(zip(self.names, cells, strict=False)))

    def _note(self, code: str, number: int, value: str = "", column: str = "") -> None:
        self._problems.add(Problem(code, sheet=self._grid.sheet, row=number, value=value, column=column))

    def _end(self) -> None:
        for code, number in self._grid.notes.items():
            self._problems.add(Problem(code, sheet=self._grid.sheet, details={"count": number}))
        if not self._count:
            self._problems.add(Problem("no_rows", sheet=self._grid.sheet, row=self._heading.row))


def is_filled(cell: Cell) -> bool:
    """Something stands in it."""
    return cell is not None and cell != ""


def _begin_plainly(first: Texts) -> Bools:
    begins = {text[:1] for text in first}
    if _NO_ROW_BEGINS.isdisjoint(begins) and all(map(_begins_plainly, begins)):
        return np.ones(len(first), np.bool_)
    return np.fromiter(map(_begins_plainly, first), np.bool_, len(first))


def _begins_plainly(first: str) -> bool:
    """How the first cell of a row begins that is surely a row."""
    begin = first[:1]
    if begin not in _NO_ROW_BEGINS:
        return (begin.isascii() and begin.isalnum()) or "\u4e00" <= begin <= "\u9fff"
    return not _FOOT.match(plain(first)) and not _is_total(first)


def _is_example(cells: Sequence[Cell]) -> bool:
    """The row that a blank form shows how to fill in, as long as its remark stands."""
    last = cells[-1] or next(filter(is_filled, reversed(cells)), None)
    return isinstance(last, str) and last.startswith((EXAMPLE.zh, EXAMPLE.en))


def _is_total(first: Cell) -> bool:
    return isinstance(first, str) and bool(_SUMS.match(first)) and plain(first).casefold().replace(" ", "") in _TOTALS


def _is_foot(first: Cell, cells: Sequence[Cell], *, below: bool) -> bool:
    """A note or a signature under the table, or the next line of one: merged or not, it says nothing in any other column."""
    if not isinstance(first, str) or not (below or _FOOT.match(plain(first))):
        return False  # as nearly every line, at once
    filled = {plain(cell) if isinstance(cell, str) else "" for cell in cells if cell is not None and cell != ""}
    return (below and len(filled) == 1) or all(_FOOT.match(text) for text in filled)


def _is_ragged(sheet: str, number: int, cells: Sequence[Cell], width: int, problems: Problems) -> bool:
    """Too few cells, or something written beyond the last header. Empty cells at the end are nothing."""
    if len(cells) > width and not any(cell not in (None, "") for cell in cells[width:]):
        return False
    code = "row_too_short" if len(cells) < width else "row_too_long"
    problems.add(Problem(code, sheet=sheet, row=number, details={"cells": len(cells), "headers": width}))
    return True
