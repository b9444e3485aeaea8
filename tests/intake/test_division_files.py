"""Boundaries of divisions and what a census counted in them: the real files and small ones."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import shapely

from communities.models import Act, Division, DivisionCount
from communities.scope import AreaScope
from communities.undoing import undo
from facilities.datums import wgs84_to_gcj02
from tests.factories import make_division
from tests.intake.making import accepted, bring, codes, collection, counts, square, text_file, told, workbook
from tests.intake.shared import SHARED, needs_shared

DAY = dt.date(2020, 11, 1)
CENSUS = [SHARED / "census" / name for name in ("census_county_2020_v1.xlsx", "census_2020_county_core.csv")]
FENCES = SHARED / "demo_beijing_haidian" / "beijing_districts_gcj02.geojson"
HEAD = "区划代码,名称,常住人口,家庭户数,60+,65+\n"


@pytest.fixture(autouse=True)
def two(db: None) -> None:
    make_division("900101", "一区")
    make_division("900102", "二区")


def fence(code: str = "900101", side: float = 0.1) -> tuple[dict[str, Any], Any]:
    return ({"adcode": code, "name": {"900101": "一区", "900102": "二区"}.get(code, "")}, square(116.3, 40.0, side))


def figures(code: str) -> dict[str, int]:
    found = DivisionCount.objects.filter(division__code=code.ljust(12, "0")).order_by("what")
    return dict(found.values_list("what", "number"))


def boundary(code: str = "900101") -> Any:
    found = Division.objects.filter(code=code.ljust(12, "0")).values_list("boundary", flat=True).get()
    return shapely.from_wkb(bytes(found)) if found else None


# -- boundaries ----------------------------------------------------------------------------------------------------


def test_a_boundary_is_stored_with_its_box_and_source_and_comes_in_once(tmp_path: Path) -> None:
    path = collection(tmp_path, "b.geojson", [fence(), fence("900102", 0.2)])
    assert counts(accepted(path)) == [(0, 2, 0)]
    own = Division.objects.get(code="900101000000")
    assert (own.west, own.south, own.east, own.north) == (116.3, 40.0, 116.39999999999999, 40.1)
    assert own.boundary_source is not None
    assert own.boundary_source.name == "b.geojson"
    assert counts(accepted(path)) == [(0, 0, 2)]
    assert counts(accepted(collection(tmp_path, "c.geojson", [fence(side=0.3)]))) == [(0, 1, 0)]


@pytest.mark.parametrize(
    ("name", "member", "options"),
    [
        ("b.geojson", {"crs_note": "GCJ-02 (not WGS84)"}, {}),
        ("b.geojson", {}, {"datum": "gcj02"}),
        ("b_gcj02.geojson", {}, {}),
    ],
)
def test_a_shifted_datum_is_turned_however_it_is_said(name: str, member: Any, options: Any, tmp_path: Path) -> None:
    outcome = accepted(collection(tmp_path, name, [fence()], **member), **options)
    assert codes(outcome) == (["datum_by_name"] if "gcj" in name else [])
    corners = shapely.get_coordinates(boundary())
    back = wgs84_to_gcj02(corners[:, 0], corners[:, 1])
    assert (back[0].min(), back[1].min()) == pytest.approx((116.3, 40.0), abs=1e-6)
    assert corners[:, 0].min() < 116.2945


def test_a_header_names_the_datum_of_shapes_in_a_table(tmp_path: Path) -> None:
    shape = "POLYGON ((116.3 40, 116.4 40, 116.4 40.1, 116.3 40))"
    accepted(workbook(tmp_path, "b.xlsx", {"1": [["区划代码", "图形(GCJ-02)"], ["900101", shape]]}))
    assert boundary().bounds[0] < 116.2945
    accepted(workbook(tmp_path, "c.xlsx", {"1": [["区划代码", "图形"], ["900101", shape]]}), datum="wgs84")
    assert boundary().bounds[0] == 116.3


def test_what_is_wrong_with_a_boundary_is_said_and_nothing_is_stored(tmp_path: Path) -> None:
    crossed = {"type": "Polygon", "coordinates": [[[116, 40], [117, 41], [117, 40], [116, 41], [116, 40]]]}
    features = [
        fence("900101001001"), fence("1"), ({"adcode": "900101", "name": "一区"}, crossed),
        ({"adcode": "900102", "name": "二区"}, None), ({"adcode": None, "name": "?"}, square(116, 40, 1)),
    ]  # fmt: skip
    outcome = bring(collection(tmp_path, "b.geojson", features))
    assert [(code, row) for code, row, *_ in told(outcome)] == [
        ("division_is_committee", 2), ("code_malformed", 3), ("shape_invalid", 4), ("blank_required", 5), ("blank_required", 6),
    ]  # fmt: skip
    assert boundary() is None


def test_unknown_divisions_and_other_names_are_said(tmp_path: Path) -> None:
    renamed = ({"adcode": "900102", "name": "三县"}, square(116.3, 40.0, 0.1))
    outcome = accepted(collection(tmp_path, "b.geojson", [fence(), renamed, fence("910101"), fence("100000")]))
    assert counts(outcome) == [(0, 2, 0)]
    assert [(code, row) for code, row, *_ in told(outcome)] == [
        ("row_is_nation", 5), ("division_unknown", 4), ("division_name_differs", 3),
    ]  # fmt: skip
    assert codes(bring(collection(tmp_path, "c.geojson", [fence("910101")]))) == ["divisions_unknown"]


def test_only_the_division_asked_for_is_taken(tmp_path: Path) -> None:
    path = collection(tmp_path, "b.geojson", [fence(), fence("900102"), fence("90")])
    outcome = accepted(path, within="/90/9001/900101/")
    assert counts(outcome) == [(0, 1, 0)]
    (skipped,) = outcome.problems()
    assert (skipped.code, skipped.details["count"]) == ("row_outside", 2)
    assert boundary("900102") is None


def test_a_recorded_boundary_stays_where_a_synthetic_one_comes(tmp_path: Path) -> None:
    accepted(collection(tmp_path, "b.geojson", [fence()]))
    outcome = bring(collection(tmp_path, "SYNTHETIC.geojson", [fence(side=0.2)]))
    assert codes(outcome) == ["recorded_stays"]
    assert boundary().bounds[2] < 116.41


@needs_shared
def test_the_districts_of_beijing(tmp_path: Path) -> None:
    for code, name in (("110101", "东城区"), ("110108", "海淀区")):
        make_division(code, name)
    outcome = accepted(FENCES)
    assert counts(outcome) == [(0, 2, 0)]
    assert [(each.code, each.details["number"]) for each in outcome.problems()] == [("division_unknown", 14)]
    haidian = boundary("110108")
    assert haidian.is_valid
    assert haidian.contains(shapely.Point(116.3103, 39.9928))  # Peking University, WGS84
    assert counts(accepted(FENCES)) == [(0, 0, 2)]


# -- counts --------------------------------------------------------------------------------------------------------


def test_figures_come_in_with_na_unknown_and_the_nation_left_out(tmp_path: Path) -> None:
    rows = "NA,全国,1000,400,200,100\n900101,一区,500,200,NA,60\n9001,,700,,,\nNA,某开发区,5,2,1,1\n"
    path = text_file(tmp_path, "c.csv", HEAD + rows)
    outcome = accepted(path, date=DAY)
    assert counts(outcome) == [(2, 0, 0)]
    assert [(each.code, each.row) for each in outcome.problems()] == [("row_is_nation", 2), ("division_without_code", 5)]
    assert figures("900101") == {"population": 500, "family_households": 200, "age_65plus": 60}
    assert figures("9001") == {"population": 700}
    assert counts(accepted(path, date=DAY)) == [(0, 0, 2)]
    changed = text_file(tmp_path, "d.csv", HEAD + "900101,一区,501,,,\n")
    assert counts(accepted(changed, date=DAY)) == [(0, 1, 0)]
    assert figures("900101") == {"population": 501, "family_households": 200, "age_65plus": 60}


def test_bands_by_sex_are_added_up_where_every_part_is_known(tmp_path: Path) -> None:
    ages = ["0岁", "1到4岁", *(f"{first}到{first + 4}岁" for first in range(5, 85, 5)), "85岁以上"]
    head = ["区划代码", "人口数_合计", *(f"{sex}_{age}" for age in ages for sex in ("男", "女"))]
    whole = ["900101", 1000, *range(len(head) - 2)]
    holes = ["900102", 1000, *("NA" if name == "女_75到79岁" else 1 for name in head[2:])]
    accepted(workbook(tmp_path, "y.xlsx", {"1": [head, whole, holes]}), date=DAY)
    found = figures("900101")
    assert (found["age_0"], found["age_1_4"], found["age_5_9"], found["age_10_14"]) == (1, 5, 9, 13)
    assert (found["age_15_59"], found["age_80plus"]) == (sum(range(8, 26)), sum(range(34, 38)))
    assert (found["age_60plus"], found["age_65plus"]) == (sum(range(26, 38)), sum(range(28, 38)))
    assert sum(found[key] for key in ("age_0", "age_1_4", "age_5_9", "age_10_14", "age_15_59", "age_60plus")) == sum(range(38))
    assert set(figures("900102")) == {"population", "age_0", "age_1_4", "age_5_9", "age_10_14", "age_15_59", "age_80plus"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("900101,一区,500,200,60,61", "part_above_whole"),
        ("900101,一区,59,200,60,40", "part_above_whole"),
        ("900101,一区,-1,,,", "negative"),
        ("900101,一区,1.5,,,", "not_whole"),
        ("900101,一区,2000000001,,,", "too_large"),
        ("900101001001,一区,1,,,", "division_is_committee"),
        ("910101,一区,1,,,", "divisions_unknown"),
        (",一区,1,,,", "blank_required"),
        ("900101,一区,5,,,\n900101,一区,6,,,", "duplicate_differs"),
        ("900101,一区,5,2,,\n900101,一区,6,3,,", "duplicate_differs"),
    ],
)
def test_a_bad_row_is_an_error(row: str, code: str, tmp_path: Path) -> None:
    outcome = bring(text_file(tmp_path, "c.csv", f"{HEAD}{row}\n"), date=DAY)
    assert not outcome.accepted
    assert codes(outcome) == [code]
    assert not DivisionCount.objects.exists()


def test_a_count_needs_a_day_that_has_been(tmp_path: Path) -> None:
    path = text_file(tmp_path, "c.csv", f"{HEAD}900101,一区,5,,,\n")
    assert codes(bring(path)) == ["date_column_missing"]
    assert codes(bring(path, date=dt.date(2199, 1, 1))) == ["date_future"]


def test_divisions_of_the_same_set_are_known_to_a_rejected_set(tmp_path: Path) -> None:
    divisions = text_file(tmp_path, "d.csv", "区划代码,名称,级别\n92,乙省,省\n93,丙省,市\n")
    outcome = bring(divisions, text_file(tmp_path, "c.csv", f"{HEAD}92,乙省,5,,,\n"), date=DAY)
    assert [code for code in codes(outcome) if code.startswith("division")] == []


@needs_shared
@pytest.mark.parametrize("others", [CENSUS, CENSUS[::-1]], ids=["workbook first", "table first"])
def test_both_forms_of_the_census_say_the_same(others: list[Path]) -> None:
    for code, name in (("110108", "海淀区"), ("320614", "海门区"), ("441900", "东莞市")):
        make_division(code, name)
    first, second = others
    # These three, their provinces, Nantong, and Beijing again as the city that exists in codes alone.
    assert counts(accepted(first, date=DAY)) == [(8, 0, 0)]
    before = list(DivisionCount.objects.order_by("pk").values_list())
    outcome = accepted(second, date=DAY)
    assert counts(outcome) == [(0, 0, 8)]
    assert list(DivisionCount.objects.order_by("pk").values_list()) == before
    said = Counter(codes(outcome))
    assert (said["row_is_nation"], said["division_without_code"], said["division_unknown"]) == (1, 45, 1)
    renamed = {each.value: each.details["known"] for each in outcome.problems() if each.code == "division_name_differs"}
    assert renamed["海门市"] == "海门区"
    assert not {"海淀区", "东莞市"} & set(renamed)
    haidian = figures("110108")
    assert len(haidian) == 15
    assert haidian["population"] == 3133469


def test_nobody_writes_of_a_division_beyond_their_own(tmp_path: Path) -> None:
    """Whoever may write in one city writes no figure of another, nor of the province above."""
    path = text_file(tmp_path, "c.csv", f"{HEAD}900101,一区,5,,,\n90,,9,,,\n")
    outcome = bring(path, date=DAY, reach=AreaScope(("/90/9001/",)))
    assert codes(outcome) == ["outside_reach"]
    assert "900000000000" in next(outcome.problems()).details["codes"]
    fences = collection(tmp_path, "b.geojson", [fence(), fence("90")])
    assert codes(bring(fences, reach=AreaScope(("/90/9001/",)))) == ["outside_reach"]
    assert boundary() is None
    assert not DivisionCount.objects.exists()


def test_both_can_be_undone(tmp_path: Path) -> None:
    accepted(collection(tmp_path, "b.geojson", [fence()]))
    accepted(text_file(tmp_path, "c.csv", f"{HEAD}900101,一区,5,,,\n"), date=DAY)
    both = collection(tmp_path, "d.geojson", [fence(side=0.2)]), text_file(tmp_path, "e.csv", f"{HEAD}900101,一区,6,,,\n")
    accepted(*both, date=DAY)
    for numbers, east in (({"population": 5}, 116.4), ({}, 116.4), ({}, None)):
        undo(by=None, act=Act.objects.filter(undoes=None, undone_by=None).latest("pk"))
        assert figures("900101") == numbers
        assert (boundary().bounds[2] if east else boundary()) == (pytest.approx(east) if east else None)
