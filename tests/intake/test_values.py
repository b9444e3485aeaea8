"""Cells to values: what is read, what is tidied with a note, what is refused."""

import contextlib
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import values
from intake.values import ValueRefused

CODE = "110101001001"
Read = Callable[..., Any]


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        (CODE, None),
        (110101001001, "code_was_number"),
        (110101001001.0, "code_was_number"),
        ("110101001001.0", "code_tidied"),
        (" 110101001001", "code_tidied"),
        ("'110101001001", "code_tidied"),
        ("110101-001001", "code_tidied"),
        ("１１０１０１００１００１", "code_tidied"),
        ("110101\u200b001001\ufeff", "code_tidied"),
    ],
)
def test_codes(cell: Any, note: str | None) -> None:
    assert values.read_community_code(cell) == (CODE, note)


@pytest.mark.parametrize("cell", ["1.10101E+11", "1.1e11", "1.10101e+11"])
def test_destroyed_codes_are_never_repaired(cell: str) -> None:
    refused(values.read_community_code, cell, "code_destroyed")


@given(st.text(max_size=20) | st.floats() | st.integers())
def test_a_code_is_twelve_digits_or_refused(cell: Any) -> None:
    try:
        code, _ = values.read_community_code(cell)
    except ValueRefused:
        return
    assert len(code) == 12
    assert code.isascii()
    assert code.isdigit()
    assert not code.endswith("000")


def refused(read: Read, cell: Any, code: str) -> None:
    with pytest.raises(ValueRefused) as error:
        read(cell)
    assert error.value.code == code


@pytest.mark.parametrize("cell", ["2666", "2,666", "2666.0", "2666户", 2666, 2666.0, "２６６６", " 2666 人"])
def test_whole_numbers(cell: Any) -> None:
    assert values.read_whole(cell) == 2666


@pytest.mark.parametrize("cell", ["26,66", "2 666", "2.666.0", "+3", "1e3", True, dt.date(2024, 1, 1), [1], "Infinity", "-0x1"])
def test_no_whole_numbers(cell: Any) -> None:
    with pytest.raises(ValueRefused):
        values.read_whole(cell)


@pytest.mark.parametrize(
    ("cell", "factor", "area"),
    [
        ("799.8", 1, "799.80"),
        (799.8000000000001, 1, "799.80"),  # as a spreadsheet computes 0.3 * 2666
        ("1,234.50㎡", 1, "1234.50"),
        ("300平米", 1, "300.00"),
        ("0.0801", 10_000, "801.00"),
        ("0", 1, "0.00"),
    ],
)
def test_areas(cell: Any, factor: int, area: str) -> None:
    assert values.read_area(cell, factor) == Decimal(area)
    assert str(values.read_area(cell, factor)) == area


@pytest.mark.parametrize(("cell", "code"), [("1.005", "too_precise"), ("-1", "negative"), ("1_0", "not_a_number")])
def test_no_areas(cell: str, code: str) -> None:
    refused(values.read_area, cell, code)


@given(st.integers(0, 10**9))
def test_every_area_with_two_decimals_is_exact(hundredths: int) -> None:
    exact = Decimal(hundredths) / 100
    assert values.read_area(str(exact)) == exact
    assert values.read_area(float(exact)) == exact


LEAP = dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-29", "2024/2/29", "2024.2.29", "2024年2月29日", "２０２４－０２－２９", "20240229", "2024-02-29 00:00:00",
        dt.datetime(2024, 2, 29, 5, 6, tzinfo=dt.UTC), LEAP, 45351, 45351.0, 20240229.0,
    ],
)  # fmt: skip
def test_dates(cell: Any) -> None:
    assert values.read_date(cell) == LEAP


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("03/04/24", "date_ambiguous"),
        ("24/2/29", "date_ambiguous"),
        ("3-4-2024", "date_ambiguous"),
        ("2023-02-29", "date_impossible"),
        ("2024-13-01", "date_impossible"),
        ("1850-01-01", "date_impossible"),
        ("2024", "date_unreadable"),
        ("2024年2月", "date_unreadable"),
        ("昨天", "date_unreadable"),
        (True, "date_unreadable"),
    ],
)
def test_no_dates(cell: Any, code: str) -> None:
    refused(values.read_date, cell, code)


