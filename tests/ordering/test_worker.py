"""The worker at a round: progress, cancel, failure. On a database of its own, with real transactions."""

import threading

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from assessments.law import NoSuchPack, law_on
from assessments.models import Round, Scorecard
from assessments.services import working
from assessments.services.ordering import cancel_round
from assessments.services.rounds import NothingToAssess
from assessments.services.telling import Teller
from assessments.standards.strict_table import PackError
from tests.factories import make_division, make_grant, make_round, revoke_all
from tests.factories.territory import Territory
from tests.ordering.conftest import cards, now, order, raising, tables_of_rounds

pytestmark = pytest.mark.django_db(transaction=True)


def run_worker() -> None:
    """Work until the queue is empty."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's connector
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="always")


def test_a_worker_that_serves_every_queue_judges_it(country: tuple[Territory, User], shelf: str) -> None:
    territory, planner = country
    at_once = make_round(territory.city)
    one = order(planner, territory.city)
    assert (one.state, one.packs, one.rules) == ("waiting", [], [])
    run_worker()
    one = now(one)
    assert (one.state, one.percent, one.stage, one.trouble, one.started_by) == ("finished", 100, "", "", planner)
    for field in ("packs", "rules", "on_request", "communities", "fingerprint", "software"):
        assert getattr(one, field) == getattr(at_once, field), field
    assert cards(one) == cards(at_once)
    assert len(cards(one)) == 4
    assert len(tables_of_rounds()) == (2 if shelf == "own" else 0)
    assert not ProcrastinateJob.objects.filter(task_name="rounds.judge").exists()
    working.work(one.pk)  # a job that is begun again finds nothing to do
    assert now(one).finished_at == one.finished_at
    assert len(cards(one)) == 4


def test_progress_is_seen_by_others_while_nothing_is_stored(
    country: tuple[Territory, User], shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    territory, planner = country
    seen: list[tuple[str, str, int, int]] = []
    told = Teller.__call__

    def watched(self: Teller, stage: str, done: int = 0, total: int = 0) -> None:
        """Somebody else looks right after it was told."""
        told(self, stage, done, total)
        look = threading.Thread(target=_look, args=(one, seen))
        look.start()
        look.join()

    monkeypatch.setattr(Teller, "__call__", watched)
    monkeypatch.setattr("assessments.services.telling._EVERY", 0.0)
    one = order(planner, territory.city)
    working.work(one.pk)
    assert [stage for _, stage, _, _ in seen] == [
        "refreshing", "refreshing", "reading", "judging", "storing", "storing"
    ]  # fmt: skip
    assert [percent for _, _, percent, _ in seen] == [0, 50, 50, 60, 65, 99]
    assert {(state, stored) for state, _, _, stored in seen} == {("running", 0)}
    assert now(one).state == "finished"


def _look(one: Round, seen: list[tuple[str, str, int, int]]) -> None:
    try:
        found = now(one)
        seen.append((found.state, found.stage, found.percent, Scorecard.objects.filter(round=one).count()))
    finally:
        connection.close()


@pytest.mark.parametrize("at", ["refreshing", "reading", "judging", "storing"])
def test_cancelling_stops_it_at_every_stage_and_leaves_nothing(
    at: str, country: tuple[Territory, User], shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    territory, planner = country
    one, told = order(planner, territory.city), Teller.__call__

    def cancelled(self: Teller, stage: str, done: int = 0, total: int = 0) -> None:
        if stage == at and (done or at != "storing"):  # when storing: in the middle of the COPY
            asker = threading.Thread(target=_cancel, args=(planner, one))
            asker.start()
            asker.join()
        told(self, stage, done, total)

    monkeypatch.setattr(Teller, "__call__", cancelled)
    monkeypatch.setattr("assessments.services.telling._EVERY", 0.0)
    working.work(one.pk)
    found = now(one)
    assert (found.state, found.finished_at, found.packs, found.trouble) == ("cancelled", None, [], "")
    assert (cards(one), tables_of_rounds()) == ([], [])
    working.work(one.pk)
    assert now(one).state == "cancelled"


def _cancel(by: User, one: Round) -> None:
    try:
        cancel_round(by=by, round=one)
    finally:
        connection.close()


def test_a_round_that_waits_is_cancelled_at_once_and_never_begun(country: tuple[Territory, User]) -> None:
    territory, planner = country
    one = order(planner, territory.city)
    cancel_round(by=planner, round=one)
    assert now(one).state == "cancelled"
    run_worker()
    assert (now(one).state, cards(one)) == ("cancelled", [])


@pytest.mark.parametrize(
    ("place", "error", "code"),
    [
        ("judge", NothingToAssess(), "nothing_to_assess"),
        ("law_on", PackError(file="x", place="x", field="x", problem="does not fit", remedy="x"), "law_unfit"),
        ("law_on", NoSuchPack("gone"), "no_such_pack"),
    ],
)
def test_what_may_go_wrong_is_said_by_its_code(
    place: str, error: Exception, code: str, country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = order(country[1], country[0].city)
    monkeypatch.setattr(working, place, raising(error))
    working.work(one.pk)
    assert (now(one).state, now(one).trouble, now(one).finished_at) == ("failed", code, None)


@pytest.mark.parametrize("place", ["working.refresh_facts", "rounds.read_facts", "rounds.evaluate", "storing.finish_shelf"])
def test_a_fault_anywhere_is_said_and_nothing_is_stored(
    place: str, country: tuple[Territory, User], shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = order(country[1], country[0].city)
    monkeypatch.setattr(f"assessments.services.{place}", raising(RuntimeError("as planned")))
    with pytest.raises(RuntimeError):
        working.work(one.pk)
    found = now(one)
    assert (found.state, found.trouble, found.finished_at, found.packs) == ("failed", "round_fault", None, [])
    assert (cards(one), tables_of_rounds()) == ([], [])


def test_a_connection_that_is_lost_is_a_fault_like_any_other(
    country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = order(country[1], country[0].city)

    def cut(*args: object, **options: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(working, "refresh_facts", cut)
    with pytest.raises(Exception, match="terminat"):
        working.work(one.pk)
    assert (now(one).state, now(one).trouble) == ("failed", "round_fault")


def test_the_right_is_looked_at_again_when_the_job_begins(country: tuple[Territory, User]) -> None:
    territory, planner = country
    one = order(planner, territory.city)
    revoke_all(planner)
    make_grant(planner, make_division("900102"))  # a part of it is not enough
    run_worker()
    assert (now(one).state, now(one).trouble, cards(one)) == ("failed", "mandate_gone", [])


def test_the_rules_of_the_day_are_those_of_the_law(country: tuple[Territory, User]) -> None:
    """Chosen packs are judged by and mark the round; nothing of it speaks for the place."""
    chosen = ["cn-ccs-2020"]
    one = order(country[1], country[0].city, packs=chosen)
    working.work(one.pk)
    found = now(one)
    assert (found.state, found.on_request, found.asked_packs) == ("finished", True, chosen)
    assert set(found.rules) <= {rule.code for rule in law_on(found.day, chosen).rules}
