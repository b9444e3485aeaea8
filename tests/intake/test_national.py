"""The whole country: seconds and memory of the two big files. Run by `make bench`."""

import datetime as dt
import resource
import time

import pytest

from communities.models import Community, HouseholdCount, PopulationBand
from tests.intake.making import accepted, codes, counts
from tests.intake.shared import SHARED, needs_shared

COMMITTEES = SHARED / "national" / "committees_2023_cn.csv.gz"
HOUSEHOLDS = SHARED / "synthetic_fill" / "households_SYNTHETIC_2023.csv.gz"
PEAK_MIB = 1_536


@needs_shared
@pytest.mark.national
@pytest.mark.django_db
def test_the_country_comes_in_and_a_second_time_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    day = dt.date(2023, 6, 30)
    for path, rows in ((COMMITTEES, 127_336), (HOUSEHOLDS, 116_027)):
        for expected in ((rows, 0, 0), (0, 0, rows)):
            started = time.perf_counter()
            outcome = accepted(path, date=day)
            seconds = time.perf_counter() - started
            assert counts(outcome) == [expected]
            with capsys.disabled():
                print(f"\n{path.name}: {seconds:.1f} s, peak {_peak_mib()} MiB")  # noqa: T201  (a bench tells its figures)
            assert seconds < 120
    assert codes(outcome) == ["file_known"]
    assert Community.objects.filter(kind="committee").count() == 124_649
    assert Community.objects.filter(kind="committee_like").count() == 2_687
    assert (HouseholdCount.objects.count(), PopulationBand.objects.count()) == (116_027, 5 * 116_027)
    assert _peak_mib() < PEAK_MIB


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
