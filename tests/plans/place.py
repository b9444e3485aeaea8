"""A place drawn from a seed whose gaps can be planned: two districts, premises of every kind, lists that are complete."""

import random
from decimal import Decimal
from typing import Any, Final

from accounts.models import User
from assessments.models import Price
from communities.models import BuildClass, Community
from tests.factories import (
    make_answer,
    make_community,
    make_facility,
    make_households,
    make_inventory,
    make_premises,
    make_source,
    make_user,
)  # fmt: skip
from tests.factories.communities import DAY

TYPES: Final = (
    "service_complex", "kindergarten", "nursery", "elderly_station", "health_station", "canteen", "convenience_store",
    "pharmacy", "repair", "green",
)  # fmt: skip
KEEPER: Final = "price-keeper"
WORKS: Final = ("drainage", "barrier_free", "sponge_city")
_DEGREE: Final = 1 / 111_195
_OFFERS: Final[tuple[list[str], ...]] = (["sale"], ["lease"], ["sale", "lease"], ["retrofit"], ["swap"], ["swap", "lease"], [])


def make_place(seed: int) -> list[Community]:
    """Five communities, some of whom share a facility, some new-built, some without a count of households."""
    draw = random.Random(seed)  # noqa: S311  # a town, no secret
    made = [_community(draw, f"90010{1 + at % 2}001{at:03d}", at) for at in range(1, 6)]
    for number in range(draw.randrange(4, 10)):
        _premises(draw, draw.choice(made), number)
    for item in WORKS:
        make_price(remedy="works", item=item, low=Decimal(20_000), high=Decimal(60_000))
    make_price(remedy="works", item="green", low=Decimal(100_000), high=Decimal(100_000))
    return made


def make_price(**fields: Any) -> Price:
    """A line of the price book that holds everywhere."""
    keeper = User.objects.filter(username=KEEPER).first() or make_user(KEEPER)
    return Price.objects.create(**{"facility_type": "", "since": DAY, "source": "示例", "entered_by": keeper, **fields})


def _community(draw: random.Random, code: str, at: int) -> Community:
    kind = draw.choices([BuildClass.EXISTING, BuildClass.NEW, BuildClass.UNKNOWN], [8, 2, 1])[0]
    made = make_community(
        code, build_class=kind, lng=118.0, lat=31.0 + at * draw.choice([150, 280, 600]) * _DEGREE,
        source=make_source(draw.choice(["register", "sample"]), provenance="recorded"),
    )  # fmt: skip
    if draw.random() < 0.9:
        make_households(made, draw.randrange(300, 3_000))
    for key in TYPES:
        if draw.random() < 0.9:
            make_inventory(made, key)
        if draw.random() < (0.8 if key == TYPES[0] else 0.4):
            floor = draw.choice([None, Decimal(draw.randrange(10, 900))])
            activity = None if floor is None else (floor * draw.randrange(30, 90) / 100).quantize(Decimal("0.01"))
            tenure = draw.choice(["public", "public", "public", "unknown"])
            make_facility(made, key, floor_area=floor, activity_area=activity, tenure=tenure, lng=118.0, lat=made.lat)
    for item in WORKS:
        if draw.random() < 0.7:
            make_answer(made, item, draw.randrange(2))
    return made


def _premises(draw: random.Random, community: Community, number: int) -> None:
    kind = draw.choice(["room", "room", "building", "land"])
    offers = ["build"] if kind == "land" else draw.choice(_OFFERS)
    area, site = (None, Decimal(draw.randrange(100, 3_000))) if kind == "land" else (Decimal(draw.randrange(20, 1_500)), None)
    make_premises(
        community, code=f"P{number:03d}", kind=kind, offers=offers, floor_area=area, site_area=site,
        ownership=draw.choice(["public", "private", "unknown"]), storey=draw.choice([1, 1, 2, None]),
        price=draw.choice([None, Decimal(draw.randrange(200_000, 5_000_000))]),
        annual_rent=draw.choice([None, Decimal(draw.randrange(5_000, 200_000))]),
        lease_until="2035-01-01" if "lease" in offers else None,
        lng=118.0, lat=(community.lat or 31.0) + draw.randrange(-300, 300) * _DEGREE,
    )  # fmt: skip
