"""What is found around a community: within the distance, open on the day, and only what the reader may know."""

from datetime import date, timedelta
from decimal import Decimal
from math import degrees

import pytest
from django.test import Client
from pytest_django import Settings

from assessments.facts.places import EARTH_RADIUS_M
from assessments.labels import label_codes
from assessments.models import Price
from assessments.remedies.option import Standing
from assessments.selectors.cards import card
from assessments.selectors.neighbours import block_near, facilities_near, neighbours_near
from assessments.selectors.premises import premises_near
from assessments.selectors.prices import prices_on
from assessments.selectors.situations import situation_of
from communities.models import Community
from communities.scope import AreaScope
from tests.factories import (
    Territory,
    make_block,
    make_community,
    make_division,
    make_facility,
    make_premises,
    make_round,
    make_source,
    make_user,
)
from tests.factories.communities import DAY
from tests.pages.addresses import RULE

pytestmark = pytest.mark.django_db
LAT, LNG = 40.0, 116.0
ALL = AreaScope.everywhere()


def north(metres: float) -> dict[str, float]:
    """The point so many metres north of the community's."""
    return {"lng": LNG, "lat": LAT + degrees(metres / EARTH_RADIUS_M)}


@pytest.fixture
def here() -> Community:
    return make_community("900101001001", lng=LNG, lat=LAT, build_class="existing")


@pytest.fixture
def there() -> Community:
    return make_community("900102001001", "邻家")


@pytest.mark.parametrize(("metres", "found"), [(299.5, 1), (300.5, 0)])
def test_a_neighbour_serves_within_the_radius(metres: float, found: int, here: Community, there: Community) -> None:
    make_facility(there, "nursery", floor_area="250.00", capacity=40, **north(metres))
    near = neighbours_near(ALL, here, "nursery", metres=300, as_of=DAY)
    assert [(one.area, one.capacity, one.community, one.source) for one in near] == [(25_000, 40, "邻家", "register")] * found


def test_only_what_is_open_of_the_type_and_elsewhere_is_a_neighbour(here: Community, there: Community) -> None:
    tomorrow = DAY + timedelta(days=1)
    make_facility(here, "nursery", **north(10))
    make_facility(there, "canteen", **north(10))
    make_facility(there, "nursery", **north(10), closed_on=DAY)
    make_facility(there, "nursery", **north(10), opened_on=tomorrow)
    make_facility(None, "nursery", **north(10))
    assert neighbours_near(ALL, here, "nursery", metres=300, as_of=DAY) == ()
    assert [one.in_community for one in facilities_near(ALL, here, ["nursery"], as_of=DAY)] == [True]


def test_without_a_point_nobody_is_near(there: Community) -> None:
    lost = make_community("900101001002")
    make_facility(there, "nursery", **north(10))
    assert neighbours_near(ALL, lost, "nursery", metres=300, as_of=DAY) == ()
    assert facilities_near(ALL, lost, ["nursery"], as_of=DAY) == ()


@pytest.mark.parametrize(("paths", "found"), [(("/90/9001/",), 1), (("/90/9001/900101/",), 0), ((), 0)])
def test_what_lies_outside_the_scope_is_not_named(
    paths: tuple[str, ...], found: int, here: Community, there: Community
) -> None:
    make_facility(there, "nursery", **north(10))
    make_premises(there, **north(10))
    scope = AreaScope(paths)
    assert len(neighbours_near(scope, here, "nursery", metres=300, as_of=DAY)) == found
    assert len(premises_near(scope, here, as_of=DAY)) == found


def test_public_rooms_of_the_same_sub_district_can_be_given_however_far(here: Community) -> None:
    beside, away = make_community("900101001009"), make_community("900101002001")
    for community, ownership in ((beside, "public"), (beside, "private"), (away, "public")):
        make_premises(community, name=f"{community.code} {ownership}", ownership=ownership, offers=["swap"], **north(9_000))
    assert [one.name for one in premises_near(ALL, here, as_of=DAY)] == ["900101001009 public"]


@pytest.mark.parametrize(("ownership", "is_public"), [("public", True), ("private", False), ("unknown", None)])
def test_who_owns_it_may_not_be_known(ownership: str, is_public: bool | None, here: Community) -> None:  # noqa: FBT001  as stored
    make_premises(here, ownership=ownership, storey=2, offers=[])
    (one,) = premises_near(ALL, here, as_of=DAY)
    assert (one.is_public, one.storey, one.has_offers) == (is_public, 2, False)


def test_the_block_counts_all_and_names_those_of_the_scope(here: Community, there: Community) -> None:
    assert block_near(ALL, here).in_block is None
    block = make_block()
    for community in (here, there):
        community.block, community.in_block = block, True
        community.save()
    assert (block_near(ALL, here).mates, block_near(ALL, here).others) == (("邻家",), 1)
    seen = block_near(AreaScope(("/90/9001/900101/",)), here)
    assert (seen.mates, seen.others) == ((), 1)


def test_prices_are_those_of_the_place_and_the_day(here: Community) -> None:
    city = make_division("9001")
    for place, low, since in ((None, 1, DAY), (city, 2, DAY), (city, 3, DAY), (city, 4, date(2026, 7, 1))):
        Price.objects.create(
            remedy="lease", place=place, low=low, high=9, since=since, source="x", entered_by=make_user(f"u{low}")
        )
    found = situation_of(ALL, here, build_class="existing", types=[], as_of=DAY).prices.line("lease", "")
    assert found is not None
    assert (found.low, found.place, found.since) == (Decimal(3), "/90/9001/", DAY)
    assert [line.low for line in (prices_on(DAY).line("lease", ""),) if line] == [1]


def test_a_card_and_the_api_offer_what_stands_next_door_and_label_it(
    territory: Territory, client: Client, settings: Settings
) -> None:
    settings.OPEN_READING = True
    own, other = territory.own[0], territory.own[2]
    Community.objects.filter(pk=own.pk).update(lng=LNG, lat=LAT, build_class="existing")
    own.refresh_from_db()
    sample = make_source("invented", provenance="sample")
    make_facility(other, "kindergarten", source=sample, **north(199.5))
    one = make_round()
    shown = card(ALL, one.scorecards.get(community=own))
    (finding,) = (each for domain in shown.domains for each in domain.findings if each.rule.code == RULE)
    assert [option.remedy.code for option in finding.options] == ["new_build", "purchase", "swap", "lease", "retrofit", "share"]
    assert label_codes(shown.labels) == ["sample"]
    found = client.get(f"/api/v1/scorecards/{own.code}/").json()["findings"]
    options = {each["way"]: each for each in next(each for each in found if each["rule"] == RULE)["options"]}
    shared, built = options["share"], options["new_build"]
    assert (shared["standing"], shared["outside_the_five"], shared["cost"]) == (Standing.CONCRETE, True, None)
    assert [(each["metres"], each["fit"], each["provenance"]) for each in shared["facilities"]] == [(200, "fits", "sample")]
    assert (built["area"], built["months"], built["outside_the_five"]) == ("2200.00", [18, 30], False)
    assert built["cost"]["once"] == {"low": "8800000.00", "high": "12100000.00"}
    assert [each["remedy"] for each in built["cost"]["prices"]] == ["new_build", "running"]
    assert (built["cost"]["years"], built["cost"]["rate"], built["cost"]["is_placeholder"]) == (10, "0.035", True)
