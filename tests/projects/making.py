"""A plan of a small place, made at once, and a project of it."""

from assessments.models import RemedyPlan
from assessments.remedies.wishes import Wishes
from assessments.services.planning.accounts import accounts_of
from assessments.services.planning.making import make
from assessments.services.planning.storing import store_plan
from communities.scope import EVERYWHERE, AreaScope
from tests.factories import make_round
from tests.factories.communities import DAY
from tests.plans.place import make_place

ALL = AreaScope.everywhere()
ASKED = Wishes((3_000_000, 3_000_000), 2027, sharing=1, joint=2)


def make_a_plan(seed: int = 1, asked: Wishes = ASKED) -> RemedyPlan:
    """Finished, of the place of ``seed``; nothing is told of more or less money, which takes longest."""
    make_place(seed)
    return plan_of_all(asked)


def plan_of_all(asked: Wishes = ASKED) -> RemedyPlan:
    """Of everything there is."""
    one = make_round()
    plan = RemedyPlan.objects.create(name="方案", round=one, wishes=asked.as_json(), prices_on=DAY, software="test")
    made = make(ALL, one, EVERYWHERE, asked, on=DAY, tell=_nobody, stop=_never)
    RemedyPlan.objects.filter(pk=plan.pk).update(**store_plan(plan, made, accounts_of(made, asked), {}))
    plan.refresh_from_db()
    return plan


def _nobody(stage: str, done: int, total: int) -> None:
    pass


def _never() -> bool:
    return False
