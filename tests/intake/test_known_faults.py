"""The faults that the README of the shared data names: each is said when the file comes in, and none is hidden by a repair."""

import csv
import datetime as dt
import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from communities.models import BuildClass, Community, Division, HouseholdCount
from facilities.models import Facility
from tests.intake.making import accepted, bring, codes, counts, text_file
from tests.intake.shared import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.django_db]

COMMITTEES: Final = SHARED / "national" / "committees_2023_cn.csv.gz"
DIVISIONS: Final = SHARED / "national" / "divisions_2023_cn.csv.gz"
SYNTHETIC: Final = SHARED / "synthetic_fill" / "households_SYNTHETIC_2023.csv.gz"
HAIDIAN: Final = SHARED / "demo_beijing_haidian" / "committees_haidian_2023.csv"
EXTRACT: Final = SHARED / "demo_beijing_haidian" / "osm_xueyuanlu_2026-03.osm"
COMPOUNDS: Final = SHARED / "messy" / "compounds_haidian_gb18030_bd09.csv"
Row = dict[str, str]


def some_of(path: Path, folder: Path, wanted: Callable[[Row], bool]) -> tuple[Path, list[Row]]:
    """The rows of a packed file that are wanted, as a file of the same name; and the rows."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = [row for row in reader if wanted(row)]
        names = list(reader.fieldnames or ())
    text = "\n".join(",".join(row[name] for name in names) for row in rows)
    return text_file(folder, path.stem, ",".join(names) + "\n" + text + "\n"), rows


def is_village_by_name(row: Row) -> bool:
    return row["name"].endswith(("村委会", "村民委员会")) and int(row["code"][9:]) < 200


def test_one_name_occurs_104_times_and_names_nobody(tmp_path: Path) -> None:
    path, rows = some_of(COMMITTEES, tmp_path, lambda row: row["name"] == "新城社区居委会")
    outcome = accepted(path)
    assert Community.objects.filter(name="新城社区居委会").count() == len(rows) == 104
    assert not {"duplicate_equal", "duplicate_differs"} & set(codes(outcome))


def test_names_of_villages_among_the_committees_are_said_one_by_one(tmp_path: Path) -> None:
    path, rows = some_of(COMMITTEES, tmp_path, is_village_by_name)
    found = [problem for problem in accepted(path).problems() if problem.code == "kind_unlike_name"]
    assert [problem.value for problem in found] == [row["name"] for row in rows]
    assert rows


def test_names_of_committees_among_the_villages_are_said_one_by_one(tmp_path: Path) -> None:
    """The list of villages is not here: a row as it stands in it."""
    rows = "900101001201,甲居委会,一街道\n900101001202,乙村委会,一街道\n"
    outcome = accepted(text_file(tmp_path, "v.csv", f"code,name,street\n{rows}"))
    assert [problem.row for problem in outcome.problems() if problem.code == "kind_unlike_name"] == [2]


def test_the_class_of_2016_is_not_read_and_blank_stays_unknown() -> None:
    outcome = accepted(HAIDIAN)
    (ignored,) = [problem for problem in outcome.problems() if problem.code == "columns_ignored"]
    assert "ur_class_2016, class_match" in ignored.sentence("en")
    assert set(Community.objects.values_list("build_class", flat=True)) == {BuildClass.UNKNOWN}


def test_zones_that_are_no_counties_are_labelled(tmp_path: Path) -> None:
    path, rows = some_of(DIVISIONS, tmp_path, lambda row: row["level"] == "county" and row["code"][4:5] == "7")
    outcome = accepted(path)
    assert Division.objects.filter(level="district", is_pseudo=True).count() == len(rows) > 100
    (unnamed,) = [problem for problem in outcome.problems() if problem.code == "division_unnamed"]
    assert unnamed.details["number"] == Division.objects.exclude(level="district").count()


def test_points_that_several_committees_share_are_said(tmp_path: Path) -> None:
    with gzip.open(COMMITTEES, "rt", encoding="utf-8", newline="") as lines:
        points = Counter((row["lng_gcj02_2016"], row["lat_gcj02_2016"]) for row in csv.DictReader(lines))
    most = max((point for point in points if point[0]), key=points.__getitem__)
    path, rows = some_of(COMMITTEES, tmp_path, lambda row: (row["lng_gcj02_2016"], row["lat_gcj02_2016"]) == most)
    found = [problem for problem in accepted(path).problems() if problem.code == "point_shared"]
    assert [problem.row for problem in found] == list(range(3, len(rows) + 2))
    assert {problem.details["first"] for problem in found} == {2}


def test_ids_of_compounds_that_repeat_are_said() -> None:
    accepted(HAIDIAN)
    with COMPOUNDS.open(encoding="gb18030", newline="") as lines:
        listed = [row["小区编号"] for row in csv.DictReader(lines)]
    said = [code for code in codes(bring(COMPOUNDS)) if code.startswith("duplicate")]
    assert len(said) == len(listed) - len(set(listed))


@pytest.mark.parametrize("name", ["census_county_2020_v1.xlsx", "census_2020_county_core.csv"])
def test_tables_of_counties_are_no_tables_of_communities(name: str) -> None:
    """They come in as counts of divisions: of Haidian here, with NA, the nation and the mixed levels said or left out."""
    accepted(HAIDIAN)
    outcome = accepted(SHARED / "census" / name, date=dt.date(2020, 11, 1))
    assert not HouseholdCount.objects.exists()
    assert counts(outcome) == [(3, 0, 0)]  # the province, the city that exists in codes alone, the county
    (unknown,) = [problem for problem in outcome.problems() if problem.code == "division_unknown"]
    assert unknown.details["number"] == 3358 - 1 - 45 - 3


def test_na_and_a_national_total_in_a_table_that_is_read(three: Path) -> None:
    """The same faults in a table of ours: NA is not known, and a total without a code is no community."""
    rows = "900101001001,NA,2020-11-01\nNA,494157423,2020-11-01\n合计,1,\n"
    outcome = bring(text_file(three, "h.csv", f"code,households,counted_on\n{rows}"))
    assert [(each.code, each.row) for each in outcome.problems()] == [
        ("blank_required", 3), ("too_large", 3), ("row_total", 4),
    ]  # fmt: skip


def test_what_the_map_calls_otherwise_than_its_name_is_said() -> None:
    outcome = accepted(HAIDIAN, EXTRACT)
    said = {problem.value: problem for problem in outcome.problems() if problem.code == "type_unlike_name"}
    clinic = said["中国农业大学东区社区卫生服务中心"]
    assert "community hospital" in clinic.sentence("en").casefold()
    assert "社区医院" in clinic.sentence("zh")
    assert Facility.objects.get(name=clinic.value).facility_type == "hospital"


def test_a_synthetic_figure_that_was_cut_stays_synthetic(tmp_path: Path) -> None:
    path, rows = some_of(SYNTHETIC, tmp_path, lambda row: row["provenance"] == "synthetic_clipped")
    named = "".join(f"{row['code']},某社区\n" for row in rows)
    accepted(text_file(tmp_path, "c.csv", f"code,name\n{named}"))
    accepted(path, kind="households", date=dt.date(2023, 6, 30))
    assert HouseholdCount.objects.count() == len(rows) > 0
    assert set(HouseholdCount.objects.values_list("source__provenance", flat=True)) == {"synthetic"}
