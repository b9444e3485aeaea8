"""Headers: every name of the contract, however it is written."""

import pytest

from intake.columns import FILE_KINDS, folded, joined, recognise

# Kind -> the headers of the two languages, as the README of the formats gives them.
CHINESE = {
    "divisions": "区划代码 名称 英文名称 级别 上级代码",
    "communities": "社区代码 社区名称 英文名称 unit_kind 街道代码 街道 区县代码 区县 城市代码 城市 省份代码"
    " 省份 建设类型 集中供热 经度 纬度"
    " 街区代码 街区名称 已划入街区",
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
