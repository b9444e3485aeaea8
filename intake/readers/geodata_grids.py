"""Layers that were read apart, as grids: as GeoJSON files with the same features would be."""

import json
from collections.abc import Iterator, Sequence

from intake.apart.request import Layer, Source, layer_of
from intake.problems import FileRefused, Problem
from intake.readers.apart_run import read_apart
from intake.readers.folder import Folder
from intake.readers.geojson_file import FIRST_ROW, LAT, LNG, SHAPE, datum_in, place_of
from intake.readers.rows import Grid, Line


def grids_of(folder: Folder, sources: Sequence[Source]) -> Iterator[Grid]:
    """A grid for each layer of the files in ``folder``. Raises FileRefused."""
    found = read_apart(folder.path, "geodata", sources)
    if not found:
        raise FileRefused("geodata_empty")
    for layer in map(layer_of, found):
        yield _grid(folder, layer)


def _grid(folder: Folder, layer: Layer) -> Grid:
    _refuse_twice(layer.fields, layer.title)
    remarks = (Problem("crs_assumed", sheet=layer.title),) if layer.crs_assumed else ()
    lines, datum = _lines(folder, layer), datum_in(layer.title)
    return Grid(sheet=layer.title, lines=lines, datum=datum, cut_in=layer.codec, remarks=remarks)


def _refuse_twice(names: Sequence[str], title: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        places = ", ".join(str(number) for number, name in enumerate(names, 1) if name == twice)
        raise FileRefused("header_duplicate", sheet=title, column=twice, places=places)


def _lines(folder: Folder, layer: Layer) -> Iterator[Line]:
    """As of a GeoJSON file with the same features."""
    places = [*([LNG, LAT] if layer.has_points else []), *([SHAPE] if layer.has_shapes else [])]
    headers = list(dict.fromkeys([*layer.fields, *places]))
    yield 1, list(headers)
    with (folder.path / layer.spool).open("rb") as spool:
        for number, line in enumerate(spool, FIRST_ROW):
            values, geometry = json.loads(line)
            cells = {**dict(zip(layer.fields, values, strict=True)), **place_of(geometry)}
            yield number, [cells.get(header) for header in headers]
