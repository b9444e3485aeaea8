"""Putting rows into a sheet: the library moves cells, and nothing else; the rest of what hangs on rows is moved here."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from intake.filling.xlsx_refs import Insertion, moved_formula, moved_reference


def insert_rows(book: Workbook, sheet: Worksheet, inserted: Insertion) -> None:
    """Put the rows in, each like the first row of data, and move and widen all that refers to rows."""
    _move_formulas(book, sheet, inserted)
    merged = [CellRange(each.coord) for each in sheet.merged_cells.ranges]
    for each in merged:
        sheet.unmerge_cells(each.coord)
    heights = {row: copy(each) for row, each in sheet.row_dimensions.items()}
    sheet.insert_rows(inserted.last + 1, inserted.number)
    _move_heights(sheet, heights, inserted)
    _move_links(sheet)
    first: list[Any] = list(sheet[inserted.first])
    for row in range(inserted.last + 1, inserted.last + inserted.number + 1):
        _copy_row(sheet, first, row)
    for each in merged:
        for span in _merged(each, inserted):
            sheet.merge_cells(span.coord)
    _move_validations(sheet, inserted)
    _move_conditions(sheet, inserted)
    _move_settings(book, sheet, inserted)


def _move_formulas(book: Workbook, sheet: Worksheet, inserted: Insertion) -> None:
    for each in book.worksheets:
        for row in each.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    at = cell.row if each is sheet else None
                    cell.value = _moved(cell.value, sheet.title, each.title, at, inserted)


def _moved(value: Any, sheet: str, home: str, row: int | None, inserted: Insertion) -> Any:
    """A formula, or an array of them, which knows its own range."""
    if isinstance(value, str):
        return moved_formula(value, sheet, home, row, inserted)
    if getattr(value, "text", None):
        value.text = moved_formula(value.text, sheet, home, row, inserted)
    if home == sheet and getattr(value, "ref", None):
        value.ref = moved_reference(value.ref, inserted, in_row=True)
    return value


def _copy_row(sheet: Worksheet, first: list[Any], row: int) -> None:
    """Looks, height and formulas of the first row of data."""
    sheet.row_dimensions[row].height = sheet.row_dimensions[first[0].row].height
    for cell in first:
        made: Any = sheet.cell(row, cell.column)
        made._style = copy(cell._style)
        if cell.data_type == "f" and isinstance(cell.value, str):
            made.value = Translator(cell.value, cell.coordinate).translate_formula(made.coordinate)


def _move_heights(sheet: Worksheet, before: dict[int, Any], inserted: Insertion) -> None:
    for row in [row for row in before if row > inserted.last]:
        del sheet.row_dimensions[row]
    for row, dimension in before.items():
        if row > inserted.last:
            dimension.index = inserted.row(row)
            sheet.row_dimensions[dimension.index] = dimension


def _move_links(sheet: Worksheet) -> None:
    for cell in list(sheet._cells.values()):  # there is no public way to walk what a sheet holds
        if cell.hyperlink:
            cell.hyperlink.ref = cell.coordinate


def _merged(each: CellRange, inserted: Insertion) -> Iterator[CellRange]:
    """Where a merged cell is afterwards; one within the first row of data comes again in every new row."""
    if each.min_row == each.max_row and inserted.is_inside(each.min_row):
        yield each
        if each.min_row == inserted.first:
            for row in range(inserted.last + 1, inserted.last + inserted.number + 1):
                yield CellRange(min_row=row, max_row=row, min_col=each.min_col, max_col=each.max_col)
        return
    top, bottom = inserted.span(each.min_row, each.max_row)
    yield CellRange(min_row=top, max_row=bottom, min_col=each.min_col, max_col=each.max_col)


def _moved_ranges(ranges: Any, inserted: Insertion) -> MultiCellRange:
    return MultiCellRange([_moved_range(each, inserted) for each in ranges])


def _moved_range(each: CellRange, inserted: Insertion) -> CellRange:
    top, bottom = inserted.span(each.min_row, each.max_row)
    return CellRange(min_row=top, max_row=bottom, min_col=each.min_col, max_col=each.max_col)


def _move_validations(sheet: Worksheet, inserted: Insertion) -> None:
    for each in sheet.data_validations.dataValidation:
        each.sqref = _moved_ranges(each.sqref.ranges, inserted)


def _move_conditions(sheet: Worksheet, inserted: Insertion) -> None:
    moved = ConditionalFormattingList()
    for each in sheet.conditional_formatting:
        for rule in each.rules:
            moved.add(str(_moved_ranges(each.cells.ranges, inserted)), rule)
    sheet.conditional_formatting = moved


def _move_settings(book: Workbook, sheet: Worksheet, inserted: Insertion) -> None:
    """The filter, lists, page breaks, the print area and names of ranges."""
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = moved_reference(sheet.auto_filter.ref, inserted)
    for table in sheet.tables.values():
        table.ref = moved_reference(table.ref, inserted)
        if table.autoFilter:
            table.autoFilter.ref = table.ref
    for broken in sheet.row_breaks.brk:
        broken.id = inserted.row(broken.id)
    if sheet.print_area:
        areas = str(sheet.print_area).replace("'", "").split(",")
        sheet.print_area = ",".join(moved_reference(area.rpartition("!")[2], inserted) for area in areas)
    for names in (book.defined_names, sheet.defined_names):
        for name in names.values():
            if name.attr_text and name.type == "RANGE":
                name.attr_text = moved_formula(f"={name.attr_text}", sheet.title, "", None, inserted)[1:]
