"""The job ``workbook`` of the process apart: the sheets of a workbook, old or new, as lines of JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intake.apart.request import Caps, Request
from intake.problems import FileRefused
from intake.readers.book_sheets import Workbook, hidden_sheets, opened, sheets_of
from intake.readers.cell_json import packed
from intake.readers.rows import Grid, column_letters
from intake.readers.workbook_guard import Inside, inside_of_xlsx
from intake.readers.xls_guard import inside_of_xls

_MOST_NAMED: Final = 10
_ENCODE: Final = json.JSONEncoder(default=packed).encode
Remark = tuple[str, dict[str, str]]  # a problem code and what its sentence needs


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read. Its lines, pairs of row number and cells, stand in ``spool``; ``remarks`` are of the workbook."""

    title: str
    spool: str
    from_1904: bool
    remarks: tuple[Remark, ...]


def written(request: Request, folder: Path) -> list[Sheet]:
    """Read and write the first of the sources. Raises FileRefused, MemoryError."""
    path, found = folder / request.sources[0].file, list[Sheet]()
    inside = inside_of_xls(path) if path.suffix == ".xls" else inside_of_xlsx(path, request.caps)
    with opened(path) as workbook:
        remarks = tuple(_remarks(inside, workbook))
        for grid in sheets_of(workbook, inside.broken):
            sheet = Sheet(grid.sheet, str(len(found)), inside.from_1904, remarks)
            _write(grid, folder / sheet.spool, request.caps)
            found.append(sheet)
    return found


def _remarks(inside: Inside, workbook: Workbook) -> Iterator[Remark]:
    """What the workbook holds besides, and what is not read."""
    hidden = hidden_sheets(workbook)
    if hidden:
        yield "sheets_hidden", {"number": str(len(hidden)), "names": ", ".join(hidden[:_MOST_NAMED])}
    if inside.besides:
        listed = [(words, number) for words, number in inside.besides if number]
        said = {f"what_{lang}": ", ".join(f"{words.of(lang)} {number}" for words, number in listed) for lang in ("zh", "en")}
        yield "workbook_besides", said


def _write(grid: Grid, spool: Path, caps: Caps) -> None:
    with spool.open("w", encoding="utf-8") as lines:
        for number, cells in grid.lines:
            _check(number, cells, caps, grid.sheet)
            lines.write(_ENCODE([number, cells]) + "\n")


def _check(number: int, cells: list[object], caps: Caps, sheet: str) -> None:
    """Cells that do not say where they stand are counted only here."""
    if number > caps.rows:
        raise FileRefused("too_many_rows", sheet=sheet, row=number, limit=caps.rows)
    if len(cells) > caps.columns:
        raise FileRefused("too_many_columns", sheet=sheet, row=number, limit=caps.columns)
    for position, cell in enumerate(cells, 1):
        if isinstance(cell, str) and len(cell) > caps.characters:
            place = {"sheet": sheet, "row": number, "column": column_letters(position)}
            raise FileRefused("cell_too_long", **place, value=cell, limit=caps.characters)
