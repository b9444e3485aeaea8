"""A community with nothing wrong, in a world of its own."""

import pytest

from assessments.checks.book import all_checks
from assessments.checks.model import Fault
from assessments.selectors.faults import faults
from communities.models import Community
from communities.scope import AreaScope
from tests.checks.planting import LAT, LNG, make_band, square
from tests.factories import make_community, make_households
from tests.factories.communities import DAY

EVERYWHERE = AreaScope.everywhere()


@pytest.fixture
def world(db: None) -> Community:
    """1,000 households, 2,500 residents, a point in the middle of its boundary."""
    return settle("900101001001")


def settle(code: str) -> Community:
    community = make_community(code, f"社区{code}", name_en=f"Place {code}", lng=LNG, lat=LAT, boundary=square())
    make_households(community, 1000)
    for band, residents in (("total", 2500), ("0-2", 60), ("3-6", 90), ("60+", 400)):
        make_band(community, band, residents)
    return community


def found(scope: AreaScope = EVERYWHERE, **asked: object) -> list[Fault]:
    """Every fault of every check, as of the tests' day."""
    return faults(scope, all_checks(), as_of=DAY, **asked)  # type: ignore[arg-type]  # what a test asks beside


def codes(scope: AreaScope = EVERYWHERE, **asked: object) -> set[str]:
    return {fault.check.code for fault in found(scope, **asked)}
