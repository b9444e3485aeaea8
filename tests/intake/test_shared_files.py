"""The real files: what they are known to hold, and their known faults."""

import datetime as dt
import gzip
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.models import Community, Division, HouseholdCount, PopulationBand, Source
from facilities.models import Facility
from tests.intake.making import accepted, bring, codes, counts, text_file
from tests.intake.shared import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.django_db]

HAIDIAN = SHARED / "demo_beijing_haidian" / "committees_haidian_2023.csv"
OSM = SHARED / "demo_beijing_haidian" / "facilities_osm_xueyuanlu.geojson"
SYNTHETIC = SHARED / "synthetic_fill" / "households_SYNTHETIC_2023.csv.gz"
MESSY = SHARED / "messy"


def test_the_committees_of_haidian_and_the_facilities_of_the_map() -> None:
    outcome = accepted(HAIDIAN, OSM)
    assert counts(outcome) == [(601, 0, 0), (117, 0, 0)]  # 116 features, one of them two things
    assert Division.objects.filter(level="subdistrict").count() == 29
    assert Division.objects.get(code="110100000000").is_pseudo
    assert Community.objects.filter(path__startswith="/11/1101/110108/").count() == 601
    by_type = Counter(Facility.objects.values_list("facility_type", flat=True))
    assert (by_type["convenience_store"], by_type["supermarket"], by_type["hospital"], by_type["barber"]) == (24, 2, 5, 6)
    assert not {"community_hospital", "nursery", "elderly_station", "school_primary"} & set(by_type)
    said = Counter(codes(outcome))
    assert next(outcome.problems()).details["number"] == 2  # columns that are not read
    assert said == {
        "columns_ignored": 1, "point_shared": 1, "type_unlike_name": 4,
        "facility_far": Facility.objects.filter(community=None).count(),
    }  # fmt: skip
    assert counts(accepted(HAIDIAN, OSM)) == [(0, 0, 601), (0, 0, 117)]


def _haidian_counts(folder: Path) -> Path:
    """The rows of Haidian out of the national file, under its own name."""
    with gzip.open(SYNTHETIC, "rt", encoding="utf-8") as lines:
        head, *rows = lines
    return text_file(folder, SYNTHETIC.stem, head + "".join(row for row in rows if row.startswith("110108")))


def test_the_synthetic_households_of_haidian_are_labelled(tmp_path: Path) -> None:
    path = _haidian_counts(tmp_path)
    outcome = accepted(HAIDIAN, path, date=dt.date(2023, 6, 30))
    rows = HouseholdCount.objects.count()
    assert counts(outcome) == [(601, 0, 0), (rows, 0, 0)]
    assert rows > 580
    assert PopulationBand.objects.count() == 5 * rows
    assert set(HouseholdCount.objects.values_list("source__provenance", flat=True)) == {"synthetic"}
    assert Source.objects.get(name=HAIDIAN.name).provenance == "recorded"
    assert codes(bring(path, date=dt.date(2023, 6, 30), provenance="recorded")) == ["file_known", "provenance_conflict"]
    assert "date_column_missing" in codes(bring(path))


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    head, *rows = HAIDIAN.read_text("utf-8").splitlines(keepends=True)
    numbers = []
    for count in (10, 500):
        with CaptureQueriesContext(connection) as queries:
            accepted(text_file(tmp_path, f"{count}.csv", head + "".join(rows[:count])))
        numbers.append(len(queries))
    assert numbers[1] <= numbers[0]  # the first also finds the divisions missing


def test_a_summary_of_numbers_of_divisions_is_refused_with_its_reason() -> None:
    assert set(codes(bring(MESSY / "division_counts_merged_header.xlsx"))) == {"kind_unknown"}


def test_compounds_of_the_listing_in_gb18030_and_bd09() -> None:
    accepted(HAIDIAN)
    outcome = bring(MESSY / "compounds_haidian_gb18030_bd09.csv")
    assert outcome.parts[0].rows == 860
    far = [each for each in outcome.problems() if each.code == "compound_far"]
    others = {each.code for each in outcome.problems()} - {"compound_far", "duplicate_equal", "duplicate_differs"}
    assert not others
    assert 0 < len(far) < 200
