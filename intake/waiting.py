"""Which rows of a file that was stored wait for a person, and what of them is kept. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from communities.personal import looks_personal
from intake.columns import Column
from intake.outcome import Part
from intake.problems import storable
from intake.readers import Cell
from intake.rereading import lines_again, text_of

KEPT: Final = 5_000  # of a table; of more, the file itself is the better place to mend them
NOT_STORED: Final = frozenset({"type_proposed", "stands_nowhere", "map_row_nowhere"})
UNPLACED: Final = frozenset({"facility_far", "facility_nowhere"})
"""Notes of rows that somebody has to decide on: the first are not stored, the others are, without a community."""
_NEVER: Final = frozenset({"phone", "beside", "provenance"})
Cells = list[list[str]]


def waiting_rows(part: Part) -> Iterator[tuple[int, Cells]]:
    """(number, cells) of the rows that wait, read again from the file, as many as are kept."""
    wanted = waiting_numbers(part)
    if not wanted or part.heading is None:
        return
    columns = {column.header: column for column in part.heading.columns}
    left = KEPT
    for number, cells in lines_again(part):
        if number in wanted and left:
            left -= 1
            yield number, kept_cells(part.heading.headers, cells, columns)


def waiting_numbers(part: Part) -> frozenset[int]:
    """Rows that were left out because of errors, and those with a note on which somebody has to decide."""
    noted = (problem.row for problem in part.problems if problem.code in NOT_STORED | UNPLACED)
    return part.rows_left_out | frozenset(row for row in noted if row)


def kept_cells(headers: Sequence[str], cells: Sequence[Cell], columns: Mapping[str, Column]) -> Cells:
    """What is understood of a row, as text; nothing that looks like a person's number."""
    pairs = ((header, _text(cell)) for header, cell in zip(headers, cells, strict=False) if header in columns)
    kept = ((header, text) for header, text in pairs if columns[header].key not in _NEVER and not looks_personal(text))
    return [[storable(header), storable(text)] for header, text in kept]


def _text(cell: Cell) -> str:
    """As a file of text would hold it: what a workbook counts as 3.0 is 3."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text_of(cell)


def as_table(cells: Cells) -> list[list[Any]]:
    """A header and one row, for a file of its own."""
    return [[header for header, _ in cells], [text for _, text in cells]]
