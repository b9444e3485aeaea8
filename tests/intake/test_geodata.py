"""GeoPackage and zipped shapefiles: what comes out is what a GeoJSON file of the same features gives."""

from pathlib import Path
from typing import Any

import pytest

from communities.models import Community
from facilities.models import Facility
from intake.readers.reading import read
from tests.intake.geodata_files import Features, archive, geopackage, shapefile
from tests.intake.making import FIRST, SECOND, accepted, codes, collection, counts, point, square

FACILITIES: Features = [
    ({"设施名称": "一号药店", "设施类型": "药店", "社区代码": FIRST, "建筑面积": 120.5}, point(116.3001, 40.0001)),
    ({"设施名称": "㐀𠀀便利店", "设施类型": "便利店", "社区代码": None, "建筑面积": None}, point(116.31, 40.0002)),
]
BOUNDARIES: Features = [
    ({"社区代码": FIRST, "名称": "甲社区"}, square(116.295, 39.995, 0.01)),
    ({"社区代码": SECOND, "名称": "乙社区"}, square(116.305, 39.995, 0.01)),
]
SETS: dict[str, Any] = {"points": FACILITIES, "areas": BOUNDARIES}


def cells(path: Path) -> list[list[Any]]:
    return [line for grid in read(path) for _, line in grid.lines]


def as_gpkg(folder: Path, features: Any) -> Path:
    return geopackage(folder / "a.gpkg", features)


def as_zip(folder: Path, features: Any) -> Path:
    return archive(folder / "a.zip", shapefile(folder, "a", features))


def as_zip_of_gb18030(folder: Path, features: Any) -> Path:
    parts = shapefile(folder, "a", features, encoding="GB18030")
    return archive(folder / "b.zip", {name: data for name, data in parts.items() if not name.endswith(".cpg")}, inside="数据/")


def _stored() -> list[Any]:
    facilities = Facility.objects.order_by("code").values_list(
        "code", "name", "facility_type", "lng", "lat", "floor_area", "community"
    )
    return [*facilities, *Community.objects.order_by("code").values_list("code", "boundary", "west", "south", "east", "north")]


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("make", [as_gpkg, as_zip, as_zip_of_gb18030])
def test_the_same_features_store_the_same(three: Path, make: Any, kind: str) -> None:
    outcome = accepted(make(three, SETS[kind]), source="register")
    assert [counts(outcome)[0][0] + counts(outcome)[0][1], set(codes(outcome)) - {"header_cut"}] == [2, set()]
    stored = _stored()
    again = accepted(collection(three, "a.geojson", SETS[kind]), source="register")
    assert counts(again) == [(0, 0, 2)]
    assert _stored() == stored


def test_the_lines_are_those_of_the_geojson_file(tmp_path: Path) -> None:
    expected = cells(collection(tmp_path, "a.geojson", FACILITIES))
    assert cells(as_gpkg(tmp_path, FACILITIES)) == expected
    assert cells(as_zip_of_gb18030(tmp_path, FACILITIES)) == expected


def test_values_keep_their_types_and_missing_ones_are_blank(tmp_path: Path) -> None:
    features: Features = [
        ({"n": 900101001001, "f": 1.5, "b": True, "s": "甲"}, point(116, 40)),
        ({"n": None, "f": None, "b": None, "s": None}, None),
    ]
    assert cells(geopackage(tmp_path / "a.gpkg", features)) == [
        ["n", "f", "b", "s", "lng", "lat"],
        [900101001001, 1.5, True, "甲", 116.0, 40.0],
        [None] * 6,
    ]


def test_points_and_areas_in_one_layer(tmp_path: Path) -> None:
    features: Features = [({"n": 1}, point(116, 40)), ({"n": 2}, square(116, 40, 0.5))]
    expected = cells(collection(tmp_path, "a.geojson", features))
    assert cells(geopackage(tmp_path / "a.gpkg", features)) == expected


def test_each_layer_is_a_sheet_and_unknown_ones_are_skipped(three: Path) -> None:
    path = geopackage(three / "a.gpkg", FACILITIES, layer="设施")
    geopackage(path, BOUNDARIES, layer="边界", append=True)
    geopackage(path, [({"x": 1}, point(116, 40))], layer="道路", append=True)
    assert [grid.sheet for grid in read(path)] == ["设施", "边界", "道路"]
    outcome = accepted(path, source="register")
    assert sorted(counts(outcome)) == [(0, 0, 0), (0, 2, 0), (2, 0, 0)]
    assert codes(outcome) == ["sheet_skipped"]


def test_several_shapefiles_in_one_archive(tmp_path: Path) -> None:
    parts = (
        shapefile(tmp_path, "设施", FACILITIES)
        | shapefile(tmp_path, "边界", BOUNDARIES)
        | {"说明.txt": b"x", "__MACOSX/._a.shp": b"x"}
    )
    assert [grid.sheet for grid in read(archive(tmp_path / "a.zip", parts))] == ["设施", "边界"]


def test_a_layer_that_is_named_for_a_shifted_datum(tmp_path: Path) -> None:
    assert [grid.datum for grid in read(geopackage(tmp_path / "a.gpkg", FACILITIES, layer="poi_gcj02"))] == ["gcj02"]


def test_how_a_map_looks_is_no_layer(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "a.gpkg", FACILITIES, layer="设施")
    geopackage(path, [({"styleqml": "x" * 40_000}, None)], None, layer="layer_styles", append=True)
    geopackage(path, [({"户数": 3}, None)], None, layer="表", append=True)
    assert [grid.sheet for grid in read(path)] == ["设施", "表"]


def test_deleted_rows_of_a_shapefile_stay_out_and_no_row_comes_twice(tmp_path: Path) -> None:
    number = 4_500  # more than one batch of shapes
    parts = shapefile(tmp_path, "a", [({"n": each}, square(116, 40, 0.1)) for each in range(number)])
    table = bytearray(parts["a.dbf"])
    head, width = int.from_bytes(table[8:10], "little"), int.from_bytes(table[10:12], "little")
    for each in (0, 7, 1_999, 2_000, 4_400):
        table[head + each * width] = ord("*")
    lines = cells(archive(tmp_path / "a.zip", parts | {"a.dbf": bytes(table)}))
    kept = [each for each in range(number) if each not in (0, 7, 1_999, 2_000, 4_400)]
    assert [line[0] for line in lines[1:]] == kept


def test_the_file_is_left_alone_and_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = as_gpkg(tmp_path, FACILITIES)
    before, work = path.read_bytes(), tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    grids = list(read(path))
    assert len(list(work.iterdir())) == 1
    next(grids[0].lines)
    del grids
    assert [list(work.iterdir()), path.read_bytes() == before] == [[], True]
    assert not path.with_name("a.gpkg-wal").exists()
