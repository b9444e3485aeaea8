"""Largest figures, places, site areas and distances: lower bounds that are whole only where everything is known."""

from decimal import Decimal
from typing import Any

import pytest

from assessments.facts import derived_parts, parts_of, read_facts
from communities.models import Band, Community, Compound, PopulationBand
from communities.scope import AreaScope
from facilities.models import Facility, ServedCommunity
from tests.factories import make_community, make_facility, make_households, make_inventory, make_source
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
CODES = ("900101001001", "900101001002", "900101001003")
NAMES = (
    "capacity.nursery", "site_area.nursery", "largest_floor_area.nursery", "largest_site_area.nursery",
    "households_within.nursery.300m", "neighbour_count.nursery.300m",
)  # fmt: skip
NEAR: dict[str, Any] = {"lng": 118.0, "lat": 31.0}
FAR: dict[str, Any] = {"lng": 118.1, "lat": 31.0}


def facts(community: Community, under: str | None = None) -> dict[str, tuple[int, bool]]:
    """Name -> (value, is it the whole truth), read for one community alone unless ``under`` says where."""
    found = read_facts(ALL, under=community.path if under is None else under, as_of=DAY, names=NAMES).facts
    row = list(found.codes).index(community.code)
    return {name: (int(found.column(name).value[row]), bool(found.column(name).known[row])) for name in NAMES}


def shared(*communities: Community, **fields: object) -> Facility:
    facility = make_facility(communities[0], "nursery", **fields)
    for each in communities:
        ServedCommunity.objects.create(facility=facility, community=each)
    return facility


@pytest.fixture
def three() -> list[Community]:
    made = [make_community(code, **NEAR) for code in CODES]
    for each in made:
        make_households(each, 1000)
        make_inventory(each, "nursery")
    return made


def test_a_shared_facility_counts_once_wherever_it_is_read_from(three: list[Community]) -> None:
    shared(*three, capacity=90, site_area=Decimal("300"), floor_area=Decimal("600"), **NEAR)
    expected = {
        "capacity.nursery": (30, True),
        "site_area.nursery": (10_000, True),
        "largest_floor_area.nursery": (60_000, True),
        "largest_site_area.nursery": (30_000, True),
        "households_within.nursery.300m": (1000, True),
        "neighbour_count.nursery.300m": (1, True),
    }
    for community in three:
        assert facts(community) == facts(community, "") == expected


def test_half_a_place_is_neither_there_nor_not_there(three: list[Community]) -> None:
    shared(*three[:2], capacity=9)
    assert facts(three[0])["capacity.nursery"] == (4, False)


def test_a_figure_that_is_not_filled_in_leaves_a_lower_bound(three: list[Community]) -> None:
    make_facility(three[0], "nursery", capacity=10, floor_area=Decimal("200"), site_area=Decimal("50"), **NEAR)
    make_facility(three[0], "nursery", **NEAR)
    found = facts(three[0])
    assert found["capacity.nursery"] == (10, False)
    assert found["largest_floor_area.nursery"] == (20_000, False)
    assert found["site_area.nursery"] == (5_000, False)


def test_an_open_list_is_a_lower_bound(three: list[Community]) -> None:
    make_facility(three[0], "nursery", capacity=10, floor_area=Decimal("200"), site_area=Decimal("50"), **NEAR)
    three[0].inventories.all().delete()
    assert not any(known for _, known in facts(three[0]).values())


def test_an_empty_complete_list_is_nothing_at_all(three: list[Community]) -> None:
    assert set(facts(three[0]).values()) == {(0, True)}


def compound(community: Community, households: int | None, **point: float) -> Compound:
    code = f"C{Compound.objects.count()}"
    given = {"code": code, "name": code, "households": households, "source": make_source(), **point}
    return Compound.objects.create(community=community, **given)


def test_what_nobody_has_counted_lives_nowhere_known(three: list[Community]) -> None:
    make_facility(three[0], "nursery", **NEAR)
    compound(three[0], 500, **NEAR)
    far = compound(three[0], 500, **FAR)
    name = "households_within.nursery.300m"
    assert facts(three[0])[name] == (500, True)
    Compound.objects.filter(pk=far.pk).update(households=None)
    assert facts(three[0])[name] == (500, False)
    Compound.objects.filter(pk=far.pk).update(households=500, lng=None, lat=None)
    assert facts(three[0])[name] == (500, False)
    far.delete()
    assert facts(three[0])[name] == (500, False)


def test_compounds_that_hold_more_than_the_community_say_nothing(three: list[Community]) -> None:
    make_facility(three[0], "nursery", **NEAR)
    compound(three[0], 1001, **NEAR)
    assert facts(three[0])["households_within.nursery.300m"] == (0, False)


def test_a_neighbours_facility_counts_only_near_enough_and_by_agreement(three: list[Community]) -> None:
    away = shared(three[1], three[0], **FAR)
    make_facility(three[2], "nursery", **NEAR)
    name = "neighbour_count.nursery.300m"
    assert facts(three[0])[name] == (0, True)
    Facility.objects.filter(pk=away.pk).update(**NEAR)
    assert facts(three[0])[name] == (1, True)
    Facility.objects.filter(pk=away.pk).update(lng=None, lat=None)
    assert facts(three[0])[name] == (0, False)


def test_the_parts_of_a_trace_add_up_to_the_fact(three: list[Community]) -> None:
    shared(*three, capacity=90, site_area=Decimal("300"), floor_area=Decimal("600"), **NEAR)
    make_facility(three[0], "nursery", capacity=5, site_area=Decimal("9.50"), floor_area=Decimal("20"), **NEAR)
    parts = parts_of(three[0], as_of=DAY)
    for name, (value, _) in facts(three[0]).items():
        found = derived_parts(name, three[0], as_of=DAY) or parts[name]
        rows = [part for part in found if part["value"] is not None and not part["id"].startswith("inventory")]
        scale = 100 if "area" in name else 1
        assert sum(Decimal(str(part["value"])) * scale for part in rows) == value, name


def test_the_population_is_named_with_its_source() -> None:
    community = make_community()
    PopulationBand.objects.create(community=community, band=Band.TOTAL, residents=3000, counted_on=DAY, source=make_source())
    (part,) = parts_of(community, as_of=DAY)["population"]
    assert (part["value"], part["source"], part["date"]) == ("3000", "register", DAY.isoformat())
