"""A filled workbook: as many rows as communities, the form's looks and formulas, and texts that stay texts."""

import re
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from intake.filling.formats import FORMATS
from intake.filling.plan import Given, Plan
from intake.problems import FileRefused
from tests.filling.making import ledger, part_of, read_xlsx, rows_plan, saved, with_part

NAMES: list[Given] = ["甲社区", "乙社区", "丙社区", "丁社区"]
FULL: dict[int, list[Given]] = {
    1: [1, 2, 3, 4], 2: NAMES, 3: [100, 200, 300, 400], 4: [250, 500, 750, None],
    5: [Decimal("30.50")] * 4, 6: [Fraction(2, 3)] * 4,
}  # fmt: skip


def _filled(content: bytes, plan: Plan) -> Any:
    return read_xlsx(FORMATS["xlsx"].write(content, plan))


@pytest.mark.parametrize("ready", [1, 3, 4, 6])
def test_there_is_a_row_for_each_community_and_the_rest_moves_down(ready: int) -> None:
    sheet = _filled(ledger(ready), rows_plan(FULL))["统计表"]
    total = 5 + max(ready, 4)
    assert [sheet.cell(row, 2).value for row in range(5, 9)] == NAMES
    assert sheet.cell(total, 1).value == "合计"
    assert sheet.cell(total, 3).value == f"=SUM(C5:C{total - 1})"
    assert sheet.cell(total + 2, 1).value == "单位负责人（签章）："
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {f"A{total}:B{total}", f"A{total + 2}:D{total + 2}", "A1:H1", "C3:D3"} <= merged
    assert sheet.row_dimensions[total + 2].height == 40


def test_new_rows_look_as_the_first_and_have_its_formula() -> None:
    sheet = _filled(ledger(), rows_plan(FULL))["统计表"]
    for row in range(5, 9):
        assert sheet.cell(row, 2).fill.fgColor.rgb == "00FFF2CC"
        assert sheet.cell(row, 8).border.left.style == "thin"
        assert sheet.row_dimensions[row].height == 21
        assert sheet.cell(row, 7).value == f"=D{row}/C{row}"
    assert sheet.cell(9, 3).font.bold


def test_what_hangs_on_rows_goes_along() -> None:
    book = _filled(ledger(), rows_plan(FULL))
    sheet = book["统计表"]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["H5:H8"]
    assert sheet.print_area.replace("$", "").endswith("A1:H11")
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert (book["汇总"]["A1"].value, book["汇总"]["A2"].value) == ("=SUM(统计表!C5:C8)", "=统计表!C9")


def test_numbers_are_numbers_and_a_share_follows_the_looks_of_its_cell() -> None:
    sheet = _filled(ledger(), rows_plan(FULL))["统计表"]
    assert (sheet["C5"].value, sheet["E5"].value) == (100, 30.5)
    assert sheet["F5"].value == pytest.approx(0.6666)  # shown as a percentage by the form; rounded down
    plain = Workbook()
    head: Any = plain.active
    head.append(["社区名称", "占比"])
    assert _filled(saved(plain), rows_plan({1: ["甲"], 2: [Fraction(2, 3)]}, first_row=2)).active["B2"].value == 66.66


def test_the_unknown_is_a_word_or_empty_and_never_zero() -> None:
    assert _filled(ledger(), rows_plan(FULL))["统计表"]["D8"].value == "未知"
    assert _filled(ledger(), rows_plan(FULL, says_unknown=False))["统计表"]["D8"].value is None


def test_a_total_over_unknown_figures_says_that_it_is_partial_on_paper_too() -> None:
    assert "公式的结果只含已知数" in _filled(ledger(), rows_plan(FULL))["统计表"].oddHeader.center.text
    texts = [cell.value for row in _filled(ledger(), rows_plan(FULL))["统计表"].iter_rows() for cell in row]
    assert sum("公式的结果只含已知数" in str(text) for text in texts) == 1
    known: dict[int, list[Given]] = {**FULL, 4: [1, 2, 3, 4]}
    texts = [cell.value for row in _filled(ledger(), rows_plan(known))["统计表"].iter_rows() for cell in row]
    assert not any("公式的结果只含已知数" in str(text) for text in texts)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", '=HYPERLINK("x")'])
