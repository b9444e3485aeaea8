"""Extracts of OpenStreetMap: facilities become rows, what is cut off is told, nothing harmful is ever expanded."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from facilities.catalogue import by_name
from facilities.models import Facility, Inventory
from intake.problems import FileRefused
from intake.readers.osm_shapes import joined
from intake.readers.reading import read
from tests.intake.making import accepted, bring, codes, counts
from tests.intake.osm_making import HEAD, extract, node, relation, square_nodes, way
from tests.intake.shared import SHARED, needs_shared

DEMO = SHARED / "demo_beijing_haidian"
OSM = DEMO / "osm_xueyuanlu_2026-03.osm"
DERIVED = DEMO / "facilities_osm_xueyuanlu.geojson"


def rows(path: Path) -> tuple[list[dict[str, Any]], dict[str, int]]:
    (grid,) = read(path)
    (_, headers), *lines = grid.lines
    return [dict(zip(map(str, headers), cells, strict=True)) for _, cells in lines], dict(grid.notes)


def test_a_node_is_a_point_without_who_drew_it(tmp_path: Path) -> None:
    shop = node(1, 116.3, 40.0, shop="convenience", name="Shop", name__zh="小店", phone="010-1", contact__mobile="13900000000")
    path = extract(tmp_path, node(2, 116.3, 40.0), shop, node(3, 116.3, 40.0, highway="crossing"))
    found, notes = rows(path)
    assert found == [
        {
            "osm_type": "node", "osm_id": 1, "name": "小店", "facility_types": ["convenience_store"], "lng": 116.3, "lat": 40.0,
            "tags": {"shop": "convenience", "name": "Shop", "name:zh": "小店"}, "geometry": None,
        }
    ]  # fmt: skip
    assert notes == {"osm_untyped": 1}
    assert "someone" not in str(found)


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"name": "甲", "name__zh": "Health Centre", "name__zh-Hans": "卫生站"}, "卫生站"),
        ({"name": "甲", "name__zh": "Health Centre"}, "甲"),
        ({"name": "Mi"}, "Mi"),
        ({"name": "店" * 250}, "店" * 200),
        ({}, None),
    ],
)
def test_the_chinese_name_goes_first(tmp_path: Path, tags: dict[str, str], name: str | None) -> None:
    assert rows(extract(tmp_path, node(1, 116.3, 40.0, shop="laundry", **tags)))[0][0]["name"] == name


def test_closed_ways_are_areas_and_open_ones_points(tmp_path: Path) -> None:
    nodes = square_nodes(1, 116.3, 40.0, 0.001)
    path = extract(
        tmp_path,
        nodes,
        way(1, "1 2 3 4 1", amenity="parking"),
        way(2, "1 2 3", amenity="parking"),
        way(3, "1 2 1", leisure="park"),
    )
    closed, opened, flat = rows(path)[0]
    assert (closed["geometry"]["type"], closed["lng"]) == ("Polygon", None)
    assert shape(closed["geometry"]).bounds == (116.3, 40.0, 116.301, 40.001)
    assert (opened["geometry"], opened["lng"], opened["lat"]) == (None, 116.301, 40.0)
    assert (flat["geometry"], flat["lng"]) == (None, 116.301)


def test_a_multipolygon_is_put_together_with_its_holes(tmp_path: Path) -> None:
    nodes = square_nodes(1, 116.3, 40.0, 0.01) + square_nodes(5, 116.302, 40.002, 0.002) + square_nodes(9, 116.32, 40.0, 0.01)
    lines = way(1, "1 2 3") + way(2, "1 4 3") + way(3, "5 6 7 8 5") + way(4, "9 10 11 12 9")
    both = relation(1, {1: "outer", 2: "", 3: "inner", 4: "outer", 5: "label"}, type="multipolygon", leisure="park")
    found, notes = rows(extract(tmp_path, nodes, lines, both))
    area = shape(found[0]["geometry"])
    assert (area.geom_type, area.is_valid, notes) == ("MultiPolygon", True, {})
    assert area.area == pytest.approx(0.0001 + 0.0001 - 0.000004)


def test_what_is_cut_off_is_used_as_far_as_it_goes_and_told(tmp_path: Path) -> None:
    path = extract(
        tmp_path,
        square_nodes(1, 116.3, 40.0, 0.001),
        way(1, "1 2 3 99 1", leisure="park"),  # one node is missing
        way(2, "97 98 99 97", leisure="park"),  # all are
        way(3, "1 2 3"),
        way(4, "", leisure="park"),
        relation(1, {3: "outer", 98: "outer"}, type="multipolygon", leisure="park"),  # a way is missing
        relation(2, {98: "outer"}, type="multipolygon", leisure="park"),
        relation(3, {}, type="multipolygon", leisure="park"),
        relation(4, {3: "outer"}, type="site", leisure="park"),  # no area
        '<node id="50" lat="nan" lon="1e3"><tag k="shop" v="laundry"/></node>',
        '<node id="51" visible="false"><tag k="shop" v="laundry"/></node>',
    )
    found, notes = rows(path)
    assert [(row["osm_type"], row["osm_id"], row["lat"]) for row in found] == [("way", 1, 40.001), ("relation", 1, 40.0)]
    assert notes == {"osm_incomplete": 2, "osm_placeless": 6}


def test_the_notes_stand_once_and_nothing_is_declared_complete(three: Path) -> None:
    shops = [node(number, 116.3, 40.0001, shop="convenience") for number in (1, 2)]
    other = [node(number, 116.3, 40.0, amenity="cafe") for number in (3, 4, 5)]
    outcome = accepted(extract(three, *shops, *other, name="a.osm.gz"))
    assert [(each.code, each.details["count"]) for each in outcome.problems()] == [("osm_untyped", 3)]
    assert "3" in next(iter(outcome.problems())).sentence("en")
    assert sorted(Facility.objects.values_list("code", flat=True)) == ["osm:node/1", "osm:node/2"]
    assert set(Facility.objects.values_list("community__code", "matched_by")) == {("900101001001", "nearest")}
    assert not Inventory.objects.exists()


ENTITY = '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY x SYSTEM "file:///etc/passwd">]><osm>&x;</osm>'
LAUGHS = (
    "<!DOCTYPE l ["
    + "".join(f'<!ENTITY l{n + 1} "{"&l%d;" % n * 10}">' for n in range(1, 10))  # noqa: UP031
    + "]><osm>&l9;</osm>"
)
REFUSED = {
    "A14 external entity": (ENTITY, "xml_doctype"),
    "A15 billion laughs": (LAUGHS, "xml_doctype"),
    "entity nobody declared": (HEAD + "&x;</osm>", "xml_broken"),
    "cut off": (HEAD + "<node", "xml_broken"),
    "no XML": ("hello", "xml_broken"),
    "encoding nobody knows": ('<?xml version="1.0" encoding="x-klingon"?><osm/>', "xml_broken"),
    "of several bytes": ('<?xml version="1.0" encoding="gb18030"?><osm/>', "xml_broken"),
    "bytes that are no text": (HEAD + '<node id="1" lat="\ud800"/></osm>', "xml_broken"),
    "other XML": ("<osmChange/>", "osm_not_osm"),
    "no number": (HEAD + '<way id="x"><tag k="leisure" v="park"/></way></osm>', "osm_no_identity"),
    "endless number": (
        HEAD + f'<way id="1"><nd ref="{"9" * 5000}"/><tag k="leisure" v="park"/></way></osm>',
        "osm_no_identity",
    ),
    "deep": (HEAD + "<a>" * 100_000, "xml_broken"),
    "long value": (HEAD + f'<node id="1"><tag k="name" v="{"x" * 40_000}"/></node></osm>', "cell_too_long"),
    "endless tag": (HEAD + f'<node id="1" x="{"x" * 9_000_000}"/></osm>', "cell_too_long"),
    "many names": (HEAD + "".join(f"<a{number}/>" for number in range(3_000)) + "</osm>", "osm_too_large"),
    "many tags": (HEAD + '<node id="1">' + '<nd ref="1"/>' * 100_001 + "</node></osm>", "osm_too_large"),
    "nothing in it": (HEAD + "</osm>", "no_rows"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, tmp_path: Path) -> None:
    text, code = REFUSED[name]
    path = tmp_path / "a.osm"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    problems = list(bring(path).problems())
    assert [each.code for each in problems] == [code]
    assert "?" not in "".join(problems[0].sentence(lang) + problems[0].remedy(lang) for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("osm_file.MAX_ROWS", "too_many_rows"),
        ("osm_file.MAX_OUTLINE_NODES", "osm_too_large"),
        ("osm_xml.MAX_ELEMENTS", "osm_too_large"),
    ],
)
def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, code: str) -> None:
    monkeypatch.setattr(f"intake.readers.{limit}", 3)
    ways = [way(number, "1 2 3 4 1", amenity="parking") for number in range(1, 6)]
    with pytest.raises(FileRefused) as refused:
        rows(extract(tmp_path, square_nodes(1, 116.3, 40.0, 0.001), *ways))
    assert refused.value.problem.code == code


def test_damaged_packing_and_a_workbook_in_disguise(tmp_path: Path) -> None:
    whole = extract(tmp_path, node(1, 116.3, 40.0, shop="laundry"), name="a.osm.gz").read_bytes()
    for data, name, code in (
        (whole[:-9], "b.osm.gz", "file_damaged"),
        (whole, "c.osm", "signature_differs"),
        (b"PK\x03\x04", "d.osm", "signature_differs"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FileRefused) as refused:
            rows(tmp_path / name)
        assert refused.value.problem.code == code


@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=5), max_size=8))
def test_rings_close_and_use_every_line_at_most_once(lines: list[list[int]]) -> None:
    rings, is_whole = joined(lines)
    assert all(ring[0] == ring[-1] for ring in rings)
    length = sum(len(line) - 1 for line in lines)
    used = sum(len(ring) - 1 for ring in rings)
    assert used == length if is_whole else used <= length


parts = st.one_of(
    st.builds(lambda number, lng: node(number, lng, 40.0 + number / 1000), st.integers(1, 8), st.sampled_from([116.3, 116.4])),
    st.builds(
        lambda number, refs: way(number, " ".join(map(str, refs)), leisure="park"),
        st.integers(1, 4), st.lists(st.integers(1, 9), max_size=7),
    ),
    st.builds(
        lambda number, roles: relation(number, roles, type="multipolygon", leisure="park"),
        st.integers(1, 3), st.dictionaries(st.integers(1, 5), st.sampled_from(["outer", "inner", ""])),
    ),
)  # fmt: skip


@given(st.lists(parts, max_size=25))
def test_whatever_is_drawn_is_never_a_crash(tmp_path_factory: pytest.TempPathFactory, drawn: list[str]) -> None:
    found, _ = rows(extract(tmp_path_factory.mktemp("osm"), *drawn))
    for row in found:
        if row["geometry"]:
            assert not shape(row["geometry"]).representative_point().is_empty
        else:
            assert row["lng"] is not None


# What others made of the same extract, and why we differ: never in what a tag of the catalogue says.
DIFFERENT = {
    ("node", 12973194985): "a restaurant whose name holds 餐厅 is no community canteen",
    ("way", 594889495): "a restaurant named 职工食堂 is for the staff",
    ("way", 595098584): "nothing but the name (二食堂) says canteen",
    ("node", 8018424150): "shop=beauty is a nail studio, no barber",
    ("node", 1787292193): "shop=mobile_phone sells telephones",
    ("node", 13097805785): "shop=mobile_phone sells telephones",
    ("way", 154079723): "leisure=fitness_centre is a gymnasium of a university",
    ("node", 9100397732): "leisure=fitness_centre is a paid studio",
    ("node", 1787294095): "amenity=theatre is a karaoke bar",
    ("node", 1787497648): "amenity=cinema is no culture room",
    ("way", 609217605): "building=school is the bath house of a college",
    ("way", 169065601): "building=school is a faculty of a college",
    ("way", 279281877): "building=school is a faculty of a college",
}


@needs_shared
def test_the_demo_extract_says_what_others_made_of_it() -> None:
    features = json.loads(DERIVED.read_text("utf-8"))["features"]
    theirs = {(each["properties"]["osm_type"], each["properties"]["osm_id"]): each for each in features}
    mine = {(row["osm_type"], row["osm_id"]): row for row in rows(OSM)[0]}
    assert len(theirs) == 116
    assert set(mine) == set(theirs) - set(DIFFERENT)
    for key, row in mine.items():
        own = theirs[key]["properties"]
        named = [by_name(name, own["tags"]) for name in own["facility_types"]]
        assert row["facility_types"] == [each.code for each in named if each], key
        assert row["name"] == own["name"], key
        place = shape(row["geometry"] or {"type": "Point", "coordinates": [row["lng"], row["lat"]]})
        assert place.equals(shape(theirs[key]["geometry"])), key


@needs_shared
@pytest.mark.django_db
def test_the_extract_and_what_others_made_of_it_are_the_same_facilities() -> None:
    accepted(DERIVED)
    outcome = accepted(OSM)
    assert counts(outcome)[0][:2] == (0, 0)
    assert {"osm_untyped", "facility_far", "type_unlike_name"} >= set(codes(outcome))


def test_an_extract_packed_or_not_is_the_same(tmp_path: Path) -> None:
    parts = [square_nodes(1, 116.3, 40.0, 0.001), way(1, "1 2 3 4 1", amenity="parking", name="停车场")]
    assert rows(extract(tmp_path, *parts)) == rows(extract(tmp_path, *parts, name="b.osm.gz"))
