"""GeoJSON (RFC 7946), a feature a line. A place that is not known is a feature without a geometry."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final

import shapely
import shapely.geometry

from assessments.reports.csv_writer import LINES
from intake.exports.model import Cell, Place, Row
from intake.exports.sheet import Sheet

_PLACES: Final = ("lng", "lat", "geometry")


def geojson_chunks(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces of LINES features."""
    said = {"name": sheet.title, **({"description": " ".join(sheet.notes)} if sheet.notes else {})}
    members = json.dumps(said, ensure_ascii=False)[1:-1]
    yield f'{{"type": "FeatureCollection", {members}, "features": ['.encode()
    features, comma = (_feature(sheet, row) for row in sheet.rows), "\n"
    while piece := list(islice(features, LINES)):
        yield (comma + ",\n".join(piece)).encode()
        comma = ",\n"
    yield b"\n]}\n"


def _feature(sheet: Sheet, row: Row) -> str:
    cells = dict(zip(sheet.columns, row, strict=True))
    named = zip(sheet.columns, sheet.heads, row, strict=True)
    own = ", ".join(f"{_json(head)}: {_json(cell)}" for key, head, cell in named if key not in _PLACES)
    return f'{{"type": "Feature", "properties": {{{own}}}, "geometry": {json.dumps(_geometry(sheet.place, cells))}}}'


def _json(cell: Cell) -> str:
    """A figure keeps its two places: JSON knows numbers of any length."""
    if isinstance(cell, Decimal):
        return str(cell)
    if isinstance(cell, date):
        cell = cell.isoformat()
    return json.dumps(None if cell == "" else cell, ensure_ascii=False)


def _geometry(place: Place, cells: dict[str, Cell]) -> Any:
    if place is Place.SHAPE:
        return shapely.geometry.mapping(shapely.from_wkb(cells["geometry"]))
    lng, lat = cells.get("lng"), cells.get("lat")
    return None if lng is None else {"type": "Point", "coordinates": [lng, lat]}
