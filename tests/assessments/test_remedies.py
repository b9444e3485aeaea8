"""Which of the five ways are offered, with which premises, at what cost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assessments.remedies.catalogue import REMEDIES
from assessments.remedies.needs import Need, NeedKind, need_of
from assessments.remedies.option import Option, Standing
from assessments.selectors.premises import premises_near
from communities.scope import AreaScope
from tests.assessments.remedies import NURSERY, offered, plot, rooms
from tests.factories import make_community, make_premises
from tests.factories.communities import DAY


def five(need: Need = NURSERY, **around: Any) -> dict[str, Option]:
    """The answers of the notice's five ways."""
    return {code: option for code, option in offered(need, **around).items() if not option.remedy.outside}


def test_the_five_ways_in_the_order_of_the_notice() -> None:
    assert [remedy.code for remedy in REMEDIES] == ["new_build", "purchase", "swap", "lease", "retrofit"]
    assert list(five()) == [remedy.code for remedy in REMEDIES]


def test_a_way_outside_the_five_is_named_as_such_and_comes_after_them() -> None:
    assert [(code, option.remedy.outside) for code, option in offered().items()][5:] == [("share", True)]


def test_a_new_built_community_may_only_build_and_the_others_say_why() -> None:
    found = offered(build_class="new", premises=(plot(), rooms()))
    assert found.pop("new_build").standing is Standing.CONCRETE
    assert {option.standing for option in found.values()} == {Standing.BARRED}
    assert all("新建" in option.reason.zh and option.cost is None for option in found.values())


def test_an_unknown_build_class_is_not_read_as_existing() -> None:
    assert {option.standing for option in offered(build_class="unknown").values()} == {Standing.UNDECIDED}


def test_without_premises_the_ways_stay_open_and_say_that_the_register_may_not_be_complete() -> None:
    found = offered()
    assert {option.standing for option in found.values()} == {Standing.OPEN}
    assert all("未必完整" in option.reason.zh for option in found.values())


@pytest.mark.parametrize(
    ("changes", "remedy"),
    [
        ({"area": 19_999}, "lease"),  # 0.01 m2 too small for a nursery of 200 m2
        ({"area": None}, "lease"),
        ({"offers": ("sale",)}, "lease"),
        ({"in_community": False, "metres": 1001}, "purchase"),
        ({"in_community": False, "metres": None}, "purchase"),
        ({"is_public": False}, "retrofit"),
        ({"is_public": None}, "retrofit"),
        ({"has_offers": False, "offers": ()}, "lease"),
        ({"kind": "land"}, "lease"),
        ({"in_community": False, "metres": 10}, "retrofit"),
    ],
)
def test_premises_that_do_not_fit_are_not_offered(changes: dict[str, object], remedy: str) -> None:
    assert offered(premises=(rooms(**changes),))[remedy].premises == ()


@pytest.mark.parametrize(
    ("changes", "remedy"), [({"area": 20_000}, "lease"), ({"in_community": False, "metres": 1000}, "purchase")]
)
def test_premises_that_just_fit_are_offered(changes: dict[str, object], remedy: str) -> None:
    assert len(offered(premises=(rooms(**changes),))[remedy].premises) == 1


def test_a_lease_is_never_offered_without_its_reminder() -> None:
    assert offered()["lease"].reminder is not None
    assert offered(premises=(rooms(),))["lease"].premises[0].lease_until == date(2030, 1, 1)


def test_the_cost_is_area_times_price_and_a_placeholder_says_so() -> None:
    cost = offered()["new_build"].cost
    assert cost is not None
    assert (cost.low, cost.high) == (Decimal(800_000), Decimal(1_100_000))  # 200 m2 at 4,000 to 5,500
    assert cost.is_placeholder


def test_a_lease_costs_fit_out_once_and_rent_every_year() -> None:
    cost = offered()["lease"].cost
    assert cost is not None
    assert (cost.low, cost.yearly_low, cost.yearly_high) == (Decimal(160_000), Decimal(48_000), Decimal(192_000))


def test_a_price_asked_for_the_premises_replaces_the_book() -> None:
    cost = offered(premises=(rooms(price=Decimal(3_000_000), annual_rent=Decimal(90_000)),))
    assert cost["purchase"].cost is not None
    assert cost["lease"].cost is not None
    assert (cost["purchase"].cost.low, cost["purchase"].cost.is_placeholder) == (Decimal(3_000_000), False)
    assert cost["lease"].cost.yearly_high == Decimal(90_000)


