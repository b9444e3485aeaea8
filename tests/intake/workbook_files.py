"""Workbooks that a spreadsheet program would not write, made of one that it would."""

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.intake.making import workbook

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
TEXTS = "xl/sharedStrings.xml"
PLAIN = [["社区代码", "社区名称"], ["1", "2"]]
Write = Callable[[Path], Path]


def bytes_file(name: str, data: bytes) -> Write:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return write


def text_of(name: str, text: str, encoding: str = "utf-8") -> Write:
    return bytes_file(name, text.encode(encoding))


def altered(
    entry: str,
    alter: Callable[[bytes], bytes],
    also: Mapping[str, bytes] | None = None,
    rows: list[list[Any]] = PLAIN,
) -> Write:
    """A workbook of these rows with one entry changed and others added."""

    def write(folder: Path) -> Path:
        whole, path = workbook(folder, "whole.xlsx", {"s": rows}), folder / "a.xlsx"
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, alter(old.read(name)) if name == entry else old.read(name))
            for name, data in (also or {}).items():
                new.writestr(name, data)
        return path

    return write


def cell(place: str, content: bytes, attributes: bytes = b"") -> Callable[[bytes], bytes]:
    """The sheet with another content in one of its cells."""

    def alter(sheet: bytes) -> bytes:
        new, count = re.subn(
            rb'<c r="' + place.encode() + rb'"[^>]*>.*?</c>',
            lambda _: b'<c r="' + place.encode() + b'"' + attributes + b">" + content + b"</c>",
            sheet,
            count=1,
        )
        assert count == 1
        return new

    return alter


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """An entry with all of ``old`` replaced."""

    def alter(entry: bytes) -> bytes:
        assert old in entry
        return entry.replace(old, new)

    return alter


def error(place: str, text: bytes) -> Callable[[bytes], bytes]:
    return cell(place, b"<v>" + text + b"</v>", b' t="e"')


def prefixed(sheet: bytes) -> bytes:
    """As programs write it that name every element with its prefix."""
    head, body = sheet.split(b"?>", 1)
    named = body.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:").replace(b" xmlns=", b" xmlns:x=")
    return head + b"?>" + named


def from_1904(folder: Path, name: str, rows: Sequence[Sequence[Any]]) -> Path:
    """A workbook that counts its days from 1904 on, as those of old Macs do."""
    path = folder / name
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as book:
        sheet = book.add_worksheet("s")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path
