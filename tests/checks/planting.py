"""One seeded fault for every check: how to plant it in a community, and how to take it away again.

A planting returns what undoes it. ``world`` (conftest.py) is a community with nothing wrong; a new check without an entry
here fails test_seeded.py.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import shapely

from communities.models import Community, Compound, Division, DivisionCount, HouseholdCount, PopulationBand
from communities.survey_items import SURVEY_ITEMS, parse_answer
from tests.factories import make_answer, make_community, make_facility, make_households, make_inventory, make_source
from tests.factories.communities import DAY

Undo = Callable[[], object]
Planting = Callable[[Community], Undo]
LATER = DAY + timedelta(days=1)
EARLIER = DAY - timedelta(days=400)
LNG, LAT = 116.30, 39.95
"""The middle of the world's community: its boundary reaches 0.01 degrees (about 1 km) to every side."""


def square(lng: float = LNG, lat: float = LAT, half: float = 0.01) -> bytes:
    return bytes(shapely.to_wkb(shapely.box(lng - half, lat - half, lng + half, lat + half)))


def make_band(community: Community, band: str, residents: int, *, counted_on: date = DAY, **fields: Any) -> PopulationBand:
    given = {"source": make_source(), **fields}
    return PopulationBand.objects.create(
        community=community, band=band, residents=residents, counted_on=counted_on, **given
    )  # fmt: skip


def make_compound(community: Community, code: str = "C1", **fields: Any) -> Compound:
    given = {"name": f"小区{code}", "source": make_source(), **fields}
    return Compound.objects.create(community=community, code=f"{community.code}-{code}", **given)


def answered(community: Community, **answers: str) -> Undo:
    """Answers as a clerk writes them."""
    made = [make_answer(community, item, parse_answer(SURVEY_ITEMS[item], text)) for item, text in answers.items()]
    return lambda: [one.delete() for one in made]


def gone(*rows: Any) -> Undo:
    return lambda: [row.delete() for row in rows]


def changed(row: Any, **fields: Any) -> Undo:
    """Fields of a row that is there already, put back afterwards."""
    before = {name: getattr(row, name) for name in fields}
    type(row)._default_manager.filter(pk=row.pk).update(**fields)
    return lambda: type(row)._default_manager.filter(pk=row.pk).update(**before)


def facility(facility_type: str = "nursery", **fields: Any) -> Planting:
    return lambda community: gone(make_facility(community, facility_type, **fields))


def closed_but_serving(community: Community) -> Undo:
    one = make_facility(community, "canteen", opened_on=EARLIER, closed_on=DAY)
    one.served.create(community=community)
    return gone(make_inventory(community, "canteen"), one)


def managed_without_site(community: Community) -> Undo:
    said, declared = answered(community, ebike_fire_safety="是"), make_inventory(community, "ebike_site")
    return lambda: (said(), declared.delete())


def against_register(facility_type: str, **answer: str) -> Planting:
    def plant(community: Community) -> Undo:
        said, one = answered(community, **answer), make_facility(community, facility_type)
        return lambda: (said(), one.delete())

    return plant


def heated_without_heating(community: Community) -> Undo:
    said, put_back = answered(community, heating="缺损"), changed(community, central_heating=False)
    return lambda: (said(), put_back())


def far_from_middle(community: Community) -> Undo:
    """Three neighbours about the point the community had, and the community itself swapped to the far north."""
    near = [
        make_community(f"{community.code[:9]}{number:03d}", lng=LNG + number / 10_000, lat=LAT) for number in (91, 92, 93, 94)
    ]
    put_back = changed(community, lng=LNG, lat=LAT + 1, boundary=None)
    return lambda: (put_back(), [each.delete() for each in near])


def same_name(community: Community) -> Undo:
    return gone(make_facility(community, "canteen", name="幸福 食堂A"), make_facility(community, "canteen", name="幸福食堂ａ"))


def same_place(community: Community) -> Undo:
    here = {"lng": LNG, "lat": LAT}
    there = {"lng": LNG, "lat": LAT + 0.0001}  # 11 m
    return gone(
        make_facility(community, "nursery", name="甲", **here), make_facility(community, "nursery", name="乙", **there)
    )  # fmt: skip


def without_figure(**fields: Any) -> Planting:
    def plant(community: Community) -> Undo:
        return gone(make_facility(community, "service_complex", **fields), make_inventory(community, "service_complex"))

    return plant


def crowded_compounds(community: Community) -> Undo:
    return gone(make_compound(community, "C1", households=600), make_compound(community, "C2", households=401))


def not_serving_own(community: Community) -> Undo:
    other = make_community(f"{community.code[:9]}090")
    one = make_facility(community, "canteen")
    one.served.create(community=other)
    return gone(one, other)


