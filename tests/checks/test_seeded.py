"""Every check finds the fault that is planted for it, finds it no longer once it is gone, and finds nothing in the unknown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.checks.area import Area
from assessments.checks.book import all_checks, check_named
from assessments.checks.model import Check, Fault
from communities.models import Community
from communities.words import LANGS
from tests.checks.conftest import EVERYWHERE, codes, found, settle
from tests.checks.planting import LAT, LATER, LNG, MAY_COME_ALONG, PLANTINGS, changed, make_count, square
from tests.factories import make_answer, make_community, make_facility, make_inventory, make_source
from tests.factories.communities import DAY

CHECKS = [check.code for check in all_checks()]


def test_every_check_has_a_planting_and_no_planting_is_left_over() -> None:
    assert sorted(PLANTINGS) == sorted(CHECKS)


def test_nothing_is_wrong_with_the_world(world: Community) -> None:
    assert found() == []


@pytest.mark.parametrize("code", CHECKS)
def test_a_planted_fault_is_found_and_told_until_it_is_mended(code: str, world: Community) -> None:
    undo = PLANTINGS[code](world)
    struck = {fault.check.code: fault for fault in reversed(found())}
    assert code in struck
    assert struck.keys() - {code} <= MAY_COME_ALONG.get(code, set())
    says_where_and_what(struck[code], world)
    undo()
    assert found() == []


def says_where_and_what(fault: Fault, world: Community) -> None:
    """In both languages."""
    assert fault.place.code == world.code
    for lang in LANGS:
        text = fault.text.of(lang)
        assert text
        assert not re.search(r"[{}]|None|—", text), text
    assert not re.search(r"[\u4e00-\u9fff]", fault.text.en.replace("小区C1", "")), fault.text.en


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_looks_with_the_same_few_queries_whatever_there_is(code: str, world: Community) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(check.kind.found(Area(EVERYWHERE, DAY)))
        assert all(query["sql"].startswith(("SELECT", "DECLARE", "FETCH", "CLOSE")) for query in queries.captured_queries)
        return len(queries)

    check = check_named(code)
    none = asked()
    PLANTINGS[code](world)
    one = asked()
    for number in range(2, 7):
        PLANTINGS[code](settle(f"90010100{number}001"))
    assert asked() == one
    assert none <= one <= 3


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.code)
def test_every_text_is_there_and_ends_as_a_sentence(check: Check) -> None:
    for words in (check.looks_for, check.advice, check.says):
        assert words.zh.endswith("。")
        assert words.en.endswith(".")
    assert not check.name.zh.endswith("。")


def test_the_unknown_is_no_fault(db: None) -> None:
    """A community of which nothing is known but that it is there, with facilities of which nothing is known either."""
    bare = make_community("900101001001")
    for facility_type in ("service_complex", "nursery", "ebike_site", "parking"):
        make_facility(bare, facility_type, name="")
    make_answer(bare, "ebike_fire_safety", 1)
    make_answer(bare, "heating", 0)
    make_inventory(bare, "pharmacy")
    assert found() == []


@pytest.mark.parametrize(
    ("households", "residents", "strikes"),
    [(1000, 1000, False), (1000, 6000, False), (1000, 999, True), (1000, 6001, True), (0, 0, False), (0, 1, True)],
)
def test_a_bound_itself_is_fine(households: int, residents: int, *, strikes: bool, world: Community) -> None:
    world.household_counts.update(households=households)
    world.population_bands.filter(band="total").update(residents=residents)
    world.population_bands.exclude(band="total").delete()
    assert ("DATA-POP-01" in codes()) is strikes


def test_a_part_that_is_the_whole_is_fine(world: Community) -> None:
    world.population_bands.filter(band="0-2").update(residents=2010)
    assert found() == []


def test_an_open_list_is_no_contradiction(world: Community) -> None:
    make_answer(world, "ebike_fire_safety", 1)
    assert found() == []


def test_a_neighbour_s_shared_facility_counts_as_there(world: Community) -> None:
    neighbour = settle("900101002001")
    shared = make_facility(neighbour, "ebike_site")
    for community in (world, neighbour):
        shared.served.create(community=community)
    make_answer(world, "ebike_fire_safety", 1)
    make_inventory(world, "ebike_site")
    assert found() == []


def test_what_is_closed_is_no_duplicate_and_is_not_measured(world: Community) -> None:
    make_facility(world, "canteen", name="食堂")
    make_facility(world, "canteen", name="食堂", opened_on="2010-01-01", closed_on="2015-01-01", floor_area=0)
    assert found() == []


def test_three_of_one_name_are_two_faults_against_the_first(world: Community) -> None:
    first, *_ = [make_facility(world, "canteen", name="食堂") for _ in range(3)]
    assert [fault.hit.figures["other"] for fault in found()] == [first.code] * 2


def test_an_abolished_community_is_left_alone(world: Community) -> None:
    PLANTINGS["DATA-POP-01"](world)
    Community.objects.update(valid_to="2020-01-01")
    assert found() == []


def test_figures_of_a_sample_or_synthetic_source_are_labelled(world: Community) -> None:
    PLANTINGS["DATA-POP-01"](world)
    world.household_counts.update(source=make_source("s", provenance="sample"))
    world.population_bands.update(source=make_source("f", provenance="synthetic"))
    assert [fault.labels for fault in found()] == [3]


@pytest.mark.parametrize(("counted", "strikes"), [(1334, False), (1333, True)])
def test_a_census_is_passed_by_more_than_half_of_it(counted: int, *, strikes: bool, world: Community) -> None:
    """Two communities of 1,000: the sum is told once, at the first of the largest, with the labels of both sides."""
    second = settle("900101002001")
    count = make_count(world, "family_households", counted, source=make_source("c", provenance="sample"))
    struck = [fault for fault in found() if fault.check.code == "DATA-POP-05"]
    assert [fault.place.code for fault in struck] == [world.code] * strikes
    if struck:
        assert struck[0].labels == 1
        assert "2 communities with a count hold 2,000 households" in struck[0].text.en
        second.household_counts.update(households=1001)
        assert [fault.place.code for fault in found() if fault.check.code == "DATA-POP-05"] == [second.code]
        assert [fault.place.code for fault in found(under=world.path)] == []
        count.delete()
        assert found() == []


def test_only_a_census_of_the_county_before_the_day_counts(world: Community) -> None:
    make_count(world, "population", 10)
    make_count(world, "one_person_households", 10)
    later = make_count(world, "family_households", 600)
    type(later).objects.filter(pk=later.pk).update(counted_on=LATER)
    assert found() == []
    make_count(world, "family_households", 666)
    assert codes() == {"DATA-POP-05"}


def test_the_smallest_division_with_a_boundary_counts(world: Community) -> None:
    """A sub-district's goes before its county's; a city's serves where they have none; without any nothing is said."""
    far = PLANTINGS["DATA-GEO-07"](world)
    assert codes() == {"DATA-GEO-07"}
    street = changed(
        world.division, boundary=square(half=0.02), boundary_source=make_source(),
        west=LNG - 0.02, south=LAT - 0.02, east=LNG + 0.02, north=LAT + 0.02,
    )  # fmt: skip
    assert found() == []
    street()
    assert codes() == {"DATA-GEO-07"}
    far()
    assert found() == []
