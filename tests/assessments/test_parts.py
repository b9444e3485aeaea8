"""The rows under a fact: those with a value add up to it, and a share says of what and by which key."""

from decimal import Decimal
from typing import Any

import pytest

from assessments.facts import derived_parts, parts_of, read_facts
from assessments.facts.colocation import COMPLEX, SERVICES
from assessments.facts.parts import Part
from assessments.law import rule_named
from assessments.models import Round
from assessments.selectors.cards import card, trace_of
from assessments.selectors.scorecards import scorecard, scorecards
from assessments.services.rounds import assess
from assessments.standards.fact_names import fact_kind
from assessments.standards.trace import FactTrace
from communities.models import BuildClass, Community, Compound
from communities.scope import AreaScope
from facilities.models import ServedCommunity
from intake.sample import SAMPLE_DAY
from tests.factories import (
    make_answer,
    make_block,
    make_community,
    make_facility,
    make_households,
    make_inventory,
    make_round,
    make_source,
)
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
HERE, THERE = "900101001001", "900101001002"
ALL = AreaScope.everywhere()


def fact(community: Community, name: str) -> tuple[int, bool]:
    column = read_facts(ALL, under=community.path, as_of=DAY).facts.column(name)
    return int(column.value[0]), bool(column.known[0])


def values(parts: list[Part]) -> dict[str, str | None]:
    return {part["id"].partition(":")[0] + " " + part["name"]: part["value"] for part in parts}


def shared_by(*communities: Community, **fields: Any) -> None:
    facility = make_facility(communities[0], **fields)
    for community in communities:
        ServedCommunity.objects.create(facility=facility, community=community)


def test_a_share_is_printed_with_the_whole_and_its_key() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_households(one, 2000)
    make_households(two, 1000)
    shared_by(one, two, floor_area=Decimal("1000.00"))
    (area,) = parts_of(one, as_of=DAY)["floor_area.service_complex"]
    assert (area["value"], area["whole"], area["share"]) == ("666.66", "1000.00", "2000/3000")
    assert fact(one, "floor_area.service_complex")[0] == 66_666
    assert parts_of(one, as_of=DAY)["count.service_complex"][0]["value"] == "1"


def test_a_share_that_nobody_knows_adds_nothing() -> None:
    one, two = make_community(HERE), make_community(THERE)
    make_households(one, 2000)
    shared_by(one, two, floor_area=Decimal("1000.00"))
    (area,) = parts_of(one, as_of=DAY)["floor_area.service_complex"]
    assert (area["value"], area["whole"], area["share"]) == (None, "1000.00", None)


def test_a_facility_that_serves_several_communities_of_a_block_counts_once() -> None:
    block = make_block()
    one = make_community(HERE, block=block, in_block=True)
    two = make_community(THERE, block=block, in_block=True)
    shared_by(one, two, facility_type="nursing_home")
    make_inventory(one, "nursing_home")
    make_inventory(two, "nursing_home")
    assert fact(one, "block_count.nursing_home") == (1, True)
    parts = derived_parts("block_count.nursing_home", one, as_of=DAY)
    assert [part["value"] for part in parts] == ["1", "nursing_home", "nursing_home"]


def test_the_walks_of_a_block_are_printed_with_whom_they_cover() -> None:
    block = make_block()
    near = make_community(HERE, "near", block=block, in_block=True, lng=118.0, lat=31.0)
    far = make_community(THERE, "far", block=block, in_block=True, lng=118.02, lat=31.0)
    make_households(near, 700)
    make_households(far, 300)
    for number, lng in (("C1", 118.0), ("C2", 118.03)):
        Compound.objects.create(
            code=number, name=number, community=near, households=350, lng=lng, lat=31.0, source=make_source()
        )
    for key in ("school_primary", "school_middle", "nursing_home", "community_hospital"):
        make_facility(near, key, lng=118.001, lat=31.0)
    assert fact(near, "block_households_covered.1000m")[0] == 350
    found = values(derived_parts("block_households_covered.1000m", near, as_of=DAY))
    assert (found["compound C1"], found["compound C2"], found["household_count far"]) == ("350", "0", "0")
    assert found["facility nursing_home 1"] is None
    households = derived_parts("block_households", near, as_of=DAY)
    assert [part["value"] for part in households] == ["700", "300"]


