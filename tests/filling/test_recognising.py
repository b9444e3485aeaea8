"""What the program sees in a blank form, and what it proposes: sure only of what the form says in so many words."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from intake.filling.blanks import blanks_in, filled_text
from intake.filling.fields import FIELDS, Per, bare
from intake.filling.formats import FORMATS
from intake.filling.naming import proposals
from intake.filling.places import Kind, Place, Sketch
from intake.problems import FileRefused
from tests.filling.making import ledger, letter, saved


def _labels(sketch: Sketch) -> dict[str, str]:
    return {found.place.key: found.label for part in sketch.parts for found in part.found}


def test_a_head_of_two_rows_is_read_as_one() -> None:
    sketch = FORMATS["xlsx"].sketch(ledger(), None)
    labels = _labels(sketch)
    assert sketch.parts[0].first_row == 5
    assert labels["column-1-5-2-0"] == "社区名称"
    assert labels["column-1-5-3-0"] == "人口/户数（户）"
    assert "column-1-5-7-0" not in labels  # a formula of the form
    assert labels["cell-1-2-2-0"] == "填报单位："
    assert labels["cell-1-8-6-0"] == "社区数"


def test_a_head_below_another_is_no_sure_match_and_an_own_name_is() -> None:
    found = proposals(FORMATS["xlsx"].sketch(ledger(), None))
    assert (found["column-1-5-2-0"].field, found["column-1-5-2-0"].is_sure) == ("name", True)
    assert (found["column-1-5-3-0"].field, found["column-1-5-3-0"].is_sure) == ("households", False)
    assert (found["column-1-5-5-0"].field, found["column-1-5-5-0"].is_sure) == ("floor_area", True)
    assert (found["cell-1-8-6-0"].field, found["cell-1-8-6-0"].is_sure) == ("communities", True)
    assert "column-1-5-8-0" not in found


def test_two_columns_of_one_name_are_both_unsure() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区名称", "户数", "户数"])
    found = proposals(FORMATS["xlsx"].sketch(saved(book), None))
    assert [found[f"column-1-2-{column}-0"].is_sure for column in (1, 2, 3)] == [True, False, False]


def test_a_facility_type_is_proposed_and_never_sure() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区名称", "幼儿园（个）", "菜店数量"])
    found = proposals(FORMATS["xlsx"].sketch(saved(book), None))
    kindergarten = found["column-1-2-2-0"]
    assert (kindergarten.field, kindergarten.about, kindergarten.is_sure) == ("facilities", "kindergarten", False)
    assert found["column-1-2-3-0"].about == "vegetable_shop"


def test_a_sheet_of_labels_and_cells_in_turn_has_no_table() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区数", None, "户数合计", None])
    sheet.append(["完整社区数", None, "填报日期", None])
    sketch = FORMATS["xlsx"].sketch(saved(book), None)
    assert sketch.parts[0].first_row is None
    assert [found.place.kind for found in sketch.parts[0].found] == [Kind.CELL] * 2  # D1, D2 lie outside what the sheet holds


def test_the_first_row_can_be_said() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区名称", "户数"])
    sheet.append(["栏次", "1"])
    sketch = FORMATS["xlsx"].sketch(saved(book), {1: 3})
    assert sketch.parts[0].first_row == 3
    assert "column-1-3-1-0" in _labels(sketch)


def test_hidden_sheets_are_left_alone() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区名称", "户数"])
    hidden = book.create_sheet("字典")
    hidden.sheet_state = "hidden"
    assert [part.number for part in FORMATS["xlsx"].sketch(saved(book), None).parts] == [1]


def test_a_document_has_blanks_tables_and_labels() -> None:
    sketch = FORMATS["docx"].sketch(letter(), None)
    labels = _labels(sketch)
    assert [labels[f"blank-0-3-0-{number}"] for number in (1, 2, 3)] == ["本地区社区数", "户数合计", "覆盖率"]
    assert labels["column-1-2-3-0"] == "户数"
    assert labels["cell-1-4-3-0"] == "合计/户数"
    assert labels["cell-2-1-2-0"] == "社区数"


def test_three_numbers_of_people_stop_a_form_of_either_kind() -> None:
    document, book, made = Document(), Workbook(), BytesIO()
    sheet: Any = book.active
    for row in range(1, 4):
        document.add_paragraph(f"手机 1381234567{row}")
        sheet.cell(row, 1).value = f"手机 1381234567{row}"
    document.save(made)
    for kind, content in (("xlsx", saved(book)), ("docx", made.getvalue())):
        with pytest.raises(FileRefused) as refused:
            FORMATS[kind].sketch(content, None)
        assert refused.value.problem.code == "form_people"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("填报单位：____ 日期：__", ["填报单位", "日期"]),
        ("共{{社区数}}个", ["社区数"]),
        ("填报单位：      填报日期：", ["填报单位", "填报日期"]),
        ("说明：按实填写", []),
        ("a_b", []),
        ("Date: ", ["Date"]),
    ],
)
def test_blanks(text: str, labels: list[str]) -> None:
    assert [blank.label for blank in blanks_in(text)] == labels


def test_values_stand_in_blanks_and_a_percent_sign_stands_once() -> None:
    assert filled_text("覆盖率：____%，共{{数}}个", {1: "33.33%", 2: "4"}) == "覆盖率：33.33%，共4个"
    assert filled_text("单位：      日期：", {1: "甲", 2: "1日"}) == "单位： 甲  日期：1日"
    assert filled_text("a：__ b：__", {2: "x"}) == "a：__ b：x"


def test_no_name_of_the_catalogue_means_two_fields() -> None:
    for per in Per:
        names: dict[str, str] = {}
        for field in FIELDS.values():
            if field.per is per and not field.about:
                for name in field.names:
                    assert names.setdefault(bare(name), field.code) == field.code, name


def test_a_place_is_its_key_and_nothing_else_is() -> None:
    place = Place(Kind.BLANK, 2, 10, 3, 1)
    assert Place.from_key(place.key) == place
    for text in ("", "column-1-5-2", "row-1-1-1-1", "column-1-5-2-0-0", "cell--1-1-1-1"):
        assert Place.from_key(text) is None


def test_a_row_with_words_is_no_row_to_fill() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["社区名称", "户数"])
    sheet.append(["合计", None])
    sketch = FORMATS["xlsx"].sketch(saved(book), {1: 2})
    assert sketch.parts[0].first_row is None
    assert not [found for found in sketch.parts[0].found if found.place.kind is Kind.COLUMN]
