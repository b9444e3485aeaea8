"""CSV, UTF-8. Safe to open in a spreadsheet, and plain for a script.

For people: a byte order mark, so that a spreadsheet reads the Chinese; a first line where figures are sample or synthetic;
codes end with a tab, so that they stay text; after the rows, what they are and how many. For scripts: heads and rows only.
A text that a spreadsheet would take for a formula gets an apostrophe before it (ASVS 5.0, 1.2.10); the exact text stands in
the XLSX and JSON forms. Numbers are written by us and need none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Final

from assessments.reports.figures import Cell
from assessments.reports.table import Cells, Column, Table, checked
from communities.formula_signs import FORMULA
from communities.words import Words

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
LINES = 500
ROWS = Words("行数", "Rows")
_END: Final = "\r\n"
_QUOTED: Final = re.compile(r'[,"\r\n]')


def csv_chunks(table: Table, for_people: bool) -> Iterator[bytes]:  # noqa: FBT001  a Writer's second argument
    """The file in pieces of LINES rows."""
    if for_people:
        yield BOM
    lines = _for_people(table) if for_people else _plain(table)
    while piece := list(islice(lines, LINES)):
        yield f"{_END.join(piece)}{_END}".encode()


def _plain(table: Table) -> Iterator[str]:
    yield _line(table.heads())
    yield from checked(table, partial(_piece, ()))


def _for_people(table: Table) -> Iterator[str]:
    if table.note:
        yield _quoted(table.note)
    yield _line(table.heads())
    yield from checked(table, partial(_piece, table.columns))
    about = ((words.of(table.lang), text) for words, text in table.about)
    for name, text in chain([("", "")], about, [(ROWS.of(table.lang), str(table.total))]):
        yield _line([name, text])


def _line(texts: Iterable[str]) -> str:
    return ",".join(_text(text) for text in texts)


def _piece(columns: tuple[Column, ...], cells: Cells, at: int) -> str:
    """Cells from column ``at`` on; codes among ``columns`` end with a tab."""
    codes = [column.is_code for column in columns[at : at + len(cells)]] or [False] * len(cells)
    texts = ",".join([_kept(cell) if is_code else _shown(cell) for cell, is_code in zip(cells, codes, strict=True)])
    return f",{texts}" if at else texts


def _shown(cell: Cell) -> str:
    return "" if cell is None else _text(cell) if isinstance(cell, str) else str(cell)


def _kept(cell: Cell) -> str:
    return _quoted(f"{cell}\t") if cell else _shown(cell)


def _text(text: str) -> str:
    return _quoted(safe(text))


def safe(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _quoted(text: str) -> str:
    """The text in quotes where it would not be one cell without (RFC 4180), as ``csv.writer`` does."""
    if not _QUOTED.search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
