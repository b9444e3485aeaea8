"""Workbooks of the old .xls form: visible sheets, merged cells filled, dates as dates, as of .xlsx.

They are read in a process apart: a few changed bytes make the parser ask for more memory than there is, and end the process.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from intake.apart.request import Source
from intake.readers.apart_run import read_apart
from intake.readers.cell_json import unpacked
from intake.readers.folder import Folder
from intake.readers.rows import Grid, Line

_FILE: Final = "book.xls"


def read_xls(path: Path) -> Iterator[Grid]:
    """The sheets that hold anything. Raises FileRefused."""
    folder = Folder()
    folder.take(path, _FILE)
    for sheet in read_apart(folder.path, "workbook", [Source(_FILE)]):
        yield Grid(sheet=str(sheet["title"]), lines=_lines(folder, str(int(sheet["spool"]))))


def _lines(folder: Folder, spool: str) -> Iterator[Line]:
    with (folder.path / spool).open("rb") as lines:
        for line in lines:
            number, cells = json.loads(line)
            yield number, [unpacked(cell) for cell in cells]
