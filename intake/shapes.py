"""Shapes of features and of cells: boundaries as they are, and a point inside for what counts as a point."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
import shapely.geometry

from facilities.datums import bd09_to_wgs84, gcj02_to_wgs84
from intake.fields import Fields
from intake.points import Point, is_placed
from intake.values import is_missing

_TO_WGS84 = {"gcj02": gcj02_to_wgs84, "bd09": bd09_to_wgs84}
_AREAS = ("Polygon", "MultiPolygon")
_NAMED = 40  # signs of a text that is no shape


def take_shape(fields: Fields) -> Any:
    """The feature's shape, not empty and in China, in the datum of the file; None where there is none or it is refused."""
    cell = fields.raw("geometry")
    if is_missing(cell):
        return None
    given = _given(cell)
    if any(_is_open(ring) for ring in _rings(given)):  # the library would close it without a word
        fields.refuse("shape_unclosed", "geometry", cell=_named(cell))
        return None
    try:
        shape = _shape_of(given)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, shapely.errors.ShapelyError):
        shape = None
    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        fields.refuse("shape_broken", "geometry", cell=_named(cell))
        return None
    return shape if _is_in_china(fields, shape, _named(cell)) else None


def _given(cell: Any) -> Any:
    """The cell, or, where it is the text of GeoJSON, what that says."""
    if not isinstance(cell, str) or not cell.lstrip().startswith("{"):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _shape_of(given: Any) -> Any:
    """A shape of GeoJSON or of well-known text (``POLYGON ((...))``). Raises what shapely raises."""
    if isinstance(given, str):
        return shapely.force_2d(shapely.from_wkt(given.strip()))
    return shapely.force_2d(shapely.geometry.shape(given)) if isinstance(given, Mapping) else None


def _rings(cell: Any) -> Iterator[Any]:
    coordinates = cell.get("coordinates") if isinstance(cell, Mapping) else None
    if isinstance(coordinates, list) and cell.get("type") == "Polygon":
        yield from coordinates
    if isinstance(coordinates, list) and cell.get("type") == "MultiPolygon":
        yield from (ring for polygon in coordinates if isinstance(polygon, list) for ring in polygon)


def _is_open(ring: Any) -> bool:
    return isinstance(ring, list) and len(ring) > 2 and ring[0] != ring[-1]


def _named(cell: Any) -> str:
    return str(cell.get("type", "")) if isinstance(cell, Mapping) else str(cell)[:_NAMED]


def _is_in_china(fields: Fields, shape: Any, name: str) -> bool:
    west, south, east, north = shape.bounds
    return all(is_placed(fields, x, y, "geometry", cell=name) for x, y in ((west, south), (east, north)))


def take_inside(fields: Fields, datum: str) -> Point | None:
    """A point that surely lies inside the feature's shape."""
    shape = take_shape(fields) if fields.has("geometry") else None
    if shape is None:
        return None
    inside = shape.representative_point()
    return Point(inside.x, inside.y, datum or "wgs84")


def take_boundary(fields: Fields, datum: str) -> Any:
    """A valid polygon or multipolygon in WGS84, or None with the reason noted."""
    shape = take_shape(fields)
    if shape is None:
        return None
    if shape.geom_type not in _AREAS:
        fields.refuse("shape_not_area", "geometry", cell=shape.geom_type)
        return None
    if not shape.is_valid:
        fields.refuse("shape_invalid", "geometry", cell=shape.geom_type, reason=shapely.is_valid_reason(shape))
        return None
    return shapely.transform(shape, _converter(datum)) if datum in _TO_WGS84 else shape


def _converter(datum: str) -> Any:
    def convert(coordinates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        lng, lat = _TO_WGS84[datum](coordinates[:, 0], coordinates[:, 1])
        rounded: npt.NDArray[np.float64] = np.column_stack([lng, lat]).round(7)
        return rounded

    return convert
