"""Workbooks, read in a process apart: a few bytes can make a parser ask for more memory than there is, and end the process."""

import json
from collections.abc import Iterator
from pathlib import Path

from intake.apart.request import Source
from intake.problems import WORDINGS, FileRefused, Problem
from intake.readers.apart_run import read_apart
from intake.readers.cell_json import unpacked
from intake.readers.folder import Folder
from intake.readers.rows import Grid, Line


def read_book(path: Path, name: str) -> Iterator[Grid]:
    """The sheets that hold anything. ``name`` is what the copy is called: ``book.xls`` or ``book.xlsx``. Raises FileRefused."""
    folder = Folder()
    folder.take(path, name)
    for sheet in read_apart(folder.path, "workbook", [Source(name)]):
        lines = _lines(folder, str(int(sheet["spool"])))
        remarks = tuple(_remark(code, details) for code, details in sheet["remarks"])
        yield Grid(sheet=str(sheet["title"]), lines=lines, remarks=remarks, from_1904=bool(sheet["from_1904"]))


def _remark(code: str, details: dict[str, str]) -> Problem:
    """As the other process says; it may have been taken over by the file."""
    if code not in WORDINGS:
        raise FileRefused("reading_died", number=0)
    return Problem(code, details={str(key): str(value)[:200] for key, value in details.items()})


def _lines(folder: Folder, spool: str) -> Iterator[Line]:
    with (folder.path / spool).open("rb") as lines:
        for line in lines:
            number, cells = json.loads(line)
            yield number, [unpacked(cell) if isinstance(cell, dict) else cell for cell in cells]