def test_types_beside_the_complex_are_printed_with_their_distance() -> None:
    one = make_community(HERE, build_class=BuildClass.NEW)
    make_facility(one, COMPLEX, lng=118.0, lat=31.0)
    make_facility(one, "canteen", lng=118.0, lat=31.0 + 99.9 / 111_195.08)
    make_facility(one, "barber", lng=118.0, lat=31.0 + 100.02 / 111_195.08)
    make_facility(one, "laundry")
    assert {COMPLEX, "canteen", "barber", "laundry"} <= {COMPLEX, *SERVICES}
    parts = derived_parts("colocated_types.100m", one, as_of=DAY)
    found = {part["name"]: (part["value"], part["note"]) for part in parts}
    assert found["canteen 1"] == ("1", "99.9 m")
    assert found["barber 1"] == ("0", "100.1 m")
    assert found["laundry 1"] == (None, "")


def test_the_pilots_of_a_district_are_named_and_how_many_have_answered() -> None:
    one, two = make_community(HERE, "one"), make_community(THERE, "two")
    make_community("900101001003")
    make_community("900102001001")
    make_answer(one, "pilot_enrolled", 1)
    make_answer(two, "pilot_enrolled", 0)
    pilot, answered = derived_parts("pilots_in_district", one, as_of=DAY)
    assert (pilot["name"], pilot["value"]) == ("one", "1")
    assert (answered["value"], answered["share"]) == (None, "2/3")


def test_an_answer_of_a_community_that_is_no_more_makes_up_for_no_other() -> None:
    one = make_community(HERE)
    make_community(THERE)
    gone = make_community("900101001003", valid_to=DAY.replace(year=2025))
    make_answer(one, "pilot_enrolled", 1)
    make_answer(gone, "pilot_enrolled", 1)
    assert fact(one, "pilots_in_district") == (1, False)


def test_the_card_of_a_community_that_is_no_more_knows_nothing_and_says_that_it_has_changed() -> None:
    one = make_community(HERE)
    make_inventory(one, "nursery")
    done = make_round()
    Community.objects.filter(pk=one.pk).update(valid_to=DAY.replace(year=2025))
    found = scorecard(ALL, done, HERE)
    assert found is not None
    assert card(ALL, found).has_changed


ADDED = ("count", "floor_area", "activity_area", "households", "block_count", "block_households", "pilots_in_district")
MEASURED = ("block_households_covered", "colocated_types")


@pytest.mark.usefixtures("sample_city")
def test_in_the_sample_city_the_rows_under_every_fact_add_up_to_it() -> None:
    """Under every twelfth community; under each of them below, by ``make bench``."""
    add_up_in_every(12)


@pytest.mark.bench
@pytest.mark.usefixtures("sample_city")
def test_in_every_community_of_the_sample_city_they_add_up() -> None:
    add_up_in_every(1)


def add_up_in_every(step: int) -> None:
    done: Round = assess(by=None, scope=ALL, division=None, day=SAMPLE_DAY, as_of=SAMPLE_DAY)
    rules = [rule_named(code) for code in done.rules]
    asked = [rule for rule in rules if any(fact_kind(name).stem in (*ADDED, *MEASURED) for name in rule.inputs())]
    for one in list(scorecards(ALL, done))[::step]:
        for rule in asked:
            _, trace = trace_of(ALL, one, rule)
            wrong = [name for name, found in trace["facts"].items() if not _adds_up(name, found)]
            assert wrong == [], (one.code, rule.code)


def _adds_up(name: str, found: FactTrace) -> bool:
    rows = [part for part in found["parts"] if not (part["id"] or "").startswith("inventory")]
    if fact_kind(name).stem not in (*ADDED, *MEASURED) or found["value"] is None:
        return True
    return sum(Decimal(part["value"]) for part in rows if part["value"] is not None) == Decimal(found["value"])
