"""What the import learnt so that an export comes back: each column and sign for itself, and what is refused."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.formula_signs import FORMULA, guarded, unguarded
from communities.models import Community, Division
from facilities.models import Facility, Inventory
from intake import values
from intake.values import ValueRefused
from tests.intake.making import FIRST, SECOND, THIRD, accepted, bring, codes, counts, text_file

GIVEN = "GCJ-02 116.3062310,40.0013200"
POINTS = f"社区代码,社区名称,经度,纬度,原始坐标\n{FIRST},甲社区,116.3,40.0,"
SQUARE = "POLYGON ((116.29 39.99, 116.31 39.99, 116.31 40.01, 116.29 40.01, 116.29 39.99))"


@given(st.text() | st.builds("{}{}{}".format, st.text("'", max_size=3), st.sampled_from(FORMULA), st.text(max_size=3)))
def test_the_apostrophe_comes_off_as_it_came_on(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULA)


def test_a_csv_of_anybody_loses_the_apostrophe_of_a_formula_and_no_other(three: Path) -> None:
    accepted(text_file(three, "f.csv", f"设施编号,设施名称,设施类型,社区代码\n1,'=1+1,药店,{FIRST}\n2,'n Hoek,药店,{FIRST}\n"))
    assert list(Facility.objects.values_list("name", flat=True)) == ["=1+1", "'n Hoek"]


def test_a_tab_that_keeps_a_code_a_text_is_nothing_to_speak_of() -> None:
    assert values.read_community_code(f"{FIRST}\t") == (FIRST, None)
    assert values.read_community_code(f"{FIRST}\t\t") == (FIRST, "code_tidied")


@pytest.mark.parametrize("text", ["a\ufffe", "\uffff"])
def test_what_is_no_character_is_no_text(text: str) -> None:
    with pytest.raises(ValueRefused, match="text_unprintable"):
        values.read_text(text, 10)


def test_degrees_keep_their_last_bit() -> None:
    assert values.read_degrees(116.30000000000001) == 116.30000000000001
    assert values.read_degrees("116.30000000000001") == 116.30000000000001


def test_the_original_of_a_point_stands_beside_it(three: Path) -> None:
    accepted(text_file(three, "c.csv", f'{POINTS}"{GIVEN}"\n'))
    assert Community.objects.get(code=FIRST).point_given == GIVEN
    assert codes(bring(text_file(three, "d.csv", f"{POINTS}高德\n"))) == ["given_unreadable"]


def test_how_a_facility_found_its_community_is_kept_until_it_names_another(three: Path) -> None:
    head = "设施编号,设施类型,社区代码,归属方式,归属距离\n"
    accepted(text_file(three, "f.csv", f"{head}F1,药店,{FIRST},最近点,321\nF2,药店,{FIRST},边界,5\nF3,药店,{FIRST},,\n"))
    said = Facility.objects.order_by("code").values_list("matched_by", "match_metres")
    assert list(said) == [("nearest", 321), ("polygon", None), ("code", None)]
    accepted(text_file(three, "g.csv", f"{head}F1,药店,{SECOND},最近点,321\n"))
    assert said.get(code="F1") == ("code", None)
    assert Facility.objects.get(code="F1").community.code == SECOND  # type: ignore[union-attr]  # it has one


def test_a_facility_that_is_said_to_be_unmatched_is_matched_by_no_point(three: Path) -> None:
    head = "设施编号,设施类型,经度,纬度,归属方式\n"
    accepted(text_file(three, "f.csv", f"{head}F1,药店,116.3,40.0,未归属\nF2,药店,116.3,40.0,\n"))
    assert list(Facility.objects.order_by("code").values_list("matched_by", flat=True)) == ["none", "nearest"]


def test_a_code_may_be_as_long_as_the_register_holds_it(three: Path) -> None:
    head = "设施编号,设施类型,社区代码\n"
    accepted(text_file(three, "f.csv", f"{head}{'F' * 80},药店,{FIRST}\n"))
    assert codes(bring(text_file(three, "g.csv", f"{head}{'F' * 81},药店,{FIRST}\n"))) == ["text_too_long"]
    assert codes(bring(text_file(three, "h.csv", f"{head}{'F' * 78},药店;理发店,{FIRST}\n"))) == ["text_too_long"] * 2


def test_a_declaration_is_withdrawn_once_and_not_before_it_was_made(three: Path) -> None:
    head = "社区代码,设施类型,核实日期,撤销日期\n"
    path = text_file(three, "i.csv", f"{head}{FIRST},药店,2024-01-01,2024-06-01\n{SECOND},药店,2024-01-01,\n")
    accepted(path)
    ends = Inventory.objects.order_by("community__code").values_list("withdrawn_on", flat=True)
    assert list(ends.all()) == [dt.date(2024, 6, 1), None]
    assert counts(accepted(path)) == [(0, 0, 2)]
    accepted(text_file(three, "j.csv", f"{head}{SECOND},药店,2024-01-01,2024-07-01\n{FIRST},药店,2024-01-01,\n"))
    assert list(ends.all()) == [dt.date(2024, 6, 1), dt.date(2024, 7, 1)]
    early = text_file(three, "k.csv", f"{head}{THIRD},药店,2024-01-01,2023-12-31\n")
    assert codes(bring(early)) == ["withdrawn_before_complete"]
    two = text_file(three, "l.csv", f"{head}{THIRD},药店,2024-01-01,2024-02-01\n{THIRD},药店,2024-01-01,2024-03-01\n")
    assert codes(bring(two)) == ["duplicate_differs"]
    both = text_file(three, "m.csv", f"{head}{THIRD},全部,2024-01-01,\n{THIRD},药店,2024-01-01,2024-03-01\n")
    assert codes(accepted(both)) == []
    assert Inventory.objects.filter(community__code=THIRD, withdrawn_on__isnull=False).count() == 1


@pytest.mark.parametrize(("shape", "wrong"), [
    (SQUARE, []), ('{"type": "Polygon", "coordinates": [[[116.29,39.99],[116.31,39.99],[116.31,40.01],[116.29,39.99]]]}', []),
    ("POLYGON ((116.29", ["shape_broken"]), ("{", ["shape_broken"]), ("[1]", ["shape_broken"]), ("{}", ["shape_broken"]),
    ("POINT (116.3 40)", ["shape_not_area"]), ("POLYGON EMPTY", ["shape_broken"]),
])  # fmt: skip
def test_a_shape_may_stand_in_a_cell(shape: str, wrong: list[str], three: Path) -> None:
    quoted = shape.replace('"', '""')
    outcome = bring(text_file(three, "b.csv", f'社区代码,图形\n{FIRST},"{quoted}"\n'))
    assert codes(outcome) == wrong
    assert Community.objects.filter(boundary__isnull=False).exists() == (not wrong)


def test_a_division_is_taken_at_the_word_of_its_row(db: None, tmp_path: Path) -> None:
    rows = "区划代码,名称,级别,数据性质\n90,甲省,省,实测\n9001,乙市,市,合成数据\n9002,丙市,市,示例数据\n9003,丁市,市,\n"
    accepted(text_file(tmp_path, "d.csv", rows))
    said = Division.objects.order_by("code").values_list("provenance", flat=True)
    assert list(said) == ["recorded", "synthetic", "sample", "sample"], "what says nothing is as the whole file"


@pytest.mark.parametrize(("name", "options"), [("示例.csv", {}), ("d.csv", {"provenance": "sample"})])
def test_what_the_name_or_the_person_says_holds_for_every_row(
    name: str, options: dict[str, str], db: None, tmp_path: Path
) -> None:
    rows = "区划代码,名称,级别,数据性质\n90,甲省,省,实测\n9001,乙市,市,合成数据\n"
    accepted(text_file(tmp_path, name, rows), **options)
    assert set(Division.objects.values_list("provenance", flat=True)) == {"sample"}


def test_a_list_names_invented_divisions_by_the_provenance_of_the_row(db: None, tmp_path: Path) -> None:
    rows = f"社区代码,社区名称,街道,区县,数据性质\n{FIRST},甲,,一区,实测\n{SECOND},乙,一街道,一区,示例数据\n"
    accepted(text_file(tmp_path, "c.csv", rows))
    assert Division.objects.get(code="900101000000").provenance == "recorded"
    assert Division.objects.get(code="900101001000").provenance == "sample"
