"""Layers as GDAL gives them: what is in a file, under which coordinates, and its features batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape  # that of xml.sax loads an HTTP client too
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyogrio
import pyogrio.errors
import pyogrio.raw
import shapely

from intake.apart.crs import is_unset, target_of
from intake.apart.request import Caps, Source
from intake.problems import FileRefused

_DRIVERS: Final = ("GPKG", "ESRI Shapefile")
# Tables that a GIS program keeps for itself in a GeoPackage: how its maps look.
_NOT_DATA: Final = frozenset({"layer_styles", "qgis_projects"})
_NO_LAYERS: Final = ("not recognized", "GeoPackage tables")  # what GDAL says of a database that is none of layers
_BATCH: Final = 20_000
_BATCH_OF_SHAPES: Final = 2_000  # a shape may have many thousand corners
_PLACES: Final = 9  # a tenth of a millimetre: so that the last bit of a sine never counts as a change
_WARPED: Final = (
    '<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name="layer"><SrcDataSource>{path}</SrcDataSource>'
    "<SrcLayer>{name}</SrcLayer></OGRVRTLayer><TargetSRS>{target}</TargetSRS></OGRVRTWarpedLayer></OGRVRTDataSource>"
)
_CHINA: Final = (73.0, 3.0, 136.0, 54.0)  # west, south, east, north: as in intake.points

Batch = tuple[Any, list[Any]]  # the shapes, and the values field by field


@dataclass(frozen=True)
class Open:
    """A layer that may be read. ``at`` and ``name`` are what GDAL is given: the file, or the file seen through a projection."""

    title: str
    at: str
    name: str
    info: dict[str, Any]
    is_shapefile: bool
    is_warped: bool
    crs_assumed: bool


def opened(source: Source, folder: Path, caps: Caps) -> Iterator[Open]:
    """The layers of one file that hold data. Raises FileRefused."""
    path = str(folder / source.file)
    for name, kind in _listed(path):
        if kind is None and name in _NOT_DATA:
            continue
        info = pyogrio.read_info(path, layer=name, force_feature_count=True)
        if info["driver"] not in _DRIVERS:
            raise FileRefused("geodata_empty")
        title = source.title or name
        _check_size(info, title, caps)
        yield _opened(path, name, title, info, source)


def _listed(path: str) -> list[tuple[str, str | None]]:
    try:
        listed = pyogrio.list_layers(path)
    except pyogrio.errors.DataSourceError as error:
        if any(words in str(error) for words in _NO_LAYERS):
            return []
        raise
    return [(str(name), None if kind is None else str(kind)) for name, kind in listed]


def _check_size(info: dict[str, Any], title: str, caps: Caps) -> None:
    if len(info["fields"]) > caps.columns:
        raise FileRefused("too_many_columns", sheet=title, limit=caps.columns)
    if info["features"] > caps.rows:
        raise FileRefused("too_many_rows", sheet=title, limit=caps.rows)


def _opened(path: str, name: str, title: str, info: dict[str, Any], source: Source) -> Open:
    plain = Open(title, path, name, info, source.is_shapefile, is_warped=False, crs_assumed=False)
    if info["geometry_type"] is None:
        return plain
    if is_unset(info["crs"]):
        return _assumed(plain)
    target = target_of(info["crs"], title)
    if target is None:
        return plain
    view = _WARPED.format(path=escape(path, quote=False), name=escape(name, quote=False), target=target)
    return Open(title, view, "layer", info, source.is_shapefile, is_warped=True, crs_assumed=False)


def _assumed(layer: Open) -> Open:
    """A shapefile without .prj is taken as degrees where all of it lies in China then. Raises FileRefused."""
    bounds = layer.info["total_bounds"]
    west, south, east, north = _CHINA
    if layer.is_shapefile and bounds is not None:
        inside = west <= bounds[0] <= bounds[2] <= east and south <= bounds[1] <= bounds[3] <= north
        if inside:
            return Open(layer.title, layer.at, layer.name, layer.info, is_shapefile=True, is_warped=False, crs_assumed=True)
    raise FileRefused("crs_missing", sheet=layer.title)


def batches(layer: Open, *, shapes: bool = True) -> Iterator[Batch]:
    """The features in pieces, each once, in the order of the file."""
    size = _BATCH if layer.info["geometry_type"] in (None, "Point") or not shapes else _BATCH_OF_SHAPES
    start, last = 0, -1
    while True:
        _, ids, geometry, values = pyogrio.raw.read(
            layer.at, layer=layer.name, skip_features=start, max_features=size, return_fids=True, force_2d=True,
            datetime_as_string=True, read_geometry=shapes,
        )  # fmt: skip
        # GDAL counts deleted rows of a shapefile when it skips and not when it reads: the next batch begins with some of this.
        fresh = ids > last if layer.is_shapefile else np.ones(len(ids), dtype=bool)
        yield _shapes(geometry, layer, fresh), [column[fresh] for column in values]
        if len(ids) < size:
            return
        start, last = start + size, int(ids[-1])


def _shapes(geometry: Any, layer: Open, fresh: Any) -> Any:
    """Shapes in degrees, None where a feature has none. A shapefile turns its rings clockwise, GeoJSON the other way."""
    if geometry is None:
        return np.full(int(fresh.sum()), None)
    found = shapely.from_wkb(geometry[fresh])
    if layer.is_shapefile:
        found = shapely.orient_polygons(found)
    return shapely.transform(found, lambda at: at.round(_PLACES)) if layer.is_warped else found
