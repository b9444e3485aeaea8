"""A filled document: rows, cells and blanks, with the looks of the form."""

from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from intake.filling.formats import FORMATS
from intake.filling.plan import Given, Plan, TableRows
from tests.filling.making import letter, read_docx

NAMES: list[Given] = ["甲社区", "乙社区", "丙社区", "丁社区"]


def _filled(plan: Plan, content: bytes | None = None) -> Any:
    return read_docx(FORMATS["docx"].write(content or letter(), plan))


def _plan(**more: Any) -> Plan:
    rows = {1: TableRows(2, {1: [1, 2, 3, 4], 2: NAMES, 3: [10, None, 20, 30]})}
    blanks: dict[tuple[int, int, int], dict[int, Given]] = {
        (0, 2, 0): {1: "示例市", 2: "2026-06-30"},
        (0, 3, 0): {1: 4, 2: 1000, 3: Fraction(1, 3)},
    }
    return Plan(rows, {(2, 1, 2): 4, (1, 4, 3): 60}, blanks, more.pop("note", ""), "zh", **more)


def test_tables_have_a_row_for_each_community_and_their_total_below() -> None:
    table = _filled(_plan()).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:5] == [
        ["1", "甲社区", "10", ""],
        ["2", "乙社区", "未知", ""],
        ["3", "丙社区", "20", ""],
        ["4", "丁社区", "30", ""],
    ]
    assert rows[5] == ["合计", "合计", "60", ""]


def test_rows_that_the_form_has_ready_stay_where_there_are_fewer_communities() -> None:
    rows = {1: TableRows(2, {2: ["甲社区"]})}
    table = _filled(Plan(rows, {}, {}, "", "zh")).tables[0]
    assert len(table.rows) == 4


def test_blanks_hold_their_values_and_an_underlined_one_stays_underlined() -> None:
    lines = _filled(_plan()).paragraphs
    assert lines[1].text == "填报单位：示例市    填报日期：2026-06-30"
    assert lines[2].text == "本地区社区数：4个，户数合计：1000户，覆盖率：33.33%。"
    assert [run.text for run in lines[2].runs if run.underline] == ["4"]


def test_the_unknown_may_stay_empty() -> None:
    assert _filled(_plan(says_unknown=False)).tables[0].cell(2, 2).text == ""


def test_the_label_stands_above_everything_and_on_every_page() -> None:
    document = _filled(_plan(note="含示例数据，不得引用。"))
    assert document.paragraphs[0].text == "含示例数据，不得引用。"
    assert [p.text for p in document.sections[0].header.paragraphs if p.text] == ["含示例数据，不得引用。"]
    assert "示例数据" not in "".join(p.text for p in _filled(_plan()).paragraphs)


def test_a_cell_merged_over_the_rows_goes_on_through_new_rows() -> None:
    document = Document()
    table = document.add_table(3, 3)
    for column, text in enumerate(("组别", "社区名称", "户数")):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    made = BytesIO()
    document.save(made)
    filled = _filled(Plan({1: TableRows(2, {2: NAMES, 3: [1, 2, 3, 4]})}, {}, {}, "", "zh"), made.getvalue()).tables[0]
    assert [row.cells[1].text for row in filled.rows][1:] == NAMES
    assert (
        len({id(row.cells[0]._tc) for row in filled.rows[1:]} if False else {filled.cell(at, 0)._tc for at in range(1, 5)}) == 1
    )


def test_marks_that_may_stand_once_are_not_copied() -> None:
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "社区名称", "户数"
    paragraph = table.cell(1, 0).paragraphs[0]._p
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = paragraph.makeelement(qn(name), {qn("w:id"): "7"})
        paragraph.append(mark)
    made = BytesIO()
    document.save(made)
    filled = _filled(Plan({1: TableRows(2, {1: NAMES, 2: [1, 2, 3, 4]})}, {}, {}, "", "zh"), made.getvalue())
    assert len(list(filled.element.body.iter(qn("w:bookmarkStart")))) == 1


@pytest.mark.parametrize("number", [1, 4, 1_000])
def test_any_number_of_communities(number: int) -> None:
    plan = Plan({1: TableRows(2, {1: list(range(1, number + 1))})}, {}, {}, "", "zh")
    assert len(_filled(plan).tables[0]._tbl.tr_lst) == max(number, 2) + 2
