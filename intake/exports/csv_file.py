"""CSV, UTF-8 with a byte order mark, so that a spreadsheet reads the Chinese.

What must be said stands in lines above the heads, as wide as the table. Codes end with a tab, so that a spreadsheet leaves
them texts; texts that it would calculate get an apostrophe. The import takes both off again.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from assessments.reports.csv_writer import BOM, LINES
from communities.formula_signs import guarded
from intake.exports.cells import CODES, text_of
from intake.exports.model import Cell
from intake.exports.sheet import Sheet


def csv_chunks(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces of LINES rows."""
    yield BOM
    wide = [""] * (len(sheet.heads) - 1)
    notes = ([guarded(note), *wide] for note in sheet.notes)
    is_code = [key in CODES for key in sheet.columns]
    rows = ([_written(cell, code) for cell, code in zip(row, is_code, strict=True)] for row in sheet.rows)
    lines: Iterator[Sequence[str]] = chain(notes, [sheet.heads], rows)
    while piece := list(islice(lines, LINES)):
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\r\n").writerows(piece)
        yield buffer.getvalue().encode()


def _written(cell: Cell, is_code: bool) -> str:  # noqa: FBT001  a column's own
    text = f"{text_of(cell)}\t" if is_code and cell else text_of(cell)
    return guarded(text) if isinstance(cell, str) else text  # the tab is part of what is guarded: it is such a sign itself