def make_count(community: Community, what: str, number: int, **fields: Any) -> DivisionCount:
    """A census of the county of a community, two years before the tests' day; made the first time."""
    key = {"division": county(community), "what": what, "counted_on": DAY.replace(year=DAY.year - 2)}
    return DivisionCount.objects.get_or_create(**key, defaults={"source": make_source(), "number": number, **fields})[0]


def county(community: Community) -> Division:
    return Division.objects.get(path=community.path.rsplit("/", 3)[0] + "/")


def above_census(community: Community) -> Undo:
    unname, forget = changed(county(community), name_en="District"), gone(make_count(community, "family_households", 666))
    return lambda: (forget(), unname())


def fenced(half: float) -> Planting:
    """A boundary of the county about the middle of the world's community."""

    def plant(community: Community) -> Undo:
        box = {"west": LNG - half, "south": LAT - half, "east": LNG + half, "north": LAT + half}
        return changed(county(community), boundary=square(half=half), boundary_source=make_source(), **box)

    return plant


def beyond_fence(planting: Planting) -> Planting:
    """Something within the community's boundary, and 600 m beyond that of its county."""

    def plant(community: Community) -> Undo:
        unfence, undo = fenced(0.004)(community), planting(community)
        return lambda: (undo(), unfence())

    return plant


def households(community: Community) -> HouseholdCount:
    return community.household_counts.get()


def total(community: Community) -> PopulationBand:
    return community.population_bands.get(band="total")


PLANTINGS: dict[str, Planting] = {
    "DATA-DAY-01": facility(opened_on=LATER),
    "DATA-DAY-02": closed_but_serving,
    "DATA-DAY-03": lambda community: gone(make_households(community, counted_on=LATER)),
    "DATA-DAY-04": lambda community: gone(make_band(community, "total", 2500, counted_on=LATER)),
    "DATA-DAY-05": lambda community: gone(make_answer(community, "roads", 2, answered_on=LATER)),
    "DATA-DAY-06": lambda community: gone(make_inventory(community, "laundry", complete_on=LATER)),
    "DATA-POP-01": lambda community: changed(households(community), households=99),
    "DATA-POP-02": lambda community: changed(community.population_bands.get(band="3-6"), residents=2400),
    "DATA-POP-03": lambda community: gone(make_band(community, "65+", 401)),
    "DATA-POP-04": crowded_compounds,
    "DATA-POP-05": above_census,
    "DATA-ARE-01": facility("service_complex", floor_area="20000.01", activity_area=1),
    "DATA-ARE-02": facility(floor_area=0),
    "DATA-ARE-03": facility(site_area=0),
    "DATA-ARE-04": facility(capacity=0),
    "DATA-ARE-05": facility(floor_area="59.99", capacity=60),
    "DATA-ARE-06": facility(floor_area="12000.01", capacity=60),
    "DATA-ARE-07": facility(floor_area="2000.01", site_area=100),
    "DATA-ARE-08": facility(floor_area="50000.01"),
    "DATA-ARE-09": lambda community: answered(community, coverage_complete="11", coverage_all="10"),
    "DATA-ANS-01": managed_without_site,
    "DATA-ANS-02": against_register("ebike_site", ebike_site_possible="否"),
    "DATA-ANS-03": against_register("parking", parking="缺失"),
    "DATA-ANS-04": against_register("ev_charger", ev_charging="缺失"),
    "DATA-ANS-05": heated_without_heating,
    "DATA-ANS-06": lambda community: answered(community, consulted_size_change="是", arose_size_change="否"),
    "DATA-ANS-07": lambda community: answered(community, consulted_facilities="是", arose_facilities="否"),
    "DATA-GEO-01": lambda community: changed(community, lng=LNG + 0.011),
    "DATA-GEO-02": facility(lng=LNG, lat=LAT + 0.012),
    "DATA-GEO-03": lambda community: gone(make_compound(community, lng=LNG - 0.02, lat=LAT)),
    "DATA-GEO-04": facility(lng=LNG + 0.06, lat=LAT),
    "DATA-GEO-05": lambda community: gone(make_compound(community, lng=LNG, lat=LAT - 0.05)),
    "DATA-GEO-06": far_from_middle,
    "DATA-GEO-07": beyond_fence(lambda community: changed(community, lat=LAT + 0.0095)),
    "DATA-GEO-08": beyond_fence(facility(lng=LNG, lat=LAT + 0.0095)),
    "DATA-GEO-09": beyond_fence(lambda community: gone(make_compound(community, lng=LNG, lat=LAT - 0.0095))),
    "DATA-DUP-01": same_name,
    "DATA-DUP-02": same_place,
    "DATA-LST-01": without_figure(activity_area=None),
    "DATA-LST-02": without_figure(floor_area=100),
    "DATA-LST-03": not_serving_own,
}

MAY_COME_ALONG = {"DATA-GEO-04": {"DATA-GEO-02"}, "DATA-GEO-05": {"DATA-GEO-03"}, "DATA-LST-01": {"DATA-LST-02"}}
"""Faults that a planting cannot help making too: what is far away is outside the boundary."""
