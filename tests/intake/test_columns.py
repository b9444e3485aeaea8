"""Headers: every name of the contract, however it is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.columns import FILE_KINDS, folded, joined, recognise

# Kind -> the headers of the two languages, as the README of the formats gives them.
CHINESE = {
    "divisions": "区划代码 名称 英文名称 级别 上级代码",
    "communities": "社区代码 社区名称 英文名称 unit_kind 街道代码 街道 区县代码 区县 城市代码 城市 省份代码"
    " 省份 建设类型 集中供热 经度 纬度"
    " 街区代码 街区名称 已划入街区",
    "division_boundaries": "区划代码 名称 图形",
    "division_counts": "区划代码 名称 常住人口 城镇人口 乡村人口 家庭户数 家庭户人口数 一人户数 有65岁及以上老年人口的户数"
    " 0岁人口 1-4岁人口 5-9岁人口 10-14岁人口 15-59岁人口 60岁及以上人口 65岁及以上人口 80岁及以上人口 统计日期",
    "households": "社区代码 户数(户) 常住人口 0-2岁人口 3-6岁人口 60岁及以上人口 65岁及以上人口 统计日期 口径 数据性质",
    "compounds": "小区编号 小区名称 社区代码 户数 建成年代 经度 纬度",
    "facilities": "设施编号 设施名称 设施类型 社区代码 建筑面积(㎡) 居民活动面积(㎡) 用地面积(㎡) 容量 经度"
    " 纬度 权属 开办日期 关闭日期"
    " 服务社区 证明材料",
    "premises": "空间编号 空间名称 社区代码 空间类型 权属 可用方式 建筑面积(㎡) 用地面积(㎡) 楼层 年租金(元)"
    " 售价(元) 租约到期 可用日期"
    " 经度 纬度",
    "survey": "社区代码 调查项 结果 调查日期 证明材料 备注",
    "inventory": "社区代码 设施类型 核实日期",
}
ENGLISH = {
    "divisions": "code name name_en level parent_code",
    "communities": "code name name_en unit_kind street_code street county_code county city_code city"
    " province_code province build_class"
    " central_heating lng_gcj02_2016 lat_gcj02_2016 block_code block_name in_block",
    "division_boundaries": "division_code division_name geometry",
    "division_counts": "division_code division_name population urban_population rural_population family_households"
    " family_household_population one_person_households households_with_65plus age_0 age_1_4 age_5_9 age_10_14 age_15_59"
    " age_60plus age_65plus age_80plus counted_on",
    "households": "code households population pop_0_2 pop_3_6 pop_60plus pop_65plus counted_on basis provenance",
    "compounds": "compound_code compound_name code households built_year lng lat",
    "facilities": "facility_code facility_name facility_type code floor_area activity_area site_area capacity"
    " lng lat tenure opened_on"
    " closed_on serves evidence",
    "premises": "premises_code premises_name code premises_kind ownership offers floor_area site_area storey"
    " annual_rent price lease_until"
    " available_from lng lat",
    "survey": "code item value answered_on evidence note",
    "inventory": "code facility_type complete_on",
}


@pytest.mark.parametrize("headers", [CHINESE, ENGLISH])
@pytest.mark.parametrize("kind", CHINESE)
def test_every_header_is_understood_and_names_its_kind(kind: str, headers: dict[str, str]) -> None:
    given = headers[kind].split()
    found = recognise(given)
    assert found[0][1].code == kind
    assert found[0][0][0] == len(given)
    assert len(found) == 1 or found[1][0] < found[0][0]


def test_both_languages_mean_the_same_columns() -> None:
    for kind in CHINESE:
        zh, en = (FILE_KINDS[kind].columns(headers[kind].split()) for headers in (CHINESE, ENGLISH))
        keys = {column.key.removesuffix("_gcj02") for column in zh}
        assert keys == {column.key.removesuffix("_gcj02") for column in en}


@pytest.mark.parametrize(
    ("header", "key", "factor"),
    [
        ("建筑面积（㎡）", "floor_area", 1),
        ("建筑面积 (平方米)", "floor_area", 1),
        ("建筑面积㎡", "floor_area", 1),
        ("建筑\n面积", "floor_area", 1),
        ("*建筑面积（万㎡）", "floor_area", 10_000),
        ("建筑面积（公顷）", "floor_area", 10_000),
        ("Floor Area", "floor_area", 1),
        ("ＦＬＯＯＲ＿ＡＲＥＡ", "floor_area", 1),
        ("经度(高德)", "lng_gcj02", 1),
        ("经度(百度)", "lng_bd09", 1),
        ("经度（WGS84）", "lng", 1),
    ],
)
def test_spaces_brackets_and_units(header: str, key: str, factor: int) -> None:
    column = FILE_KINDS["facilities"].column(header)
    assert column is not None
    assert (column.key, column.factor, column.header) == (key, factor, header)


def test_a_unit_that_cannot_be_is_no_unit() -> None:
    assert FILE_KINDS["facilities"].column("容量(万㎡)") is None
    assert FILE_KINDS["facilities"].column("经度(火星)") is None


def test_wide_survey_headers_are_items() -> None:
    (found,) = FILE_KINDS["survey"].columns(["供水"])
    assert found.item == "water_supply"
    assert [kind.code for _, kind in recognise(["社区代码", "供水", "排水", "调查日期"])] == ["survey"]


def test_two_line_headers_are_joined_unless_the_second_is_data() -> None:
    knows = FILE_KINDS["facilities"].column
    upper, lower = ("设施编号", "面积", "面积"), ("设施编号", "建筑面积", "用地面积")
    assert joined(upper, lower, lambda text: knows(text) is not None) == lower
    assert joined(("设施编号", "说法"), ("F1", "名称"), lambda text: knows(text) is not None) is None


def test_names_are_folded_once_and_unique_within_a_kind() -> None:
    for kind in FILE_KINDS.values():
        assert all(name == folded(name) for name in kind.by_name)
        assert {key for group in kind.needs for key in group if key != "*item"} <= set(kind.by_name.values())


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("社区代码 区划代码 户数", "households"),
        ("code county_code households population", "households"),
        ("小区编号 小区名称 区划代码 户数 人口 60+", "compounds"),
        ("区划代码 名称 级别 户数 人口", "divisions"),
        ("社区代码 区划代码 名称 图形", "boundaries"),
        ("code geometry name", "boundaries"),
        ("区划代码 名称 级别 图形", "divisions"),
        ("设施类型 名称 区划代码 图形", "facilities"),
        ("code name county_code county population", "communities"),
        ("adcode name geometry", "division_boundaries"),
        ("adcode name center childrenNum level parent geometry", "division_boundaries"),
        ("county_code county population age_60plus", "division_counts"),
        ("osm_id name is_in other_tags", "facilities"),
    ],
)
def test_a_code_of_a_division_beside_others_changes_no_kind(headers: str, kind: str) -> None:
    scored = recognise(headers.split())
    assert [found.code for score, found in scored if score == scored[0][0]] == [kind]


NEW = ("division_boundaries", "division_counts")
NINE = [kind for kind in FILE_KINDS.values() if kind.code not in NEW]
HEADERS = sorted({name for code in NEW for name in FILE_KINDS[code].by_name})


@st.composite
def tables_of_the_nine(draw: st.DrawFn) -> list[str]:
    """What one of the nine kinds needs, under any of its names, among headers of the two new ones."""
    kind = draw(st.sampled_from(NINE))
    needed = [draw(st.sampled_from([key for key in group if key != "*item"])) for group in kind.needs]
    called = [draw(st.sampled_from(sorted(name for name, own in kind.by_name.items() if own == key))) for key in needed]
    return [*called, *draw(st.lists(st.sampled_from(HEADERS), max_size=8, unique=True))]


@settings(max_examples=500)
@given(tables_of_the_nine())
def test_whatever_was_known_before_is_known_as_the_same(headers: list[str]) -> None:
    before, now = recognise(headers, NINE), recognise(headers)
    if before:
        assert [each for each in now if each[0] == now[0][0]] == [each for each in before if each[0] == before[0][0]]


def test_other_layers_of_a_map_are_not_taken_for_its_points() -> None:
    assert not recognise(["osm_id", "name", "highway", "waterway", "z_order", "other_tags"])
    assert not recognise(["osm_id", "osm_way_id", "name", "type", "building", "other_tags"])
