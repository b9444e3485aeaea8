"""XLSX through calamine, one grid per visible sheet. Merged cells hold their value in every cell they cover."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import python_calamine

from intake.problems import FileRefused
from intake.readers.rows import Cell, Grid, Line
from intake.readers.workbook_guard import Broken, broken_cells, refuse_old_or_locked

_MAX_MERGED: Final = 2_000_000
Place = tuple[int, int]


def read_xlsx(path: Path) -> Iterator[Grid]:
    """The sheets that hold anything. Raises FileRefused."""
    refuse_old_or_locked(path)
    yield from sheets_of(path, broken_cells(path))


def sheets_of(path: Path, broken: Mapping[str, Broken]) -> Iterator[Grid]:
    """The visible sheets of a workbook that was looked into already, with its broken cells by sheet. Raises FileRefused."""
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            for name in _visible(workbook):
                sheet = workbook.get_sheet_by_name(name)
                if sheet.start is not None:
                    yield Grid(sheet=name, lines=_lines(sheet, broken.get(name, {})))
    except python_calamine.CalamineError as error:
        raise FileRefused("file_damaged", reason=str(error)) from error


def _visible(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    sheets = workbook.sheets_metadata
    return [
        sheet.name
        for sheet in sheets
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]


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
