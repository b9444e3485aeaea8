"""Features to lines: of each layer a file with one JSON pair a feature, its properties in order and its geometry as GeoJSON."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
import shapely

from intake.apart.layers import Open, batches, opened
from intake.apart.request import Caps, Layer, Request, Source
from intake.apart.texts import BYTES, NAME_BYTES, codec_of, columns_of, decoded
from intake.problems import FileRefused

_POINT: Final = 0
_AT_ONCE: Final = 100


@dataclass
class _Seen:
    """What the features of one layer were found to hold; the vertices are those of all layers so far."""

    vertices: int
    rows: int = 0
    has_points: bool = False
    has_shapes: bool = False


@dataclass(frozen=True)
class _Names:
    """The fields of a layer, and how their texts are read: ``codec`` is empty where GDAL has decoded them."""

    fields: tuple[str, ...]
    rooms: tuple[int, ...] = ()
    codec: str = ""


def written(request: Request, folder: Path) -> list[Layer]:
    """Read all, write all. Raises FileRefused."""
    found: list[Layer] = []
    vertices = 0
    for source in request.sources:
        for layer in opened(source, folder, request.caps):
            if len(found) >= request.caps.layers:
                raise FileRefused("geodata_layers", limit=request.caps.layers)
            seen = _Seen(vertices)
            names = _names(layer, source, folder)
            with (folder / str(len(found))).open("w", encoding="utf-8") as spool:
                _write(layer, names, seen, request.caps, spool)
            vertices = seen.vertices
            found.append(_layer(layer, names, seen, len(found)))
    return found


def _layer(layer: Open, names: _Names, seen: _Seen, number: int) -> Layer:
    return Layer(layer.title, str(number), names.fields, seen.has_points, seen.has_shapes, names.codec, layer.crs_assumed)


def _names(layer: Open, source: Source, folder: Path) -> _Names:
    if not source.is_shapefile:
        return _Names(tuple(map(str, layer.info["fields"])))
    columns = columns_of((folder / source.file).with_suffix(".dbf"))
    given = [str(name).encode(BYTES, "replace") for name in layer.info["fields"]]
    rooms = {column.name: column.width for column in columns}
    if not rooms or not rooms.keys() >= set(given):
        raise FileRefused("file_damaged", sheet=layer.title, reason=f"{layer.title}.dbf")
    widths = tuple(rooms[name] for name in given)
    codec = codec_of(_texts(layer, given, widths), source.codecs, layer.title)
    fields = tuple(decoded(name, codec, NAME_BYTES) for name in given)
    return _Names(fields, widths, codec)


def _texts(layer: Open, names: list[bytes], widths: tuple[int, ...]) -> Iterator[tuple[bytes, int]]:
    """Every text of the table, the names first, with the room it had."""
    yield from ((name, NAME_BYTES) for name in names)
    for _, values in batches(layer, shapes=False):
        for column, width in zip(values, widths, strict=True):
            if column.dtype == object:
                yield from ((text.encode(BYTES), width) for text in column if isinstance(text, str))


def _write(layer: Open, names: _Names, seen: _Seen, caps: Caps, spool: TextIO) -> None:
    for shapes, values in batches(layer):
        _count(shapes, seen, caps, layer.title)
        columns = [_cells(column, index, layer, names) for index, column in enumerate(values)]
        rows = zip(*columns, strict=True) if columns else iter([()] * len(shapes))
        for row, geometry in zip(rows, _geometries(shapes), strict=True):
            seen.rows += 1
            _check_row(row, names, seen.rows, caps, layer.title)
            spool.write(f"[{json.dumps(row, allow_nan=False)},{geometry}]\n")


def _geometries(shapes: Any) -> Iterator[str]:
    """Each shape as GeoJSON, a few at a time: the text of a boundary is three times as long as its numbers."""
    for start in range(0, len(shapes), _AT_ONCE):
        yield from (text or "null" for text in shapely.to_geojson(shapes[start : start + _AT_ONCE]))


def _count(shapes: Any, seen: _Seen, caps: Caps, title: str) -> None:
    """Raises FileRefused before a shape of too many corners is written out."""
    corners = shapely.get_num_coordinates(shapes)
    if len(corners) and corners.max() > caps.shape_vertices:
        row = seen.rows + int(corners.argmax()) + 2
        raise FileRefused("shape_too_detailed", sheet=title, row=row, limit=caps.shape_vertices)
    seen.vertices += int(corners.sum())
    if seen.vertices > caps.vertices:
        raise FileRefused("too_many_vertices", sheet=title, limit=caps.vertices)
    kinds = shapely.get_type_id(shapes)  # -1: no shape
    seen.has_points |= bool((kinds == _POINT).any())
    seen.has_shapes |= bool((kinds > _POINT).any())


def _check_row(row: tuple[Any, ...], names: _Names, number: int, caps: Caps, title: str) -> None:
    if number > caps.rows:
        raise FileRefused("too_many_rows", sheet=title, limit=caps.rows)
    for index, cell in enumerate(row):
        if isinstance(cell, str) and len(cell) > caps.characters:
            raise FileRefused("cell_too_long", sheet=title, row=number + 1, column=names.fields[index], limit=caps.characters)


def _cells(column: Any, index: int, layer: Open, names: _Names) -> list[Any]:
    """The values of one field as JSON has them: a missing number is null again, and a whole one whole."""
    kind, finer = layer.info["ogr_types"][index], layer.info["ogr_subtypes"][index]
    if finer == "OFSTBoolean":
        return [None if value != value else bool(value) for value in column.tolist()]
    if kind.startswith("OFTInteger") and np.issubdtype(column.dtype, np.floating):
        return [int(value) if math.isfinite(value) else None for value in column.tolist()]
    if np.issubdtype(column.dtype, np.floating):
        return [value if math.isfinite(value) else None for value in column.tolist()]
    if column.dtype != object:
        return list(column.tolist())
    return [_text(value, index, names, is_json=finer == "OFSTJSON") for value in column]


def _text(value: Any, index: int, names: _Names, *, is_json: bool) -> Any:
    """Bytes of a picture or the like mean nothing here and are left blank."""
    if not isinstance(value, str):
        return None if value is None or isinstance(value, bytes | float) else str(value)
    if names.codec:
        return decoded(value.encode(BYTES), names.codec, names.rooms[index])
    return _json(value) if is_json else value


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return text
