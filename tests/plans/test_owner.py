"""A plan that the machine's owner asks for, at the command line: nobody's grant is asked about; and one that is not kept."""

from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan, Round
from assessments.plan_reasons import reasons_in_words, trouble_in_words
from assessments.remedies.wishes import BadWish, Must, Wishes
from assessments.services.planning.at_once import Drawn, draw_up, keep_plan
from assessments.services.planning.ordering import cancel_plan, drop_plan, wanted
from communities.models import Act
from communities.scope import AreaScope
from tests.factories.territory import Territory
from tests.plans.planned import MONEY, furnish, made, order

pytestmark = pytest.mark.django_db
TABLES = (RemedyPlan, PlannedRemedy, LeftGap, PromisedCard, Act)


def rows() -> list[int]:
    return [model._default_manager.count() for model in TABLES]


def drawn_up(territory: Territory, one: Round) -> Drawn:
    asked = wanted(
        by=None, scope=AreaScope.everywhere(), division=territory.city, round=one, name="x", wishes=Wishes(MONEY, 2027)
    )
    return draw_up(asked, lambda *_: None)


def same(plan: RemedyPlan) -> list[Any]:
    lines = plan.remedies.values_list("way", "code", "premises", "year", "outlay", "closes", "account")
    return [plan.worth, plan.bound, plan.spent, plan.told, list(lines), list(plan.left.values_list("code", "rule", "why"))]


def test_the_owner_needs_no_grant_and_a_person_does(territory: Territory, planner: User, stranger: User) -> None:
    one = furnish(territory)
    plan = made(None, territory.city, one)
    assert (plan.state, plan.made_by, plan.remedies.count() > 0) == ("finished", None, True)
    assert made(planner, territory.city, one).state == "finished"
    failed = made(stranger, territory.city, one)
    assert (failed.state, failed.trouble) == ("failed", "mandate_gone")
    drop_plan(by=None, plan=plan)
    waiting = order(None, None, one)
    cancel_plan(by=None, plan=waiting)
    assert RemedyPlan.objects.get(pk=waiting.pk).state == "cancelled"


def test_what_is_drawn_up_is_what_a_worker_makes_and_is_kept_only_if_wanted(territory: Territory) -> None:
    one = furnish(territory)
    before = rows()
    drawn = drawn_up(territory, one)
    assert rows() == before
    with transaction.atomic():
        keep_plan(by=None, drawn=drawn)
        assert rows() != before
        transaction.set_rollback(True)
    assert rows() == before
    assert same(keep_plan(by=None, drawn=drawn_up(territory, one))) == same(made(None, territory.city, one))


def test_why_no_plan_is_possible_names_what_forbids_it(territory: Territory) -> None:
    code = territory.own[0].code
    plan = made(None, territory.city, furnish(territory), budgets=(1_000,), must=(Must(code, "N48-FAC-04"),))
    assert (plan.state, plan.trouble) == ("failed", "plan_impossible")
    (reason,) = reasons_in_words(plan.trouble_about)
    assert reason.zh.startswith("必须关闭的短板超出预算：2027 年 ")
    assert reason.en.startswith("What must be closed costs more than the budget: ")
    told = trouble_in_words("plan_impossible", plan.trouble_about)
    assert told
    assert told.sentence.zh == "按这些要求做不出方案。"


def test_a_year_is_a_year_and_no_number_with_thousands() -> None:
    with pytest.raises(BadWish) as wrong:
        Wishes((-1,), 2027)
    told = trouble_in_words(wrong.value.trouble, wrong.value.about)
    assert told
    assert told.sentence.en.startswith("The budget of 2027 is no whole number")
