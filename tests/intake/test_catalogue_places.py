"""The catalogue, group L: points and shapes."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from communities.models import Community
from facilities.datums import wgs84_to_gcj02
from facilities.models import Facility
from tests.intake.catalogue import Case, Said, csv, prove
from tests.intake.geodata_files import archive, geopackage, shapefile
from tests.intake.making import FIRST, SECOND, accepted, collection, point, square, text_file

C = "社区代码,社区名称,街道,经度,纬度\n"
F = "设施编号,设施名称,设施类型,社区代码,经度,纬度\n"
WEST, SOUTH, SIDE = 116.29, 39.99, 0.02
GOOD = [[WEST, SOUTH], [WEST + SIDE, SOUTH], [WEST + SIDE, SOUTH + SIDE], [WEST, SOUTH + SIDE], [WEST, SOUTH]]


def boundary(shape: Any, **members: Any) -> Any:
    return lambda folder: collection(folder, "a.geojson", [({"code": FIRST}, shape)], **members)


def no_shape(folder: Path) -> Path:
    return collection(folder, "a.geojson", [({"code": FIRST}, square(WEST, SOUTH, SIDE)), ({"code": SECOND}, None)])


def raw(text: str) -> Any:
    """A boundary whose coordinates are this text."""
    head = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "%s"}, "geometry": %s}]}'
    return lambda folder: text_file(folder, "a.geojson", head % (FIRST, text))


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def moved(*changes: tuple[int, list[float]]) -> list[list[float]]:
    """The good ring with these corners put in before the places given."""
    ring = [list(corner) for corner in GOOD]
    for place, corner in changes:
        ring.insert(place, corner)
    return ring


def circle(corners: int) -> dict[str, Any]:
    return polygon([[116 + number % 1000 / 1000, 40 + number // 1000 / 1000] for number in range(corners)])


def nested(levels: int) -> str:
    start, end = '{"type": "GeometryCollection", "geometries": [', "]}"
    return start * levels + json.dumps(point(116.3, 40)) + end * levels


def spot(lng: str, lat: str) -> Any:
    return csv(f"{C}900101001004,丁社区,一街道,{lng},{lat}\n")


def has_boundary() -> bool:
    return Community.objects.get(code=FIRST).boundary is not None


def shape(code: str, value: str = "Polygon", *tells: str) -> tuple[Said, ...]:
    return (Said(code, 2, "geometry", value, tells=tells),)


def zipped(crs: str | None, *, without: str = "", shift: float = 0, encoding: str = "UTF-8") -> Any:
    rows = [({"社区代码": FIRST, "名称": "甲社区"}, square(WEST + shift, SOUTH, SIDE))]

    def write(folder: Path) -> Path:
        parts = shapefile(folder, "a", rows, crs, encoding)
        return archive(folder / "a.zip", {name: data for name, data in parts.items() if not name.endswith(without or "-")})

    return write


FAR = json.dumps(polygon(moved((1, [1e308, 40]))))
CASES = (
    Case("L01", "a million corners and one", boundary(circle(1_000_001)), (
        Said("shape_too_detailed", 2, value="Polygon", tells=("1000000",)),
    )),
    Case("L02", "100,000 rings", boundary(polygon(GOOD, *[[[116.3, 40.0]]] * 100_000)), shape("shape_broken")),
    Case("L02", "20 collections within each other", raw(nested(20)), shape("shape_not_area", "GeometryCollection")),
    Case("L02", "1,000 collections within each other", raw(nested(1_000)), (Said("json_too_deep", tells=("60",)),)),
    Case("L03", "crosses itself", boundary(polygon([GOOD[0], GOOD[2], GOOD[1], GOOD[3], GOOD[0]])), (
        Said("shape_invalid", 2, "geometry", "Polygon", tells=("Self-intersection",)),
    )),
    Case("L03", "spike", boundary(polygon(moved((2, [117.0, SOUTH]), (3, GOOD[1])))), (
        Said("shape_invalid", 2, "geometry", "Polygon", tells=("Self-intersection",)),
    )),
    Case("L03", "no area", boundary(polygon([GOOD[0], GOOD[1], GOOD[0], GOOD[0]])), shape("shape_invalid")),
    Case("L03", "not closed", boundary(polygon(GOOD[:-1])), shape("shape_unclosed")),
    Case("L03", "one part not closed", boundary({"type": "MultiPolygon", "coordinates": [[GOOD], [GOOD[:-1]]]}),
         shape("shape_unclosed", "MultiPolygon")),
    Case("L03", "one corner twice", boundary(polygon(moved((1, GOOD[0])))), stored=True, then=has_boundary),
    Case("L03", "the other way round", boundary(polygon(GOOD[::-1])), stored=True, then=has_boundary),
    Case("L05", "longitude and latitude swapped", spot("40.0", "116.3"), (
        Said("point_swapped", 2, "经度", "40.0", tells=("40.0", "116.3")),
    )),
    Case("L05", "a swapped boundary", boundary(square(SOUTH, WEST, SIDE)), shape("point_swapped")),
    Case("L06", "metres in a table", spot("447000", "4427000"), (
        Said("point_outside", 2, "经度", "447000", tells=("447000.0", "4427000.0")),
    )),
    Case("L06", "metres in a layer without a system", zipped(None, shift=447_000), (Said("crs_missing", sheet="a"),)),
    Case("L06", "metres in a system of 1954", zipped("EPSG:21418"), (
        Said("crs_old_datum", sheet="a", tells=("Beijing 1954",)),
    )),
    *(Case("L11", f"{text} in a table", spot(text, "40.0"), (Said("not_a_number", 2, "经度", text),))
      for text in ("NaN", "Infinity", "1e308")),
    Case("L11", "NaN in a shape", raw('{"type": "Point", "coordinates": [NaN, 40]}'), (Said("json_broken", tells=("NaN",)),)),
    Case("L11", "1e308 in a shape", raw(FAR), shape("point_outside")),
    Case("L11", "1e400 in a shape", raw(FAR.replace("1e+308", "1e400")), shape("shape_broken")),
    Case("L11", "words in a shape", boundary(polygon(moved((1, ["x", "y"])))), shape("shape_broken")),  # type: ignore[list-item]
    Case("L11", "-0.0", spot("-0.0", "40.0"), (Said("point_outside", 2, "经度", "-0.0", tells=("-0.0",)),)),
    Case("L11", "three dimensions", boundary(polygon([[*corner, 44.5] for corner in GOOD])), stored=True, then=has_boundary),
    Case("L13", "at the pole", spot("116.3", "90"), (Said("point_outside", 2, "经度", "116.3", tells=("90.0",)),)),
    Case("L13", "at the antimeridian", spot("180", "40"), (Said("point_outside", 2, "经度", "180", tells=("180.0",)),)),
    Case("L14", "one feature without a shape", no_shape, (Said("blank_required", 3, "geometry"),)),
    Case("L14", "a member that nobody knows", boundary(square(WEST, SOUTH, SIDE), foreign={"a": 1}),
         stored=True, then=has_boundary),
    Case("L14", "another system of coordinates", boundary(square(WEST, SOUTH, SIDE), crs={"name": "EPSG:3857"}), (
        Said("crs_unsupported", value='{"name": "EPSG:3857"}', tells=("4326", "4490")),
    )),
    Case("L15", "no .prj, in China", zipped("EPSG:4490", without=".prj"), (
        Said("crs_assumed", sheet="a"), Said("header_cut", 1, "社区代", sheet="a", tells=("社区代码",)),
    ), stored=True, then=has_boundary),
    Case("L15", "texts in GBK", zipped("EPSG:4490", without=".cpg", encoding="GB18030"), stored=True, then=has_boundary),
    Case("L15", "a name that leads outside", lambda folder: archive(folder / "a.zip", {"../../a.shp": b"x"}), (
        Said("zip_unsafe", value="../../a.shp"),
    )),
)  # fmt: skip


@pytest.fixture
def three(stored_three: None, db: None, tmp_path: Path) -> Path:
    """Stored once for them all."""
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, three: Path) -> None:
    prove(case, three)


def test_l07_a_datum_that_is_not_the_one_that_is_claimed(db: None, tmp_path: Path) -> None:
    places = {f"900101001{at:03}": (116.3 + at / 200, 40.0 + at % 5 / 100) for at in range(1, 31)}
    above = "社区代码,社区名称,街道,区县,城市,省份,经度,纬度\n"
    known = "".join(f"{code},社区{code},一街道,一区,甲市,甲省,{x},{y}\n" for code, (x, y) in places.items())
    accepted(text_file(tmp_path, "known.csv", above + known))
    lng, lat = wgs84_to_gcj02(*np.array(list(places.values())).T)
    rows = [f"F{code},药店{code},药店,{code},{x:.6f},{y:.6f}\n" for code, x, y in zip(places, lng, lat, strict=True)]
    said = Said("datum_doubtful", 2, "经度", tells=("30", "gcj02", "wgs84"))
    prove(Case("L07", "GCJ-02 read as WGS84", csv(F + "".join(rows)), (said,)), tmp_path)


def test_l18_a_facility_on_the_line_between_two_communities_is_one(three: Path) -> None:
    """By the rule of the nearest point: both lie as near, so the first code."""
    rows = [({"code": FIRST}, square(116.29, 39.99, 0.02)), ({"code": SECOND}, square(116.31, 39.99, 0.02))]
    accepted(collection(three, "b.geojson", rows))
    for _ in range(2):
        accepted(text_file(three, "f.csv", f"{F}F1,甲药店,药店,,116.31,40.0\n"))
    facility = Facility.objects.get()
    assert facility.matched_by == "polygon"
    assert facility.community
    assert facility.community.code == FIRST


def test_l14_a_layer_in_degrees_of_the_country_comes_in_as_it_is(three: Path) -> None:
    accepted(geopackage(three / "a.gpkg", [({"code": FIRST}, square(WEST, SOUTH, SIDE))], "EPSG:4490"))
    assert has_boundary()
