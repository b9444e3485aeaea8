"""The small country of the permission tests with every kind in every community; what lies outside names itself."""

from decimal import Decimal

import shapely

from communities.models import Community, Compound, Division, DivisionCount, PopulationBand
from facilities.models import ServedCommunity
from tests.factories import Territory, make_answer, make_block, make_facility, make_households, make_premises, make_source
from tests.factories.communities import DAY

CANARY = "CANARY"
BOX = shapely.box(116.3, 40.0, 116.31, 40.01)
BOUNDS = dict(zip(("west", "south", "east", "north"), BOX.bounds, strict=True))


def settle(territory: Territory) -> None:
    """Names, remarks and codes of everything outside the planner's city carry the canary and the community's own code."""
    block = make_block("B-1", "一号街区")
    for community in (*territory.own, territory.near, territory.far):
        mark = "own" if community in territory.own else f"{CANARY}-{community.code}"
        make_all(community, mark)
        Community.objects.filter(pk=community.pk).update(block=block, in_block=True)
    shared = make_facility(territory.own[0], "canteen", code="shared", name="shared canteen")
    for community in (territory.own[0], territory.near):
        ServedCommunity.objects.create(facility=shared, community=community)
    for division in Division.objects.filter(level="district"):
        DivisionCount.objects.create(division=division, counted_on=DAY, what="population", number=99, source=make_source())
        box = {"boundary": shapely.to_wkb(BOX), **BOUNDS, "boundary_source": make_source()}
        Division.objects.filter(pk=division.pk).update(**box)
    for code in ("900200000000", "910000000000"):
        Division.objects.filter(code=code).update(name=f"{CANARY}-{code}")


def make_all(community: Community, mark: str) -> None:
    """One row of every kind, beside what the community has already."""
    name = f"{mark} {community.code}"
    place = {"lng": 116.3, "lat": 40.0}
    Community.objects.filter(pk=community.pk).update(name=name, boundary=shapely.to_wkb(BOX), **BOUNDS, **place)
    source = make_source()
    Compound.objects.create(code=f"C-{name}", name=name, community=community, source=source, **place)
    PopulationBand.objects.create(community=community, counted_on=DAY, band="total", residents=77, source=source)
    make_households(community, 5, counted_on=DAY.replace(year=2025))
    make_facility(community, code=f"F-{name}", name=name, evidence=name, floor_area=Decimal("10.10"), lng=116.3, lat=40.0)
    make_premises(community, code=f"P-{name}", name=name, **place)
    make_answer(community, "water_supply", 2, evidence=name, note=name)
