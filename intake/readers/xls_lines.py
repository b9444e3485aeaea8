"""The job ``workbook`` of the process apart: the sheets of an .xls as lines of JSON."""

import json
from dataclasses import dataclass
from pathlib import Path

from intake.apart.request import Request
from intake.problems import FileRefused
from intake.readers.cell_json import packed
from intake.readers.xls_guard import broken_in_xls
from intake.readers.xlsx_file import sheets_of


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read. Its lines, pairs of row number and cells, stand in ``spool``."""

    title: str
    spool: str


def written(request: Request, folder: Path) -> list[Sheet]:
    """Read and write the first of the sources. Raises FileRefused, MemoryError."""
    path, found = folder / request.sources[0].file, list[Sheet]()
    for grid in sheets_of(path, broken_in_xls(path)):
        sheet = Sheet(grid.sheet, str(len(found)))
        with (folder / sheet.spool).open("w", encoding="utf-8") as spool:
            for number, cells in grid.lines:
                _check(number, cells, request, grid.sheet)
                spool.write(json.dumps([number, [packed(cell) for cell in cells]]) + "\n")
        found.append(sheet)
    return found


def _check(number: int, cells: list[object], request: Request, sheet: str) -> None:
    longest = request.caps.characters
    if any(isinstance(cell, str) and len(cell) > longest for cell in cells):
        raise FileRefused("cell_too_long", sheet=sheet, row=number, limit=longest)
