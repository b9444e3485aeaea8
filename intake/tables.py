"""Grids to tables: finds the header among the first lines, names the kind of file, and gives the rows below it.

Titles above the header, two-line headers (as merged cells make them), blank rows and totals below are all met here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from communities.words import Words
from intake.columns import FILE_KINDS, FileKind, Heading, folded, header_texts, joined, recognise, understood
from intake.problems import Problem, Problems, shown
from intake.readers import Cell, Grid, Line, RawRow
from intake.readers.rows import column_letters
from intake.values import plain

_SEARCHED: Final = 20
_ALL: Final = tuple(FILE_KINDS.values())
_FOOT: Final = re.compile(
    r"(注|附注|备注|说明|填表|制表|填报|编制|经办|审核|复核|审批|签字|盖章|负责人|单位负责人|分管领导|联系人|联系电话|电话"
    r"|资料来源|数据来源|来源|填表日期|制表日期|日期|截至|notes?|remarks?|sources?|prepared by|checked by|contact|date)"
    r"[\w ]{0,8}\s*[:：\d(（.、]|[*※]",
    re.IGNORECASE,
)
"""How a line below a table begins that is no row of it: notes, sources, signatures."""
EXAMPLE: Final = Words("示例行", "Example row")
_SUMS: Final = re.compile("[^0-9A-RU-Za-ru-z]")  # how every total begins
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "总计:", "合计:", "total", "subtotal", "grand total"})


@dataclass(frozen=True)
class Table:
    """Rows under a recognised header."""

    sheet: str
    datum: str
    heading: Heading
    rows: Iterator[RawRow]


@dataclass(frozen=True)
class Found:
    """What a grid was recognised as: ``heading`` is None where that is nothing known, ``table`` where it cannot be read."""

    heading: Heading | None = None
    table: Table | None = None


def table_of(grid: Grid, problems: Problems, kinds: Sequence[FileKind] = _ALL, left_out: frozenset[int] = frozenset()) -> Found:
    """The table of a grid, or the reason why there is none, added to ``problems``. One kind alone is taken for it, of several
    the one that fits. Rows of the numbers ``left_out`` are not read.
    """
    head = list(islice(grid.lines, _SEARCHED))
    number, headers, below = _heading(head, kinds)
    kind = kinds[0] if len(kinds) == 1 else _recognised(headers, kinds, grid.sheet, number, problems)
    if kind is None:
        return Found()
    heading = Heading(kind, kind.columns(headers), headers, number, grid.from_1904)
    if _refuses(heading, grid.sheet, problems):
        return Found(heading)
    _note_above(head, number, grid.sheet, problems)
    _note_ignored(heading, grid.sheet, problems)
    lines = (line for line in chain(head, grid.lines) if line[0] > below and line[0] not in left_out)
    return Found(heading, Table(grid.sheet, grid.datum, heading, _rows(grid, heading, lines, problems)))


def _heading(head: Sequence[Line], kinds: Sequence[FileKind]) -> tuple[int, tuple[str, ...], int]:
    """(row of the header, its texts, last row that belongs to it): where most columns are understood."""
    best, found = 0, (head[0][0], header_texts(head[0][1]), head[0][0]) if head else (1, (), 1)
    for (number, cells), following in zip(head, [*head[1:], None], strict=True):
        texts = header_texts(cells)
        candidates = [(texts, number)]
        if following:
            lower = header_texts(following[1])
            two = joined(texts, lower, lambda text: understood([text], kinds) > 0)
            candidates += [(two, following[0])] if two and two != lower else []  # the same: the upper line is a title
        for headers, last in candidates:
            score = understood(headers, kinds)
            if score > best:
                best, found = score, (number, headers, last)
    return found


def _recognised(headers: Sequence[str], kinds: Sequence[FileKind], sheet: str, row: int, problems: Problems) -> FileKind | None:
    fitting = recognise(headers, kinds)
    if not fitting:
        nearest = max(kinds, key=lambda kind: kind.nearness(headers))
        known = nearest.columns(headers)
        details = {f"near_{lang}": getattr(nearest, lang) for lang in ("zh", "en")}
        details |= {"missing_zh": nearest.missing(known, "zh"), "missing_en": nearest.missing(known, "en")}
        details |= {f"kinds_{lang}": _listed(kinds, lang) for lang in ("zh", "en")}
        found = ", ".join(shown(header) for header in headers if header)[:300]
        problems.add(Problem("kind_unknown", sheet=sheet, row=row, details={**details, "found": found}))
        return None
    best = [kind for score, kind in fitting if score == fitting[0][0]]
    if len(best) > 1:
        details = {f"kinds_{lang}": _listed(best, lang) for lang in ("zh", "en")}
        codes = " ".join(kind.code for kind in best)
        problems.add(Problem("kind_ambiguous", sheet=sheet, row=row, details={**details, "codes": codes}))
        return None
    return best[0]


def _listed(kinds: Iterable[FileKind], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(getattr(kind, lang) for kind in kinds)


def _refuses(heading: Heading, sheet: str, problems: Problems) -> bool:
    """Adds what is wrong with the header itself; True where the rows cannot be read under it."""
    before = problems.errors
    missing = {lang: heading.kind.missing(heading.columns, lang) for lang in ("zh", "en")}
    if missing["en"]:
        details = {f"missing_{lang}": text for lang, text in missing.items()}
        problems.add(Problem("column_missing", sheet=sheet, row=heading.row, details=details))
    for header, places in _places(heading.headers).items():
        if len(places) > 1:
            details = {"places": " ".join(places)}
            problems.add(Problem("header_duplicate", sheet=sheet, row=heading.row, column=header, details=details))
    for key, headers in _same_meaning(heading).items():
        details = {"key": key, "headers": " / ".join(headers)}
        problems.add(Problem("column_twice", sheet=sheet, row=heading.row, column=headers[-1], details=details))
    return problems.errors > before


def _note_above(head: Sequence[Line], header: int, sheet: str, problems: Problems) -> None:
    """What stands above the header is read by nobody: a title, a unit for all figures, or a table of its own."""
    above = [(number, next(filter(_is_filled, cells), None)) for number, cells in head if number < header]
    filled = [(number, cell) for number, cell in above if cell is not None]
    if filled:
        row, text = filled[0]
        problems.add(Problem("rows_above", sheet=sheet, row=row, value=shown(text), details={"number": len(filled)}))


def _is_filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _note_ignored(heading: Heading, sheet: str, problems: Problems) -> None:
    """What stands in columns that mean nothing here is not read: said once, and of each that may be a slip of the pen."""
    taught = heading.kind.taught
    near = {header: "" if folded(header) in taught else heading.kind.nearest(header) for header in heading.ignored}
    taken = {column.key for column in heading.columns}
    slips = {header: name for header, name in near.items() if name and heading.kind.by_name[folded(name)] not in taken}
    for header, name in slips.items():
        problems.add(Problem("column_alike", sheet=sheet, row=heading.row, column=header, details={"near": name}))
    others = [shown(header) for header in near if header not in slips]
    if others:
        said = ", ".join(others)[:300]
        problems.add(Problem("columns_ignored", sheet=sheet, row=heading.row, details={"headers": said, "number": len(others)}))


def _places(headers: Sequence[str]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for position, header in enumerate(headers, 1):
        if header:
            places.setdefault(header, []).append(column_letters(position))
    return places


def _same_meaning(heading: Heading) -> dict[str, list[str]]:
    meanings: dict[str, list[str]] = {}
    for column in heading.columns:
        headers = meanings.setdefault(column.item or column.key, [])
        if column.header not in headers:
            headers.append(column.header)
    return {key: found for key, found in meanings.items() if len(found) > 1 and key not in ("remark", "beside")}


def _rows(grid: Grid, heading: Heading, lines: Iterator[Line], problems: Problems) -> Iterator[RawRow]:
    sheet, width, count, below = grid.sheet, len(heading.headers), 0, False
    nameless = [at for at, header in enumerate(heading.headers) if not header]
    # What stands under no header is not read, but looked at like every cell: each such column goes by its letter.
    names = [header or f"[{column_letters(at)}]" for at, header in enumerate(heading.headers, 1)]
    for number, cells in lines:
        first = cells[0] if cells and _is_filled(cells[0]) else next(filter(_is_filled, cells), None)
        if first is None:
            continue
        below = _is_foot(first, cells, below=below)
        if below:
            problems.add(Problem("row_note", sheet=sheet, row=number))
            continue
        if _is_example(cells):
            problems.add(Problem("row_example", sheet=sheet, row=number))
            continue
        if _is_total(first):
            problems.add(Problem("row_total", sheet=sheet, row=number, value=shown(cells[0])))
            continue
        count += 1
        if len(cells) != width and _is_ragged(sheet, number, cells, width, problems):
            continue
        for at in nameless:
            if at < len(cells) and _is_filled(cells[at]):
                problems.add(Problem("column_headless", sheet=sheet, row=number, column=column_letters(at + 1)))
        yield RawRow(sheet, number, dict(zip(names, cells, strict=False)))
    for code, number in grid.notes.items():
        problems.add(Problem(code, sheet=sheet, details={"count": number}))
    if not count:
        problems.add(Problem("no_rows", sheet=sheet, row=heading.row))


def _is_example(cells: Sequence[Cell]) -> bool:
    """The row that a blank form shows how to fill in, as long as its remark stands."""
    last = cells[-1] or next(filter(_is_filled, reversed(cells)), None)
    return isinstance(last, str) and last.startswith((EXAMPLE.zh, EXAMPLE.en))


def _is_total(first: Cell) -> bool:
    return isinstance(first, str) and bool(_SUMS.match(first)) and plain(first).casefold().replace(" ", "") in _TOTALS


def _is_foot(first: Cell, cells: Sequence[Cell], *, below: bool) -> bool:
    """A note or a signature under the table, or the next line of one: merged or not, it says nothing in any other column."""
    if not isinstance(first, str) or not (below or _FOOT.match(plain(first))):
        return False  # as nearly every line, at once
    filled = {plain(cell) if isinstance(cell, str) else "" for cell in cells if cell is not None and cell != ""}
    return (below and len(filled) == 1) or all(_FOOT.match(text) for text in filled)


def _is_ragged(sheet: str, number: int, cells: Sequence[Cell], width: int, problems: Problems) -> bool:
    """Too few cells, or something written beyond the last header. Empty cells at the end are nothing."""
    if len(cells) > width and not any(cell not in (None, "") for cell in cells[width:]):
        return False
    code = "row_too_short" if len(cells) < width else "row_too_long"
    problems.add(Problem(code, sheet=sheet, row=number, details={"cells": len(cells), "headers": width}))
    return True
