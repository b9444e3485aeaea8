"""A document that the guard let through: its tables as grids, and the lines of its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from intake.filling.grid import Cell, Grid, Spot
from intake.problems import FileRefused


def opened(content: bytes) -> Document:
    """Raises FileRefused where the library cannot read what the guard let through."""
    try:
        return docx.Document(BytesIO(content))
    except Exception as error:  # it raises whatever its parts raise
        raise FileRefused("file_damaged", reason=type(error).__name__) from error


@dataclass(frozen=True)
class TableGrid:
    """A table: its cells' elements by the place of their upper left corner, and its grid."""

    grid: Grid
    elements: dict[Spot, Any]


def table_grid(table: Any) -> TableGrid:
    """Rows and columns count from 1. A merged cell is the element of its upper left corner."""
    spans: dict[Spot, tuple[int, int]] = {}
    elements: dict[Spot, Any] = {}
    corners: dict[Spot, Spot] = {}
    rows = table._tbl.tr_lst
    for row, tr in enumerate(rows, start=1):
        for column, tc in _placed(tr):
            above = corners.get((row - 1, column), (row - 1, column))
            corner = above if tc.vMerge == "continue" and above in elements else (row, column)
            elements.setdefault(corner, tc)
            spans[corner] = (row - corner[0] + 1, tc.grid_span)
            corners |= {(row, at): corner for at in range(column, column + tc.grid_span)}
    cells = {spot: Cell(text_of(tc), *spans[spot]) for spot, tc in elements.items()}
    width = max((column for _, column in corners), default=0)
    return TableGrid(Grid(cells, corners, len(rows), width), elements)


def _placed(tr: Any) -> Iterator[tuple[int, Any]]:
    """(column, cell) of a row."""
    column = 1 + tr.grid_before
    for tc in tr.tc_lst:
        yield column, tc
        column += tc.grid_span


def text_of(tc: Any) -> str:
    """The words of a cell, its lines joined by a space."""
    return " ".join(text for p in tc.p_lst if (text := Paragraph(p, None).text.strip()))  # type: ignore[arg-type]  # a parent is asked only for styles


def paragraphs(document: Document) -> list[Any]:
    """Every line of the body, in tables too; not those of text boxes, which Word keeps twice."""
    body = document.element.body
    return [p for p in body.iter(qn("w:p")) if not any(True for _ in p.iterancestors(qn("w:txbxContent")))]
