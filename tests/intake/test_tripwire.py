"""Personal data stops the file before anything is stored, and nothing of it is repeated."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.models import HouseholdCount
from facilities.models import Facility
from intake.models import RowIssue
from intake.tripwire import is_identity_number
from intake.wording import lines_of
from tests.intake.making import FIRST, SECOND, THIRD, accepted, bring, codes, collection, point, text_file, workbook

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(number: int) -> str:
    """A made-up number of the right shape: area 999999 does not exist."""
    body = f"99999919900101{number:03d}"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


@pytest.fixture
def three(stored_three: None, db: None, tmp_path: Path) -> Path:
    """Stored once for them all."""
    return tmp_path


@given(st.integers(0, 999), st.integers(0, 9))
def test_identity_numbers_are_known_by_their_check_digit(number: int, other: int) -> None:
    good = identity(number)
    assert is_identity_number(good)
    assert is_identity_number(good.lower())
    assert is_identity_number(good[:-1] + str(other)) == (good[-1] == str(other))


PHONES = [f"1381234567{digit}" for digit in range(3)]
HEAD = "社区代码,户数,统计日期"
ROWS = list(zip((FIRST, SECOND, THIRD), (identity(1), identity(2), identity(3)), PHONES, strict=True))


def _household_file(header: str, values: list[str]) -> str:
    rows = "".join(f"{code},5,2024-01-01,{value}\n" for code, value in zip((FIRST, SECOND, THIRD), values, strict=True))
    return f"{HEAD},{header}\n{rows}"


@pytest.mark.parametrize(
    "header", ["户主姓名", "身份证号", "联系电话", "手机", "残疾证号", "出生日期", "Mobile phone", "ID card"]
)
def test_a_header_that_asks_for_a_person_stops_the_file(header: str, three: Path) -> None:
    outcome = bring(text_file(three, "h.csv", _household_file(header, ["甲", "乙", "丙"])))
    assert codes(outcome) == ["personal_data"]
    assert not HouseholdCount.objects.exists()


@pytest.mark.parametrize(
    "values", [[row[1] for row in ROWS], PHONES, [f"联系 {phone} 张" for phone in PHONES], [f"+86 {phone}" for phone in PHONES]]
)
def test_three_cells_of_a_column_stop_the_file_and_are_never_repeated(values: list[str], three: Path) -> None:
    outcome = bring(text_file(three, "h.csv", _household_file("附注", values) + "x,-1,y,z\n"))
    assert codes(outcome) == ["personal_data"]
    assert not HouseholdCount.objects.exists()
    said = "".join(line for each in outcome.problems() for line in lines_of(each, "both"))
    stored = json.dumps([list(row) for row in RowIssue.objects.values_list("value", "details", "column")])
    assert "附注: 3" in said
    assert not any(value[-6:] in said + stored for value in values)


def test_one_or_two_are_a_doubt(three: Path) -> None:
    outcome = accepted(text_file(three, "h.csv", _household_file("附注", [PHONES[0], PHONES[1], ""])))
    assert codes(outcome) == ["columns_ignored", "personal_data_doubt"]


def test_numbers_of_a_workbook_count_too(three: Path) -> None:
    rows: list[list[object]] = [[*HEAD.split(","), "附注"], *[[code, 5, "2024-01-01", float(phone)] for code, _, phone in ROWS]]
    assert codes(bring(workbook(three, "h.xlsx", {"s": rows}))) == ["personal_data"]


def test_the_phone_column_of_a_facility_file_is_allowed_and_no_other(three: Path) -> None:
    head = "设施编号,设施类型,社区代码,联系电话,设施名称\n"
    rows = "".join(f"F{n},药店,{FIRST},{phone},店\n" for n, phone in enumerate(PHONES))
    assert codes(accepted(text_file(three, "f.csv", head + rows))) == []
    named = "".join(f"F{n},药店,{FIRST},,{phone}\n" for n, phone in enumerate(PHONES))
    assert codes(bring(text_file(three, "f.csv", head + named))) == ["personal_data"]
    assert not any(phone in name for phone in PHONES for name in Facility.objects.values_list("name", flat=True))


def test_codes_that_look_like_phones_are_codes(three: Path) -> None:
    head = "小区编号,小区名称,社区代码\n"
    accepted(text_file(three, "p.csv", head + "".join(f"{phone},院,{FIRST}\n" for phone in PHONES)))


def test_map_tags_may_hold_the_phone_of_a_shop_but_no_identity(three: Path) -> None:
    def features(tag: str, values: list[str]) -> list[tuple[dict[str, object], object]]:
        return [
            ({"facility_type": "药店", "osm_type": "node", "osm_id": n, "tags": {tag: value}}, point(116.3, 40.0))
            for n, value in enumerate(values, 1)
        ]

    accepted(collection(three, "a.geojson", features("phone", PHONES)))
    assert codes(bring(collection(three, "b.geojson", features("operator", PHONES)))) == ["personal_data"]
    assert codes(bring(collection(three, "c.geojson", features("phone", [row[1] for row in ROWS])))) == ["personal_data"]


def test_a_single_personal_number_in_a_bad_cell_is_masked(three: Path) -> None:
    outcome = bring(text_file(three, "h.csv", f"{HEAD}\n{FIRST},{identity(5)},2024-01-01\n"))
    assert {each.value for each in outcome.problems()} == {"***", ""}


def test_columns_under_no_header_are_looked_at_one_by_one(three: Path) -> None:
    rows = "".join(f"{FIRST},{day},2024-01-{day:02d},1380000000{day},x,139\n" for day in range(1, 5))
    outcome = bring(text_file(three, "h.csv", f"社区代码,户数,统计日期,,,\n{rows}"))
    assert codes(outcome) == ["personal_data"]
    (problem,) = outcome.problems()
    assert "[D]: 4" in problem.sentence("en")
