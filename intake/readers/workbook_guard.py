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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from communities.words import Words
from intake.apart.request import Caps
from intake.problems import FileRefused
from intake.readers.archive_names import safe_name
from intake.readers.sheet_cells import CHUNK, Broken, scanned
from intake.readers.workbook_besides import besides_in

_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_OLE2: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # searched and not looked up: the envelope itself may be damaged
_SHEET: Final = re.compile(r"<(?:[\w.-]+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(r"<(?:[\w.-]+:)?Relationship\b[^>]*>")
_FROM_1904: Final = re.compile(r"""<(?:[\w.-]+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true|on)["']""")
_DOCTYPE: Final = b"<!DOCTYPE"
_MAX_SHEETS: Final = 1_000
# What zipfile raises on archives that were cut or altered.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError, NotImplementedError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip

Entries = Mapping[str, zipfile.ZipInfo]


@dataclass(frozen=True)
class Inside:
    """What a look into a workbook finds. ``broken``: by name of the sheet. ``besides``: what it holds that is not read, and how
    many. ``from_1904``: its days are counted from that year on."""

    broken: Mapping[str, Broken]
    from_1904: bool = False
    besides: Sequence[tuple[Words, int]] = ()


def inside_of_xlsx(path: Path, caps: Caps) -> Inside:
    """Raises FileRefused for a workbook that is old, locked, damaged, too large, unsafe or carries macros."""
    refuse_old_or_locked(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _checked(archive, caps)
            for entry in archive.infolist():
                _check_content(archive, entry, caps)
            book = _text(archive, entries[_BOOK])
            broken = {name: scanned(archive, entry, name, caps) for name, entry in _sheets(archive, entries, book)}
            besides = besides_in(entries, lambda name: _text(archive, entries[name]))
            return Inside(broken, bool(_FROM_1904.search(book)), besides)
    except DAMAGE as error:
        raise FileRefused("file_damaged", reason=str(error)) from error


def refuse_old_or_locked(path: Path) -> None:
    """Raises FileRefused for the container of .xls and of workbooks with a password."""
    with path.open("rb") as stream:
        if stream.read(4) != _OLE2:
            return
        stream.seek(0)
        locked = _ENCRYPTED in stream.read()
    raise FileRefused("workbook_locked" if locked else "workbook_old")


def _checked(archive: zipfile.ZipFile, caps: Caps) -> Entries:
    """The entries by their names in small letters: the parser does not tell small letters from large ones either."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = str(safe_name(entry, "archive_unsafe")).casefold()
        if "vbaproject" in name:
            raise FileRefused("workbook_macros", value=name)
        if name in entries:
            raise FileRefused("archive_unsafe", value=name)
        entries[name] = entry
    if sum(entry.file_size for entry in archive.infolist()) > caps.workbook:
        raise FileRefused("file_too_large", limit=f"{caps.workbook // 1024**2} MiB")
    if _BOOK not in entries:
        raise FileRefused("file_damaged", reason=_BOOK)
    return entries


def _check_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, caps: Caps) -> None:
    """Unpack it once: what is longer than declared, or damaged, fails its checksum."""
    is_xml, last = entry.filename.casefold().endswith((".xml", ".rels")), b""
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                if is_xml:
                    _check_xml(last + chunk, entry.filename, caps)
                last = chunk[-len(_DOCTYPE) :]
    except DAMAGE as error:
        raise FileRefused("file_damaged", reason=f"{entry.filename}: {error}") from error


def _check_xml(text: bytes, name: str, caps: Caps) -> None:
    """No entities, no encoding that hides cells from a look at the bytes, and no single text of many megabytes."""
    if _DOCTYPE in text:
        raise FileRefused("xml_doctype", value=name)
    if b"\0" in text:
        raise FileRefused("file_damaged", reason=f"{name}: NUL")
    if len(text) >= CHUNK and b"<" not in text:
        raise FileRefused("cell_too_long", value=name, limit=caps.characters)


def _text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    return archive.read(entry).decode("utf-8", "replace")


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\b{name}\s*=\s*(["'])(.*?)\1""", tag)
    return html.unescape(found[2]) if found else ""


def _sheets(archive: zipfile.ZipFile, entries: Entries, book: str) -> list[tuple[str, zipfile.ZipInfo]]:
    """(sheet name, entry of the archive)."""
    relations = _RELATION.findall(_text(archive, entries[_RELATIONS]))
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in relations}
    named = [(_attribute(tag, "name"), targets.get(_attribute(tag, r"[\w.-]+:id"), "")) for tag in _SHEET.findall(book)]
    if len(named) > _MAX_SHEETS:
        raise FileRefused("file_damaged", reason=f"{len(named)} sheets")
    found = ((name, target.lstrip("/") if target.startswith("/") else f"xl/{target}") for name, target in named)
    return [(name, entries[target.casefold()]) for name, target in found if target.casefold() in entries]
