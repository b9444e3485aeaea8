"""The cells of a sheet of an .xlsx, looked through before anything parses them: how far they reach, and which are broken.

Some programs write ``<c r="A1">``, others ``<x:c r='A1'>`` or leave the place out: all of them are met here, for the parser
reads all of them, and gives a cell with an error as blank.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from intake.apart.request import Caps
from intake.problems import FileRefused
from intake.readers.rows import BrokenCell, Unreadable

CHUNK: Final = 4 * 1024 * 1024
_TAG: Final = rb"<(?:[\w.-]+:)?"  # some programs write <x:c>, others <c>
_REF: Final = rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']"""
_CELL: Final = re.compile(_TAG + rb"c\b[^>]*?" + _REF)
_PLACE: Final = re.compile(_REF)
_FORMULA: Final = rb"\s*" + _TAG + rb"f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:[\w.-]+:)?f>)"
_ERROR: Final = re.compile(
    _TAG + rb"""c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>(?:""" + _FORMULA + rb")?(?:\s*" + _TAG + rb"v>([^<]*)<)?"
)
_NO_RESULT: Final = re.compile(
    _TAG
    + rb"c\b([^>]*)>"
    + _FORMULA
    + rb"\s*(?:"
    + _TAG
    + rb"v\s*/>|"
    + _TAG
    + rb"v>\s*</(?:[\w.-]+:)?v>)?\s*</(?:[\w.-]+:)?c>"
)
_ROOT: Final = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")

Broken = Mapping[tuple[int, int], BrokenCell]


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sheet: str, caps: Caps) -> Iterator[bytes]:
    """The sheet in pieces that end between two cells."""
    kept, begins = b"", tuple[bytes, ...]()
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            text = kept + chunk
            begins = begins or _begins(text)
            cut = max(text.rfind(begin) for begin in begins)
            if len(kept) > CHUNK and cut <= 0:
                raise _too_long(kept, sheet, caps)
            yield text[:cut] if cut > 0 else b""
            kept = text[cut:] if cut > 0 else text
    yield kept


def _begins(text: bytes) -> tuple[bytes, ...]:
    """How a cell or a row begins in this sheet."""
    root = _ROOT.search(text)
    prefix = root[1] + b":" if root and root[1] else b""
    return tuple(b"<" + prefix + name for name in (b"c ", b"c>", b"row"))


def _too_long(cell: bytes, sheet: str, caps: Caps) -> FileRefused:
    found = _CELL.search(cell)
    place: dict[str, Any] = {"row": int(found[2]), "column": found[1].decode()} if found else {}
    return FileRefused("cell_too_long", sheet=sheet, limit=caps.characters, **place)


def scanned(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sheet: str, caps: Caps) -> Broken:
    """The broken cells, by row and column from 0. Raises FileRefused where they reach too far."""
    broken: dict[tuple[int, int], BrokenCell] = {}
    rows = columns = 0
    for piece in _pieces(archive, entry, sheet, caps):
        cells = _CELL.findall(piece)
        rows = max([rows, *map(int, {row for _, row in cells})])
        columns = max([columns, *map(_column, {letters for letters, _ in cells})])
        _check_extent(rows, columns, cells, (sheet, caps))
        broken |= _broken_of(piece, sheet)
    return broken


def _check_extent(rows: int, columns: int, cells: Sequence[tuple[bytes, bytes]], of: tuple[str, Caps]) -> None:
    """Names the first cell of the piece that stands too far out, where it is one cell."""
    sheet, caps = of
    if columns > caps.columns:
        far = next((letters, row) for letters, row in cells if _column(letters) > caps.columns)
        raise FileRefused("too_many_columns", sheet=sheet, row=int(far[1]), column=far[0].decode(), limit=caps.columns)
    if rows > caps.rows or rows * columns > caps.cells:
        limit = min(caps.rows, caps.cells // max(columns, 1))
        letters, row = next(((letters, row) for letters, row in cells if int(row) > limit), (b"", b"0"))
        raise FileRefused("too_many_rows", sheet=sheet, row=int(row) or None, column=letters.decode(), limit=limit)


def _broken_of(piece: bytes, sheet: str) -> Broken:
    found: dict[tuple[int, int], BrokenCell] = {}
    if b'"e"' in piece or b"'e'" in piece:
        for match in _ERROR.finditer(piece):
            _note(found, match[1], BrokenCell(Unreadable.ERROR_VALUE, _unescaped(match[3]) or "#?"), sheet)
    if b"f" in piece:
        for match in _NO_RESULT.finditer(piece):
            _note(found, match[1], BrokenCell(Unreadable.NO_RESULT, "=" + _unescaped(match[2])), sheet)
    return found


def _note(found: dict[tuple[int, int], BrokenCell], attributes: bytes, cell: BrokenCell, sheet: str) -> None:
    """A cell need not say where it stands; but the parser gives a broken one as blank, and blank means something else."""
    place = _PLACE.search(attributes)
    if place is None:
        raise FileRefused(cell.why.value, sheet=sheet, value=cell.text)
    found.setdefault((int(place[2]) - 1, _column(place[1]) - 1), cell)


def _unescaped(text: bytes | None) -> str:
    return html.unescape((text or b"").decode("utf-8", "replace"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
