"""XLSX with flat memory. Every text is written as text: nothing can become a formula, a link or a number.

The first sheet says what the file is; the rows follow, on as many sheets as they need. A workbook can only be sent when it is
whole, so it is made in a temporary file; rows that are cut short leave no file at all.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any

import xlsxwriter

from assessments.reports.figures import Cell
from assessments.reports.table import Cells, Table, checked
from communities.words import Words

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
ROWS_A_SHEET = 1_000_000
PIECE = 64 * 1024
NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""The same rows make the same file, whenever it is made."""
ABOUT = Words("说明", "About")
ROWS = Words("行数", "Rows")


class Unwritable(RuntimeError):
    """A cell that the format cannot hold (a text beyond 32,767 signs). Never left out silently."""


def xlsx_chunks(table: Table, for_people: bool) -> Iterator[bytes]:  # noqa: FBT001, ARG001  the same for scripts
    """The finished file in pieces."""
    with tempfile.TemporaryFile(suffix=".xlsx") as file:
        _make(table, file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _make(table: Table, file: IO[bytes]) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": table.title.of(table.lang), "created": NO_CLOCK})
        formats = _Formats(book)
        about = book.add_worksheet(ABOUT.of(table.lang))
        _write_rows(book, table, formats)
        _write_about(about, table, formats)


class _Formats:
    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@"})
        self.area = book.add_format({"num_format": "#,##0.00"})
        self.number = book.add_format({"num_format": "0"})
        self.note = book.add_format({"bold": True, "bg_color": "#FFE9A8"})


def _write_rows(book: Any, table: Table, formats: _Formats) -> None:
    rows, number = checked(table, _cells), 1
    piece = list(islice(rows, 1))
    while True:
        sheet = _new_sheet(book, table, formats, number)
        for line, row in enumerate(_continued(piece, rows), start=1):
            for at, cell in enumerate(row):
                _write_cell(sheet, line, at, cell, formats)
        piece, number = list(islice(rows, 1)), number + 1
        if not piece:
            return


def _cells(cells: Cells, at: int) -> Cells:  # noqa: ARG001  a cell is the same in every column
    return cells


def _continued(first: list[Cells], rows: Iterator[Cells]) -> Iterator[Cells]:
    yield from first
    yield from islice(rows, ROWS_A_SHEET - 1)


def _new_sheet(book: Any, table: Table, formats: _Formats, number: int) -> Any:
    title = table.title.of(table.lang)
    sheet = book.add_worksheet(title if number == 1 else f"{title} {number}")
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
    for at, head in enumerate(table.heads()):
        _text(sheet, 0, at, head, formats.head)
    return sheet


def _write_cell(sheet: Any, line: int, at: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, str):
        _text(sheet, line, at, cell, formats.text)
    elif cell is not None:
        sheet.write_number(line, at, float(cell), formats.area if isinstance(cell, Decimal) else formats.number)


def _text(sheet: Any, line: int, at: int, text: str, form: Any) -> None:
    if sheet.write_string(line, at, text, form) != 0:
        raise Unwritable(f"row {line + 1}, column {at + 1}: {len(text)} signs")


def _write_about(sheet: Any, table: Table, formats: _Formats) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    _text(sheet, 0, 0, table.title.of(table.lang), formats.head)
    if table.note:
        _text(sheet, 1, 0, table.note, formats.note)
    for line, (words, text) in enumerate([*table.about, (ROWS, str(table.total))], start=2):
        _text(sheet, line, 0, words.of(table.lang), formats.text)
        _text(sheet, line, 1, text, formats.text)
