"""Where the header is, what is above it and below it."""

from pathlib import Path

import pytest

from communities.models import HouseholdCount
from facilities.models import Facility
from tests.intake.making import FIRST, SECOND, accepted, codes, text_file, told, workbook


@pytest.fixture
def three(stored_three: None, db: None, tmp_path: Path) -> Path:
    """Stored once for them all."""
    return tmp_path


def test_titles_above_and_totals_below(three: Path) -> None:
    text = f"某区户数统计表,,\n单位：户,,\n\n社区代码,户数,统计日期\n{FIRST},5,2024-01-01\n合 计,5,\n"
    outcome = accepted(text_file(three, "h.csv", text))
    assert told(outcome) == [("rows_above", 1, "", "某区户数统计表"), ("row_total", 6, "", "合 计")]
    assert next(outcome.problems()).details["number"] == 2
    assert HouseholdCount.objects.get().households == 5


def test_a_header_of_two_lines_with_merged_cells(three: Path) -> None:
    rows: list[list[object]] = [
        ["基本信息", "基本信息", "基本信息", "面积", "面积"],
        ["设施编号", "设施类型", "社区代码", "建筑面积（㎡）", "居民活动面积（㎡）"],
        ["F1", "社区综合服务设施", FIRST, 800.1, 480.06],
    ]
    accepted(workbook(three, "f.xlsx", {"表": rows}))
    assert str(Facility.objects.get().floor_area) == "800.10"


def test_factor_of_a_header(three: Path) -> None:
    accepted(text_file(three, "f.csv", f"设施编号,设施类型,社区代码,建筑面积(万㎡)\nF1,药店,{FIRST},0.0801\n"))
    assert str(Facility.objects.get().floor_area) == "801.00"


def test_an_unknown_column_with_a_known_word_below_is_no_second_header_line(three: Path) -> None:
    accepted(text_file(three, "h.csv", f"社区代码,户数,统计日期,类别\n{FIRST},5,2024-01-01,社区\n{SECOND},6,2024-01-01,社区\n"))
    assert HouseholdCount.objects.count() == 2


def test_a_named_kind_overrules_and_says_what_is_missing(three: Path) -> None:
    outcome = accepted(text_file(three, "h.csv", f"code,households,counted_on\n{FIRST},5,2024-01-01\n"), kind="households")
    assert codes(outcome) == []


def test_notes_and_signatures_below_the_table_are_no_rows_and_are_not_kept(three: Path) -> None:
    rows: list[list[object]] = [
        ["设施编号", "设施名称", "设施类型", "社区代码", "建筑面积（㎡）"],
        ["F1", "甲药店", "药店", FIRST, 100],
        ["合计", "", "", "", 100],
        [],
        ["注：1.面积以房产证为准。", "注：1.面积以房产证为准。"],
        ["2.空白表示未测。"],
        ["填表人：张三", "", "审核人：李四", "", "联系电话：13800000000"],
        ["数据来源：区民政局"],
    ]
    outcome = accepted(workbook(three, "f.xlsx", {"表": rows}))
    assert told(outcome) == [("row_total", 3, "", "合计"), *(("row_note", row, "", "") for row in (5, 6, 7, 8))]
    assert Facility.objects.get().name == "甲药店"


def test_a_row_is_no_note_because_its_name_begins_like_one(three: Path) -> None:
    rows = (f"注册护士站,社区卫生服务站,{FIRST}", f"日期:便利店,便利店,{FIRST}", "说明：,,", f"甲药店,药店,{SECOND}")
    outcome = accepted(text_file(three, "f.csv", "\n".join(("设施名称,设施类型,社区代码", *rows))))
    assert told(outcome) == [("row_note", 4, "", "")]
    assert Facility.objects.count() == 3


def test_what_stands_under_no_header_is_said(three: Path) -> None:
    rows: list[list[object]] = [
        ["社区代码", "", "户数", "统计日期"],
        [FIRST, "x", 5, "2024-01-01"],
        [SECOND, "", 6, "2024-01-01", "y"],
    ]
    outcome = accepted(workbook(three, "h.xlsx", {"表": rows}))
    assert told(outcome) == [("column_headless", 2, "B", ""), ("column_headless", 3, "E", "")]
    assert "1" in next(outcome.problems()).sentence("zh")


@pytest.mark.parametrize(
    ("header", "near"),
    [("建築面积", "建筑面积"), ("居民活动面积（平方）", "居民活动面积"), ("capasity", "capacity"), ("floor area m²", "")],
)
def test_a_header_that_may_be_a_slip_of_the_pen_is_asked_about(header: str, near: str, three: Path) -> None:
    outcome = accepted(text_file(three, "f.csv", f"设施编号,设施类型,社区代码,{header}\nF1,药店,{FIRST},800\n"))
    found = {problem.column: problem.details["near"] for problem in outcome.problems() if problem.code == "column_alike"}
    assert found == ({header: near} if near else {})


def test_what_was_not_read_is_named_once(three: Path) -> None:
    outcome = accepted(text_file(three, "f.csv", f"设施编号,设施类型,社区代码,颜色,气味\nF1,药店,{FIRST},红,\n"))
    (problem,) = outcome.problems()
    assert (problem.code, problem.row) == ("columns_ignored", 1)
    assert problem.sentence("zh") == "有 2 列不属于这类文件，未读取：颜色, 气味。"


def test_a_column_that_is_there_already_is_not_proposed_again(three: Path) -> None:
    text = f"设施编号,设施类型,社区代码,建筑面积,建筑面积2\nF1,药店,{FIRST},800,900\n"
    assert codes(accepted(text_file(three, "f.csv", text))) == ["columns_ignored"]
