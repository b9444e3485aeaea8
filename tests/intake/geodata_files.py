"""Small GeoPackages and zipped shapefiles, made while the tests run."""

import math
import sqlite3
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
import shapely.geometry

Features = Sequence[tuple[dict[str, Any], Any]]
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def geopackage(path: Path, features: Features, crs: str | None = "EPSG:4490", **options: Any) -> Path:
    """Written with the names and values of the properties; ``options`` go to the writer, such as layer or append."""
    _write(path, features, crs, driver="GPKG", **options)
    return path


def shapefile(
    folder: Path, stem: str, features: Features, crs: str | None = "EPSG:4490", encoding: str = "UTF-8"
) -> dict[str, bytes]:
    """The parts of a shapefile by name."""
    _write(folder / f"{stem}.shp", features, crs, driver="ESRI Shapefile", encoding=encoding)
    found = {suffix: folder / f"{stem}{suffix}" for suffix in PARTS}
    return {path.name: path.read_bytes() for path in found.values() if path.exists()}


def archive(path: Path, parts: Mapping[str, bytes], inside: str = "") -> Path:
    """A ZIP of these parts, in the folder ``inside`` of it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(f"{inside}{name}", data)
    return path


def _write(path: Path, features: Features, crs: str | None, **options: Any) -> None:
    shapes = [None if shape is None else shapely.geometry.shape(shape) for _, shape in features]
    kinds = {shape.geom_type for shape in shapes if shape is not None}
    geometry = shapely.to_wkb(np.array(shapes, dtype=object)) if kinds else None
    names = list(dict.fromkeys(name for own, _ in features for name in own))
    columns = [[own.get(name) for own, _ in features] for name in names]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are cut, and of a system that is not given: both on purpose
        pyogrio.raw.write(
            path, geometry, [_values(column) for column in columns], names,
            field_mask=[np.array([value is None for value in column]) for column in columns], crs=crs,
            geometry_type=(kinds.pop() if len(kinds) == 1 else "Unknown") if kinds else None, **options,
        )  # fmt: skip


def _values(column: list[Any]) -> Any:
    """An array of the type of the first value; what is missing is masked."""
    given = next((value for value in column if value is not None), "")
    filled = [(type(given)() if value is None else value) for value in column]
    return np.array(filled, dtype=object if isinstance(given, str) else None)


def altered(path: Path, *statements: str) -> Path:
    """A GeoPackage changed by SQL, its triggers gone: they call functions that only GDAL has."""
    base = sqlite3.connect(path)
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()
    return path


def gauss_krueger(lng: float, lat: float, middle: float, *, scale: float = 1.0, flattening: float = 1 / 298.257222101) -> Any:
    """Easting and northing in metres by Krueger's series of the fourth order (good to a micrometre), with 500 km added east."""
    n = flattening / (2 - flattening)
    radius = 6378137 / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    factors = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    sine, away, root = math.sin(math.radians(lat)), math.radians(lng - middle), 2 * math.sqrt(n) / (1 + n)
    tangent = math.sinh(math.atanh(sine) - root * math.atanh(root * sine))
    xi, eta = math.atan2(tangent, math.cos(away)), math.atanh(math.sin(away) / math.sqrt(1 + tangent**2))
    north = xi + sum(a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in enumerate(factors, 1))
    east = eta + sum(a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in enumerate(factors, 1))
    return scale * radius * east + 500_000, scale * radius * north
