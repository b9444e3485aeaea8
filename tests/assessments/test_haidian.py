"""Real input: Haidian's committees, the facilities that OSM knows, labelled synthetic household counts."""

from collections import Counter
from datetime import date

import pytest

from assessments.selectors.cards import card
from assessments.selectors.gaps import gaps
from assessments.selectors.scorecards import scorecards
from assessments.services.rounds import assess
from assessments.standards.model import Verdict
from communities.divisions import full_code, path_of
from communities.models import Division
from communities.scope import AreaScope
from facilities.models import Facility
from intake.services import bring_in
from tests.intake.shared import SHARED, needs_shared

pytestmark = [pytest.mark.django_db, needs_shared]
ALL, DAY, HAIDIAN = AreaScope.everywhere(), date(2026, 6, 30), full_code("110108")
DEMO = SHARED / "demo_beijing_haidian"
COUNTS = SHARED / "synthetic_fill" / "households_SYNTHETIC_2023.csv.gz"
NOT_IN_OSM = {"N48-FAC-05", "N48-FAC-06", "N48-COM-09"}  # nursery, elderly station, domestic-service outlet


def test_what_osm_does_not_cover_is_unknown_and_silence_is_no_gap() -> None:
    assert bring_in(paths=[DEMO / "committees_haidian_2023.csv"], by=None).accepted
    assert bring_in(paths=[DEMO / "facilities_osm_xueyuanlu.geojson"], by=None, source="OSM").accepted
    assert bring_in(paths=[COUNTS], by=None, date=date(2023, 12, 31), within=path_of(HAIDIAN)).accepted
    done = assess(by=None, scope=ALL, division=Division.objects.get(code=HAIDIAN), day=DAY, as_of=DAY)
    cards = scorecards(ALL, done)
    assert (len(cards), gaps(ALL, done).count()) == (601, 0)
    for code in NOT_IN_OSM:
        position = done.rules.index(code)
        assert {one.verdicts[position] for one in cards} == {Verdict.UNKNOWN}
    seen = Facility.objects.filter(facility_type="kindergarten", community__isnull=False)
    position = done.rules.index("N48-FAC-04")
    verdicts = Counter(one.verdicts[position] for one in cards)
    assert verdicts[Verdict.MET] == seen.values("community").distinct().count() > 0
    assert set(verdicts) == {Verdict.MET, Verdict.UNKNOWN}


def test_the_synthetic_counts_are_labelled_on_the_card() -> None:
    assert bring_in(paths=[DEMO / "committees_haidian_2023.csv"], by=None).accepted
    assert bring_in(paths=[COUNTS], by=None, date=date(2023, 12, 31), within=path_of(HAIDIAN)).accepted
    done = assess(by=None, scope=ALL, division=None, day=DAY, as_of=DAY)
    one = scorecards(ALL, done).filter(households__isnull=False).first()
    assert one is not None
    assert card(ALL, one).labels == 2
    assert scorecards(ALL, done).filter(households__isnull=True, labels=0).count() == 601 - 596
