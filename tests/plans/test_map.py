"""Communities where they lie: who fares better, who is complete, and those of whom nobody knows where they are."""

import pytest

from assessments.models import PromisedCard, RemedyPlan
from assessments.views.plans.map import EDGE, HEIGHT, MOST, WIDTH, maps_of
from communities.models import Community
from communities.scope import AreaScope
from tests.factories import Territory, make_round
from tests.factories.plans import TOLD, line_row, plan_row

ALL = AreaScope.everywhere()


@pytest.fixture
def plan(territory: Territory) -> RemedyPlan:
    """Of three communities, one of them without a point."""
    made = plan_row(make_round(territory.city), territory.city, told={**TOLD, "communities": 3})
    for at, community in enumerate(territory.own[:3]):
        point = (None, None) if at == 2 else (118.0 + at / 100, 31.0 + at / 100)
        Community.objects.filter(pk=community.pk).update(lng=point[0], lat=point[1])
        line_row(made, community, position=at + 1)
    PromisedCard.objects.filter(code=territory.own[1].code).update(gaps_after=0, unknown_after=0)
    return made


def test_today_and_the_plan_are_drawn_alike(plan: RemedyPlan) -> None:
    today, with_it = maps_of(ALL, [plan])
    assert [dot.kind for dot in today.dots] == ["same", "same"]
    assert [dot.kind for dot in with_it.dots] == ["better", "complete"]
    assert [(dot.x, dot.y) for dot in today.dots] == [(dot.x, dot.y) for dot in with_it.dots]
    assert "1" in today.note


def test_all_lie_on_it_and_north_is_up(plan: RemedyPlan) -> None:
    south, north = maps_of(ALL, [plan])[0].dots
    assert float(south.y) > float(north.y)
    assert float(south.x) < float(north.x)
    for dot in (south, north):
        assert EDGE <= float(dot.x) <= WIDTH - EDGE
        assert EDGE <= float(dot.y) <= HEIGHT - EDGE


def test_the_more_gaps_the_larger(plan: RemedyPlan) -> None:
    today, with_it = maps_of(ALL, [plan])
    assert float(today.dots[1].r) > float(with_it.dots[1].r)


def test_none_of_too_many_or_of_nobody_knows_where(plan: RemedyPlan) -> None:
    Community.objects.update(lng=None, lat=None)
    assert maps_of(ALL, [plan]) == []
    plan.told = {**TOLD, "communities": MOST + 1}
    assert maps_of(ALL, [plan]) == []
