"""A filled workbook: values where they belong, texts that stay texts, and the form's own looks and formulas."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from communities.words import Words
from intake.filling.blanks import filled_text
from intake.filling.plan import Given, Plan, TableRows, percentage, said, unknown_text
from intake.filling.xlsx_book import opened, text_of
from intake.filling.xlsx_refs import Insertion
from intake.filling.xlsx_rows import insert_rows
from intake.problems import FileRefused

_LONGEST: Final = 32_767
_ASKS: Final = ("=", "+", "-", "@")  # what a spreadsheet may take for a formula when the cell is edited
_PARTIAL: Final = Words(
    "有未知数据，表内公式的结果只含已知数。", "Some figures are unknown: results of formulas hold only those that are known."
)
_NOTE_FONT: Final = {"bold": True, "color": "FF7A3E00"}


def write_xlsx(content: bytes, plan: Plan) -> bytes:
    """The form filled. Raises FileRefused where a place cannot be written."""
    book = opened(content)
    rows_in = {part: _put_rows(book, book.worksheets[part - 1], rows) for part, rows in sorted(plan.tables.items())}
    for part, rows in plan.tables.items():
        _fill_table(book.worksheets[part - 1], rows, plan)
    for (part, row, column), given in plan.cells.items():
        _fill(_at(book, part, rows_in.get(part), row, column), given, plan)
    for (part, row, column), values in plan.blanks.items():
        cell = _at(book, part, rows_in.get(part), row, column)
        _write_text(cell, filled_text(str(cell.value or ""), {number: plan.text(value) for number, value in values.items()}))
    _say(book, plan)
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True  # results of formulas are not stored: whoever opens it works them out
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _put_rows(book: Workbook, sheet: Worksheet, rows: TableRows) -> Insertion | None:
    """Room for the communities: the free rows that the form brings, and new ones after them."""
    last = _last_ready(sheet, rows)
    needed = rows.first_row + rows.number - 1 - last
    if needed <= 0:
        return None
    inserted = Insertion(rows.first_row, last, needed)
    insert_rows(book, sheet, inserted)
    return inserted


def _last_ready(sheet: Worksheet, rows: TableRows) -> int:
    """The last of the rows that the form has ready: free in the columns to fill, and with the looks of the first."""
    first = rows.first_row
    looks = _looks(sheet, first, rows)
    if not any(cell.has_style for cell in _cells(sheet, first, rows)):
        return first
    last = first
    while last < sheet.max_row and _is_ready(sheet, last + 1, rows) and _looks(sheet, last + 1, rows) == looks:
        last += 1
    return last


def _is_ready(sheet: Worksheet, row: int, rows: TableRows) -> bool:
    return all(cell.data_type != "f" and (not text_of(cell) or text_of(cell).isdigit()) for cell in _cells(sheet, row, rows))


def _cells(sheet: Worksheet, row: int, rows: TableRows) -> list[Any]:
    return [sheet.cell(row, column) for column in sorted(rows.columns)]


def _looks(sheet: Worksheet, row: int, rows: TableRows) -> list[Any]:
    """Styles of the columns to fill, and the cells merged within the row."""
    spans = sorted((each.min_col, each.max_col) for each in sheet.merged_cells.ranges if each.min_row == each.max_row == row)
    return [[tuple(cell._style or ()) for cell in _cells(sheet, row, rows)], spans]


def _fill_table(sheet: Worksheet, rows: TableRows, plan: Plan) -> None:
    for column, values in rows.columns.items():
        for row, given in enumerate(values, start=rows.first_row):
            _fill(_writable(sheet, row, column), given, plan)


def _at(book: Workbook, part: int, inserted: Insertion | None, row: int, column: int) -> Any:
    """The cell of a place of the blank form, wherever it is now."""
    return _writable(book.worksheets[part - 1], inserted.row(row) if inserted else row, column)


def _writable(sheet: Worksheet, row: int, column: int) -> Any:
    """Raises FileRefused for a cell that others cover, or that holds a formula of the form."""
    cell: Any = sheet.cell(row, column)
    if type(cell).__name__ == "MergedCell":
        raise FileRefused("form_covered", column=cell.coordinate, sheet=sheet.title)
    if cell.data_type == "f":
        raise FileRefused("form_formula", column=cell.coordinate, sheet=sheet.title)
    return cell


def _fill(cell: Any, given: Given, plan: Plan) -> None:
    if given is None:
        _write_text(cell, unknown_text(plan))
    elif isinstance(given, Fraction):
        shown = percentage(given)
        cell.value = float(shown / 100 if "%" in (cell.number_format or "") else shown)
    elif isinstance(given, int | Decimal):
        cell.value = given
    else:
        _write_text(cell, said(given))


def _write_text(cell: Any, text: str) -> None:
    """A text that stays one, whatever it looks like; an empty one leaves the cell empty."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
    cell.value = plain or None
    if plain:
        cell.data_type = "s"
        cell.quotePrefix = plain.startswith(_ASKS) or cell.quotePrefix


def _say(book: Workbook, plan: Plan) -> None:
    """Below each sheet that was filled, and at the head of its printed pages."""
    for part in sorted({*plan.tables, *(key[0] for key in plan.cells), *(key[0] for key in plan.blanks)}):
        sheet = book.worksheets[part - 1]
        partial = _PARTIAL.of(plan.lang) if _reckons_with_unknowns(sheet, plan.tables.get(part)) else ""
        lines = [line for line in (plan.note, partial) if line]
        for at, line in enumerate(lines, start=_last_used(sheet) + 1):
            cell: Any = sheet.cell(at, 1)
            _write_text(cell, line)
            cell.font, cell.alignment = Font(**_NOTE_FONT), Alignment(wrap_text=False)
        if lines:
            _say_in_print(sheet, " ".join(lines))


def _last_used(sheet: Worksheet) -> int:
    """The last row that shows something: a form may have looks far below its last word."""
    rows: list[int] = [cell.row for cell in _all_cells(sheet) if cell.value is not None]
    spanned: list[int] = [each.max_row for each in sheet.merged_cells.ranges]
    return max([1, *rows, *spanned])


def _reckons_with_unknowns(sheet: Worksheet, rows: TableRows | None) -> bool:
    """A community without a figure, on a sheet with formulas: a spreadsheet takes an empty cell for 0 and leaves words out."""
    if rows is None or not any(given is None for values in rows.columns.values() for given in values):
        return False
    return any(cell.data_type == "f" for cell in _all_cells(sheet))


def _all_cells(sheet: Worksheet) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row)


def _say_in_print(sheet: Worksheet, note: str) -> None:
    """In the first free part of the pages' heads, and of the first page's where it has its own."""
    heads: Sequence[Any] = [sheet.oddHeader, *([sheet.firstHeader] if sheet.HeaderFooter.differentFirst else [])]
    heads = [*heads, *([sheet.evenHeader] if sheet.HeaderFooter.differentOddEven else [])]
    for head in heads:
        free = next((part for part in (head.center, head.left, head.right) if not part.text), head.center)
        free.text = " ".join(text for text in (free.text, note.replace("&", "&&")) if text)
