"""Finished plans as they are stored, without the work of making one."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan, Round, RoundState
from assessments.remedies.wishes import Wishes
from communities.models import Community, Division
from facilities.models import Premises
from tests.factories.communities import DAY

TOLD: dict[str, Any] = {
    "status": "proven", "closable": 2, "closed": 1, "measures": 3, "communities": 1, "gaps": [2, 1], "unknown": [3, 3],
    "complete": [0, 0], "helped": 1, "households": 2667, "broken": [], "floors": [],
    "years": [{"year": 2027, "budget": 3_000_000, "spent": 2_960_000, "price": 0.5}],
    "more": {"yuan": 1_000_000, "year": 0, "worth": 0, "closed": 0},
    "curve": [
        {"yuan": 1_500_000, "worth": 0, "bound": 2_700_000, "closed": 0},
        {"yuan": 3_000_000, "worth": 2_667_000, "bound": 2_700_000, "closed": 1},
    ],
}  # fmt: skip
PRICE: dict[str, Any] = {
    "remedy": "lease", "facility_type": "", "item": "", "unit": "m2", "low": "800", "high": "1800",
    "source": ["装修", "fit-out"], "place": ["全国", "everywhere"], "since": None, "is_placeholder": True,
}  # fmt: skip
COST: dict[str, Any] = {
    "once": ["1760000", "3960000"], "rent": ["100000", "100000"], "running": ["220000", "660000"], "present": None,
    "months": [2, 5], "is_placeholder": True, "lines": [PRICE],
}  # fmt: skip
ACCOUNT: dict[str, Any] = {"yuan": 2_960_000, "worth": 2667, "per_wan": 9.01, "margin": 5.0}
LEFT: dict[str, Any] = {
    "way": "lease",
    "yuan": 9_000_000,
    "worth": 1,
    "per_wan": 0.1,
    "margin": 5.0,
    "pays_at": 2,
    "premises": "",
}
WISHES = Wishes((3_000_000,), 2027)
CLOSED, OPEN = "N48-FAC-04", "N48-FAC-05"


def plan_row(one: Round, division: Division | None, *, by: User | None = None, **said: Any) -> RemedyPlan:
    """A finished plan without lines."""
    given = {
        "name": "补短板方案", "wishes": WISHES.as_json(), "prices_on": DAY, "fingerprint": "f" * 64, "worth": 2_667_000,
        "bound": 2_700_000, "spent": [2_960_000], "told": TOLD, "software": "test", "state": RoundState.FINISHED,
        "percent": 100, **said,
    }  # fmt: skip
    plan = RemedyPlan.objects.create(round=one, division=division, made_by=by, **given)
    plan.finished_at = timezone.now()
    plan.save()
    return plan


def line_row(plan: RemedyPlan, community: Community, premises: Premises | None = None, **said: Any) -> PlannedRemedy:
    """A lease that closes one gap; the community keeps another, and its card says both."""
    place: dict[str, Any] = {"plan": plan, "community": community, "code": community.code, "path": community.path}
    LeftGap.objects.create(**place, rule=OPEN, why="too_dear", about=LEFT)
    verdicts = [2 if rule in (CLOSED, OPEN) else 3 for rule in plan.round.rules]
    after = [1 if rule == CLOSED else verdict for rule, verdict in zip(plan.round.rules, verdicts, strict=True)]
    PromisedCard.objects.create(
        **place, before=verdicts, after=after, gaps_before=2, gaps_after=1, unknown_before=3, unknown_after=3, households=2667
    )
    builds = {"community": community.code, "kind": "built", "thing": "kindergarten", "floor_area": "2200.00", "serves": []}
    given = {
        "position": 1, "way": "lease", "premises": premises, "year": 2027, "ready_year": 2027, "outlay": [2_960_000],
        "cost": COST, "builds": [{**builds, "activity_area": None, "site_area": None, "lng": None, "lat": None}],
        "closes": [[community.code, CLOSED]], "worth": 2667, "households": 2667, "account": ACCOUNT, **said,
    }  # fmt: skip
    return PlannedRemedy.objects.create(**place, **given)
