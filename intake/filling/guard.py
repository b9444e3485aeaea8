"""Looks into a blank form before anything parses it. What it lets through is kept and handed on to others, so a form with
anything that acts by itself (macros, embedded programs, links to elsewhere, formulas that fetch) is refused, not cleaned."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from intake.filling.limits import (
    MAX_FORM_BYTES,
    MAX_FORM_CELLS,
    MAX_FORM_COLUMNS,
    MAX_FORM_ENTRIES,
    MAX_FORM_ROWS,
    MAX_FORM_SHEETS,
    MAX_FORM_UNPACKED,
)
from intake.problems import FileRefused
from intake.readers.workbook_guard import DAMAGE, refuse_old_or_locked

SUFFIXES: Final = {".xlsx": "xlsx", ".docx": "docx"}
_CHUNK: Final = 256 * 1024
_ZIP: Final = b"PK\x03\x04"
_MAIN: Final = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_XML: Final = (".xml", ".rels", ".vml")
_ACTIVE: Final = ("vbaproject", "/activex/", "/embeddings/", "/ctrlprops/", "/macrosheets/", "/dialogsheets/", "oleobject")
_OUTSIDE: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/webextensions/", "word/webextensions/")
_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_READABLE: Final = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii"})
_DTD: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FETCHING: Final = re.compile(
    rb"<f\b[^>]*>[^<]*\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|HYPERLINK|SQL\.REQUEST|EXEC)\s*\(", re.IGNORECASE
)
_DDE: Final = re.compile(rb"<f\b[^>]*>[^<]*\|[^<]*!", re.IGNORECASE)
_WORD_FIELD: Final = re.compile(
    rb"(?:instrText[^>]*>|w:instr=\")\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|DATABASE|IMPORT|MACROBUTTON|LINK)\b",
    re.IGNORECASE,
)
_CELL: Final = re.compile(rb"<(?:\w+:)?(?:c|tc)[ />]")
_PLACED: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Z]{1,4})([0-9]{1,9})[\"']")
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\b([^>]*)>")
_CORNERS: Final = re.compile(rb"\bref\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
_SPAN: Final = re.compile(rb"<(?:\w+:)?(?:gridSpan|gridBefore|gridAfter)\b([^>]*)>")
_SPAN_OF: Final = re.compile(rb"\bval\s*=\s*[\"']([0-9]{1,9})[\"']")


def kind_of(file_name: str) -> str:
    """xlsx or docx, by the file's name. Raises FileRefused."""
    suffix = PurePosixPath(file_name).suffix.lower()
    if suffix not in SUFFIXES:
        raise FileRefused("form_kind", value=suffix)
    return SUFFIXES[suffix]


def check(content: bytes, kind: str) -> None:
    """Raises FileRefused for a form that is too large, damaged, locked, or does anything by itself."""
    if not content:
        raise FileRefused("file_empty")
    if len(content) > MAX_FORM_BYTES:
        raise FileRefused("form_too_large", limit=f"{MAX_FORM_BYTES // 1024**2} MiB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form"
        path.write_bytes(content)
        refuse_old_or_locked(path)
        if content[:4] != _ZIP:
            raise FileRefused("signature_differs", suffix=f".{kind}")
        _check_packed(path, kind)


def _check_packed(path: Path, kind: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_names(archive, kind)
            left, cells = MAX_FORM_UNPACKED, 0
            for entry in archive.infolist():
                text = _unpacked(archive, entry, left)
                left -= len(text)
                cells += _check_part(entry.filename, text)
                if cells > MAX_FORM_CELLS:
                    raise FileRefused("form_too_many_cells", limit=MAX_FORM_CELLS)
    except DAMAGE as error:
        raise FileRefused("file_damaged", reason=str(error)) from error


def _check_names(archive: zipfile.ZipFile, kind: str) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_FORM_ENTRIES:
        raise FileRefused("form_entries", limit=MAX_FORM_ENTRIES)
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in names):
        raise FileRefused("archive_unsafe")
    lowered = [f"/{name.lower()}" for name in names]
    if len(set(lowered)) < len(lowered):
        raise FileRefused("archive_unsafe")  # of two parts with one name, every program takes another
    if any(word in name for word in _ACTIVE for name in lowered):
        raise FileRefused("form_active")
    if any(name.startswith(f"/{start}") for start in _OUTSIDE for name in lowered):
        raise FileRefused("form_outside")
    if _MAIN[kind] not in names:
        raise FileRefused("signature_differs", suffix=f".{kind}")
    if sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names) > MAX_FORM_SHEETS:
        raise FileRefused("form_too_many_cells", limit=MAX_FORM_CELLS)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The whole part, counted while it is unpacked: what an archive says of its sizes is not believed."""
    made, size = [], 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise FileRefused("form_too_large", limit=f"{MAX_FORM_UNPACKED // 1024**2} MiB")
            made.append(chunk)
    return b"".join(made)


def _check_part(name: str, text: bytes) -> int:
    """How many cells a part names. Raises FileRefused."""
    if not name.lower().endswith(_XML):
        return 0
    if text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in text[:200]:
        text = text.replace(b"\0", b"")
    said = _ENCODING.search(text[:400])
    if _DTD.search(text) or (said and said[1].lower() not in _READABLE):
        raise FileRefused("form_doctype")
    if name.lower().endswith(".rels"):
        _check_links(text)
    if b"macroEnabled" in text and name == "[Content_Types].xml":
        raise FileRefused("form_active")
    if _FETCHING.search(text) or _DDE.search(text) or _WORD_FIELD.search(text):
        raise FileRefused("form_outside")
    _check_extent(text)
    return len(_CELL.findall(text))


def _check_links(text: bytes) -> None:
    """A link that a reader may click is fine; what a program follows by itself is not."""
    for tag in _RELATION.findall(text):
        if re.search(rb"TargetMode\s*=\s*[\"']External", tag) and b"/hyperlink" not in tag:
            raise FileRefused("form_outside")


def _check_extent(text: bytes) -> None:
    """A cell, a merged range or a span far out costs all that lies between."""
    for letters, row in _placed(text):
        _check_corner(_column(letters), int(row))
    merged = 0
    for tag in _MERGED.findall(text):
        left, top, right, bottom = _corners(tag)
        _check_corner(right, bottom)
        merged += max(right - left + 1, 1) * max(bottom - top + 1, 1)
    if merged > MAX_FORM_CELLS:
        raise FileRefused("form_too_many_cells", limit=MAX_FORM_CELLS)
    for tag in _SPAN.findall(text):
        found = _SPAN_OF.search(tag)
        _check_corner(int(found[1]) if found else MAX_FORM_COLUMNS + 1, 1)


def _check_corner(column: int, row: int) -> None:
    if row > MAX_FORM_ROWS:
        raise FileRefused("too_many_rows", limit=MAX_FORM_ROWS)
    if column > MAX_FORM_COLUMNS:
        raise FileRefused("too_many_columns", limit=MAX_FORM_COLUMNS)


def _corners(tag: bytes) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a merged range. One that is spelt otherwise is not measured but refused."""
    found = _CORNERS.search(tag)
    if found is None:
        raise FileRefused("file_damaged", reason="mergeCell")
    return _column(found[1]), int(found[2]), _column(found[3]), int(found[4])


def _placed(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    return ((found[1], found[2]) for found in _PLACED.finditer(text))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
