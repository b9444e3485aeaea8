"""The points that GDAL makes of a map: numbers and an hstore of tags, without where anything is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.models import Facility
from intake.hstore import read_hstore
from tests.intake.making import accepted, bring, codes, collection, counts, point, text_file
from tests.intake.shared import SHARED, needs_shared

HEAD = "osm_id,name,barrier,highway,ref,address,is_in,place,man_made,other_tags\n"
DEMO = SHARED / "demo_beijing_haidian"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def hstore(tags: dict[str, str]) -> str:
    return ",".join(f"{quoted(key)}=>{quoted(value)}" for key, value in tags.items())


def row(number: int, name: str, text: str) -> str:
    doubled = text.replace('"', '""')
    return f'{number},{name},,,,,,,,"{doubled}"\n'


@given(st.dictionaries(st.text(), st.text()))
def test_tags_come_out_as_they_went_in(tags: dict[str, str]) -> None:
    assert read_hstore(hstore(tags)) == (tags, "")


@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1), st.data())
def test_what_is_cut_off_loses_its_end_alone(tags: dict[str, str], data: st.DataObject) -> None:
    whole = hstore(tags)
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    read, rest = read_hstore(cut)
    assert read.items() <= tags.items()
    assert rest or len(read) < len(tags)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ({}, "")), ("  ", ({}, "")), ("shop", ({}, "shop")), ('"a"=>NULL, "b" => "2"', ({"b": "2"}, "")),
        ('"a"=>"1" "b"=>"2"', ({}, '"a"=>"1" "b"=>"2"')),
    ],
)  # fmt: skip
def test_other_ways_to_write_it(text: str, read: tuple[dict[str, str], str]) -> None:
    assert read_hstore(text) == read


def test_only_what_the_register_has_is_taken_and_the_rest_is_said(three: Path) -> None:
    shops = [({"osm_type": "node", "osm_id": number, "name": name, "facility_type": "pharmacy"}, point(116.3, 40.0))
             for number, name in ((7, None), (8, "老药店"))]  # fmt: skip
    accepted(collection(three, "m.geojson", shops))
    pharmacy = hstore({"amenity": "pharmacy", "name:en": "P"})
    path = text_file(three, "p.csv", HEAD + "".join([
        row(7, "新药店", pharmacy), row(8, "别的药店", pharmacy), row(9, "无处药店", pharmacy),
        row(10, "车站", hstore({"bus": "yes"})), row(11, "无名", ""),
    ]))  # fmt: skip
    outcome = accepted(path)
    assert counts(outcome) == [(0, 1, 1)]
    assert [(each.code, each.row) for each in outcome.problems()] == [
        ("columns_ignored", 1), ("osm_untyped", 5), ("map_row_nowhere", 4),
    ]  # fmt: skip
    assert dict(Facility.objects.values_list("code", "name")) == {"osm:node/7": "新药店", "osm:node/8": "老药店"}
    assert Facility.objects.get(code="osm:node/7").lng == 116.3
    assert counts(accepted(path)) == [(0, 0, 2)]


def test_with_points_they_are_facilities_like_others(three: Path) -> None:
    features = [
        ({"osm_id": "7", "name": "药店", "is_in": None, "other_tags": hstore({"amenity": "pharmacy"})}, point(116.3, 40.0))
    ]
    assert counts(accepted(collection(three, "points.geojson", features))) == [(1, 0, 0)]
    assert Facility.objects.get().code == "osm:node/7"


def test_a_tag_that_was_cut_off_is_no_tag(three: Path) -> None:
    cut = hstore({"name:zh": "药店", "amenity": "pharmacy"})[:-4]
    outcome = accepted(text_file(three, "p.csv", HEAD + row(7, "药店", cut)))
    assert counts(outcome) == [(0, 0, 0)]
    assert codes(outcome) == ["columns_ignored", "tags_cut", "osm_untyped"]


def test_the_telephone_of_a_shop_is_none_of_a_person_but_a_mobile_in_its_name_is(three: Path) -> None:
    tags = [hstore({"shop": "convenience", "phone": f"1381234567{number}"}) for number in range(5)]
    assert "personal_data" not in codes(accepted(text_file(three, "p.csv", HEAD + "".join(map(row, range(5), "甲" * 5, tags)))))
    named = [hstore({"shop": "convenience", "note": f"1381234567{number}"}) for number in range(5)]
    assert codes(bring(text_file(three, "q.csv", HEAD + "".join(map(row, range(5), "甲" * 5, named))))) == ["personal_data"]


@needs_shared
def test_the_real_points_before_and_after_the_map_they_come_from(db: None) -> None:
    path = SHARED / "messy" / "osm_points_ogr_hstore.csv"
    outcome = accepted(path)
    assert counts(outcome) == [(0, 0, 0)]
    assert codes(outcome).count("map_row_nowhere") == 15
    assert {each.code: each.details["count"] for each in outcome.problems() if "count" in each.details} == {
        "tags_cut": 14, "osm_untyped": 147,
    }  # fmt: skip
    accepted(DEMO / "committees_haidian_2023.csv", DEMO / "osm_xueyuanlu_2026-03.osm")
    before = list(Facility.objects.order_by("pk").values_list())
    outcome = accepted(path)
    assert counts(outcome) == [(0, 0, 15)]
    assert "map_row_nowhere" not in codes(outcome)
    assert list(Facility.objects.order_by("pk").values_list()) == before
