"""A town drawn from a seed: shared facilities, closed ones, what has no point, compounds that do not add up, blocks."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assessments.facts.blocks import BLOCK_TYPES
from assessments.facts.colocation import COMPLEX, SERVICES
from communities.models import Community, Compound
from facilities.models import ServedCommunity
from tests.factories import make_block, make_community, make_facility, make_households, make_inventory, make_source
from tests.factories.communities import DAY

TYPES = (COMPLEX, *SERVICES[:5], *BLOCK_TYPES)
_COMMUNITIES, _FACILITIES = 10, 90
_TOMORROW = DAY + timedelta(days=1)
_METRE = 1 / 111_195
"""A metre to the north in degrees, nearly: points on a grid of 100 m lie about the very radii that are asked for."""


class Draw(random.Random):
    """``is_careful``: in every second town all lists are whole, all points known and all households counted."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.is_careful = seed % 2 == 1

    def fails(self, chance: float) -> bool:
        return self.random() < chance and not self.is_careful


def make_random_town(seed: int) -> list[Community]:
    draw = Draw(seed)
    blocks = [make_block(f"B{number}") for number in range(2)]
    made = [_community(draw, number, draw.choice([None, *blocks])) for number in range(_COMMUNITIES)]
    for community in made:
        _living(draw, community)
        for key in dict.fromkeys((*TYPES, *SERVICES)):
            if not draw.fails(0.15):
                withdrawn = DAY if draw.fails(0.05) else None
                make_inventory(community, key, withdrawn_on=withdrawn, complete_on=date(2026, 1, 1), source=_source(draw))
    for _ in range(_FACILITIES):
        _facility(draw, made)
    return made


def _source(draw: Draw) -> Any:
    label = draw.choices(["recorded", "sample", "synthetic"], [60, 1, 1])[0]
    return make_source(label, provenance=label)


def _point(draw: Draw) -> dict[str, Any]:
    if draw.fails(0.03):
        return {"lng": None, "lat": None}
    return {"lng": 118.0 + draw.choice([0, 0, 0.0005, draw.random() / 100]), "lat": 31.0 + draw.randrange(12) * 100 * _METRE}


def _community(draw: Draw, number: int, block: Any) -> Community:
    ended = DAY - timedelta(days=draw.choice([-5, 5])) if draw.random() < 0.1 else None
    return make_community(
        f"9001010010{number + 10}", build_class=draw.choice(["new", "existing", "unknown"]), block=block,
        in_block=block is not None or None, valid_to=ended, source=_source(draw), **_point(draw),
    )  # fmt: skip


def _living(draw: Draw, community: Community) -> None:
    households = draw.choice([0, 7, 100, 333])
    if not draw.fails(0.1):
        make_households(community, 5, counted_on=date(2025, 1, 1))
        make_households(community, households, counted_on=date(2026, 1, 1), source=_source(draw))
        make_households(community, 9, counted_on=_TOMORROW)
    many = draw.choice([0, 0, 1, 3])
    for place in range(many):
        lives = (
            draw.choice([None, 400])
            if draw.fails(0.1)
            else households // many
            if place
            else households - households // many * (many - 1)
        )
        code = f"C{community.pk}-{place}"
        Compound.objects.create(
            code=code, name=code, community=community, households=lives, source=_source(draw), **_point(draw)
        )


def _facility(draw: Draw, communities: list[Community]) -> None:
    floor = draw.choice([None, Decimal(draw.randrange(1, 99_999)) / 100, Decimal("600.01"), Decimal("99999999.99")])
    opened, closed = draw.choice([(None, None)] * 12 + [(DAY, None), (_TOMORROW, None), (None, DAY), (None, _TOMORROW)])
    made = make_facility(
        draw.choice([*communities, None]), draw.choice(TYPES), floor_area=floor, activity_area=floor and floor / 2,
        site_area=draw.choice([None, Decimal("50"), floor]), capacity=draw.choice([None, 0, 9, 100]),
        opened_on=opened, closed_on=closed, source=_source(draw), **_point(draw),
    )  # fmt: skip
    if draw.random() < 0.3:
        for community in draw.sample(communities, draw.choice([1, 2, 4])):
            ServedCommunity.objects.create(facility=made, community=community)
