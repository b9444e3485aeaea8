"""What raising 30 to 40 m2 per 100 households would change for the nation's synthetic communities."""

import hashlib
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from assessments.law import pack_or_folder
from assessments.selectors.impact import impact_of
from assessments.standards.impact import State
from communities.models import HouseholdCount, Provenance, Source
from communities.scope import AreaScope
from facilities.models import Facility, Inventory
from intake.services import bring_in
from tests.bench.table import timed
from tests.intake.shared import SHARED, needs_shared

pytestmark = [pytest.mark.national, pytest.mark.django_db, needs_shared]
ALL, DAY, CHUNK = AreaScope.everywhere(), date(2026, 6, 30), 10_000


def per_100(code: str) -> int:
    """Between 20 and 59 m2 of service complex per 100 households, by the code alone: the same on every machine."""
    return 20 + hashlib.sha256(code.encode()).digest()[0] % 40


def complexes(source: Source) -> Iterator[tuple[Facility, Inventory]]:
    """One invented service complex for every community with a synthetic household count, and the declaration of its list."""
    for pk, code, households in HouseholdCount.objects.values_list("community", "community__code", "households"):
        area = Decimal(households * per_100(code)) / 100
        yield (
            Facility(code=f"bench-{code}", facility_type="service_complex", community_id=pk, floor_area=area, source=source),
            Inventory(community_id=pk, facility_type="service_complex", complete_on=DAY, source=source),
        )


def test_a_draft_that_raises_30_to_40_reports_its_flips_for_the_nation() -> None:
    assert bring_in(paths=[SHARED / "national" / "committees_2023_cn.csv.gz"], by=None).accepted
    counts = SHARED / "synthetic_fill" / "households_SYNTHETIC_2023.csv.gz"
    assert bring_in(paths=[counts], by=None, date=date(2023, 12, 31)).accepted
    source = Source.objects.create(name="bench complexes", provenance=Provenance.SYNTHETIC)
    made = list(complexes(source))
    Facility.objects.bulk_create([facility for facility, _ in made], batch_size=CHUNK)
    Inventory.objects.bulk_create([inventory for _, inventory in made], batch_size=CHUNK)
    with timed("impact of a draft: nation, facts read, judged twice"):
        found = impact_of(ALL, pack_or_folder("example-raise-to-40"), day=DAY, as_of=DAY)
    change = found.things[0].change
    codes = HouseholdCount.objects.filter(households__gt=0).values_list("community__code", flat=True)
    expected = sum(30 <= per_100(code) < 40 for code in codes)
    sys.stdout.write(
        f"\n{len(found.sheet):,} communities; {change.counts()}; {found.things[0].area_after} x 0.01 m2 to be made up\n"
    )
    assert change.counts()[State.MET, State.GAP] == int(change.flipped.sum()) == expected
    assert found.labels == 2
