"""A blank workbook as the program sees it: of every sheet its table, its labels with a free cell, its blanks in texts."""

from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from intake.filling.blanks import blanks_in
from intake.filling.grid import Block, Grid, block_of, free_cells
from intake.filling.person_check import refuse_people
from intake.filling.places import Found, Kind, Part, Place, Sketch
from intake.filling.xlsx_book import grid_of, losses, opened


def sketch_xlsx(content: bytes, first_rows: Mapping[int, int] | None = None) -> Sketch:
    """``first_rows``: sheet number -> first row of data, where somebody knows better. Raises FileRefused."""
    book = opened(content)
    sheets = [(number, sheet) for number, sheet in enumerate(book.worksheets, start=1) if sheet.sheet_state == "visible"]
    grids = {number: grid_of(sheet) for number, sheet in sheets}
    refuse_people(cell.text for grid in grids.values() for cell in grid.cells.values())
    parts = (_part(number, sheet.title, grids[number], (first_rows or {}).get(number)) for number, sheet in sheets)
    return Sketch.of(parts, losses(content))


def _part(number: int, name: str, grid: Grid, first_row: int | None) -> Part:
    block = block_of(grid, first_row)
    found = [*_columns(number, block), *_cells(number, grid, block), *_blanks(number, grid, block)]
    return Part(number, name, block.first_row if block else None, tuple(found))


def _columns(number: int, block: Block | None) -> Iterator[Found]:
    for column, head in block.heads.items() if block else ():
        yield Found(Place(Kind.COLUMN, number, block.first_row, column), head, get_column_letter(column))  # type: ignore[union-attr]  # there are heads, so there is a block


def _cells(number: int, grid: Grid, block: Block | None) -> Iterator[Found]:
    for (row, column), label in free_cells(grid, block):
        yield Found(Place(Kind.CELL, number, row, column), label, address(row, column))


def _blanks(number: int, grid: Grid, block: Block | None) -> Iterator[Found]:
    """Of a colon with a free cell to its right the cell is the place."""
    taken = {*block.head_rows, block.first_row} if block else set()
    for (row, column), cell in sorted(grid.cells.items()):
        if row in taken or cell.is_kept:
            continue
        right = column + cell.columns
        has_cell = right <= grid.columns and grid.is_free(row, right)
        for at, blank in enumerate(blanks_in(cell.text), start=1):
            if blank.label and not (has_cell and blank.end == len(cell.text) and blank.start == blank.end):
                yield Found(Place(Kind.BLANK, number, row, column, at), blank.label, address(row, column))


def address(row: int, column: int) -> str:
    """``C5``."""
    return f"{get_column_letter(column)}{row}"
