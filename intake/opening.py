"""Paths to parts: each file read as far as its headers, each table recognised."""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from intake.cut_names import whole
from intake.kinds import KINDS
from intake.outcome import Part, rows_of
from intake.problems import FileRefused, Problem, Problems, shown
from intake.readers.reading import read
from intake.readings import Readings
from intake.tables import table_of

_LONGEST_NAME: Final = 255
LeftOut = Mapping[tuple[Path, str], Sequence[Problem]]
"""The errors of rows that are not to be read, by file and sheet."""


def open_all(paths: Iterable[Path], readings: Readings, left_out: LeftOut = MappingProxyType({})) -> list[Part]:
    """The parts of all files in the order in which they can be taken in: divisions first, inventories last."""
    parts = [part for path in paths for part in _open(path, readings, left_out)]
    order = list(KINDS)
    return sorted(parts, key=lambda part: order.index(part.kind.code) if part.kind else -1)


def _open(path: Path, readings: Readings, left_out: LeftOut) -> list[Part]:
    name = shown(os.fsencode(path.name).decode("utf-8", "replace"), _LONGEST_NAME)
    digest, parts, told = _digest(path), list[Part](), list[Problem]()
    try:
        for read_grid in read(path):
            grid, problems = whole(read_grid), Problems(name)
            errors = left_out.get((path, grid.sheet), ())
            said = readings.kind_of(name, grid.sheet)
            found = table_of(grid, problems, [said] if said else [*readings.known.values()], rows_of(errors))
            for remark in grid.remarks if found.table else ():
                if remark not in told:  # what is true of a whole workbook comes with each of its sheets
                    told.append(remark)
                    problems.add(remark)
            parts.append(Part(path, name, digest, problems, found.table, found.heading, left_out=errors, sheet=grid.sheet))
    except FileRefused as refused:
        parts = [Part(path, name, digest, Problems(name))]
        parts[0].problems.add(refused.problem)
    return _useful(parts) if parts else [_empty(path, name, digest)]


def _empty(path: Path, name: str, digest: str) -> Part:
    problems = Problems(name)
    problems.add(Problem("no_rows"))
    return Part(path, name, digest, problems)


def _useful(parts: list[Part]) -> list[Part]:
    """A workbook may hold a sheet of explanations: next to a table that is known, it is a note."""
    tables = [part for part in parts if part.table]
    for part in parts:
        if tables and not part.table and all(each.code == "kind_unknown" for each in part.problems):
            part.problems.replace_all(Problem("sheet_skipped", sheet=next(iter(part.problems)).sheet))
    return parts


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # the reader says what is wrong with it
