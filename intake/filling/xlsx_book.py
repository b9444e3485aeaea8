"""Opening a workbook that the guard let through, and what a copy of it cannot keep."""

import warnings
import zipfile
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from intake.filling.grid import Cell, Grid, Spot
from intake.filling.limits import MAX_FORM_CELLS, MAX_FORM_COLUMNS, MAX_FORM_ROWS
from intake.problems import FileRefused

_LOST: Final = {
    "xl/media/": "pictures", "xl/drawings/": "drawings", "xl/charts/": "charts", "xl/pivottables/": "pivots",
    "xl/slicers/": "pivots", "xl/richdata/": "pictures", "xl/threadedcomments/": "notes",
}  # fmt: skip


def opened(content: bytes) -> Workbook:
    """Raises FileRefused where the library cannot read what the guard let through."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it cannot keep is said by ``losses``
        try:
            book = load_workbook(BytesIO(content), rich_text=True)
        except Exception as error:  # it raises whatever its parts raise
            raise FileRefused("file_damaged", reason=type(error).__name__) from error
    for sheet in book.worksheets:
        _check_extent(sheet)
    return book


def _check_extent(sheet: Worksheet) -> None:
    if sheet.max_row > MAX_FORM_ROWS:
        raise FileRefused("too_many_rows", limit=MAX_FORM_ROWS)
    if sheet.max_column > MAX_FORM_COLUMNS:
        raise FileRefused("too_many_columns", limit=MAX_FORM_COLUMNS)
    if sheet.max_row * sheet.max_column > MAX_FORM_CELLS:
        raise FileRefused("form_too_many_cells", limit=MAX_FORM_CELLS)


def losses(content: bytes) -> tuple[str, ...]:
    """What the filled copy will lack: pictures, drawings, charts, pivot tables, lists from another sheet."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name.lower() for name in archive.namelist()]
        sheets = [name for name in archive.namelist() if name.lower().startswith("xl/worksheets/") and name.endswith(".xml")]
        has_lists = any(b"x14:dataValidation " in archive.read(name) for name in sheets)
    found = {code for start, code in _LOST.items() for name in names if name.startswith(start) and not _is_kept(name)}
    return tuple(sorted(found | ({"lists"} if has_lists else set())))


def _is_kept(name: str) -> bool:
    """The drawing of the notes of cells, and what only points at other parts."""
    return name.endswith((".vml", ".rels"))


def grid_of(sheet: Worksheet) -> Grid:
    """The sheet without its looks."""
    spans = {(r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1) for r in sheet.merged_cells.ranges}
    cells: dict[Spot, Cell] = {}
    for row in sheet.iter_rows():
        for cell in row:
            spot = (cell.row, cell.column)
            rows, columns = spans.get(spot, (1, 1))
            if cell.value is not None or spot in spans:
                cells[spot] = Cell(text_of(cell), rows, columns, is_kept=cell.data_type == "f")
    corners = {
        (row, column): (top, left)
        for (top, left), (rows, columns) in spans.items()
        for row in range(top, top + rows)
        for column in range(left, left + columns)
    }
    return Grid(cells, corners, sheet.max_row, sheet.max_column, may_grow=True)


def text_of(cell: Any) -> str:
    """A cell as words; a formula has none."""
    return "" if cell.value is None or cell.data_type == "f" else str(cell.value).strip()
