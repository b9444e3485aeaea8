"""A progress report as a workbook, ready to be printed: a summary whose figures are formulas over the sheets of the cities.

One sheet a city (district): its rows, its pilots, its projects. Heads stay in sight and come again on every page. What adds up
is a formula with the value it comes to, for readers that do not calculate.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from assessments.reports.figures import Cell
from assessments.reports.plan_sheet import A3, LINE_HEIGHT, Grid, Head, Looks, Page, lines_of
from communities.words import Words
from pilots.progress import words as say
from pilots.progress.content import City, ProgressContent, RowSum
from pilots.progress.domains import MOVES, domain_moves
from pilots.progress.paper import facts_of, ground_pairs, notes_of, sentences
from pilots.progress.tables import city_cells, number_of, pilot_cells, project_cells
from pilots.returns.printed import amount
from pilots.returns.rows import BY_CODE

FORMS: Final = {"count": "number", "households": "number", "area": "money"}
NUMBER: Final = Head(Words("序号", "No."), 6)
ROWS: Final = (
    NUMBER, Head(say.ROW, 28), Head(say.UNIT, 10), Head(say.QUARTER, 12, "number"),
    Head(say.DOUBT, 10, "number"), Head(say.TOTAL, 13, "number"), Head(say.DOUBT, 10, "number"),
)  # fmt: skip
SUMMARY: Final = (
    *ROWS[:3], Head(say.CITIES, 13, "number"), Head(say.CORRECTED, 10, "number"), Head(say.QUARTER, 12, "number"),
    Head(say.DOUBT, 12, "number"), Head(say.EARLIER, 12, "number"), Head(say.TOTAL, 13, "number"),
    Head(say.DOUBT, 10, "number"),
)  # fmt: skip
CITIES: Final = (
    NUMBER, Head(say.PART, 20), Head(say.PILOTS, 9, "number", is_summed=True), Head(say.APPROVED, 10, "number", is_summed=True),
    *(Head(say.STATE_WORDS[state], 9, "number", is_summed=True) for state in ("planned", "under_way", "finished")),
    Head(say.LATE, 9, "number", is_summed=True), Head(say.COST, 16, "money", is_summed=True),
    *(
        Head(words, 11, "number", is_summed=True)
        for words in (say.GAPS_BEFORE, say.GAPS_NOW, say.UNKNOWN_BEFORE, say.UNKNOWN_NOW)
    ),
)  # fmt: skip
PILOTS: Final = (
    NUMBER, Head(say.PILOT, 18), Head(say.CODE, 15), Head(say.CITY, 12), Head(say.HOUSEHOLDS, 10, "number", is_summed=True),
    Head(say.PLAN, 14),
    *(
        Head(words, 9, "number", is_summed=True)
        for words in (
            say.GAPS_BEFORE, say.GAPS_NOW, say.UNKNOWN_BEFORE, say.UNKNOWN_NOW, say.CLOSED, say.APPEARED, say.FOUND,
        )
    ),
    Head(say.LABEL, 16),
)  # fmt: skip
PROJECTS: Final = (
    NUMBER, Head(say.PROJECT, 28), Head(say.PILOT, 15), Head(say.WAY, 10), Head(say.OWNER, 13),
    Head(say.COST, 12, "money", is_summed=True), *(Head(words, 12, "money") for words in say.MONEY.values()),
    Head(say.STATE, 10), Head(say.PERCENT, 9, "number"), Head(say.DUE, 12), Head(say.LATE_DAYS, 9, "number"),
    Head(say.ENDED, 12), Head(say.LABEL, 16),
)  # fmt: skip
DOMAINS: Final = (
    NUMBER, Head(say.DOMAIN, 28), *(Head(words, 10, "number", is_summed=True) for words in MOVES.values()),
)  # fmt: skip
CORRECTIONS: Final = (Head(say.ROW, 34), Head(say.CORRECTED, 12, "money"), Head(say.REASON, 60))
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
WIDTH: Final = 15
"""So many columns the widest table of a sheet has."""


def progress_workbook(content: ProgressContent, code: str, day: date) -> bytes:
    """The finished file. ``code``: the verification code as it is printed; ``day``: of issue."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        title = f"{content.place} {content.say(content.of.of.words)} {content.say(say.TITLE)}"
        book.set_properties({"title": title, "created": datetime(day.year, day.month, day.day, tzinfo=UTC)})
        looks, names = Looks(book, content.lang), sheet_names(content)
        summary = Page(book, content.say(say.ROLL_UP), looks, content.lang, title=title)
        grids = [_city(book, looks, content, city, name) for city, name in zip(content.cities, names, strict=True)]
        _summary(summary, content, grids, (code, day.isoformat()))
        if content.corrections:
            _corrections(Page(book, content.say(say.CORRECTIONS), looks, content.lang, title=title), content)
    return file.getvalue()


def sheet_names(content: ProgressContent) -> list[str]:
    """A name for the sheet of each city: allowed, at most 31 signs, each once."""
    taken = {content.say(say.ROLL_UP).lower(), content.say(say.CORRECTIONS).lower()}
    names = []
    for city in content.cities:
        plain = _FORBIDDEN.sub(" ", city.name.of(content.lang)).strip("' ")[:24] or city.code
        name = plain if plain.lower() not in taken else f"{plain} {city.code[:6]}"
        taken.add(name.lower())
        names.append(name)
    return names