def test_flags_and_choices() -> None:
    assert [values.read_flag(cell) for cell in ("是", "否", "Yes", "no", True, 0)] == [True, False, True, False, True, False]
    assert values.read_choice(" 公有 ", {"公有": "public"}) == "public"


def test_nothing_said_depends_on_the_column() -> None:
    for cell in ("", " ", "-", "/", "NA", "n/a", None, "——"):
        assert values.is_missing(cell)
        assert values.is_unanswered(cell)
    assert values.is_missing("无")
    assert not values.is_unanswered("无")
    assert not values.is_missing(0)


def test_text() -> None:
    assert values.read_text("  甲\n 社区 ", 20) == "甲 社区"
    assert values.read_text(12.0, 20) == "12"
    refused(lambda cell: values.read_text(cell, 3), "四个字符", "text_too_long")
    refused(lambda cell: values.read_text(cell, 9), "a\x01b", "text_unprintable")
    refused(lambda cell: values.read_text(cell, 9), "a\ud800", "text_unprintable")


def test_small_numbers_and_lists() -> None:
    assert [values.read_small(cell) for cell in ("-1", "3层", "B1", 2.0)] == [-1, 3, 1, 2]
    assert values.split_list("a;b；c、d|e, f，") == list("abcdef")


READERS: tuple[Read, ...] = (
    values.read_whole,
    values.read_area,
    values.read_date,
    values.read_flag,
    values.read_small,
    values.read_degrees,
)


@pytest.mark.parametrize("read", READERS)
@given(cell=st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.none()))
def test_no_cell_makes_a_reader_fail_otherwise(read: Read, cell: Any) -> None:
    with contextlib.suppress(ValueRefused):
        read(cell)


PLAIN = st.from_regex(r"[0-9]{1,9}(\.[0-9]{1,16})?", fullmatch=True) | st.text("0123456789.-,eE 户m²", max_size=14)
WORDS = st.text("无不详未知NaneliA7社区药店()（） -\u200b\u0301锟斤拷é涓浗", max_size=8) | st.text(max_size=12)


@given(PLAIN | WORDS)
def test_the_short_way_of_a_figure_leads_to_the_same(cell: str) -> None:
    figure, degrees = values.plain_figure(cell), values.plain_degrees(cell)
    if figure is not None:
        assert figure == values.read_area(cell) == values.read_money(cell)
        assert (figure.as_tuple(), values.unit_of(cell)) == (values.read_area(cell).as_tuple(), "")
    if degrees is not None:
        assert degrees == values.read_degrees(cell)
    assert not (values.is_missing(cell) and (figure is not None or degrees is not None))


@given(st.from_regex("[0-9]{11,13}|[0-9]{9}000", fullmatch=True) | WORDS)
def test_the_short_way_of_a_code_leads_to_the_same(cell: str) -> None:
    if values.is_plain_committee(cell):
        assert values.read_community_code(cell) == (cell, None)


@given(WORDS, st.integers(1, 9))
def test_the_short_way_of_a_text_leads_to_the_same(cell: str, limit: int) -> None:
    if values.is_plain_text(cell, limit):
        assert values.read_name(cell, limit) == values.read_text(cell, limit) == cell
        assert not (values.is_missing(cell))
        assert not (values.has_invisible(cell))
        assert not (values.is_garbled(cell))


def test_nearly_every_cell_of_a_register_takes_the_short_way() -> None:
    assert [values.plain_figure(cell) is not None for cell in ("800", "800.5", "0.25", "99999999.99")] == [True] * 4
    assert all(values.is_plain_text(cell, 20) for cell in ("F1", "月光幼儿园（分园）", "3号公厕"))
    assert values.plain_degrees("116.300001") == 116.300001
    assert values.is_plain_committee("110101001001")
