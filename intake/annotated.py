"""An annotated copy of what was brought: every problem in a list, and the sheets again with their cells coloured and explained.

The copy is for the person who has the file. Of a file that was stopped for personal data nothing is copied.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Final

import xlsxwriter

from assessments.reports.xlsx_writer import OPTIONS
from communities.words import Lang, Words
from intake.outcome import Outcome, Part
from intake.problems import Problem, storable
from intake.readers import Cell, Line
from intake.rereading import lines_again, text_of

MAX_COPIED: Final = 50_000  # of a longer sheet only the lines with problems are copied
MAX_COMMENTS: Final = 2_000  # a spreadsheet becomes slow with more; the list has them all
MAX_TEXT: Final = 32_767
_NAMELESS: Final = re.compile(r"[\[\]:*?/\\']")
_HEADS: Final = (
    Words("文件", "File"), Words("工作表", "Sheet"), Words("行", "Row"), Words("列", "Column"), Words("值", "Value"),
    Words("性质", "Kind"), Words("问题", "Problem"), Words("怎么办", "What to do"), Words("代码", "Code"),
)  # fmt: skip
_WIDTHS: Final = (24, 14, 8, 18, 22, 8, 60, 60, 22)
_LIST: Final = Words("问题清单", "Problems")
_ERROR, _NOTE = Words("错误", "error"), Words("提示", "note")
ByRow = Mapping[int, Sequence[Problem]]


def write_annotated(outcome: Outcome, lang: Lang, file: IO[bytes]) -> None:
    """Write the copy in one language. Texts stay texts: nothing becomes a formula, a link or a number."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        looks = _looks(book)
        _write_list(book.add_worksheet(_LIST.of(lang)), outcome, lang, looks)
        names = {_LIST.of(lang).casefold()}
        for part in outcome.parts:
            if part.table and not part.is_stopped:
                sheet = book.add_worksheet(_sheet_name(part, names))
                _write_copy(sheet, part, lang, looks)


def _looks(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "text": book.add_format({"num_format": "@"}),
        "wrapped": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "error": book.add_format({"bg_color": "#F8CBAD", "num_format": "@"}),
        "note": book.add_format({"bg_color": "#FFF2CC", "num_format": "@"}),
    }


def _write_list(sheet: Any, outcome: Outcome, lang: Lang, looks: Mapping[str, Any]) -> None:
    for at, (words, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, words.of(lang), looks["head"])
    sheet.freeze_panes(1, 0)
    in_order = (each for part in outcome.parts for each in sorted(part.told(), key=lambda problem: problem.row or 0))
    for row, problem in enumerate(in_order, 1):
        kind = (_ERROR if problem.is_error else _NOTE).of(lang)
        place = (problem.file, problem.sheet, str(problem.row or ""), problem.column, problem.value)
        cells = (*place, kind, problem.sentence(lang), problem.remedy(lang), problem.code)
        for at, text in enumerate(cells):
            sheet.write_string(row, at, text[:MAX_TEXT], looks["wrapped"])


def _sheet_name(part: Part, taken: set[str]) -> str:
    """At most 31 signs, each name once: the sheet's own, or the file's."""
    wished = _NAMELESS.sub(" ", part.sheet or part.path.stem).strip()[:27] or "1"
    name, number = wished, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wished} {number}"
    taken.add(name.casefold())
    return name


def _write_copy(sheet: Any, part: Part, lang: Lang, looks: Mapping[str, Any]) -> None:
    """The lines at their own numbers, so that the row of a problem is the row of the copy."""
    by_row, comments = _by_row(part), 0
    heading = part.table.heading if part.table else None
    headers = heading.headers if heading else ()
    sheet.set_column(0, max(len(headers) - 1, 0), 16)
    for number, cells in _lines(part, by_row, heading.row if heading else 1):
        told = _by_column(by_row.get(number, ()), headers)
        for at in range(max(len(cells), max(told, default=-1) + 1)):
            problems = told.get(at, ())
            _write_cell(sheet, number - 1, at, cells[at] if at < len(cells) else "", _look(problems, looks))
            if problems and comments < MAX_COMMENTS:
                sheet.write_comment(number - 1, at, _comment(problems, lang), {"author": "Wanzheng", "x_scale": 2})
                comments += 1


def _by_row(part: Part) -> ByRow:
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in part.told():
        if problem.row:
            found[problem.row].append(problem)
    return found


def _by_column(problems: Sequence[Problem], headers: Sequence[str]) -> dict[int, list[Problem]]:
    """By place in the line; what concerns the whole line stands with its first cell."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[headers.index(problem.column) if problem.column in headers else 0].append(problem)
    return found


def _lines(part: Part, by_row: ByRow, head: int) -> Iterator[Line]:
    """The lines of the part's sheet; of a long one the head and those with problems."""
    for number, cells in lines_again(part):
        if number <= 1_000_000 and (part.rows <= MAX_COPIED or number <= head + 1 or number in by_row):
            yield number, cells


def _look(problems: Sequence[Problem], looks: Mapping[str, Any]) -> Any:
    if not problems:
        return looks["text"]
    return looks["error" if any(problem.is_error for problem in problems) else "note"]


def _comment(problems: Sequence[Problem], lang: Lang) -> str:
    return "\n".join(f"{problem.sentence(lang)} {problem.remedy(lang)}" for problem in problems)[:MAX_TEXT]


def _write_cell(sheet: Any, row: int, at: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, at, cell, look)
    elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < 10**15:
        sheet.write_number(row, at, cell, look)
    else:
        sheet.write_string(row, at, storable(text_of(cell))[:MAX_TEXT], look)
