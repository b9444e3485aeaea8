"""The worker at a round: progress, cancel, failure, killed, two at once. On a database of its own, with real transactions."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from accounts.models import Mandate, User
from assessments.facts import read_facts
from assessments.law import NoSuchPack, law_on
from assessments.models import Round, Scorecard
from assessments.services import rounds as judging
from assessments.services import working
from assessments.services.ordering import cancel_round
from assessments.services.rounds import NothingToAssess
from assessments.services.telling import Teller, telling
from assessments.standards.evaluate import evaluate
from assessments.standards.strict_table import PackError
from communities.models import Community
from facilities.models import Facility
from tests.factories import make_division, make_facility, make_mandate, make_round
from tests.factories.territory import Territory
from tests.ordering.conftest import order, settle, tables_of_rounds

pytestmark = pytest.mark.django_db(transaction=True)
VERDICTS = ("code", "verdicts", "reasons", "measured", "required", "shortfall", "failed", "gaps", "unknown")


@pytest.fixture
def country(settings: Settings) -> tuple[Territory, User]:
    """With an empty queue: what empties the database between such tests leaves the jobs."""
    ProcrastinateJob.objects.all()._raw_delete("default")  # its models are read only
    return settle(settings)


@pytest.fixture(params=["shared", "own"])
def shelf(request: pytest.FixtureRequest, no_tables_left: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the scorecards of a round lie in the common table or in one of their own."""
    monkeypatch.setattr("assessments.services.shelves.LARGE", 1 if request.param == "own" else 10**6)
    return str(request.param)


class Killed(BaseException):
    """Not an Exception: nobody tidies up."""


def now(one: Round) -> Round:
    return Round.objects.get(pk=one.pk)


def cards(one: Round) -> list[Any]:
    return list(Scorecard.objects.filter(round=one).order_by("code").values_list(*VERDICTS))


def raising(error: BaseException) -> Callable[..., None]:
    def fail(*args: object, **options: object) -> None:
        raise error

    return fail


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


def test_the_mandate_is_looked_at_again_when_the_job_begins(country: tuple[Territory, User]) -> None:
    territory, planner = country
    one = order(planner, territory.city)
    Mandate.objects.filter(user=planner).delete()
    make_mandate(planner, make_division("900102"))  # a part of it is not enough
    run_worker()
    assert (now(one).state, now(one).trouble, cards(one)) == ("failed", "mandate_gone", [])


