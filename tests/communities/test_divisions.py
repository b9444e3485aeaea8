"""Division codes: segments, levels, parents, paths; and the whole official list."""

import csv
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.divisions import (
    BadCode,
    Level,
    ancestry,
    full_code,
    is_pseudo,
    level_of,
    parent_code,
    path_of,
    short_code,
)
from tests.intake.shared import SHARED, needs_shared

ORDINARY = "110108001001"
NO_DISTRICT = "441900003001"


@pytest.mark.parametrize("text", ["11", "1101", "110108", "110108001", ORDINARY])
def test_codes_of_every_length_are_filled_up(text: str) -> None:
    assert full_code(text) == text.ljust(12, "0")
    assert short_code(full_code(text)) == text


@pytest.mark.parametrize("text", ["", "1", "110", "11010", "1101080010", "1101080010010", "00", "ab", "11 1", "-110108"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(BadCode):
        full_code(text)


@pytest.mark.parametrize(
    ("code", "level", "parent", "path"),
    [
        ("110000000000", Level.PROVINCE, None, "/11/"),
        ("110100000000", Level.CITY, "110000000000", "/11/1101/"),
        ("110108000000", Level.DISTRICT, "110100000000", "/11/1101/110108/"),
        ("110108001000", Level.SUBDISTRICT, "110108000000", "/11/1101/110108/110108001/"),
        (ORDINARY, Level.COMMITTEE, "110108001000", "/11/1101/110108/110108001/110108001001/"),
        ("441900003000", Level.SUBDISTRICT, "441900000000", "/44/4419/441900003/"),
        (NO_DISTRICT, Level.COMMITTEE, "441900003000", "/44/4419/441900003/441900003001/"),
    ],
)
def test_levels_parents_and_paths(code: str, level: Level, parent: str | None, path: str) -> None:
    assert (level_of(code), parent_code(code), path_of(code)) == (level, parent, path)


@pytest.mark.parametrize(
    ("code", "pseudo"),
    [
        ("110100000000", True),
        ("500200000000", True),
        ("419000000000", True),
        ("659000000000", True),
        ("110171000000", True),
        ("110108000000", False),
        ("441900000000", False),
        ("110000000000", False),
        (ORDINARY, False),
    ],
)
def test_pseudo_levels(code: str, *, pseudo: bool) -> None:
    assert is_pseudo(code) is pseudo


CODES = st.integers(11, 91).flatmap(lambda province: st.integers(1, 10**10 - 1).map(lambda rest: f"{province}{rest:010d}"))


@given(CODES)
def test_a_path_is_the_parents_path_and_one_segment_more(code: str) -> None:
    parent = parent_code(code)
    above = path_of(parent) if parent else "/"
    assert path_of(code) == f"{above}{short_code(code)}/"
    assert list(ancestry(code))[-1] == full_code(short_code(code))


@needs_shared
def test_every_committee_of_the_country_lies_below_what_the_list_says() -> None:
    with gzip.open(SHARED / "national" / "committees_2023_cn.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"] != row["street_code"]]
    assert len(rows) == 127_336  # one row is a county that stands in for its own committee
    for row in rows:
        said = [full_code(row[f"{level}_code"]) for level in ("province", "city", "county", "street")]
        assert list(ancestry(row["code"]))[:-1] == list(dict.fromkeys(said))


@needs_shared
def test_every_division_of_the_country_has_the_level_the_list_says() -> None:
    levels = {"province": Level.PROVINCE, "city": Level.CITY, "county": Level.DISTRICT, "street": Level.SUBDISTRICT}
    with gzip.open(SHARED / "national" / "divisions_2023_cn.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [(full_code(row["code"]), levels[row["level"]]) for row in csv.DictReader(lines)]
    others = {short_code(code) for code, level in rows if level_of(code) is not level}
    assert others == {"4419", "4420", "4604", "350527"}  # cities without districts; Kinmen as its own sub-district
