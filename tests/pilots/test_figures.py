"""The rows of the return: what counts, what does not, and what is said where something is not known."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from facilities.catalogue import FACILITY_TYPES
from pilots.returns.figures import Figure, PilotFact, ProjectFact, figures, hundredths
from pilots.returns.printed import printed, read_amount, signed
from pilots.returns.quarters import Quarter, quarters
from pilots.returns.rows import BY_CODE, ROWS

COMPLETE, SHORT, DOUBTFUL = (0, 0), (2, 0), (0, 1)


def built(thing: str, **areas: str) -> dict[str, Any]:
    return {"community": "900101001001", "kind": "built", "thing": thing, "serves": [], **areas}


def of(row: str, pilots: list[PilotFact] | None = None, projects: list[ProjectFact] | None = None) -> Figure:
    return next(each for each in figures(pilots or [], projects or []) if each.row.code == row)


def sums(found: Figure) -> tuple[int, int, int, int]:
    return found.quarter, found.unknown_quarter, found.total, found.unknown_total


def test_the_form_has_rows_211_to_218_and_every_type_is_of_the_catalogue() -> None:
    assert [row.code for row in ROWS] == [str(code) for code in range(211, 219)]
    assert {each for row in ROWS for each in row.types} <= set(FACILITY_TYPES)
    for row in ROWS:
        if row.within:
            assert row.types < BY_CODE[row.within].types


@pytest.mark.parametrize(
    ("first", "before", "now", "expected"),
    [
        (SHORT, SHORT, COMPLETE, (1, 0, 1, 0)),  # became complete in the quarter
        (SHORT, COMPLETE, COMPLETE, (0, 0, 1, 0)),  # had become so before
        (COMPLETE, COMPLETE, COMPLETE, (0, 0, 0, 0)),  # always was
        (SHORT, SHORT, SHORT, (0, 0, 0, 0)),
        (SHORT, SHORT, DOUBTFUL, (0, 1, 0, 1)),  # perhaps
        (DOUBTFUL, SHORT, COMPLETE, (1, 0, 1, 0)),  # whatever it was before the programme, a quarter ago it was not
        (COMPLETE, SHORT, COMPLETE, (0, 0, 0, 0)),  # was so before the programme, which did not bring it
        (None, None, COMPLETE, (0, 1, 0, 1)),  # nobody knows what it was
        (SHORT, None, COMPLETE, (0, 1, 1, 0)),  # it became so, and nobody knows whether in this quarter
        (SHORT, SHORT, None, (0, 1, 0, 1)),
    ],
)
def test_complete_is_what_was_not_and_is(first: Any, before: Any, now: Any, expected: tuple[int, int, int, int]) -> None:
    assert sums(of("211", [PilotFact(1, "900101001001", first, before, now, 100)])) == expected


def test_never_is_anything_lost_between_yes_no_and_unknown() -> None:
    states = (COMPLETE, SHORT, DOUBTFUL, None)
    for first, before, now in product(states, repeat=3):
        quarter, doubt, total, doubts = sums(of("211", [PilotFact(1, "x", first, before, now, 5)]))
        assert quarter + doubt <= 1
        assert total + doubts <= 1
        assert quarter <= total
        if None not in (first, before, now) and DOUBTFUL not in (first, before, now):
            assert (doubt, doubts) == (0, 0)
            assert total == (first == SHORT and now == COMPLETE)
            assert quarter == (total and before == SHORT)


def test_households_that_nobody_has_counted_are_not_none() -> None:
    known, uncounted = (PilotFact(n, "x", SHORT, SHORT, COMPLETE, number) for n, number in ((1, 2667), (2, None)))
    found = of("212", [known, uncounted])
    assert sums(found) == (2667, 1, 2667, 1)
    assert printed(found.row, found.quarter, found.unknown_quarter, "zh") == "不少于 2,667"


def test_new_facilities_count_once_in_each_row_that_names_them() -> None:
    things = ["elderly_daycare", "nursery", "canteen", "kindergarten", "pharmacy", "parking"]
    project = ProjectFact(1, "x", [built(each) for each in things], in_quarter=True)
    older = ProjectFact(2, "x", [built("nursery")], in_quarter=False)
    counted = {row.code: sums(of(row.code, projects=[project, older]))[::2] for row in ROWS if row.is_of_projects}
    assert counted == {"213": (4, 5), "214": (1, 1), "215": (1, 2), "216": (1, 1), "217": (1, 1), "218": (0, 0)}


def test_what_is_enlarged_shared_or_put_in_order_is_no_new_facility() -> None:
    others = [{**built("nursery"), "kind": kind} for kind in ("extended", "shared", "given_over", "answered")]
    assert sums(of("213", projects=[ProjectFact(1, "x", others, in_quarter=True)])) == (0, 0, 0, 0)


def test_ground_without_an_area_is_not_none() -> None:
    areas = {"green": "400.50", "activity_ground": None, "pocket_park": "0.01"}
    grounds = [{**built(thing), "site_area": area} for thing, area in areas.items()]
    found = of("218", projects=[ProjectFact(1, "x", grounds, in_quarter=True)])
    assert sums(found) == (40051, 1, 40051, 1)
    assert printed(found.row, found.quarter, 1, "en") == "at least 400.51"
    assert [line.value for line in found.lines] == [40050, None, 1]


@pytest.mark.parametrize(("text", "value"), [("400.5", 40050), ("400.50", 40050), ("7", 700), ("0.01", 1), (None, None)])
def test_hundredths(text: str | None, value: int | None) -> None:
    assert hundredths(text) == value


@pytest.mark.parametrize(
    ("row", "text", "value"),
    [("213", "2", 2), ("213", "-1", -1), ("213", "1.5", None), ("218", "1.5", 150), ("218", "-0.01", -1),
     ("218", "0.001", None),
     ("213", "1,200", 1200), ("213", "x", None), ("213", "", None), ("213", "NaN", None), ("213", "1e99", None)],
)  # fmt: skip
def test_what_somebody_types_is_read_or_refused(row: str, text: str, value: int | None) -> None:
    assert read_amount(BY_CODE[row], text) == value
    if value is not None:
        assert read_amount(BY_CODE[row], signed(BY_CODE[row], value)) == value


def test_quarters() -> None:
    assert (Quarter(2026, 3).first, Quarter(2026, 3).last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (Quarter(2026, 4).last, Quarter(2026, 4).following) == (date(2026, 12, 31), Quarter(2027, 1))
    assert Quarter(2026, 1).previous == Quarter(2025, 4)
    assert [str(each) for each in quarters(date(2026, 11, 5), date(2027, 4, 1))] == ["2026Q4", "2027Q1", "2027Q2"]
    assert all(Quarter.of(day) == Quarter(2024, 1) for day in (date(2024, 1, 1), date(2024, 2, 29), date(2024, 3, 31)))
    assert (Quarter.read("2026Q3"), Quarter.read("2026Q5"), Quarter.read("x")) == (Quarter(2026, 3), None, None)
