"""A city from its facts to a plan that is promised: what each step takes, and how good the plan is.

CITY=2000 committees of the invented nation, as one city, with PREMISES=2 for each, drawn; works are priced. Three years with
money for a part of what could be closed.
"""

import os
import random
import time
from datetime import date
from decimal import Decimal
from typing import Final

import pytest

from assessments.models import Price
from assessments.remedies.needs import work_items
from assessments.remedies.wishes import Wishes
from assessments.services.planning.making import Made, make
from communities.models import Community, Source
from communities.scope import EVERYWHERE, AreaScope
from facilities.models import Premises
from tests.bench.nation_base import nation
from tests.bench.nation_rounds import Rounds
from tests.bench.nation_table import Told
from tests.factories import make_source, make_user

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]
CITY: Final = int(os.environ.get("CITY", "2000"))
PREMISES: Final = int(os.environ.get("PREMISES", "2"))
SECONDS: Final = float(os.environ.get("SECONDS", "30"))
DAY: Final = date(2026, 11, 29)
_OFFERS: Final = (["sale"], ["lease"], ["sale", "lease"], ["swap"], ["retrofit"], ["build"])


def test_a_plan_of_a_city() -> None:
    told = Told("city plan", {"communities": CITY})
    with nation(CITY):
        rounds = Rounds()
        rounds.ensure()
        _stock()
        marks: list[tuple[str, float]] = []

        def tell(stage: str, done: int, total: int) -> None:
            if not marks or marks[-1][0] != stage:
                marks.append((stage, time.perf_counter()))

        yuan = CITY * 400_000
        began = time.perf_counter()
        asked, everywhere = Wishes((yuan,) * 3, 2027, sharing=1, joint=2), AreaScope.everywhere()
        made = make(everywhere, rounds.one, EVERYWHERE, asked, on=DAY, tell=tell, stop=lambda: False, seconds=SECONDS)
        ends = [at for _, at in marks[1:]] + [time.perf_counter()]
        told.about["seconds"] = {stage: end - at for (stage, at), end in zip(marks, ends, strict=True)}
        told.about |= {"all": time.perf_counter() - began, **_size(made)}
    assert made.broken == ()
    print(told.about)  # noqa: T201  # a benchmark tells
    told.tell()


def _size(made: Made) -> dict[str, object]:
    return {
        "lacks": len(made.found.lacks), "measures": len(made.found.measures), "taken": len(made.taken), "gap": made.plan.gap,
        "closed": len(made.plan.closed), "closable": len(made.arithmetic.gaps),
    }  # fmt: skip


def _stock() -> None:
    """Premises of every kind beside the committees' points, and a price for all works."""
    draw, source, made = random.Random(1), make_source("stock", provenance="synthetic"), []  # noqa: S311  # no secret
    for community in Community.objects.exclude(lng=None).only("pk", "code", "lng", "lat"):
        made += [_premises(draw, community, number, source) for number in range(PREMISES)]
    Premises.objects.bulk_create(made, batch_size=2_000)
    keeper = make_user("keeper")
    price = {
        "remedy": "works",
        "low": Decimal(30_000),
        "high": Decimal(90_000),
        "since": DAY,
        "source": "x",
        "entered_by": keeper,
    }
    for item in work_items():
        Price.objects.create(item=item, **price)


def _premises(draw: random.Random, community: Community, number: int, source: Source) -> Premises:
    offers = draw.choice(_OFFERS)
    is_land, area = offers == ["build"], Decimal(draw.randrange(30, 1_500))
    return Premises(
        code=f"{community.code}-{number}", name="示例", community=community, kind="land" if is_land else "room", offers=offers,
        source=source, ownership=draw.choice(["public", "private"]), storey=1, lng=community.lng, lat=community.lat,
        floor_area=None if is_land else area, site_area=area if is_land else None, lease_until=date(2040, 1, 1),
    )  # fmt: skip
