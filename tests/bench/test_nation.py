"""The 124,650 committees of the country with their labelled synthetic counts: brought in, assessed, read."""

import sys
from datetime import date

import pytest

from assessments.models import Scorecard
from assessments.selectors.scorecards import totals, totals_by_child
from assessments.services.rounds import assess
from communities.models import Community, HouseholdCount
from communities.scope import EVERYWHERE, AreaScope
from intake.services import bring_in
from tests.bench.table import timed
from tests.intake.shared import SHARED, needs_shared

pytestmark = [pytest.mark.national, pytest.mark.django_db, needs_shared]
ALL, DAY = AreaScope.everywhere(), date(2026, 6, 30)


def test_the_nation_comes_in_is_assessed_and_nothing_is_a_gap_only_by_silence() -> None:
    with timed("intake: national committees"):
        assert bring_in(paths=[SHARED / "national" / "committees_2023_cn.csv.gz"], by=None).accepted
    with timed("intake: synthetic household counts and age bands"):
        counts = SHARED / "synthetic_fill" / "households_SYNTHETIC_2023.csv.gz"
        assert bring_in(paths=[counts], by=None, date=date(2023, 12, 31)).accepted
    with timed("assess: facts, verdicts, scorecards stored"):
        done = assess(by=None, scope=ALL, division=None, day=DAY, as_of=DAY)
    with timed("home page: sums of the nation by province"):
        provinces = totals_by_child(ALL, done, EVERYWHERE)
    sums = totals(ALL, done, EVERYWHERE)
    sys.stdout.write(f"\n{sums}\n")
    # 124,650 rows; one of them (350527000000) is a county that stands in for committees, and is noted and skipped.
    assert Community.objects.filter(kind="committee").count() == 124_649
    assert HouseholdCount.objects.count() == 116_027
    assert Scorecard.objects.count() == sums.communities == Community.objects.count()
    assert len(provinces) == 31
    assert sums.gaps == 0
    assert sums.labels == 2
