"""Looks into an .xls before anything parses it: what it is, passwords, macros, how far its cells reach, and cells with errors.

A workbook is a stream of records (MS-XLS, BIFF8): two bytes what it is, two bytes how long, and the rest. The parser makes a
sheet a full rectangle, all sheets at once, and gives a cell with an error as blank: both are dealt with here.
"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from intake.problems import FileRefused
from intake.readers.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEET_CELLS
from intake.readers.ole2 import BadContainer, Container
from intake.readers.rows import BrokenCell, Unreadable
from intake.readers.sheet_cells import Broken
from intake.readers.workbook_guard import Inside

_BOUNDSHEET, _FILEPASS, _BOF, _EOF, _DATEMODE = 0x85, 0x2F, 0x809, 0x0A, 0x22
_FORMULA, _BOOLERR, _MULRK, _MULBLANK = 0x06, 0x205, 0xBD, 0xBE
# Records that begin with row and column: numbers, texts, blanks.
_CELLS: Final = frozenset({_FORMULA, _BOOLERR, _MULRK, _MULBLANK, 0x203, 0x27E, 0xFD, 0x204, 0x201, 0xD6})
_ERRORS: Final[Mapping[int, str]] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_LOCKED: Final = frozenset({"EncryptedPackage", "EncryptionInfo"})
_MACROS: Final = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT"})
_STREAMS: Final = ("Workbook", "Book")
_MAX_SHEETS: Final = 1_000

Record = tuple[int, int, bytes]  # where it begins, what it is, what it holds


def inside_of_xls(path: Path) -> Inside:
    """The cells with an error, and from which year on days are counted. Raises FileRefused."""
    try:
        stream = _stream(Container(path))
        return Inside(_scanned(stream), _is_from_1904(stream))
    except (BadContainer, struct.error, UnicodeDecodeError) as error:
        raise FileRefused("file_damaged", reason=str(error)) from error


def _stream(container: Container) -> bytes:
    """The stream of the workbook."""
    if _LOCKED & container.names:
        raise FileRefused("workbook_locked")
    name = next((each for each in _STREAMS if each in container.names), None)
    if name is None:
        raise FileRefused("signature_differs", suffix=".xls")
    if _MACROS & container.names:
        raise FileRefused("workbook_macros")
    return container.stream(name)


def _records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """The records from ``at`` to the end of that part of the workbook; a chart inside it is a part of its own."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind if depth <= 1 or kind in (_BOF, _EOF) else -1, stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        at += 4 + length


def _is_from_1904(stream: bytes) -> bool:
    return any(kind == _DATEMODE and data[:1] == b"\1" for _, kind, data in _records(stream))


def _scanned(stream: bytes) -> dict[str, Broken]:
    sheets: list[tuple[int, str]] = []
    for _, kind, data in _records(stream):
        if kind == _FILEPASS:
            raise FileRefused("workbook_locked")
        if kind == _BOUNDSHEET:
            sheets.append((struct.unpack_from("<I", data)[0], _name(data)))
    if len(sheets) > _MAX_SHEETS:
        raise BadContainer("sheets")
    left = MAX_SHEET_CELLS
    found: dict[str, Broken] = {}
    for start, name in sheets:
        found[name], size = _scan(stream, start, name)
        left -= size
        if left < 0:
            raise FileRefused("too_many_rows", sheet=name, limit=MAX_SHEET_CELLS)
    return found


def _name(data: bytes) -> str:
    """The short text at byte 6: its length, then whether its characters have one byte or two."""
    length, is_wide = data[6], len(data) > 7 and data[7] & 1
    return data[8 : 8 + length * 2].decode("utf-16-le") if is_wide else data[8 : 8 + length].decode("latin-1")


def _scan(stream: bytes, start: int, name: str) -> tuple[Broken, int]:
    """The broken cells of one sheet, and the cells of the rectangle that it spans, or its records if they are more."""
    broken: dict[tuple[int, int], BrokenCell] = {}
    rows = columns = count = 0
    for count, (_, kind, data) in enumerate(_records(stream, start)):  # noqa: B007  (the last count is wanted)
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind in (_MULRK, _MULBLANK) else column
            rows, columns = max(rows, row + 1), max(columns, last + 1)
            if (error := _error(kind, data)) is not None:
                broken[row, column] = BrokenCell(Unreadable.ERROR_VALUE, _ERRORS.get(error, "#?"))
    _check_extent(rows, columns, name)
    return broken, max(rows * columns, count)


def _check_extent(rows: int, columns: int, name: str) -> None:
    if columns > MAX_COLUMNS:
        raise FileRefused("too_many_columns", sheet=name, limit=MAX_COLUMNS)
    if rows > MAX_ROWS:
        raise FileRefused("too_many_rows", sheet=name, limit=MAX_ROWS)


def _error(kind: int, data: bytes) -> int | None:
    """The number of the error that a cell holds: written into it, or the result of its formula."""
    if kind == _BOOLERR and len(data) >= 8 and data[7]:
        return data[6]
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None
