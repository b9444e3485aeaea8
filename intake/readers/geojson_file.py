"""GeoJSON: a feature is a row, its properties are cells. A point gives lng and lat; any other shape is its own cell."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from intake.problems import FileRefused
from intake.readers.json_guard import decoder, json_text, parsed
from intake.readers.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS, MAX_SHAPE_VERTICES
from intake.readers.rows import Cell, Grid, Line

LNG: Final = "lng"
LAT: Final = "lat"
SHAPE: Final = "geometry"
FIRST_ROW: Final = 2  # as if a header stood in row 1: feature n is row n + 1
_DATUMS: Final = (("gcj", "gcj02"), ("bd-?09", "bd09"))
_CRS: Final = re.compile(r"CRS84|4326|4490", re.I)


def read_geojson(path: Path) -> Iterator[Grid]:
    """One grid of all features. Raises FileRefused."""
    document = _document(path)
    features = document.get("features") if document.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise FileRefused("geojson_not_collection")
    if len(features) > MAX_ROWS:
        raise FileRefused("too_many_rows", limit=MAX_ROWS)
    _check_crs(document)
    yield Grid(sheet="", lines=_lines(features), datum=_datum(document))


def _document(path: Path) -> Mapping[str, Any]:
    text = json_text(path)
    found = parsed(lambda: decoder().decode(text))
    if not isinstance(found, dict):
        raise FileRefused("geojson_not_collection")
    return found


def _check_crs(document: Mapping[str, Any]) -> None:
    named = json.dumps(document.get("crs") or "", ensure_ascii=False)
    if document.get("crs") and not _CRS.search(named):
        raise FileRefused("crs_unsupported", value=named)


def _datum(document: Mapping[str, Any]) -> str:
    """What the collection's own members say of a shifted datum, in whatever member they say it."""
    said = " ".join(f"{key} {value}" for key, value in document.items() if isinstance(value, str))
    return datum_in(said)


def datum_in(said: str) -> str:
    """The shifted datum that a text names, else nothing."""
    return next((datum for mark, datum in _DATUMS if re.search(mark, said, re.I)), "")


def _lines(features: list[Any]) -> Iterator[Line]:
    rows = [_cells(feature, number) for number, feature in enumerate(features, FIRST_ROW)]
    headers = list(dict.fromkeys(key for row in rows for key in row))
    if len(headers) > MAX_COLUMNS:
        raise FileRefused("too_many_columns", limit=MAX_COLUMNS)
    yield 1, list(headers)
    for number, row in enumerate(rows, FIRST_ROW):
        yield number, [row.get(header) for header in headers]


def _cells(feature: Any, number: int) -> dict[str, Cell]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise FileRefused("geojson_not_feature", row=number)
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise FileRefused("geojson_not_feature", row=number)
    long = next((key for key, value in properties.items() if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS), None)
    if long is not None:
        raise FileRefused("cell_too_long", row=number, column=long, value=properties[long], limit=MAX_CELL_CHARACTERS)
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and _corners(geometry.get("coordinates")) > MAX_SHAPE_VERTICES:
        raise FileRefused("shape_too_detailed", row=number, value=geometry.get("type"), limit=MAX_SHAPE_VERTICES)
    return {**properties, **place_of(geometry)}


def _corners(coordinates: Any) -> int:
    """How many pairs of numbers there are, however deep they lie."""
    if not isinstance(coordinates, list) or not coordinates:
        return 0
    return sum(map(_corners, coordinates)) if isinstance(coordinates[0], list) else 1


def place_of(geometry: Any) -> dict[str, Cell]:
    """A point as two cells, any other shape as its own; nothing where there is none."""
    if not isinstance(geometry, dict):
        return {}
    place = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(place, list) and len(place) >= 2:
        return {LNG: place[0], LAT: place[1]}
    return {SHAPE: geometry}
