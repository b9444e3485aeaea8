"""CSV, UTF-8. Safe to open in a spreadsheet, and plain for a script.

For people: a byte order mark, so that a spreadsheet reads the Chinese; a first line where figures are sample or synthetic;
codes end with a tab, so that they stay text; after the rows, what they are and how many. For scripts: heads and rows only.
A text that a spreadsheet would take for a formula gets an apostrophe before it (ASVS 5.0, 1.2.10); the exact text stands in
the XLSX and JSON forms. Numbers are written by us and need none.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from assessments.reports.figures import Cell
from assessments.reports.table import Column, Table, checked
from communities.formula_signs import FORMULA
from communities.words import Words

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
LINES = 500
ROWS = Words("行数", "Rows")


def csv_chunks(table: Table, for_people: bool) -> Iterator[bytes]:  # noqa: FBT001  a Writer's second argument
    """The file in pieces of LINES rows."""
    if for_people:
        yield BOM
    lines = _for_people(table) if for_people else _plain(table)
    while piece := list(islice(lines, LINES)):
        yield _written(piece)


def _plain(table: Table) -> Iterator[list[str]]:
    yield [safe(head) for head in table.heads()]
    for row in checked(table):
        yield [_shown(cell) for cell in row]


def _for_people(table: Table) -> Iterator[list[str]]:
    if table.note:
        yield [table.note]
    yield [safe(head) for head in table.heads()]
    for row in checked(table):
        yield [_kept(column, cell) for column, cell in zip(table.columns, row, strict=True)]
    about = ((words.of(table.lang), text) for words, text in table.about)
    for name, text in chain([("", "")], about, [(ROWS.of(table.lang), str(table.total))]):
        yield [safe(name), safe(text)]


def _shown(cell: Cell) -> str:
    return "" if cell is None else safe(cell) if isinstance(cell, str) else str(cell)


def _kept(column: Column, cell: Cell) -> str:
    return f"{cell}\t" if column.is_code and cell else _shown(cell)


def safe(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _written(lines: Iterable[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(lines)
    return buffer.getvalue().encode()
