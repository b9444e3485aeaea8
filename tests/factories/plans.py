"""A finished plan as a worker leaves it, put down by hand: nothing is chosen and nothing judged."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan, Round, RoundState
from assessments.remedies.wishes import Wishes
from communities.models import Community
from tests.factories.communities import DAY

RULE = "N48-FAC-04"
LINE = {
    "remedy": "purchase", "facility_type": "", "item": "", "unit": "m2", "low": "4000", "high": "5500",
    "source": ["示例", "example"], "place": ["全国", "everywhere"], "since": None, "is_placeholder": True,
}  # fmt: skip


def make_plan(one: Round, community: Community | None, *, by: User | None = None) -> RemedyPlan:
    """Of the place of a round; with a line, a gap that is left and a card where there is a community."""
    wishes = Wishes((1_000_000, 500_000), 2027)
    plan = RemedyPlan.objects.create(
        name="补短板", division=one.division, round=one, wishes=wishes.as_json(), prices_on=DAY, software="test", made_by=by,
        state=RoundState.FINISHED, worth=2_667_000, bound=2_700_000, spent=[900_000, 0], told=told(),
        finished_at=timezone.now() + timedelta(minutes=1),
    )  # fmt: skip
    if community:
        _fill(plan, community)
    return plan


def told() -> dict[str, Any]:
    return {
        "status": "proven", "closable": 2, "closed": 1, "communities": 1, "gaps": [2, 1], "unknown": [0, 0], "complete": [0, 0],
        "helped": 1, "households": 2667, "measures": 3, "broken": [], "floors": [],
        "years": [
            {"year": 2027, "budget": 1_000_000, "spent": 900_000, "price": 0.5},
            {"year": 2028, "budget": 500_000, "spent": 0, "price": 0.0},
        ],
        "more": {"yuan": 1_000_000, "year": 0, "worth": 0, "closed": 0},
        "curve": [{"yuan": 1_500_000, "worth": 2_667_000, "bound": 2_700_000, "closed": 1}],
    }  # fmt: skip


def _fill(plan: RemedyPlan, community: Community) -> None:
    place = {"plan": plan, "community": community, "code": community.code, "path": community.path}
    rules = plan.round.rules
    cost = {
        "once": ["900000", "900000"], "rent": ["0", "0"], "running": ["100.00", "200.00"], "present": None, "months": [4, 9],
        "is_placeholder": True, "lines": [LINE],
    }  # fmt: skip
    built: dict[str, Any] = {
        "community": community.code, "kind": "built", "thing": "kindergarten", "floor_area": "2200.00", "activity_area": None,
        "site_area": None, "lng": None, "lat": None, "serves": [],
    }  # fmt: skip
    account = {"yuan": 900_000, "worth": 2667, "per_wan": 29.6, "margin": 5.0}
    PlannedRemedy.objects.create(
        **place, position=1, way="purchase", premises=community.premises.first(), year=2027, ready_year=2027,
        outlay=[900_000, 0], cost=cost, builds=[built], closes=[[community.code, RULE]], worth=2667, households=2667,
        account=account,
    )  # fmt: skip
    LeftGap.objects.create(
        **place, rule="N48-FAC-01", why="too_dear", about={**account, "way": "lease", "premises": "", "pays_at": 1}
    )
    verdicts = [1] * len(rules)
    PromisedCard.objects.create(
        **place,
        before=verdicts,
        after=verdicts,
        gaps_before=2,
        gaps_after=1,
        unknown_before=0,
        unknown_after=0,
        households=2667,
    )
