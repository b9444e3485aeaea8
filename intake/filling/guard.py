"""Looks into a blank form before anything parses it. What it lets through is kept and handed on to others, so a form with
anything that acts by itself (macros, embedded programs, links to elsewhere, formulas that fetch) is refused, not cleaned."""

import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from intake.filling.limits import (
    MAX_FORM_BYTES,
    MAX_FORM_CELLS,
    MAX_FORM_ENTRIES,
    MAX_FORM_SHEETS,
    MAX_FORM_UNPACKED,
)
from intake.filling.xml_check import PartCheck
from intake.problems import FileRefused
from intake.readers.archive_names import safe_name
from intake.readers.workbook_guard import DAMAGE, refuse_old_or_locked

SUFFIXES: Final = {".xlsx": "xlsx", ".docx": "docx"}
_CHUNK: Final = 256 * 1024
_ZIP: Final = b"PK\x03\x04"
_MAIN: Final = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_XML: Final = (".xml", ".rels", ".vml", ".svg")
_ACTIVE: Final = ("vbaproject", "/activex/", "/embeddings/", "/ctrlprops/", "/macrosheets/", "/dialogsheets/", "oleobject")
_OUTSIDE: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/webextensions/", "word/webextensions/")


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
    names = [str(safe_name(entry, "archive_unsafe")) for entry in entries]
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
    """How many cells a part names. A part is XML by its name or by how it begins. Raises FileRefused."""
    begins = text[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not (name.lower().endswith(_XML) or begins.startswith(b"<")):
        return 0
    if name == "[Content_Types].xml" and b"macroEnabled" in text:
        raise FileRefused("form_active")
    return PartCheck().look(text)
