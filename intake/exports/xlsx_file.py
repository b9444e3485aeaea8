"""XLSX with flat memory. Texts stay texts, and so do degrees of which a workbook would lose the last digits.

The first sheet says what the file is; the rows follow, on as many sheets as the import can take them from.
"""

import re
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import IO, Any, Final

import xlsxwriter

from assessments.reports.xlsx_writer import ABOUT, NO_CLOCK, OPTIONS, PIECE, ROWS, Unwritable
from intake.exports.cells import text_of
from intake.exports.model import Cell, Row
from intake.exports.sheet import Sheet

ROWS_A_SHEET: Final = 500_000
_ENTANGLED: Final = re.compile(r"_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")  # of which workbooks undo one sign too many


def xlsx_chunks(sheet: Sheet) -> Iterator[bytes]:
    """The finished file in pieces. Raises Unwritable before the first of them."""
    with tempfile.TemporaryFile(suffix=".xlsx") as file:
        _make(sheet, file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _make(sheet: Sheet, file: IO[bytes]) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": sheet.title, "created": NO_CLOCK})
        looks = {
            "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            "text": book.add_format({"num_format": "@"}),
            "figure": book.add_format({"num_format": "0.00"}),
            "note": book.add_format({"bold": True, "bg_color": "#FFE9A8"}),
        }
        about = book.add_worksheet(ABOUT.of(sheet.lang))
        _write_rows(book, sheet, looks)
        _write_about(about, sheet, looks)


def _write_rows(book: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    rows, number = iter(sheet.rows), 0
    while (piece := list(islice(rows, 1))) or not number:
        number += 1
        page = book.add_worksheet(sheet.title if number == 1 else f"{sheet.title} {number}")
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.heads) - 1, 16)
        for at, head in enumerate(sheet.heads):
            _text(page, 0, at, head, looks["head"])
        for line, row in enumerate(_continued(piece, rows), start=1):
            for at, cell in enumerate(row):
                _write_cell(page, line, at, cell, looks)


def _continued(first: list[Row], rows: Iterator[Row]) -> Iterator[Row]:
    yield from first
    yield from islice(rows, ROWS_A_SHEET - 1)


def _write_cell(page: Any, line: int, at: int, cell: Cell, looks: dict[str, Any]) -> None:
    if isinstance(cell, Decimal):
        page.write_number(line, at, float(cell), looks["figure"])
    elif isinstance(cell, int) or (isinstance(cell, float) and float(f"{cell:.16G}") == cell):
        page.write_number(line, at, cell)
    elif cell is not None and cell != "":
        _text(page, line, at, text_of(cell), looks["text"])


def _text(page: Any, line: int, at: int, text: str, look: Any) -> None:
    if _ENTANGLED.search(text) or page.write_string(line, at, text, look) != 0:
        raise Unwritable(f"row {line + 1}, column {at + 1}: {len(text)} signs")


def _write_about(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    _text(page, 0, 0, sheet.title, looks["head"])
    line = 1
    for note in sheet.notes:
        _text(page, line, 0, note, looks["note"])
        line += 1
    for words, text in (*sheet.about, (ROWS, str(sheet.rows.number))):
        _text(page, line, 0, words.of(sheet.lang), looks["text"])
        _text(page, line, 1, text, looks["text"])
        line += 1
