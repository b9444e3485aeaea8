"""Rounds while other things happen: writes, other rounds, other workers, readers. With real transactions."""

import contextlib
import threading
import time
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from assessments.facts import read_facts
from assessments.models import Round, Scorecard
from assessments.services import rounds as judging
from assessments.services import working
from assessments.services.shelves import finish_shelf
from assessments.services.telling import Told, telling
from assessments.standards.evaluate import evaluate
from communities.models import Community
from facilities.models import Facility
from tests.factories import make_facility, make_round
from tests.factories.territory import Territory
from tests.ordering.conftest import cards, closing, met, now, order

pytestmark = pytest.mark.django_db(transaction=True)


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
        threading.Thread(target=closing, args=(lambda: working.work(one.pk),)),
        threading.Thread(target=closing, args=(lambda: made.append(make_round(territory.city)),)),
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("assessments.services.rounds.evaluate", met(evaluate, meet))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert now(one).state == "finished"
    assert cards(one) == cards(made[0])
    assert len(cards(one)) == 4
    assert Scorecard.objects.count() == 8


@pytest.mark.usefixtures("no_tables_left")
def test_two_by_command_do_not_wait_for_each_other_for_ever(
    country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has written its row and wants to keep other writers out: they would meet here, had they no turns."""
    territory, made = country[0], list[Round]()
    meet = threading.Barrier(2)

    def finish(*args: Any) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):  # nobody came: as it should be
            meet.wait(2)
        finish_shelf(*args)

    monkeypatch.setattr("assessments.services.shelves.LARGE", 1)
    monkeypatch.setattr("assessments.services.storing.finish_shelf", finish)
    call = partial(closing, lambda: made.append(make_round(territory.city)))
    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert meet.broken
    assert [len(cards(one)) for one in made] == [4, 4]


def test_two_workers_at_the_same_round_store_it_once(country: tuple[Territory, User], shelf: str) -> None:
    """As where a worker that counts as gone was only slow."""
    territory, planner = country
    one, meet = order(planner, territory.city), threading.Barrier(2, timeout=30)
    threads = [threading.Thread(target=closing, args=(lambda: working.work(one.pk),)) for _ in range(2)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("assessments.services.rounds.evaluate", met(evaluate, meet))
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

    other = threading.Thread(target=closing, args=(hold,))
    other.start()
    assert held.wait(30)
    began = time.monotonic()
    with telling(Told("assessments_round", one.pk), lambda: None) as tell:
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
    worker = threading.Thread(target=closing, args=(lambda: working.work(one.pk),))
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
