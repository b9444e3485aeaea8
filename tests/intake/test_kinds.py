"""Every kind of file: what it stores, and that a second import changes nothing."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import shapely

from communities.models import Block, Community, Compound, Division, HouseholdCount, PopulationBand, Source, SurveyAnswer
from facilities.models import Facility, Inventory, Premises
from intake.models import Batch
from tests.intake.making import (
    COMMUNITIES,
    FIRST,
    SECOND,
    THIRD,
    accepted,
    codes,
    collection,
    counts,
    point,
    square,
    text_file,
    workbook,
)

DIVISIONS = """code,name,name_en,level,parent_code
90,甲省,Jia Province,province,
9001,甲市,Jia City,city,90
900101,一区,,county,9001
900101001,一街道,,street,900101
9002,乙市,,city,90
900200,乙市,,county,9002
"""
HOUSEHOLDS = f"""社区代码,户数（户）,常住人口,0-2岁人口,3-6岁人口,60岁及以上人口,65岁及以上人口,统计日期,口径
{FIRST},"2,667",6400,120,200,1300,900,2024-11-01,常住
{FIRST},2500,6400,,,,,2024-11-01,户籍
{SECOND},0,,,,,,2024/11/1,
"""
COMPOUNDS = f"""小区编号,小区名称,社区代码,户数,建成年代,经度,纬度
C1,一号院,{FIRST},800,1988,116.3001,40.0001
C2,二号院,,,2004年,116.3098,40.0002
"""
FACILITIES = f"""设施编号,设施名称,设施类型,社区代码,建筑面积(㎡),居民活动面积(㎡),用地面积,容量,经度,纬度,\
权属,开办日期,关闭日期,服务社区,证明材料
F1,甲综合服务站,社区综合服务设施,{FIRST},800.10,480.06,,,,,公有,2019-09-01,,{FIRST}；{SECOND},验收表
F2,乙幼儿园,kindergarten,,,,,180,116.3099,40.0010,私有,,,,
F3,远处药店,药店,,,,,,116.5,40.5,,,,,
"""
PREMISES = f"""premises_code,premises_name,code,premises_kind,ownership,offers,floor_area,site_area,storey,\
annual_rent,price,lease_until,available_from
P1,一层空置房,{FIRST},房屋,公有,出租、改造,210.5,,1,60000,,2029-12-31,2025-01-01
P2,空地,{SECOND},land,,build,,500,,,,,
"""
SURVEY_LONG = f"""社区代码,调查项,结果,调查日期,证明材料,备注
{FIRST},供水,完好,2024-05-01,照片,
{FIRST},smart_property_platform,无,2024-05-01,,
{FIRST},排水,,2024-05-01,,
"""
SURVEY_WIDE = f"""社区代码,供水,排水,海绵城市,调查日期
{FIRST},缺损,缺失,,2024-08-01
"""
INVENTORY = f"""社区代码,设施类型,核实日期
{FIRST},药店,2024-06-30
{SECOND},全部,2024-06-30
"""


def _boundaries(folder: Path) -> Path:
    return collection(folder, "b.geojson", [({"社区代码": FIRST}, square(116.299, 39.999, 0.002))])


def _fences(folder: Path) -> Path:
    return collection(folder, "w.geojson", [({"区划代码": "900101"}, square(116.2, 39.9, 0.2))])


def _csv(name: str, text: str) -> Callable[[Path], Path]:
    return lambda folder: text_file(folder, name, text)


KINDS = {
    "divisions": (_csv("d.csv", DIVISIONS), (5, 0, 0)),
    "communities": (_csv("c.csv", COMMUNITIES), (3, 0, 0)),
    "division_boundaries": (_fences, (0, 1, 0)),
    "division_counts": (_csv("n.csv", "区划代码,常住人口,家庭户数,统计日期\n900101,9000,4000,2020-11-01\n"), (1, 0, 0)),
    "boundaries": (_boundaries, (0, 1, 0)),
    "households": (_csv("h.csv", HOUSEHOLDS), (2, 0, 0)),
    "compounds": (_csv("p.csv", COMPOUNDS), (2, 0, 0)),
    "facilities": (_csv("f.csv", FACILITIES), (3, 0, 0)),
    "premises": (_csv("s.csv", PREMISES), (2, 0, 0)),
    "survey": (_csv("l.csv", SURVEY_LONG), (2, 0, 0)),
    "inventory": (_csv("i.csv", INVENTORY), (35, 0, 0)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_import_of_the_same_file_changes_nothing(kind: str, db: None, tmp_path: Path) -> None:
    write, first = KINDS[kind]
    if kind not in ("divisions", "communities"):
        accepted(text_file(tmp_path, "three.csv", COMMUNITIES))
    path = write(tmp_path)
    outcome = accepted(path)
    assert [part.kind.code for part in outcome.parts if part.kind] == [kind]
    assert counts(outcome) == [first]
    again = accepted(path)
    assert counts(again) == [(0, 0, sum(first))]
    (known,) = (problem for problem in again.problems() if problem.code == "file_known")
    assert known.details["batch"] == Batch.objects.earliest("pk").pk + (kind not in ("divisions", "communities"))


def test_divisions_form_a_tree_and_skip_the_level_a_place_does_not_have(db: None, tmp_path: Path) -> None:
    outcome = accepted(text_file(tmp_path, "d.csv", DIVISIONS))
    assert codes(outcome) == ["level_skipped"]
    street = Division.objects.get(code="900101001000")
    assert street.path == "/90/9001/900101/900101001/"
    assert street.parent
    assert street.parent.code == "900101000000"
    assert Division.objects.get(code="900000000000").name_en == "Jia Province"
    assert not Division.objects.filter(code="900200000000", level="district").exists()


def test_divisions_without_their_parents_get_nameless_ones_and_a_note(db: None, tmp_path: Path) -> None:
    outcome = accepted(text_file(tmp_path, "d.csv", "code,name,level\n900101,一区,county\n"))
    assert codes(outcome) == ["division_unnamed"]
    assert set(Division.objects.values_list("code", "name")) == {
        ("900000000000", "90"),
        ("900100000000", "9001"),
        ("900101000000", "一区"),
    }


def test_communities_bring_their_divisions_and_blocks(three: Path) -> None:
    first, second = Community.objects.get(code=FIRST), Community.objects.get(code=SECOND)
    assert (first.name, first.build_class, first.central_heating, first.in_block) == ("甲社区", "existing", True, True)
    assert first.block == Block.objects.get(code="B1", name="一号街区")
    assert (second.build_class, second.central_heating, second.in_block, second.block) == ("new", False, False, None)
    assert first.division.path + "900101001001/" == first.path == "/90/9001/900101/900101001/900101001001/"
    third = Community.objects.get(code=THIRD)
    assert (third.build_class, third.central_heating, third.in_block, third.lng) == ("unknown", None, None, None)
    assert list(Division.objects.values_list("name", flat=True)) == ["甲省", "甲市", "一区", "一街道"]


def test_a_blank_cell_never_erases(three: Path) -> None:
    accepted(text_file(three, "c.csv", f"社区代码,社区名称,建设类型,经度,纬度\n{FIRST},甲社区,,,\n"))
    community = Community.objects.get(code=FIRST)
    assert (community.build_class, community.lng, community.block_id is None) == ("existing", 116.3, False)


def test_a_place_without_districts_skips_the_level(db: None, tmp_path: Path) -> None:
    text = "code,name,street_code,street,county_code,county,city_code,city\n"
    row = "441900003001,某社区,441900003000,东城街道,441900,东莞市,4419,东莞市\n"
    accepted(text_file(tmp_path, "c.csv", text + row))
    street = Division.objects.get(code="441900003000")
    assert street.path == "/44/4419/441900003/"
    assert Community.objects.get().path == "/44/4419/441900003/441900003001/"


def test_pseudo_divisions_are_marked(db: None, tmp_path: Path) -> None:
    accepted(text_file(tmp_path, "c.csv", "code,name,county,city\n110171001001,某社区,某开发区,市辖区\n"))
    assert set(Division.objects.filter(is_pseudo=True).values_list("code", flat=True)) == {"110100000000", "110171000000"}


def test_points_of_shifted_datums_are_stored_as_wgs84_and_kept_as_given(db: None, tmp_path: Path) -> None:
    text = "社区代码,社区名称,经度(高德),纬度(高德)\n110108001001,某社区,116.301381,39.910948\n"
    accepted(text_file(tmp_path, "c.csv", text))
    community = Community.objects.get()
    assert community.lng == pytest.approx(116.2952, abs=0.001)
    assert community.lat == pytest.approx(39.9097, abs=0.001)
    assert community.point_given == "GCJ-02 116.3013810,39.9109480"


def test_boundaries_carry_their_box(three: Path) -> None:
    accepted(_boundaries(three))
    community = Community.objects.get(code=FIRST)
    assert community.boundary is not None
    assert shapely.from_wkb(bytes(community.boundary)).bounds == (
        community.west,
        community.south,
        community.east,
        community.north,
    )


def test_boundaries_in_gcj02_are_turned(three: Path) -> None:
    shape = square(116.299, 39.999, 0.002)
    accepted(collection(three, "b.geojson", [({"code": FIRST}, shape)], crs_note="GCJ-02 (NOT WGS84)"))
    west = Community.objects.get(code=FIRST).west
    assert west is not None
    assert 0.004 < 116.299 - west < 0.008


def test_households_and_bands_by_day_and_basis(three: Path) -> None:
    outcome = accepted(text_file(three, "h.csv", HOUSEHOLDS))
    assert codes(outcome) == ["households_zero"]
    day = dt.date(2024, 11, 1)
    assert set(HouseholdCount.objects.values_list("community__code", "counted_on", "basis", "households")) == {
        (FIRST, day, "resident", 2667),
        (FIRST, day, "registered", 2500),
        (SECOND, day, "resident", 0),
    }
    bands = dict(PopulationBand.objects.values_list("band", "residents"))
    assert bands == {"total": 6400, "0-2": 120, "3-6": 200, "60+": 1300, "65+": 900}


def test_households_without_dates_take_the_day_of_the_import(three: Path) -> None:
    path = text_file(three, "h.csv", f"code,households\n{FIRST},10\n")
    outcome = accepted(path, date=dt.date(2023, 12, 31))
    assert HouseholdCount.objects.get().counted_on == dt.date(2023, 12, 31)
    assert outcome.parts[0].source
    assert Source.objects.get(name="h.csv").vintage == dt.date(2023, 12, 31)


def test_changed_figures_are_changed_in_place(three: Path) -> None:
    accepted(text_file(three, "h.csv", HOUSEHOLDS))
    assert counts(accepted(text_file(three, "h.csv", HOUSEHOLDS.replace('"2,667"', "2668")))) == [(0, 1, 1)]
    assert HouseholdCount.objects.get(basis="resident", community__code=FIRST).households == 2668


def test_compounds_find_their_community_by_code_or_point(three: Path) -> None:
    accepted(text_file(three, "p.csv", COMPOUNDS))
    found = dict(Compound.objects.values_list("code", "community__code"))
    assert found == {"C1": FIRST, "C2": SECOND}
    assert Compound.objects.get(code="C2").built_year == 2004


def test_facilities_find_their_community_and_keep_how(three: Path) -> None:
    accepted(_boundaries(three))
    text = FACILITIES + "F4,点在界内,理发店,,,,,,116.3000,39.9995,,,,,\n"
    outcome = accepted(text_file(three, "f.csv", text))
    assert codes(outcome) == ["facility_far"]
    rows = Facility.objects.values_list("code", "community__code", "matched_by", "match_metres")
    found: dict[str, tuple[object, ...]] = {row[0]: row[1:] for row in rows}
    assert found["F1"] == (FIRST, "code", None)
    assert found["F2"][:2] == (SECOND, "nearest")
    assert found["F2"][2] in range(105, 125)
    assert found["F3"] == (None, "none", None)
    assert found["F4"] == (FIRST, "polygon", None)
    complex_ = Facility.objects.get(code="F1")
    assert (complex_.floor_area, complex_.activity_area) == (Decimal("800.10"), Decimal("480.06"))
    assert (complex_.tenure, complex_.opened_on, complex_.evidence) == ("public", dt.date(2019, 9, 1), "验收表")
    assert set(complex_.served.values_list("community__code", flat=True)) == {FIRST, SECOND}


def test_the_list_of_served_communities_is_replaced(three: Path) -> None:
    accepted(text_file(three, "f.csv", FACILITIES))
    shorter = FACILITIES.replace(f"{FIRST}；{SECOND}", THIRD)
    assert counts(accepted(text_file(three, "f.csv", shorter))) == [(0, 1, 2)]
    served = Facility.objects.get(code="F1").served.values_list("community__code", flat=True)
    assert set(served) == {FIRST, THIRD}  # its own is always among them


def test_a_facility_that_finds_a_community_later_is_changed(three: Path) -> None:
    path = text_file(three, "f.csv", FACILITIES)
    accepted(path)
    accepted(text_file(three, "c.csv", "社区代码,社区名称,经度,纬度\n900101001009,远社区,116.5,40.5\n"))
    assert counts(accepted(path)) == [(0, 1, 2)]
    assert Facility.objects.get(code="F3").match_metres == 0


def test_map_features_become_facilities_by_their_identity(three: Path) -> None:
    properties = {"osm_type": "node", "osm_id": 7, "facility_types": ["hairdresser"], "name": None, "tags": {}}
    both = {**properties, "osm_id": 8, "facility_types": ["supermarket_convenience", "hairdresser"]}
    shaped = {**properties, "osm_type": "way", "osm_id": 9, "facility_types": ["public_activity"], "tags": {"leisure": "pitch"}}
    features = [
        (properties, point(116.3, 40.0)),
        (both, point(116.3, 40.0)),
        (shaped, square(116.2995, 39.9995, 0.001)),
    ]
    accepted(collection(three, "f.geojson", features))
    assert dict(Facility.objects.values_list("code", "facility_type")) == {
        "osm:node/7": "barber",
        "osm:node/8:convenience_store": "convenience_store",
        "osm:node/8:barber": "barber",
        "osm:way/9": "sports_ground",
    }
    assert set(Facility.objects.values_list("community__code", flat=True)) == {FIRST}


def test_facilities_without_a_number_are_known_by_type_place_and_name(three: Path) -> None:
    path = text_file(three, "f.csv", f"设施类型,设施名称,社区代码\n理发店,小王理发,{FIRST}\n药店,,{FIRST}\n")
    accepted(path)
    assert counts(accepted(path)) == [(0, 0, 2)]
    assert all(code.startswith("auto:") for code in Facility.objects.values_list("code", flat=True))


def test_premises(three: Path) -> None:
    accepted(text_file(three, "s.csv", PREMISES))
    first = Premises.objects.get(code="P1")
    assert (first.kind, first.ownership, first.offers, first.storey) == ("room", "public", ["lease", "retrofit"], 1)
    assert (first.floor_area, first.annual_rent, first.lease_until) == (
        Decimal("210.50"),
        Decimal(60000),
        dt.date(2029, 12, 31),
    )
    assert Premises.objects.get(code="P2").site_area == 500


def _answers() -> set[tuple[object, ...]]:
    return set(SurveyAnswer.objects.values_list("item", "value", "answered_on", "superseded_on"))


def test_survey_answers_supersede_and_none_is_an_answer(three: Path) -> None:
    may, june, august = dt.date(2024, 5, 1), dt.date(2024, 6, 1), dt.date(2024, 8, 1)
    accepted(text_file(three, "l.csv", SURVEY_LONG))
    assert _answers() == {("water_supply", 2, may, None), ("smart_property_platform", 0, may, None)}
    assert counts(accepted(text_file(three, "w.csv", SURVEY_WIDE))) == [(2, 0, 0)]
    assert {("water_supply", 2, may, august), ("water_supply", 1, august, None), ("drainage", 0, august, None)} < _answers()
    late = f"code,item,value,answered_on\n{FIRST},Water supply,absent,2024-06-01\n"
    accepted(text_file(three, "late.csv", late))
    assert {("water_supply", 2, may, june), ("water_supply", 0, june, august), ("water_supply", 1, august, None)} < _answers()
    assert counts(accepted(text_file(three, "l.csv", SURVEY_LONG))) == [(0, 0, 2)]


def test_an_inventory_of_all_types_is_one_of_each(three: Path) -> None:
    accepted(text_file(three, "i.csv", INVENTORY))
    assert Inventory.objects.filter(community__code=FIRST).count() == 1
    assert Inventory.objects.filter(community__code=SECOND).count() == 34


def test_a_set_of_files_is_taken_in_by_what_builds_on_what(db: None, tmp_path: Path) -> None:
    facilities = text_file(tmp_path, "a-facilities.csv", FACILITIES)
    communities = text_file(tmp_path, "b-communities.csv", COMMUNITIES)
    divisions = text_file(tmp_path, "c-divisions.csv", DIVISIONS)
    outcome = accepted(facilities, communities, divisions)
    assert [part.kind.code for part in outcome.parts if part.kind] == ["divisions", "communities", "facilities"]
    assert Batch.objects.filter(state="committed").count() == 3


def test_a_workbook_may_hold_several_kinds_and_a_sheet_of_words(db: None, tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "说明": [["请按格式填写"]],
        "户数": [["XX区户数表"], ["社区代码", "户数", "统计日期"], [FIRST, 300, "2024-01-01"], ["合计", 300]],
        "社区": [["社区代码", "社区名称"], [int(FIRST), "甲社区"]],
    }
    outcome = accepted(workbook(tmp_path, "all.xlsx", sheets))
    assert HouseholdCount.objects.get().households == 300
    assert set(codes(outcome)) == {"sheet_skipped", "rows_above", "row_total", "code_was_number", "division_unnamed"}


@pytest.mark.parametrize("nothing", ["", "-", "无", "/"])
def test_signs_for_nothing_are_nothing(nothing: str, three: Path) -> None:
    head = "设施编号,设施类型,社区代码,建筑面积,权属,服务社区,证明材料"
    accepted(text_file(three, "f.csv", f"{head}\nF1,药店,{FIRST},{nothing},{nothing},{nothing},{nothing}\n"))
    facility = Facility.objects.get()
    assert (facility.floor_area, facility.tenure, facility.evidence, facility.served.count()) == (None, "unknown", "", 0)
    accepted(text_file(three, "s.csv", f"空间编号,空间名称,社区代码,空间类型,可用方式\nP1,房,{FIRST},房屋,{nothing}\n"))
    assert Premises.objects.get().offers == []