@pytest.mark.parametrize("place", ["working.judge", "rounds.evaluate", "storing.finish_shelf", "working.ended"])
def test_killed_in_the_middle_it_leaves_nothing_and_is_begun_anew(
    place: str, country: tuple[Territory, User], shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = order(country[1], country[0].city)
    with monkeypatch.context() as patched:
        patched.setattr(f"assessments.services.{place}", raising(Killed()))
        with pytest.raises(Killed):
            working.work(one.pk)
    assert (now(one).state, now(one).packs, cards(one), tables_of_rounds()) == ("running", [], [], [])
    working.work(one.pk)
    assert (now(one).state, len(cards(one))) == ("finished", 4)


def test_what_is_read_is_of_one_moment(country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes after the first query of the transaction that reads: no later query sees it."""
    territory, planner = country
    counts: list[int] = []

    def watched(*args: Any, **options: Any) -> Any:
        counts.append(Facility.objects.count())
        writer = threading.Thread(target=_write, args=(territory.own[0],))
        writer.start()
        writer.join()
        counts.append(Facility.objects.count())
        return read_facts(*args, **options)

    before = make_round(territory.city)
    one = order(planner, territory.city)
    monkeypatch.setattr("assessments.services.rounds.read_facts", watched)
    working.work(one.pk)
    assert counts[0] == counts[1]
    assert Facility.objects.count() == counts[0] + 1
    assert (now(one).fingerprint, cards(one)) == (before.fingerprint, cards(before))
    monkeypatch.undo()
    assert make_round(territory.city).fingerprint != before.fingerprint


def _write(community: Community) -> None:
    try:
        make_facility(community, "kindergarten")
    finally:
        connection.close()


def test_two_at_once_over_the_same_place_both_finish(country: tuple[Territory, User], shelf: str) -> None:
    """One ordered, one by command, both judged before either stores: had they no turns, they would wait for each other."""
    territory, planner = country
    one, meet = order(planner, territory.city), threading.Barrier(2, timeout=30)
    made: list[Round] = []
    threads = [
        threading.Thread(target=_closing, args=(lambda: working.work(one.pk),)),
        threading.Thread(target=_closing, args=(lambda: made.append(make_round(territory.city)),)),
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("assessments.services.rounds.evaluate", _met(evaluate, meet))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert now(one).state == "finished"
    assert cards(one) == cards(made[0])
    assert len(cards(one)) == 4
    assert Scorecard.objects.count() == 8


def _met(call: Callable[..., Any], meet: threading.Barrier) -> Callable[..., Any]:
    def waited(*args: Any) -> Any:
        meet.wait()
        return call(*args)

    return waited


def _closing(call: Callable[[], object]) -> None:
    try:
        call()
    finally:
        connection.close()


def test_two_workers_at_the_same_round_store_it_once(country: tuple[Territory, User], shelf: str) -> None:
    """As where a worker that counts as gone was only slow."""
    territory, planner = country
    one, meet = order(planner, territory.city), threading.Barrier(2, timeout=30)
    threads = [threading.Thread(target=_closing, args=(lambda: working.work(one.pk),)) for _ in range(2)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("assessments.services.rounds.evaluate", _met(evaluate, meet))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert (now(one).state, now(one).trouble, len(cards(one))) == ("finished", "", 4)


def test_who_tells_progress_does_not_wait_for_a_round_that_is_being_stored(country: tuple[Territory, User]) -> None:
    """Adding its foreign key, another round keeps every writer of rounds out until it commits; what is asked is still heard."""
    one = order(country[1], country[0].city)
    held, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE assessments_round IN SHARE ROW EXCLUSIVE MODE")
            held.set()
            go_on.wait(30)
            cursor.execute("COMMIT")

    other = threading.Thread(target=_closing, args=(hold,))
    other.start()
    assert held.wait(30)
    began = time.monotonic()
    with telling(one.pk) as tell:
        tell("reading")
    took = time.monotonic() - began
    go_on.set()
    other.join()
    assert took < 10
    assert now(one).stage == ""


def test_meanwhile_everybody_reads_the_last_round(
    country: tuple[Territory, User], shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    territory, planner = country
    old = make_round(territory.city)
    one = order(planner, territory.city)
    stored, go_on = threading.Event(), threading.Event()

    def waited() -> dict[str, Any]:
        """Everything is written, nothing is committed."""
        stored.set()
        go_on.wait(60)
        return ended()

    ended = judging.ended
    monkeypatch.setattr(working, "ended", waited)
    worker = threading.Thread(target=_closing, args=(lambda: working.work(one.pk),))
    worker.start()
    try:
        assert stored.wait(60)
        client, code = Client(), territory.own[0].code
        client.force_login(planner)
        client.cookies["django_language"] = "en"
        for address in ("/", "/communities/", f"/communities/{code}/", "/gaps/", f"/rounds/{old.pk}/"):
            response = client.get(address)
            assert response.status_code == 200, address
            assert f"/rounds/{one.pk}/" not in response.content.decode(), address
        assert f"Round {old.pk}" in client.get("/communities/").content.decode()
        rows = client.get("/api/v1/scorecards/").json()["results"]
        assert {row["round"] for row in rows} == {old.pk}
        for address in (f"/api/v1/rounds/{one.pk}/", f"/communities/?round={one.pk}", f"/api/v1/gaps/?round={one.pk}"):
            assert client.get(address).status_code == 404, address
    finally:
        go_on.set()
        worker.join()
    assert now(one).state == "finished"
    assert f"Round {one.pk}" in client.get("/communities/").content.decode()


def test_the_rules_of_the_day_are_those_of_the_law(country: tuple[Territory, User]) -> None:
    """Chosen packs are judged by and mark the round; nothing of it speaks for the place."""
    chosen = ["cn-ccs-2020"]
    one = order(country[1], country[0].city, packs=chosen)
    working.work(one.pk)
    found = now(one)
    assert (found.state, found.on_request, found.asked_packs) == ("finished", True, chosen)
    assert set(found.rules) <= {rule.code for rule in law_on(found.day, chosen).rules}
