"""The cells of a sheet of an .xlsx, looked through before anything parses them: how far they reach, and which are broken.

Some programs write ``<c r="A1">``, others ``<x:c r='A1'>`` or leave the place out: all of them are met here, for the parser
reads all of them, and gives a cell with an error as blank.
"""

import html
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

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


class _Marks(NamedTuple):
    """How cells and rows begin in a sheet."""

    cells: tuple[bytes, ...]
    row: bytes

    def cells_in(self, piece: bytes) -> int:
        return sum(map(piece.count, self.cells))


def _marks(text: bytes) -> _Marks:
    root = _ROOT.search(text)
    prefix = b"<" + (root[1] + b":" if root and root[1] else b"")
    return _Marks(tuple(prefix + name for name in (b"c ", b"c>", b"c/")), prefix + b"row")


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sheet: str, caps: Caps) -> Iterator[tuple[bytes, _Marks]]:
    """The sheet in pieces that end between two cells."""
    kept, marks = b"", _marks(b"")
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            text = kept + chunk
            marks = marks if kept else _marks(text)
            cut = max(map(text.rfind, (*marks.cells, marks.row)))
            if len(kept) > CHUNK and cut <= 0:
                raise _too_long(kept, sheet, caps)
            yield text[: max(cut, 0)], marks
            kept = text[max(cut, 0) :]
    yield kept, marks


def _too_long(cell: bytes, sheet: str, caps: Caps) -> FileRefused:
    found = _CELL.search(cell)
    place: dict[str, Any] = {"row": int(found[2]), "column": found[1].decode()} if found else {}
    return FileRefused("cell_too_long", sheet=sheet, limit=caps.characters, **place)


def scanned(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sheet: str, caps: Caps) -> Broken:
    """The broken cells, by row and column from 0. Raises FileRefused where they reach too far."""
    broken: dict[tuple[int, int], BrokenCell] = {}
    rows = columns = counted = 0
    for piece, marks in _pieces(archive, entry, sheet, caps):
        cells = _CELL.findall(piece)
        counted += piece.count(marks.row)
        rows = max([rows, counted, *map(int, {row for _, row in cells})])
        columns = max([columns, _widest(piece, len(cells), marks), *map(_column, {letters for letters, _ in cells})])
        _check_extent(rows, columns, cells, (sheet, caps))
        broken |= _broken_of(piece, sheet)
    return broken


def _widest(piece: bytes, placed: int, marks: _Marks) -> int:
    """The most cells of one row, where some do not say where they stand; else nothing."""
    return 0 if marks.cells_in(piece) == placed else max(map(marks.cells_in, piece.split(marks.row)))


def _check_extent(rows: int, columns: int, cells: Sequence[tuple[bytes, bytes]], of: tuple[str, Caps]) -> None:
    """Names the first cell of the piece that stands too far out, where there is one that says where it stands."""
    sheet, caps = of
    if columns > caps.columns:
        place = _first(cells, lambda letters, _: _column(letters) > caps.columns)
        raise FileRefused("too_many_columns", sheet=sheet, limit=caps.columns, **place)
    if rows > caps.rows or rows * columns > caps.cells:
        limit = min(caps.rows, caps.cells // max(columns, 1))
        raise FileRefused("too_many_rows", sheet=sheet, limit=limit, **_first(cells, lambda _, row: int(row) > limit))


def _first(cells: Sequence[tuple[bytes, bytes]], is_far: Callable[[bytes, bytes], bool]) -> dict[str, Any]:
    found = next(((letters, row) for letters, row in cells if is_far(letters, row)), None)
    return {"row": int(found[1]), "column": found[0].decode()} if found else {}


def _broken_of(piece: bytes, sheet: str) -> Broken:
    found: dict[tuple[int, int], BrokenCell] = {}
    if b'"e"' in piece or b"'e'" in piece:
        for match in _ERROR.finditer(piece):
            _note(found, match[1], BrokenCell(Unreadable.ERROR_VALUE, _unescaped(match[3]) or "#?"), sheet)
    if b"<f" in piece or b":f" in piece:
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