def test_a_text_of_the_register_never_becomes_a_formula(text: str) -> None:
    content = FORMATS["xlsx"].write(ledger(), rows_plan({2: [text]}))
    cell = read_xlsx(content)["统计表"]["B5"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or not text.startswith(("=", "+", "-", "@"))
    xml = part_of(content, "xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="B5"[^>]*>(?:(?!</c>).)*<f>', xml) == []


def test_codes_stay_texts_and_signs_that_no_workbook_holds_are_left_out() -> None:
    sheet = _filled(ledger(), rows_plan({1: ["110101001001"], 2: ["甲\x00\x0b社区"]}))["统计表"]
    assert (sheet["A5"].value, sheet["A5"].data_type, sheet["B5"].value) == ("110101001001", "s", "甲社区")


def test_the_label_stands_on_the_sheet_and_on_its_printed_pages() -> None:
    sheet = _filled(ledger(), rows_plan(FULL, note="含合成数据 & 不得引用。"))["统计表"]
    assert sheet.cell(12, 1).value == "含合成数据 & 不得引用。"
    assert "含合成数据" in sheet.oddHeader.center.text
    known: dict[int, list[Given]] = {1: [1]}
    assert _filled(ledger(), rows_plan(known))["统计表"].oddHeader.center.text is None


def test_cells_and_blanks_below_the_table_are_found_where_they_went() -> None:
    plan = rows_plan(FULL)
    plan = Plan(plan.tables, {(1, 8, 6): 4}, {(1, 2, 1): {1: "示例市"}}, "", "zh")
    sheet = _filled(ledger(), plan)["统计表"]
    assert (sheet["F11"].value, sheet["A2"].value) == (4, "填报单位：示例市")


@pytest.mark.parametrize(("spot", "code"), [((1, 6, 3), "form_formula"), ((1, 1, 2), "form_covered")])
def test_formulas_of_the_form_and_covered_cells_are_not_written(spot: tuple[int, int, int], code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        FORMATS["xlsx"].write(ledger(), Plan({}, {spot: 1}, {}, "", "zh"))
    assert refused.value.problem.code == code


def test_cells_merged_within_the_row_come_again_in_every_row() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区名称", "户数", None, "人口"])
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("B2:C2")
    for column in range(1, 5):
        sheet.cell(2, column).number_format = "@"
    made = _filled(saved(book), rows_plan({1: NAMES, 2: [1, 2, 3, 4], 4: [5, 6, 7, 8]}, first_row=2)).active
    assert {"B2:C2", "B3:C3", "B4:C4", "B5:C5"} <= {str(each) for each in made.merged_cells.ranges}
    assert [made.cell(row, 4).value for row in range(2, 6)] == [5, 6, 7, 8]


def test_a_thousand_communities_keep_their_order_and_their_total() -> None:
    number = 1_000
    columns: dict[int, list[Given]] = {1: list(range(1, number + 1)), 3: list(range(number)), 4: [1] * number}
    sheet = _filled(ledger(10), rows_plan(columns))["统计表"]
    assert [sheet.cell(row, 3).value for row in (5, 504, 1004)] == [0, 499, 999]
    assert sheet.cell(1005, 3).value == "=SUM(C5:C1004)"
    assert sheet.cell(1004, 7).value == "=D1004/C1004"


def test_words_that_are_partly_bold_stay_so() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区名称", "户数"])
    sheet["D1"] = CellRichText("填表说明：", TextBlock(InlineFont(b=True), "按实"), "填写")
    made = FORMATS["xlsx"].write(saved(book), rows_plan({1: ["甲"]}, first_row=2))
    kept = load_workbook(BytesIO(made), rich_text=True).active
    assert str(kept["D1"].value) == "填表说明：按实填写"
    assert kept["D1"].value[1].font.b


def test_what_a_copy_cannot_keep_is_said() -> None:
    assert FORMATS["xlsx"].sketch(ledger(), None).losses == ()
    with_logo = with_part(ledger(), "xl/media/image1.png", b"x")
    assert FORMATS["xlsx"].sketch(with_logo, None).losses == ("pictures",)
    noted = Workbook()
    noted.active["A1"].comment = Comment("说明", "x")
    assert FORMATS["xlsx"].sketch(saved(noted), None).losses == ()
