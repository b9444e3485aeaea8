"""A sheet of a workbook that is ready to be printed: title, heads that stay, one line a row, sums by formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from assessments.reports.figures import Cell
from assessments.reports.xlsx_writer import Unwritable
from communities.words import Lang, Words

TOTAL: Final = Words("合计", "Total")
PAGE: Final = Words("&C第 &P 页，共 &N 页&R{name}", "&CPage &P of &N&R{name}")
FONT: Final = {"zh": "宋体", "en": "Calibri"}
HEAD_FONT: Final = {"zh": "黑体", "en": "Calibri"}
A3, A4 = 8, 9
LINE_HEIGHT: Final = 13.5
WIDE: Final = 0x2E80
"""From here on signs are as wide as two."""


@dataclass(frozen=True)
class Head:
    """A column. ``form``: text, number, money (two places) or year; ``is_summed``: a formula below the rows adds it up."""

    words: Words
    width: int
    form: str = "text"
    is_summed: bool = False


class Looks:
    """The formats of a workbook, by name."""

    def __init__(self, book: Any, lang: Lang) -> None:
        plain = {"font_name": FONT[lang], "font_size": 10, "valign": "top", "text_wrap": True}
        framed = {**plain, "border": 1}
        bold = {**framed, "bold": True, "font_name": HEAD_FONT[lang]}
        self.title = book.add_format({"font_name": HEAD_FONT[lang], "font_size": 16, "bold": True, "valign": "vcenter"})
        self.part = book.add_format({"font_name": HEAD_FONT[lang], "font_size": 12, "bold": True, "valign": "vcenter"})
        self.note = book.add_format({**plain, "bold": True, "bg_color": "#FFE9A8", "border": 1})
        self.said = book.add_format(plain)
        self.head = book.add_format({**bold, "align": "center", "valign": "vcenter", "bg_color": "#E7ECF3"})
        forms = {"text": "@", "number": "#,##0", "money": "#,##0.00", "year": "0"}
        self.cell = {name: book.add_format({**framed, "num_format": form}) for name, form in forms.items()}
        self.sum = {name: book.add_format({**bold, "num_format": form}) for name, form in forms.items()}


@dataclass(frozen=True)
class Grid:
    """A table as it was written: where its rows stand, to be named in formulas of other sheets. Rows count from 1."""

    sheet: str
    first: int
    last: int

    def column(self, at: int) -> str:
        """``'措施'!G3:G171``."""
        name = xl_col_to_name(at)
        return f"'{self.sheet}'!{name}{self.first}:{name}{max(self.last, self.first)}"


def lines_of(cell: Cell, width: float) -> int:
    """How many lines a text takes in a column: programs that open the file do not all find out."""
    signs = sum(2 if ord(sign) > WIDE else 1 for sign in cell) if isinstance(cell, str) else 0
    return max(1, -(-signs // int(width))) if width else 1


class Page:
    """Writes a sheet from top to bottom."""

    def __init__(self, book: Any, name: str, looks: Looks, lang: Lang, *, title: str) -> None:
        self.sheet, self.name, self.looks, self.lang, self.row = book.add_worksheet(name), name, looks, lang, 0
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.set_footer(PAGE.of(lang).format(name=name.replace("&", "&&")))
        self.text(title, looks.title, height=28)

    def text(self, text: str, look: Any, *, height: float | None = None, at: int = 0) -> None:
        self.write_text(self.row, at, text, look)
        if height:
            self.sheet.set_row(self.row, height)
        self.row += 1

    def across(self, text: str, look: Any, columns: int, *, height: float) -> None:
        """One text over several columns."""
        self.sheet.merge_range(self.row, 0, self.row, columns - 1, "", look)
        self.text(text, look, height=height)

    def write_text(self, row: int, at: int, text: str, look: Any) -> None:
        """Never a formula, a link or a number, whatever it begins with."""
        if self.sheet.write_string(row, at, text, look) != 0:
            raise Unwritable(f"{self.name}, row {row + 1}, column {at + 1}: {len(text)} signs")

    def heads(self, heads: Sequence[Head]) -> None:
        for at, head in enumerate(heads):
            self.write_text(self.row, at, head.words.of(self.lang), self.looks.head)
        self.sheet.set_row(self.row, LINE_HEIGHT * max(lines_of(head.words.of(self.lang), head.width) for head in heads))
        self.row += 1

    def widths(self, heads: Sequence[Head]) -> None:
        for at, head in enumerate(heads):
            self.sheet.set_column(at, at, head.width)

    def stay(self) -> None:
        """What stands so far stays in sight, and its last row comes again on every printed page."""
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.row - 1)

    def table(self, heads: Sequence[Head], rows: Iterable[Sequence[Cell]]) -> Grid:
        """Heads, rows as high as their text, and the sums of what is summed."""
        self.heads(heads)
        first, sums = self.row + 1, [Decimal(0)] * len(heads)
        for row in rows:
            for at, (head, cell) in enumerate(zip(heads, row, strict=True)):
                self._cell(at, head, cell)
                sums[at] += cell if head.is_summed and isinstance(cell, int | Decimal) else 0
            lines = max(lines_of(cell, head.width) for head, cell in zip(heads, row, strict=True))
            self.sheet.set_row(self.row, LINE_HEIGHT * lines)
            self.row += 1
        grid = Grid(self.name, first, self.row)
        if any(head.is_summed for head in heads) and grid.last >= grid.first:
            self._sums(heads, grid, sums)
        return grid

    def _cell(self, at: int, head: Head, cell: Cell) -> None:
        look = self.looks.cell[head.form]
        if cell is None:
            self.sheet.write_blank(self.row, at, None, look)
        elif isinstance(cell, str):
            self.write_text(self.row, at, cell, look)
        else:
            self.sheet.write_number(self.row, at, float(cell), look)

    def _sums(self, heads: Sequence[Head], grid: Grid, sums: Sequence[Decimal]) -> None:
        for at, head in enumerate(heads):
            look, name = self.looks.sum[head.form], xl_col_to_name(at)
            if head.is_summed:
                self.formula(self.row, at, f"=SUM({name}{grid.first}:{name}{grid.last})", sums[at], look)
            else:
                self.write_text(self.row, at, TOTAL.of(self.lang) if at == 0 else "", look)
        self.row += 1

    def formula(self, row: int, at: int, formula: str, value: Decimal | int, look: Any) -> None:
        """With the value that it comes to, for readers that do not calculate."""
        self.sheet.write_formula(row, at, formula, look, float(value))
