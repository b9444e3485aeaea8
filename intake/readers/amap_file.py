"""Pages of points of interest as AMap's place API returns them, or a bare list of them: one point a row, in GCJ-02.

Several pages may stand in one file, one after the other. Only what says what a point is and where it lies is taken: no phones,
no prices, no photographs.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from intake.problems import FileRefused, shown
from intake.readers.geojson_file import read_geojson
from intake.readers.json_guard import decoder, json_text, parsed
from intake.readers.limits import MAX_CELL_CHARACTERS, MAX_FILE_BYTES, MAX_ROWS
from intake.readers.packed import chunks
from intake.readers.rows import Cell, Grid, Line

_HEADERS: Final = ("id", "name", "type", "typecode", "address", "location", "adname")
_FIRST_ROW: Final = 2  # as if a header stood in row 1
_HEAD: Final = 64 * 1024
_SPACE: Final = re.compile(r"\s*")
_OF_PAGES: Final = ('"pois"', '"infocode"')
_OF_POINTS: Final = ('"typecode"', '"location"', '"pois"')


def read_json(path: Path) -> Iterator[Grid]:
    """Pages of a map service where the file begins like one, else GeoJSON. Raises FileRefused."""
    head = next(chunks(path, MAX_FILE_BYTES), b"")[:_HEAD].decode("utf-8-sig", "replace").lstrip()
    marks = _OF_POINTS if head.startswith("[") else _OF_PAGES
    is_amap = any(mark in head for mark in marks) and '"features"' not in head
    return read_amap(path) if is_amap else read_geojson(path)


def read_amap(path: Path) -> Iterator[Grid]:
    """One grid of the points of all pages. Raises FileRefused, at once or while the lines are read."""
    yield Grid(sheet="", lines=_lines(json_text(path)))


def _lines(text: str) -> Iterator[Line]:
    yield 1, list(_HEADERS)
    points = (point for number, page in enumerate(_documents(text), 1) for point in _points(page, number))
    for row, point in enumerate(points, _FIRST_ROW):
        if row - _FIRST_ROW >= MAX_ROWS:
            raise FileRefused("too_many_rows", limit=MAX_ROWS)
        if not isinstance(point, dict) or not {"name", "location"} <= point.keys():
            raise FileRefused("poi_not_read", row=row)
        yield row, [_cell(point.get(header), row) for header in _HEADERS]


def _documents(text: str) -> Iterator[Any]:
    """The JSON values that stand one after the other."""
    at = _after_space(text, 0)
    while at < len(text):
        found, at = parsed(partial(decoder().raw_decode, text, at))
        yield found
        at = _after_space(text, at)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _points(page: Any, number: int) -> Iterator[Any]:
    """The points of a page, of a list of pages, or of a list of points."""
    if isinstance(page, list):
        for entry in page:
            yield from _points(entry, number) if isinstance(entry, dict) and "pois" in entry else (entry,)
        return
    points = page.get("pois") if isinstance(page, Mapping) and str(page.get("status", "1")) == "1" else None
    if not isinstance(points, list):
        reason = page.get("info", "") if isinstance(page, Mapping) else ""
        raise FileRefused("poi_page_failed", page=number, reason=shown(reason) or "-")
    yield from points


def _cell(value: Any, row: int) -> Cell:
    """AMap writes ``[]`` for what is empty. Any other list or mapping stays, to be refused where a text is wanted."""
    if value in ([], {}):
        return None
    if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS:
        raise FileRefused("cell_too_long", row=row, limit=MAX_CELL_CHARACTERS)
    return value
