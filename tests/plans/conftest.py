"""A small country with gaps that can be closed, and plans of it done on the spot."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from assessments.models import RemedyPlan, Round
from assessments.remedies.wishes import Wishes
from assessments.services.planning.ordering import order_plan
from assessments.services.planning.working import work
from communities.models import BuildClass, Community
from communities.requests import work_scope_of
from tests.factories import Territory, make_premises, make_round

Planned = Callable[..., RemedyPlan]
WISHES = Wishes((3_000_000, 3_000_000), 2027)
"""Enough for some of the four communities of the city."""


@pytest.fixture
def judged(territory: Territory) -> Round:
    """The four communities of the city lack a kindergarten, and one premises of it could take one."""
    Community.objects.update(build_class=BuildClass.EXISTING)
    own = territory.own[0]
    make_premises(own, code="P-1", name="闲置小学", floor_area="3200.00", ownership="public", offers=["retrofit", "lease"],
                  lease_until="2040-01-01", annual_rent="100000.00", lng=116.0, lat=40.0)  # fmt: skip
    return make_round(territory.city)


@pytest.fixture
def plan(judged: Round, territory: Territory, planner: User) -> RemedyPlan:
    """A finished plan of the city."""
    return finished(planner, judged)


def ordered(by: User, one: Round, wishes: Wishes = WISHES, **said: Any) -> RemedyPlan:
    """A plan of the place of the round that waits for a worker."""
    scope = work_scope_of(by, "plan.create")
    return order_plan(by=by, scope=scope, round=one, wishes=wishes, **{"division": one.division, "name": "补短板方案", **said})


def finished(by: User, one: Round, wishes: Wishes = WISHES, **said: Any) -> RemedyPlan:
    made = ordered(by, one, wishes, **said)
    work(made.pk)
    made.refresh_from_db()
    return made
