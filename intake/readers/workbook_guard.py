"""Looks into an .xlsx before anything parses it: signature, sizes, names, macros, and cells that only claim to exist.

A workbook of a kilobyte can ask for a billion cells, and 300 KiB can unpack to 300 MiB; so everything is counted while it is
unpacked here, in pieces, and only then handed to the parser.
"""

import html
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from intake.problems import FileRefused
from intake.readers.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, MAX_SHEET_CELLS, MAX_WORKBOOK_BYTES
from intake.readers.rows import BrokenCell, Unreadable

_CHUNK: Final = 4 * 1024 * 1024
_OLE2: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # searched and not looked up: the envelope itself may be damaged
_CELL: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ERROR: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*?\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.S)
_NO_RESULT: Final = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_SHEET: Final = re.compile(r"<sheet\b[^>]*>")
_RELATION: Final = re.compile(r"<Relationship\b[^>]*>")

# What zipfile raises on archives that were cut or altered.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError, NotImplementedError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip

Broken = Mapping[tuple[int, int], BrokenCell]


def refuse_old_or_locked(path: Path) -> None:
    """Raises FileRefused for the container of .xls and of workbooks with a password."""
    with path.open("rb") as stream:
        if stream.read(4) != _OLE2:
            return
        stream.seek(0)
        locked = _ENCRYPTED in stream.read()
    raise FileRefused("workbook_locked" if locked else "workbook_old")


def broken_cells(path: Path) -> dict[str, Broken]:
    """Per sheet name: the cells (row and column from 0) with an error or a formula without its result.

    Raises FileRefused for a workbook that is damaged, too large, unsafe or carries macros.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(archive)
            _check_contents(archive)
            return {name: _scan(archive, entry) for name, entry in _sheets(archive)}
    except DAMAGE as error:
        raise FileRefused("file_damaged", reason=str(error)) from error


def _check_entries(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any("vbaProject" in name for name in names):
        raise FileRefused("workbook_macros")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") or ":" in name for name in names):
        raise FileRefused("archive_unsafe")
    if sum(entry.file_size for entry in archive.infolist()) > MAX_WORKBOOK_BYTES:
        raise FileRefused("file_too_large", limit=f"{MAX_WORKBOOK_BYTES // 1024**2} MiB")
    if "xl/workbook.xml" not in names:
        raise FileRefused("file_damaged", reason="xl/workbook.xml")


def _check_contents(archive: zipfile.ZipFile) -> None:
    """Unpack every entry once: what is longer than declared, or damaged, fails its checksum."""
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            while stream.read(_CHUNK):
                pass


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, entry of the archive)."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _RELATION.findall(relations)}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        target = targets.get(_attribute(tag, "r:id"), "")
        entry = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if entry in archive.namelist():
            yield _attribute(tag, "name"), entry


def _pieces(archive: zipfile.ZipFile, entry: str) -> Iterator[bytes]:
    """The sheet in pieces that end between two cells."""
    kept = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            text = kept + chunk
            if len(kept) > _CHUNK:
                raise FileRefused("cell_too_long", limit=MAX_CELL_CHARACTERS)
            cut = text.rfind(b"<c ")
            yield text[:cut] if cut > 0 else b""
            kept = text[cut:] if cut > 0 else text
    yield kept


def _scan(archive: zipfile.ZipFile, entry: str) -> Broken:
    broken: dict[tuple[int, int], BrokenCell] = {}
    rows = columns = 0
    for piece in _pieces(archive, entry):
        for letters, row in _CELL.findall(piece):
            rows, columns = max(rows, int(row)), max(columns, _column(letters))
        _check_extent(rows, columns)
        broken |= _broken_of(piece)
    return broken


def _check_extent(rows: int, columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise FileRefused("too_many_columns", limit=MAX_COLUMNS)
    if rows > MAX_ROWS or rows * columns > MAX_SHEET_CELLS:
        raise FileRefused("too_many_rows", limit=min(MAX_ROWS, MAX_SHEET_CELLS // max(columns, 1)))


def _broken_of(piece: bytes) -> Broken:
    found: dict[tuple[int, int], BrokenCell] = {}
    if b'"e"' in piece:
        for cell in piece.split(b"</c>"):
            if match := _ERROR.search(cell):
                found[_place(match)] = BrokenCell(Unreadable.ERROR_VALUE, html.unescape(match[3].decode()))
    if b"<f" in piece:
        for match in _NO_RESULT.finditer(piece):
            text = "=" + html.unescape((match[3] or b"").decode("utf-8", "replace"))
            found[_place(match)] = BrokenCell(Unreadable.NO_RESULT, text)
    return found


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    return int(match[2]) - 1, _column(match[1]) - 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
