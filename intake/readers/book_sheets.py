"""The sheets of a workbook through calamine. Merged cells hold their value in every cell they cover.

Only the process apart comes here: the parser makes a sheet a full rectangle, and may ask for more memory than there is.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import python_calamine

from intake.problems import FileRefused
from intake.readers.rows import LISTS, Cell, Grid, Line
from intake.readers.sheet_cells import Broken

_MAX_MERGED: Final = 2_000_000
Place = tuple[int, int]
Workbook = python_calamine.CalamineWorkbook


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """The workbook, as long as it is read. Raises FileRefused for what the parser cannot read."""
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            yield workbook
    except python_calamine.CalamineError as error:
        raise FileRefused("file_damaged", reason=str(error)) from error


def sheets_of(workbook: Workbook, broken: Mapping[str, Broken]) -> Iterator[Grid]:
    """The visible sheets that hold anything, of a workbook that was looked into already. ``broken`` by name of the sheet."""
    for name in _shown(workbook, python_calamine.SheetVisibleEnum.Visible):
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is not None:
            yield Grid(sheet=name, lines=_lines(sheet, broken.get(name, {})))


def hidden_sheets(workbook: Workbook) -> list[str]:
    """The names of those that nobody sees, but for the lists of our own forms."""
    hidden = python_calamine.SheetVisibleEnum.Hidden, python_calamine.SheetVisibleEnum.VeryHidden
    return [name for name in _shown(workbook, *hidden) if name not in (LISTS.zh, LISTS.en)]


def _shown(workbook: Workbook, *how: python_calamine.SheetVisibleEnum) -> list[str]:
    sheets = workbook.sheets_metadata
    return [sheet.name for sheet in sheets if sheet.visible in how and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]


def _lines(sheet: python_calamine.CalamineSheet, broken: Broken) -> Iterator[Line]:
    written = _by_row(_covered(sheet), broken)
    indent = sheet.start[1] if sheet.start else 0  # rows come from the first row on, columns from the first used one
    for index, values in enumerate(sheet.iter_rows()):
        cells: list[Cell] = [*[""] * indent, *values]
        for column, cell in written.get(index, ()):
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cell
        yield index + 1, cells


def _by_row(*cells: Mapping[Place, Cell]) -> dict[int, list[tuple[int, Cell]]]:
    rows: dict[int, list[tuple[int, Cell]]] = {}
    for each in cells:
        for (row, column), cell in each.items():
            rows.setdefault(row, []).append((column, cell))
    return rows


def _covered(sheet: python_calamine.CalamineSheet) -> dict[Place, Cell]:
    """The cells that a merged range covers, with the value of its first cell."""
    ranges = [(start, _clipped(end, sheet)) for start, end in sheet.merged_cell_ranges or ()]
    if sum((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in ranges) > _MAX_MERGED:
        raise FileRefused("too_many_merged", sheet=sheet.name, limit=_MAX_MERGED)
    firsts = _values_at(sheet, {start for start, _ in ranges})
    return {
        (row, column): firsts.get((top, left), "")
        for (top, left), (bottom, right) in ranges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }


def _clipped(end: Place, sheet: python_calamine.CalamineSheet) -> Place:
    last = sheet.end or (0, 0)
    return min(end[0], last[0]), min(end[1], last[1])


def _values_at(sheet: python_calamine.CalamineSheet, places: set[Place]) -> dict[Place, Cell]:
    if not places:
        return {}
    indent = sheet.start[1] if sheet.start else 0
    rows = {row for row, _ in places}
    lines = {index: [*[""] * indent, *cells] for index, cells in enumerate(sheet.iter_rows()) if index in rows}
    return {(row, column): lines[row][column] for row, column in places if column < len(lines.get(row, ()))}