def test_without_a_stated_size_there_is_no_area_and_no_invented_cost() -> None:
    need = need_of(kind="presence", facility_type="school_primary", item="", shortfall=1)
    assert need.area is None
    assert all(option.cost is None for option in offered(need).values())


@pytest.mark.parametrize(
    ("kind", "item", "facility_type", "expected"),
    [
        ("rate", "floor_area", "service_complex", NeedKind.FLOOR_AREA),
        ("share", "activity_area", "service_complex", NeedKind.CONVERSION),
        ("share", "colocated_types", "", NeedKind.CONCENTRATION),
        ("share", "block_households_covered", "", NeedKind.ORGANISATION),
        ("presence", "", "canteen", NeedKind.FACILITY),
        ("presence", "", "green", NeedKind.WORKS),
        ("presence", "", "nursing_home", NeedKind.BLOCK),
        ("state", "water_supply", "", NeedKind.WORKS),
        ("flag", "sponge_city", "", NeedKind.WORKS),
        ("flag", "maintenance_mechanism", "", NeedKind.ORGANISATION),
        ("bounds", "largest_floor_area", "kindergarten", NeedKind.FLOOR_AREA),
        ("tiers", "floor_area", "service_complex", NeedKind.FLOOR_AREA),
        ("bounds", "largest_site_area", "green", NeedKind.WORKS),
        ("share", "households_within", "kindergarten", NeedKind.FACILITY),
        ("rate", "capacity", "nursery", NeedKind.FACILITY),
        ("rate", "site_area", "green", NeedKind.WORKS),
        ("several", "count", "barber", NeedKind.FACILITY),
        ("several", "water_supply", "", NeedKind.WORKS),
        ("bounds", "kindergarten_classes", "", NeedKind.ORGANISATION),
        ("flag", "designers", "", NeedKind.ORGANISATION),
        ("level", "sensing", "", NeedKind.ORGANISATION),
    ],
)
def test_what_a_gap_needs(kind: str, item: str, facility_type: str, expected: NeedKind) -> None:
    assert need_of(kind=kind, facility_type=facility_type, item=item, shortfall=5).kind is expected


def test_nothing_is_built_for_a_gap_of_organisation() -> None:
    assert offered(need_of(kind="flag", facility_type="", item="designers", shortfall=1)) == {}


def test_a_lease_says_until_when_the_rooms_can_be_had() -> None:
    reminder = offered(premises=(rooms(),))["lease"].reminder
    assert reminder is not None
    assert "2030-01-01" in reminder.zh
    assert "2030-01-01" in reminder.en


def test_a_new_built_community_is_not_sent_to_land_outside_it() -> None:
    away = plot(in_community=False, metres=500)
    assert offered(build_class="new", premises=(away,))["new_build"].standing is Standing.OPEN
    assert offered(premises=(away,))["new_build"].standing is Standing.CONCRETE


@pytest.mark.parametrize(("build_class", "clause"), [("existing", "1.f"), ("new", ""), ("unknown", "")])
def test_works_cite_the_five_ways_only_where_they_are_offered(build_class: str, clause: str) -> None:
    need = need_of(kind="state", facility_type="", item="water_supply", shortfall=1)
    assert offered(need, build_class=build_class)["retrofit"].clause == clause


@pytest.mark.django_db
def test_a_lease_that_has_ended_by_the_day_is_no_offer() -> None:
    community = make_community()
    make_premises(community, offers=["sale", "lease"], lease_until=DAY)
    make_premises(community, offers=["lease"], lease_until=date(2026, 7, 1), available_from=date(2026, 6, 30))
    make_premises(community, available_from=date(2026, 8, 1))
    found = premises_near(AreaScope.everywhere(), community, as_of=DAY)
    assert [one.offers for one in found] == [("sale",), ("lease",), ("sale",)]
    assert [one.available_from for one in found] == [None, None, date(2026, 8, 1)]


@pytest.mark.parametrize("build_class", ["new", "existing", "unknown"])
def test_a_block_facility_is_settled_for_the_block(build_class: str) -> None:
    need = need_of(kind="presence", facility_type="nursing_home", item="", shortfall=1)
    found = offered(need, build_class=build_class, premises=(rooms(area=10**9),))
    assert found.pop("pool").standing is Standing.UNDECIDED  # nobody has said whether there is a block
    assert {(option.standing, option.clause, option.premises) for option in found.values()} == {(Standing.OPEN, "1.g", ())}
