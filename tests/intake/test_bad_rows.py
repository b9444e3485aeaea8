"""Rows that are wrong: each problem with its code, row and column, in one pass, and nothing stored."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from communities.models import Community, HouseholdCount
from facilities.models import Facility
from intake.models import Batch
from tests.intake.making import FIRST, SECOND, bring, collection, square, text_file, told

C = "社区代码,社区名称,建设类型,集中供热,经度,纬度,街区代码,街区名称,已划入街区"
H = "社区代码,户数,常住人口,60岁及以上人口,65岁及以上人口,统计日期"
F = "设施编号,设施名称,设施类型,社区代码,建筑面积(㎡),居民活动面积(㎡),容量,经度,纬度,权属,开办日期,关闭日期,服务社区"
P = "空间编号,空间名称,社区代码,空间类型,可用方式,建筑面积,租约到期,可用日期,楼层"
S = "社区代码,调查项,结果,调查日期"
I = "社区代码,设施类型,核实日期"  # noqa: E741  (like the letters of the other kinds)
D = "区划代码,名称,级别,上级代码"
U = "小区编号,小区名称,社区代码,建成年代"


@dataclass(frozen=True)
class Case:
    """One header, one row, and the one problem it must give in row 2."""

    name: str
    header: str
    row: str
    code: str
    column: str
    value: str | None = None


CASES = (
    Case("B02 scientific", H, "1.10101E+11,10,,,,2024-01-01", "code_destroyed", "社区代码", "1.10101E+11"),
    Case("B03 repaired by a spreadsheet", H, "110101000000,10,,,,2024-01-01", "code_not_committee", "社区代码"),
    Case("code too short", H, "1101010010,10,,,,2024-01-01", "code_malformed", "社区代码"),
    Case("code of letters", H, "甲,10,,,,2024-01-01", "code_malformed", "社区代码"),
    Case("B18 foreign digits", H, "٩٠٠١٠١٠٠١٠٠١,10,,,,2024-01-01", "code_malformed", "社区代码"),
    Case("B07 unknown code", H, "900101001777,10,,,,2024-01-01", "community_unknown", "社区代码", "900101001777"),
    Case("unknown anywhere", H, "120101001777,10,,,,2024-01-01", "community_unknown_anywhere", "社区代码"),
    Case("blank code", H, ",10,,,,2024-01-01", "blank_required", "社区代码"),
    Case("B17 underscore", H, f"{FIRST},1_000,,,,2024-01-01", "not_a_number", "户数", "1_000"),
    Case("B18 Arabic digit", H, f"{FIRST},٣,,,,2024-01-01", "not_a_number", "户数"),
    Case("B18 superscript", H, f"{FIRST},12²,,,,2024-01-01", "not_a_number", "户数"),
    Case("B19 NaN", H, f"{FIRST},NaN,,,,2024-01-01", "not_a_number", "户数"),
    Case("B19 huge exponent", H, f"{FIRST},1e999999,,,,2024-01-01", "not_a_number", "户数"),
    Case("5,000 digits", H, f"{FIRST},{'9' * 5000},,,,2024-01-01", "not_a_number", "户数"),
    Case("half a household", H, f"{FIRST},12.5,,,,2024-01-01", "not_whole", "户数"),
    Case("negative", H, f"{FIRST},-3,,,,2024-01-01", "negative", "户数"),
    Case("too many", H, f"{FIRST},99999999,,,,2024-01-01", "too_large", "户数"),
    Case("old above all", H, f"{FIRST},10,20,30,,2024-01-01", "band_above_total", "60岁及以上人口"),
    Case("65 above 60", H, f"{FIRST},10,20,5,6,2024-01-01", "band_above_band", "65岁及以上人口"),
    Case("B38 ambiguous day", H, f"{FIRST},10,,,,03/04/24", "date_ambiguous", "统计日期", "03/04/24"),
    Case("B38 no such day", H, f"{FIRST},10,,,,2023-02-29", "date_impossible", "统计日期"),
    Case("B38 serial as text", H, f"{FIRST},10,,,,45351", "date_unreadable", "统计日期"),
    Case("B38 year 0001", H, f"{FIRST},10,,,,0001-01-01", "date_impossible", "统计日期"),
    Case("future", H, f"{FIRST},10,,,,2150-01-01", "date_future", "统计日期"),
    Case("no day in the cell", H, f"{FIRST},10,,,,", "date_missing", "统计日期"),
    Case("no day at all", "社区代码,户数", f"{FIRST},10", "date_column_missing", "统计日期"),
    Case("A42 too few cells", H, f"{FIRST},10", "row_too_short", ""),
    Case("A42 too many cells", H, f"{FIRST},10,,,,2024-01-01,x", "row_too_long", ""),
    Case("unknown basis", "社区代码,户数,统计日期,口径", f"{FIRST},10,2024-01-01,大概", "not_a_choice", "口径"),
    Case("no name", C, "900101001004,,,,,,,,", "blank_required", "社区名称"),
    Case("B34 long name", C, f"900101001004,{'长' * 101},,,,,,,", "text_too_long", "社区名称"),
    Case("unknown class", C, "900101001004,丁,半新,,,,,,", "not_a_choice", "建设类型", "半新"),
    Case("neither yes nor no", C, "900101001004,丁,,也许,,,,,", "not_yes_or_no", "集中供热"),
    Case("half a point", C, "900101001004,丁,,,116.3,,,,", "point_half", "纬度"),
    Case("swapped", C, "900101001004,丁,,,40.0,116.3,,,", "point_swapped", "经度"),
    Case("not in China", C, "900101001004,丁,,,2.35,48.85,,,", "point_outside", "经度"),
    Case("block and no block", C, "900101001004,丁,,,,,B1,,否", "block_contradicts", "已划入街区"),
    Case("block without code", C, "900101001004,丁,,,,,,某街区,", "block_without_code", "街区名称"),
    Case("B09 unequal twice", C, f"{FIRST},甲,,,,,,,\n{FIRST},乙,,,,,,,", "duplicate_differs", "社区代码"),
    Case(
        "not above", "code,name,street_code,street", "900101001004,丁,900101002000,二街道", "division_not_above", "street_code"
    ),
    Case("B29 unknown type", F, f"F1,x,理发铺子,{FIRST},,,,,,,,,", "type_unknown", "设施类型", "理发铺子"),
    Case("no type", F, f"F1,x,,{FIRST},,,,,,,,,", "blank_required", "设施类型"),
    Case("B23 activity above floor", F, f"F1,x,药店,{FIRST},10,10.01,,,,,,,", "activity_above_floor", "居民活动面积(㎡)"),
    Case("B25 three decimals", F, f"F1,x,药店,{FIRST},10.005,,,,,,,,", "too_precise", "建筑面积(㎡)", "10.005"),
    Case("B26 larger than any", F, f"F1,x,药店,{FIRST},1000000000000,,,,,,,,", "too_large", "建筑面积(㎡)"),
    Case("negative area", F, f"F1,x,药店,{FIRST},-0.01,,,,,,,,", "negative", "建筑面积(㎡)"),
    Case("B30 closed first", F, f"F1,x,药店,{FIRST},,,,,,,2020-01-02,2020-01-01,", "closed_before_opened", "关闭日期"),
    Case("unknown tenure", F, f"F1,x,药店,{FIRST},,,,,,偷来,,,", "not_a_choice", "权属"),
    Case("serves nobody known", F, f"F1,x,药店,{FIRST},,,,,,,,,900101001777", "community_unknown", "服务社区"),
    Case("serves rubbish", F, f"F1,x,药店,{FIRST},,,,,,,,,{FIRST}、x", "code_malformed", "服务社区", "x"),
    Case("indistinct", F, f",x,药店,{FIRST},1,,,,,,,,\n,x,药店,{FIRST},2,,,,,,,,", "facility_indistinct", "设施名称"),
    Case("lease without end", P, f"P1,x,{FIRST},房屋,出租,10,,,", "lease_needs_end", "租约到期"),
    Case("lease ends first", P, f"P1,x,{FIRST},房屋,出租,10,2024-01-01,2025-01-01,", "lease_ends_first", "租约到期"),
    Case("unknown way", P, f"P1,x,{FIRST},房屋,送人,10,,,", "not_a_choice", "可用方式", "送人"),
    Case("unknown premises", P, f"P1,x,{FIRST},山洞,,10,,,", "not_a_choice", "空间类型"),
    Case("tower", P, f"P1,x,{FIRST},房屋,,10,,,999", "too_large", "楼层"),
    Case("unknown item", S, f"{FIRST},天气,完好,2024-01-01", "item_unknown", "调查项", "天气"),
    Case("no answer", S, f"{FIRST},供水,一般,2024-01-01", "answer_unreadable", "结果", "一般"),
    Case("type of inventory", I, f"{FIRST},月球站,2024-01-01", "type_unknown", "设施类型"),
    Case("level", D, "900101,一区,省,9001", "level_differs", "级别"),
    Case("parent", D, "900101,一区,区县,91", "parent_differs", "上级代码"),
    Case("committee as division", D, f"{FIRST},甲,街道,900101001", "division_is_committee", "区划代码"),
    Case("year", U, f"C1,院,{FIRST},1066", "year_impossible", "建成年代"),
    Case("compound nowhere", U, "C1,院,,1990", "place_missing", "社区代码"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_row(case: Case, three: Path) -> None:
    outcome = bring(text_file(three, "bad.csv", f"{case.header}\n{case.row}\n"))
    errors = [each for each in outcome.problems() if each.is_error]
    row = 1 + len(case.row.splitlines())
    assert [(each.code, each.row, each.column) for each in errors] == [(case.code, row, case.column)]
    if case.value is not None:
        assert errors[0].value == case.value
    for lang in ("zh", "en"):
        sentence, remedy = errors[0].sentence(lang), errors[0].remedy(lang)
        assert sentence, remedy
        assert remedy
        assert "?" not in sentence + remedy
    assert Batch.objects.first().state == "rejected"  # type: ignore[union-attr]
    assert (Community.objects.count(), HouseholdCount.objects.count(), Facility.objects.count()) == (3, 0, 0)


def test_every_problem_of_every_row_is_found_in_one_pass(three: Path) -> None:
    rows = f"{FIRST},-1,,,,2024-13-01\nx,1.5,,,,\n900101001777,1,,,,2024-01-01\n{SECOND},7,,,,2024-01-01\n"
    outcome = bring(text_file(three, "bad.csv", f"{H}\n{rows}"))
    assert {(code, row, column) for code, row, column, _ in told(outcome)} == {
        ("negative", 2, "户数"),
        ("date_impossible", 2, "统计日期"),
        ("code_malformed", 3, "社区代码"),
        ("not_whole", 3, "户数"),
        ("community_unknown", 4, "社区代码"),
    }


def test_stored_halves_count(three: Path) -> None:
    assert bring(text_file(three, "f.csv", f"{F}\nF1,x,药店,{FIRST},10,,,,,,,,\n")).accepted
    outcome = bring(text_file(three, "f.csv", f"{F}\nF1,x,药店,{FIRST},,11,,,,,,,\n"))
    assert told(outcome) == [("activity_above_floor", 2, "居民活动面积(㎡)", "11.00")]


BOW_TIE = {"type": "Polygon", "coordinates": [[[116, 40], [117, 41], [117, 40], [116, 41], [116, 40]]]}


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (BOW_TIE, "shape_invalid"),
        ({"type": "LineString", "coordinates": [[116, 40], [117, 41]]}, "shape_not_area"),
        ({"type": "Polygon", "coordinates": [["x"]]}, "shape_broken"),
        ({"type": "Nonsense"}, "shape_broken"),
        ({"type": "Polygon", "coordinates": []}, "shape_broken"),
        (square(2, 48, 1), "point_outside"),
        (square(40, 116, 1), "point_swapped"),
    ],
)
def test_bad_boundaries(shape: object, code: str, three: Path) -> None:
    outcome = bring(collection(three, "b.geojson", [({"code": FIRST}, shape)]))
    assert [(each.code, each.row, each.column) for each in outcome.problems()] == [(code, 2, "geometry")]


def test_files_of_a_set_see_each_other_even_when_one_is_rejected(db: None, tmp_path: Path) -> None:
    communities = text_file(tmp_path, "c.csv", f"社区代码,社区名称\n{FIRST},甲\n900101001000,街道\n")
    households = text_file(tmp_path, "h.csv", f"社区代码,户数,统计日期\n{FIRST},5,2024-01-01\n")
    errors = [each.code for each in bring(communities, households).problems() if each.is_error]
    assert errors == ["code_not_committee"]


def test_everything_that_is_wrong_with_a_row_is_told_at_once(three: Path) -> None:
    head = "设施编号,设施类型,社区代码,建筑面积,居民活动面积,开办日期,关闭日期\n"
    outcome = bring(text_file(three, "f.csv", f"{head}F1,火箭站,1.1E+11,50,80,2020-01-01,2019-01-01\n"))
    assert [(problem.code, problem.column) for problem in outcome.problems()] == [
        ("type_unknown", "设施类型"), ("code_destroyed", "社区代码"), ("activity_above_floor", "居民活动面积"),
        ("closed_before_opened", "关闭日期"),
    ]  # fmt: skip
