"""Coordinate systems of layers: degrees as they are, projected ones to degrees, old datums refused."""

import math
from pathlib import Path
from typing import Any

import pytest

from intake.apart.crs import is_unset, target_of
from intake.problems import FileRefused
from intake.readers.reading import read
from tests.intake.geodata_files import archive, gauss_krueger, geopackage, shapefile
from tests.intake.making import bring, codes, point, square

PLACES = [(116.3074, 39.9928), (116.9, 39.51), (115.2, 40.73)]
WGS84 = 1 / 298.257223563
LOCAL = (
    'PROJCS["city",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,'
    '298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER['
    '"False_Easting",500000.0],PARAMETER["False_Northing",-4000000.0],PARAMETER["Central_Meridian",116.35],PARAMETER['
    '"Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
OLD = LOCAL.replace("D_China_2000", "D_Beijing_1954").replace("CGCS2000", "Krasovsky_1940").replace("298.257222101", "298.3")
KINDS = ["gpkg", "zip"]


def made(folder: Path, kind: str, features: Any, crs: str | None) -> Path:
    if kind == "gpkg":
        return geopackage(folder / "a.gpkg", features, crs)
    return archive(folder / "a.zip", shapefile(folder, "a", features, crs))


def mercator(lng: float, lat: float) -> tuple[float, float]:
    return math.radians(lng) * 6378137, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * 6378137


PROJECTIONS: dict[str, Any] = {
    "EPSG:4547": lambda lng, lat: gauss_krueger(lng, lat, 114),
    "EPSG:4548": lambda lng, lat: gauss_krueger(lng, lat, 117),
    "EPSG:4527": lambda lng, lat: (gauss_krueger(lng, lat, 117)[0] + 39_000_000, gauss_krueger(lng, lat, 117)[1]),
    "EPSG:4508": lambda lng, lat: gauss_krueger(lng, lat, 111),
    "EPSG:32650": lambda lng, lat: gauss_krueger(lng, lat, 117, scale=0.9996, flattening=WGS84),
    "EPSG:3857": mercator,
    LOCAL: lambda lng, lat: (gauss_krueger(lng, lat, 116.35)[0], gauss_krueger(lng, lat, 116.35)[1] - 4_000_000),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("crs", PROJECTIONS, ids=lambda crs: crs[:10])
def test_projected_coordinates_come_out_as_degrees(tmp_path: Path, crs: str, kind: str) -> None:
    features = [({"n": 1}, point(*PROJECTIONS[crs](lng, lat))) for lng, lat in PLACES]
    (grid,) = read(made(tmp_path, kind, features, crs))
    lines = [cells for _, cells in grid.lines]
    assert lines[0] == ["n", "lng", "lat"]
    for (_, lng, lat), (true_lng, true_lat) in zip(lines[1:], PLACES, strict=True):
        assert (lng, lat) == (pytest.approx(true_lng, abs=1e-8), pytest.approx(true_lat, abs=1e-8))


def test_projected_areas_come_out_as_degrees(tmp_path: Path) -> None:
    ring = [list(gauss_krueger(lng, lat, 117)) for lng, lat in square(116.3, 39.9, 0.01)["coordinates"][0]]
    (grid,) = read(geopackage(tmp_path / "a.gpkg", [({"n": 1}, {"type": "Polygon", "coordinates": [ring]})], "EPSG:4548"))
    shape: Any = list(grid.lines)[1][1][1]
    for given, true in zip(shape["coordinates"][0], square(116.3, 39.9, 0.01)["coordinates"][0], strict=True):
        assert given == pytest.approx(true, abs=1e-8)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4490"])
def test_degrees_stay_to_the_last_bit(tmp_path: Path, crs: str, kind: str) -> None:
    place = (116.30741234567891, 39.99281234567891)
    (grid,) = read(made(tmp_path, kind, [({"n": 1}, point(*place))], crs))
    assert list(grid.lines)[1][1] == [1, *place]


REFUSED = {
    "EPSG:2433": ("crs_old_datum", "Beijing 1954"),
    "EPSG:4214": ("crs_old_datum", "Beijing 1954"),
    "EPSG:2383": ("crs_old_datum", "Xian 1980"),
    "EPSG:4610": ("crs_old_datum", "Xian 1980"),
    "EPSG:4796": ("crs_old_datum", "New Beijing"),
    OLD: ("crs_old_datum", "Beijing 1954"),
    "EPSG:2154": ("crs_unsupported", "supported"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("crs", REFUSED, ids=lambda crs: crs[:10])
def test_other_systems_are_refused(tmp_path: Path, crs: str, kind: str) -> None:
    (problem,) = bring(made(tmp_path, kind, [({"n": 1}, point(500_000, 4_400_000))], crs)).problems()
    code, word = REFUSED[crs]
    assert (problem.code, word in problem.sentence("en")) == (code, True)


@pytest.mark.django_db
def test_a_layer_that_names_no_system(tmp_path: Path) -> None:
    rows = [({"code": "900101001001", "name": "甲", "lng": None}, point(116.3, 40))]
    far = [({"code": "900101001001", "name": "甲"}, point(500_000, 4_400_000))]
    assert codes(bring(made(tmp_path, "gpkg", rows, None))) == ["crs_missing"]
    assert codes(bring(made(tmp_path, "zip", far, None))) == ["crs_missing"]
    assert codes(bring(made(tmp_path, "zip", rows, None), dry_run=True))[0] == "crs_assumed"


@pytest.mark.parametrize(
    ("crs", "target"),
    [
        ('GEOGCS["WGS 84 (CRS84)",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]]]', "EPSG:4326"),
        ('GEOGCRS["x",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["a"]]]', "EPSG:4326"),
        ('GEOGCRS["x",DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101]]]', "EPSG:4490"),
        ("EPSG:4979", None),
    ],
)
def test_systems_without_a_number_go_by_their_datum(crs: str, target: str | None) -> None:
    assert target_of(crs, "s") == target


@pytest.mark.parametrize("crs", ["EPSG:99999999999", 'GEOGCS["x",DATUM["GCJ02"]]', "rubbish", 'PROJCS["WGS_1984"]'])
def test_what_is_not_understood_is_refused(crs: str) -> None:
    with pytest.raises(FileRefused):
        target_of(crs, "s")


def test_systems_that_say_nothing() -> None:
    assert all(
        map(is_unset, (None, "", 'LOCAL_CS["x"]', 'ENGCRS["Undefined Cartesian SRS"]', 'GEOGCS["x",DATUM["unknown",1]]'))
    )
    assert not is_unset("EPSG:4490")
