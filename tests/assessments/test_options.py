"""What every option tells: which premises and facilities fit, which do not, of which nobody can tell, and why."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assessments.remedies.facilities import FacilityMatch
from assessments.remedies.matching import Fit, Match
from assessments.remedies.needs import need_of
from assessments.remedies.option import Option, Standing
from assessments.remedies.sizes import sharing, sizes
from assessments.remedies.stock import BlockNear
from facilities.catalogue import FACILITY_TYPES
from tests.assessments.remedies import CANTEEN, COMPLEX, NURSERY, facility, offered, plot, rooms

DAY = date(2026, 6, 30)
NURSING_HOME = need_of(kind="presence", facility_type="nursing_home", item="", shortfall=1)
KINDERGARTEN = need_of(kind="presence", facility_type="kindergarten", item="", shortfall=1)


def lease(**changes: Any) -> Option:
    """The answer for a lease, where these rooms are the only ones."""
    return offered(CANTEEN, premises=(rooms(**changes),), day=DAY)["lease"]


def told(found: Match | FacilityMatch) -> str:
    """The reasons, in both languages."""
    return " ".join(f"{words.zh} {words.en}" for words in found.why)


@pytest.mark.parametrize(
    ("changes", "fit", "words"),
    [
        ({}, Fit.FITS, ""),
        ({"area": 15_000}, Fit.FITS, ""),
        ({"area": 14_999}, Fit.MISSES, "149.99 m²"),
        ({"area": None}, Fit.UNCLEAR, "面积不明"),
        ({"in_community": False, "metres": 1000}, Fit.FITS, ""),
        ({"in_community": False, "metres": 1001}, Fit.MISSES, "1,001 m away"),
        ({"in_community": False, "metres": None}, Fit.UNCLEAR, "距离不明"),
        ({"storey": 2}, Fit.MISSES, "on storey 2"),
        ({"storey": -1}, Fit.MISSES, "on storey -1"),
        ({"storey": None}, Fit.UNCLEAR, "楼层不明"),
        ({"storey": None, "kind": "building"}, Fit.FITS, ""),  # a whole building has its ground floor
        ({"offers": (), "has_offers": False}, Fit.UNCLEAR, "is not recorded"),
        ({"kind": "land", "storey": None}, Fit.MISSES, "没有现成用房"),
        ({"lease_until": date(2026, 8, 30)}, Fit.FITS, ""),
        ({"lease_until": date(2026, 8, 29)}, Fit.MISSES, "2026-08-29"),  # two months are the soonest
        ({"area": None, "storey": 3}, Fit.MISSES, "on storey 3"),  # one no is a no, whatever else is not known
        ({"area": None, "storey": None}, Fit.UNCLEAR, "楼层不明"),
    ],
)
def test_one_fact_decides_whether_premises_fit(changes: dict[str, Any], fit: Fit, words: str) -> None:
    option = lease(**changes)
    (found,) = option.matches
    assert found.fit is fit
    assert words in told(found)
    assert option.premises == ((found.at_hand,) if fit is Fit.FITS else ())
    assert option.standing is (Standing.CONCRETE if fit is Fit.FITS else Standing.OPEN)


def test_premises_of_which_nobody_can_tell_are_shown_apart() -> None:
    option = lease(storey=None)
    assert "尚不能判断" in option.reason.zh
    assert [one.at_hand.code for one in option.unclear] == ["P1"]
    assert option.missed == ()


def test_premises_whose_owner_does_not_offer_the_way_are_not_held_against_it() -> None:
    assert lease(offers=("sale",)).matches == ()


@pytest.mark.parametrize(("area", "fit"), [(350_000, Fit.FITS), (349_999, Fit.MISSES)])
def test_a_plot_must_be_as_large_as_the_standard_asks(area: int, fit: Fit) -> None:
    (found,) = offered(KINDERGARTEN, premises=(plot(area=area),))["new_build"].matches
    assert found.fit is fit


@pytest.mark.parametrize(("area", "fit"), [(20_000, Fit.FITS), (19_999, Fit.MISSES), (None, Fit.UNCLEAR)])
def test_a_plot_must_carry_the_rooms(area: int | None, fit: Fit) -> None:
    (found,) = offered(premises=(plot(area=area),))["new_build"].matches
    assert found.fit is fit


def test_building_takes_a_plot_even_where_rooms_are_offered_for_it() -> None:
    (found,) = offered(premises=(rooms(),))["new_build"].matches
    assert "these are rooms" in told(found)


def test_the_first_says_why_it_is_first() -> None:
    near, far = rooms(code="A", in_community=False, metres=100), rooms(code="B", in_community=False, metres=350)
    later = rooms(code="C", available_from=date(2027, 1, 1))
    large, small = rooms(code="D", area=60_000), rooms(code="E", area=25_000)
    for premises, code, words in (
        ((far, near), "A", "250 m nearer"),
        ((near, rooms()), "P1", "in this community"),
        ((later, rooms()), "P1", "can be had now"),
        ((large, small), "E", "closest to what is needed"),
        ((rooms(code="Z"), rooms(code="Y")), "Y", "as good as the next"),
        ((near,), "A", "the only one"),
    ):
        first = offered(premises=premises)["lease"].matches[0]
        assert (first.at_hand.code, words in (first.first.en if first.first else "")) == (code, True)


def test_large_premises_tell_their_whole_area_and_what_is_left() -> None:
    (found,) = offered(premises=(rooms(area=60_000),))["lease"].matches
    assert (found.at_hand.area, found.needed, found.surplus) == (60_000, 20_000, 40_000)


def test_a_swap_of_private_rooms_names_what_could_be_given() -> None:
    wanted, asset = rooms(code="A", is_public=False), rooms(code="B", is_public=True, offers=("swap",), area=5_000)
    found = {match.at_hand.code: match for match in offered(premises=(wanted, asset))["swap"].matches}
    assert [each.code for each in found["A"].given] == ["B"]
    assert (found["A"].fit, found["B"].fit) == (Fit.FITS, Fit.MISSES)
    (alone,) = offered(premises=(wanted,))["swap"].matches
    assert (alone.fit, "no public asset" in told(alone)) == (Fit.UNCLEAR, True)


def test_a_public_one_passes_from_office_to_office_and_nothing_is_given() -> None:
    (found,) = offered(premises=(rooms(),))["swap"].matches
    assert (found.fit, found.given) == (Fit.FITS, ())


@pytest.mark.parametrize(
    ("tenure", "fit"),
    [
        ("public", Fit.FITS),
        ("unknown", Fit.UNCLEAR),
        ("borrowed", Fit.UNCLEAR),
        ("leased", Fit.MISSES),
        ("private", Fit.MISSES),
    ],
)
def test_a_facility_that_is_too_small_may_be_extended_where_it_is_public(tenure: str, fit: Fit) -> None:
    own = facility(code="C", facility_type="service_complex", in_community=True, tenure=tenure)
    option = offered(COMPLEX, facilities=(own, facility(facility_type="service_complex")))["retrofit"]
    assert [(one.facility.code, one.fit) for one in option.facilities] == [("C", fit)]
    assert option.standing is (Standing.CONCRETE if fit is Fit.FITS else Standing.OPEN)


@pytest.mark.parametrize(
    ("metres", "fit", "standing"),
    [
        (300, Fit.FITS, Standing.CONCRETE),
        (301, Fit.MISSES, Standing.OPEN),
        (None, Fit.UNCLEAR, Standing.OPEN),
    ],
)
def test_a_neighbour_is_shared_within_the_radius(metres: int | None, fit: Fit, standing: Standing) -> None:
    option = offered(facilities=(facility(metres=metres),))["share"]
    assert [one.fit for one in option.facilities] == [fit]
    assert option.standing is standing
    assert (option.cost, option.clause) == (None, "1.f")


@pytest.mark.parametrize(("area", "words"), [(20_000, ""), (19_999, "less than the 200.00 m²"), (None, "")])
def test_a_small_neighbour_serves_and_its_size_is_told(area: int | None, words: str) -> None:
    (found,) = offered(facilities=(facility(area=area),))["share"].facilities
    assert found.fit is Fit.FITS
    assert words in told(found)
    assert bool(found.why) is bool(words)


@pytest.mark.parametrize(
    ("build_class", "standing", "clause"), [("new", Standing.BARRED, "1.e"), ("unknown", Standing.UNDECIDED, "1.f")]
)
def test_sharing_is_for_existing_communities(build_class: str, standing: Standing, clause: str) -> None:
    option = offered(build_class=build_class, facilities=(facility(),))["share"]
    assert (option.standing, option.clause, option.facilities) == (standing, clause, ())


def test_without_a_stated_radius_nobody_can_say_whether_a_neighbour_serves() -> None:
    barber = need_of(kind="presence", facility_type="barber", item="", shortfall=1)
    assert offered(barber)["share"].standing is Standing.UNDECIDED


def test_sharing_does_not_make_a_complex_larger() -> None:
    assert "share" not in offered(COMPLEX)


@pytest.mark.parametrize(
    ("block", "standing"),
    [
        (BlockNear(None), Standing.UNDECIDED),
        (BlockNear(in_block=False), Standing.OPEN),
        (BlockNear(True, "east", ("next door",), 2), Standing.CONCRETE),
    ],
)
def test_the_block_settles_what_its_clause_names(block: BlockNear, standing: Standing) -> None:
    option = offered(NURSING_HOME, block=block)["pool"]
    assert (option.standing, option.clause, option.remedy.outside) == (standing, "1.g", True)


def test_every_row_that_an_option_names_tells_whether_it_is_real() -> None:
    option = offered(facilities=(facility(provenance="sample"),))["share"]
    assert option.provenances == {"sample"}
    assert offered(premises=(rooms(provenance="synthetic", area=1),))["lease"].provenances == {"synthetic"}


def test_every_way_tells_ownership_and_risks_and_every_demand_its_source() -> None:
    for option in [*offered().values(), *offered(NURSING_HOME).values()]:
        assert all(words.zh and words.en for words in (*option.remedy.risks, option.remedy.ownership, option.remedy.meaning))
    for size in sizes().values():
        assert all(each.source.zh and each.source.en for each in (size.site, size.storey) if each)
        assert size.storey is None or size.storey.is_placeholder  # no instrument that was read states one
    assert sharing().keys() <= FACILITY_TYPES.keys()


def test_each_premises_carries_its_own_cost() -> None:
    dear, cheap = rooms(code="A", price=Decimal(9)), rooms(code="B", price=Decimal(5), metres=300)
    costs = [match.cost.low for match in offered(premises=(dear, cheap))["purchase"].matches if match.cost]
    assert costs == [Decimal(9), Decimal(5)]
    assert all(match.cost.asked for match in offered(premises=(dear, cheap))["purchase"].matches if match.cost)


def test_premises_are_bought_and_rented_whole_and_fitted_out_in_part() -> None:
    """600 m2 for a nursery of 200: rent of 20 a month for all of it, fit-out of 800 and upkeep of 100 for a third."""
    found = offered(premises=(rooms(area=60_000),))
    bought, leased = found["purchase"].cost, found["lease"].cost
    assert bought is not None
    assert leased is not None
    assert bought.low == 600 * 6_000
    assert [leased.low, leased.yearly_low] == [160_000, 144_000]
    assert leased.running is not None
    assert leased.running.low == 20_000
    assert not bought.asked


def test_a_missing_nursery_is_what_the_examples_are_about() -> None:
    assert NURSERY.area == 20_000
