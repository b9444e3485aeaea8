"""The worker at a plan: progress, cancel, refusal, failure. With real transactions."""

import threading
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from accounts.models import User
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan, Round
from assessments.remedies.wishes import Must, Wishes
from assessments.services.asked_before import KeyReused
from assessments.services.ordering import NotNow, OutsideMandate
from assessments.services.planning import working
from assessments.services.planning.ordering import cancel_plan, drop_plan, order_plan
from assessments.services.telling import PLAN_STAGES, Teller
from communities.models import Act, Community, Division
from communities.scope import AreaScope
from facilities.models import Facility
from tests.factories import make_division, make_round, revoke_all
from tests.factories.territory import Territory
from tests.ordering.conftest import raising, settle

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = Wishes((10_000_000, 10_000_000), 2027)


@pytest.fixture
def country(settings: Settings) -> tuple[Territory, User]:
    """Four existing communities of the city lack a kindergarten. With an empty queue."""
    ProcrastinateJob.objects.all()._raw_delete("default")  # its models are read only
    made = settle(settings)
    Community.objects.update(build_class="existing")
    make_round(made[0].province)
    return made


def ordered(by: User, division: Division | None, wishes: Wishes = ASKED, **said: Any) -> RemedyPlan:
    scope = AreaScope((division.path,)) if division else AreaScope.everywhere()
    return order_plan(by=by, scope=scope, division=division, round=Round.objects.get(), name="方案", wishes=wishes, **said)


def now(one: RemedyPlan) -> RemedyPlan:
    return RemedyPlan.objects.get(pk=one.pk)


def rows_of_plans() -> int:
    return sum(model.objects.count() for model in (PlannedRemedy, LeftGap, PromisedCard))


def test_a_worker_that_serves_every_queue_makes_it(country: tuple[Territory, User]) -> None:
    territory, planner = country
    one = ordered(planner, territory.city)
    assert (one.state, rows_of_plans()) == ("waiting", 0)
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's connector
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="always")
    one = now(one)
    assert (one.state, one.percent, one.stage, one.trouble, one.made_by) == ("finished", 100, "", "", planner)
    assert one.worth is not None
    assert one.bound is not None
    assert 0 < one.worth <= one.bound
    assert [spent <= 10_000_000 for spent in one.spent] == [True, True]
    assert one.cards.count() == 4
    assert one.told["gaps"][1] == one.left.count() == one.told["gaps"][0] - sum(len(each.closes) for each in one.remedies.all())
    assert not Facility.objects.filter(code__startswith="PROMISED").exists()
    assert Act.objects.filter(verb="make_plan").count() == 1
    working.work(one.pk)  # a job that is begun again finds nothing to do
    assert now(one).finished_at == one.finished_at


@pytest.mark.parametrize("at", list(PLAN_STAGES))
def test_cancelling_stops_it_at_every_stage_and_leaves_nothing(
    at: str, country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    territory, planner = country
    one, told = ordered(planner, territory.city), Teller.__call__

    def cancelled(self: Teller, stage: str, done: int = 0, total: int = 0) -> None:
        if stage == at:
            asker = threading.Thread(target=_cancel, args=(planner, one))
            asker.start()
            asker.join()
        told(self, stage, done, total)

    monkeypatch.setattr(Teller, "__call__", cancelled)
    monkeypatch.setattr("assessments.services.telling._EVERY", 0.0)
    working.work(one.pk)
    assert (now(one).state, now(one).trouble, rows_of_plans()) == ("cancelled", "", 0)


def _cancel(by: User, one: RemedyPlan) -> None:
    try:
        cancel_plan(by=by, plan=one)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("wishes", "trouble"),
    [
        (Wishes((0,), 2027, floor=100), "plan_impossible"),
        (Wishes((10_000_000,), 2027, must=(Must("900101001001", "N48-FAC-01"),)), "must_not_closable"),
        (Wishes((10_000_000,), 2027, is_known_only=True), "nothing_to_plan"),
    ],
)
def test_what_cannot_be_says_why(wishes: Wishes, trouble: str, country: tuple[Territory, User]) -> None:
    one = ordered(country[1], country[0].city, wishes)
    working.work(one.pk)
    found = now(one)
    assert (found.state, found.trouble, rows_of_plans()) == ("failed", trouble, 0)
    assert bool(found.trouble_about) == (trouble != "nothing_to_plan")


def test_a_fault_is_told_and_leaves_nothing(country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch) -> None:
    one = ordered(country[1], country[0].city)
    monkeypatch.setattr(working, "store_plan", raising(RuntimeError("broken")))
    with pytest.raises(RuntimeError):
        working.work(one.pk)
    assert (now(one).state, now(one).trouble, rows_of_plans()) == ("failed", "plan_fault", 0)


def test_who_may_not_any_more_gets_none(country: tuple[Territory, User]) -> None:
    one = ordered(country[1], country[0].city)
    revoke_all(country[1])
    working.work(one.pk)
    assert (now(one).state, now(one).trouble, rows_of_plans()) == ("failed", "mandate_gone", 0)


def test_what_may_not_be_ordered_is_not(country: tuple[Territory, User]) -> None:
    territory, planner = country
    scope, one = AreaScope((territory.city.path,)), Round.objects.get()
    with pytest.raises(OutsideMandate):
        order_plan(by=planner, scope=scope, division=territory.province, round=one, name="x", wishes=ASKED)
    with pytest.raises(NotNow):
        ordered(planner, make_division("91"))
    first = ordered(planner, territory.city, key="k", fingerprint="a")
    assert ordered(planner, territory.city, key="k", fingerprint="a") == first
    with pytest.raises(KeyReused):
        ordered(planner, territory.city, key="k", fingerprint="b")
    assert RemedyPlan.objects.count() == 1


def test_one_under_way_is_not_thrown_away(country: tuple[Territory, User]) -> None:
    one = ordered(country[1], country[0].city)
    with pytest.raises(NotNow):
        drop_plan(by=country[1], plan=one)
    cancel_plan(by=country[1], plan=one)
    with pytest.raises(NotNow):
        cancel_plan(by=country[1], plan=one)
    drop_plan(by=country[1], plan=one)
    assert not RemedyPlan.objects.exists()
