"""A blank document as the program sees it: its tables, their labels with a free cell, the blanks in its text."""

from collections.abc import Iterator, Mapping

from intake.filling.blanks import blanks_in
from intake.filling.docx_book import opened, paragraphs, table_grid
from intake.filling.docx_lines import line_text
from intake.filling.grid import Block, Grid, block_of, free_cells
from intake.filling.person_check import refuse_people
from intake.filling.places import Found, Kind, Part, Place, Sketch


def sketch_docx(content: bytes, first_rows: Mapping[int, int] | None = None) -> Sketch:
    """``first_rows``: table number -> first row of data, where somebody knows better. Raises FileRefused."""
    document = opened(content)
    lines = [line_text(p) for p in paragraphs(document)]
    refuse_people(lines)
    text = Part(0, "", None, tuple(_blanks(lines)))
    tables = (
        _part(number, table_grid(table).grid, (first_rows or {}).get(number))
        for number, table in enumerate(document.tables, start=1)
    )
    return Sketch.of((text, *tables))


def _blanks(lines: list[str]) -> Iterator[Found]:
    for row, line in enumerate(lines, start=1):
        for at, blank in enumerate(blanks_in(line), start=1):
            if blank.label:
                yield Found(Place(Kind.BLANK, 0, row, 0, at), blank.label, line.strip()[:40])


def _part(number: int, grid: Grid, first_row: int | None) -> Part:
    block = block_of(grid, first_row)
    found = [*_columns(number, block), *_cells(number, grid, block)]
    return Part(number, "", block.first_row if block else None, tuple(found))


def _columns(number: int, block: Block | None) -> Iterator[Found]:
    if block:
        for column, head in block.heads.items():
            yield Found(Place(Kind.COLUMN, number, block.first_row, column), head, str(column))


def _cells(number: int, grid: Grid, block: Block | None) -> Iterator[Found]:
    for (row, column), label in free_cells(grid, block):
        yield Found(Place(Kind.CELL, number, row, column), label, f"{row}, {column}")