def _city(book: Any, looks: Looks, content: ProgressContent, city: City, name: str) -> Grid:
    """The sheet of a city; where its rows stand."""
    page = Page(book, name, looks, content.lang, title=f"{city.name.of(content.lang)} · {content.say(content.of.of.words)}")
    page.sheet.set_paper(A3)
    for at in range(WIDTH):
        page.sheet.set_column(at, at, max(_width(heads, at) for heads in (ROWS, PILOTS, PROJECTS)))
    _notes(page, content)
    grid = _rows(page, city.rows, content)
    page.stay()
    _part(page, content, "pilots")
    page.table(PILOTS, _numbered(pilot_cells(each, content) for each in city.pilots))
    _part(page, content, "projects")
    page.table(PROJECTS, _numbered(project_cells(each, city, content) for each in city.projects))
    return grid


def _numbered(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    return ((str(at), *row) for at, row in enumerate(rows, 1))


def _width(heads: Sequence[Head], at: int) -> int:
    return heads[at].width if at < len(heads) else 0


def _notes(page: Page, content: ProgressContent) -> None:
    for note in notes_of(content):
        page.across(note, page.looks.note, 7, height=LINE_HEIGHT * lines_of(note, 100))


def _part(page: Page, content: ProgressContent, name: str) -> None:
    page.row += 1
    page.text(content.say(say.PARTS[name]), page.looks.part, height=20)


def _rows(page: Page, rows: Sequence[RowSum], content: ProgressContent) -> Grid:
    """Each number in the form of its unit."""
    grid = page.table(ROWS, [_row_cells(each, content) for each in rows])
    for at, each in enumerate(rows):
        look = page.looks.cell[FORMS[each.row.unit]]
        for column, name in ((3, "quarter"), (5, "total")):
            page.sheet.write_number(grid.first - 1 + at, column, float(number_of(each, name)), look)
    return grid


def _row_cells(each: RowSum, content: ProgressContent) -> tuple[Any, ...]:
    named = (each.row.code, content.say(each.row.words), content.say(each.row.unit_words))
    return (*named, number_of(each, "quarter"), each.unknown_quarter, number_of(each, "total"), each.unknown_total)


def _summary(page: Page, content: ProgressContent, grids: Sequence[Grid], issued: tuple[str, str]) -> None:
    """``issued``: the code, and the day."""
    for at in range(len(CITIES)):
        page.sheet.set_column(at, at, max(_width(heads, at) for heads in (SUMMARY, CITIES)))
    _notes(page, content)
    for said in sentences(content, says_at_least=False):
        page.across(said, page.looks.said, len(SUMMARY), height=LINE_HEIGHT * lines_of(said, 130))
    _part(page, content, "rows")
    _summary_rows(page, content, grids)
    _part(page, content, "cities")
    page.table(CITIES, _numbered(city_cells(each, content.lang) for each in content.cities))
    _part(page, content, "domains")
    moves = domain_moves(content.drawn["pilots"])
    page.table(DOMAINS, [("", content.say(domain.words), *(each[name] for name in MOVES)) for domain, each in moves])
    _part(page, content, "ground")
    code, day = ((content.say(words), text) for words, text in zip((say.CODE_WORD, say.ISSUED), issued, strict=True))
    for name, text in (code, day, *facts_of(content), *ground_pairs(content)):
        page.across(f"{name}{'：' if content.lang == 'zh' else ': '}{text}", page.looks.said, len(SUMMARY), height=LINE_HEIGHT)


def _summary_rows(page: Page, content: ProgressContent, grids: Sequence[Grid]) -> None:
    """The cities added up, the correction, and what both come to: formulas all."""
    grid = page.table(SUMMARY, [_summary_cells(each, content) for each in content.rows])
    page.sheet.freeze_panes(grid.first - 1, 0)
    page.sheet.repeat_rows(grid.first - 2)
    for at, each in enumerate(content.rows):
        row, look = grid.first + at, page.looks.cell[FORMS[each.row.unit]]
        more = amount(each.row, content.corrected_by(each.row))
        earlier = amount(each.row, content.corrected_before(each.row))
        quarter, total = number_of(each, "quarter"), number_of(each, "total")
        page.formula(row - 1, 3, _over(grids, "D", at), quarter, look)
        page.sheet.write_number(row - 1, 4, float(more), look)
        page.formula(row - 1, 5, f"=D{row}+E{row}", quarter + more, look)
        page.formula(row - 1, 6, _over(grids, "E", at), each.unknown_quarter, page.looks.cell["number"])
        page.sheet.write_number(row - 1, 7, float(earlier), look)
        page.formula(row - 1, 8, f"{_over(grids, 'F', at)}+E{row}+H{row}", total + more + earlier, look)
        page.formula(row - 1, 9, _over(grids, "G", at), each.unknown_total, page.looks.cell["number"])


def _over(grids: Sequence[Grid], column: str, at: int) -> str:
    """The same cell of every city, added up."""
    cells = [f"'{grid.sheet.replace(chr(39), chr(39) * 2)}'!{column}{grid.first + at}" for grid in grids]
    return f"={'+'.join(cells)}" if cells else "=0"


def _summary_cells(each: RowSum, content: ProgressContent) -> tuple[Any, ...]:
    return (each.row.code, content.say(each.row.words), content.say(each.row.unit_words), *[0] * 7)


def _corrections(page: Page, content: ProgressContent) -> None:
    page.widths(CORRECTIONS)
    rows = [
        (content.say(BY_CODE[each.row].titled), Decimal(amount(BY_CODE[each.row], each.amount)), each.reason)
        for each in content.corrections
    ]
    page.table(CORRECTIONS, rows)
