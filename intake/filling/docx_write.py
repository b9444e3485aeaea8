"""A filled document: rows of tables as many as there are communities, cells, blanks, and a visible label where one is due."""

from copy import deepcopy
from io import BytesIO
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor

from intake.filling.docx_book import TableGrid, opened, paragraphs, table_grid, text_of
from intake.filling.docx_lines import fill_line
from intake.filling.plan import Given, Plan, TableRows
from intake.problems import FileRefused

_NOTE_COLOUR: Final = RGBColor(0x7A, 0x3E, 0x00)
_ONCE: Final = ("w:bookmarkStart", "w:bookmarkEnd")
_MARKS: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def write_docx(content: bytes, plan: Plan) -> bytes:
    """The form filled. Raises FileRefused where a place cannot be written."""
    document = opened(content)
    lines = paragraphs(document)
    tables = {number: (table, table_grid(table)) for number, table in enumerate(document.tables, start=1)}
    for (_, row, _), values in plan.blanks.items():
        fill_line(lines[row - 1], {number: plan.text(value) for number, value in values.items()})
    for (part, row, column), given in plan.cells.items():
        _write(_element(tables[part][1], part, row, column), plan.text(given))
    for part, rows in plan.tables.items():
        _fill_table(*tables[part], part, rows, plan)
    if plan.note:
        _say(document, plan.note)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _element(table: TableGrid, part: int, row: int, column: int) -> Any:
    """Raises FileRefused for a place that another cell covers."""
    found = table.elements.get((row, column))
    if found is None:
        raise FileRefused("form_covered", column=f"{row}, {column}", sheet=str(part))
    return found


def _fill_table(table: Any, found: TableGrid, part: int, rows: TableRows, plan: Plan) -> None:
    for column in rows.columns:
        _element(found, part, rows.first_row, column)
    for at, tr in enumerate(_room(table, rows)):
        cells = {column: tc for column, tc in _columns(tr) if column in rows.columns}
        for column, values in rows.columns.items():
            given: Given = values[at]
            _write(cells[column], plan.text(given))


def _columns(tr: Any) -> list[tuple[int, Any]]:
    made, column = [], 1 + tr.grid_before
    for tc in tr.tc_lst:
        made.append((column, tc))
        column += tc.grid_span
    return made


def _room(table: Any, rows: TableRows) -> list[Any]:
    """A row for each community: those that the form brings, and copies of the first after them."""
    trs = list(table._tbl.tr_lst)
    first = rows.first_row - 1
    last = first
    while last + 1 < len(trs) and _is_ready(trs[last + 1], trs[first], rows):
        last += 1
    ready = trs[first : last + 1][: rows.number]
    blank = _blank_copy(trs[first], rows)
    below = trs[last]
    for _ in range(rows.number - len(ready)):
        made = deepcopy(blank)
        below.addnext(made)
        below = made
        ready.append(made)
    return ready


def _is_ready(tr: Any, first: Any, rows: TableRows) -> bool:
    """Built as the first row, and free in the columns to fill."""
    if [(column, tc.grid_span) for column, tc in _columns(tr)] != [(column, tc.grid_span) for column, tc in _columns(first)]:
        return False
    texts = [text_of(tc) for column, tc in _columns(tr) if column in rows.columns]
    others = [text_of(tc) for column, tc in _columns(tr) if column not in rows.columns and tc.vMerge is None]
    return all(not text or text.isdigit() for text in texts) and not any(others)


def _blank_copy(tr: Any, rows: TableRows) -> Any:
    """The row without words, names and marks that may stand only once. What spans rows goes on through the copy."""
    made = deepcopy(tr)
    for name in _ONCE:
        for each in list(made.iter(qn(name))):
            each.getparent().remove(each)
    for each in made.iter():
        for key in [key for key in each.attrib if key.startswith(_MARKS)]:
            del each.attrib[key]
    for column, tc in _columns(made):
        if tc.vMerge == "restart":
            tc.vMerge = "continue"
        if column not in rows.columns:
            _write(tc, "")
    return made


def _write(tc: Any, text: str) -> None:
    """The text in the first line of the cell, with the looks that the form gave it; further lines are emptied."""
    first, *rest = tc.p_lst
    runs = list(first.r_lst)
    run = runs[0] if runs else _new_run(first)
    for other in [*runs[1:], *(r for p in rest for r in p.r_lst)]:
        other.getparent().remove(other)
    run.text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _new_run(p: Any) -> Any:
    """A run that looks as the form says words in this line look."""
    made = p.add_r()
    looks = p.pPr.find(qn("w:rPr")) if p.pPr is not None else None
    if looks is not None:
        made.insert(0, deepcopy(looks))
    return made


def _say(document: Document, note: str) -> None:
    """Above everything, and at the head of every page."""
    first = document.paragraphs[0] if document.paragraphs else document.add_paragraph()
    top = first.insert_paragraph_before() if document.paragraphs else first
    document.element.body.insert(0, top._p)
    _add_note(top, note)
    for number, section in enumerate(document.sections):
        heads = [section.header, *([section.first_page_header] if section.different_first_page_header_footer else [])]
        for head in heads:
            if number == 0 or not head.is_linked_to_previous:
                _add_note(head.add_paragraph(), note)


def _add_note(paragraph: Any, note: str) -> None:
    run = paragraph.add_run(note)
    run.bold = True
    run.font.color.rgb = _NOTE_COLOUR
