"""A small country with gaps, premises and prices, in which a plan is made in a moment; and plans of it."""

from typing import Any

from accounts.models import User
from assessments.models import Price, RemedyPlan, Round
from assessments.remedies.wishes import Wishes
from assessments.services.planning.ordering import order_plan
from assessments.services.planning.working import work
from communities.models import Community, Division
from communities.scope import AreaScope
from tests.factories import make_answer, make_premises, make_round, make_user
from tests.factories.communities import DAY
from tests.factories.territory import Territory

MONEY = (4_000_000, 3_000_000)


def furnish(territory: Territory) -> Round:
    """Rooms for some of the gaps, works to be done, and a round over everything."""
    Price.objects.create(
        remedy="works", item="drainage", low=200_000, high=400_000, since=DAY, source="=市政定额", place=territory.province,
        entered_by=make_user("pricer"),
    )  # fmt: skip
    for number, community in enumerate(territory.own, 1):
        Community.objects.filter(pk=community.pk).update(build_class="existing")
        make_premises(community, name=f"示例房屋{number}", floor_area="2300.00", price=number * 1_500_000)
        make_answer(community, "drainage", 1)
    return make_round()


def order(by: User | None, division: Division | None, one: Round, **wishes: Any) -> RemedyPlan:
    """A plan that waits."""
    scope = AreaScope((division.path,)) if division else AreaScope.everywhere()
    asked = Wishes(**{"budgets": MONEY, "first_year": 2027, **wishes})
    return order_plan(by=by, scope=scope, division=division, round=one, name="补短板", wishes=asked)


def made(by: User | None, division: Division | None, one: Round, **wishes: Any) -> RemedyPlan:
    """One that a worker has made."""
    plan = order(by, division, one, **wishes)
    work(plan.pk)
    plan.refresh_from_db()
    return plan
