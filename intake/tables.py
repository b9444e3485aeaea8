"""Grids to tables: finds the header among the first lines, names the kind of file, and gives the rows below it.

Titles above the header, two-line headers (as merged cells make them), blank rows and totals below are all met here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from intake.columns import FILE_KINDS, FileKind, Heading, folded, header_texts, joined, recognise, understood
from intake.problems import Problem, Problems, shown
from intake.readers import Grid, Line
from intake.readers.rows import column_letters
from intake.table_rows import Rows, is_filled

_SEARCHED: Final = 20
_ALL: Final = tuple(FILE_KINDS.values())


@dataclass(frozen=True)
class Table:
    """Rows under a recognised header."""

    sheet: str
    datum: str
    heading: Heading
    rows: Rows


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
    rows = Rows(grid, heading, [line for line in head if line[0] > below], problems, left_out)
    return Found(heading, Table(grid.sheet, grid.datum, heading, rows))


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
    above = [(number, next(filter(is_filled, cells), None)) for number, cells in head if number < header]
    filled = [(number, cell) for number, cell in above if cell is not None]
    if filled:
        row, text = filled[0]
        problems.add(Problem("rows_above", sheet=sheet, row=row, value=shown(text), details={"number": len(filled)}))


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
