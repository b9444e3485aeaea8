"""A standby that is gone, or is none, takes nothing down: the primary answers."""

import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import Settings

from config.replica.middleware import ReplicaMiddleware
from config.replica.router import PRIMARY, REPLICA
from config.replica.standby import FARTHEST, REST, STANDBY, State, position_now
from tests.pages.reading import body_of
from tests.replica.conftest import has_all
from tests.replica.servers import Pair, wait_until

PAGES = ("/", "/rounds/", "/gaps/", "/gaps.csv", "/api/v1/rounds/", "/api/v1/gaps/")


@pytest.fixture
def killed(standby: Pair) -> Iterator[Pair]:
    """As kill -9 leaves it. The connection to it was open."""
    assert STANDBY.state() is State.READY
    standby.kill_standby()
    yield standby
    standby.start_standby()


def test_pages_answer_when_the_standby_is_killed(killed: Pair, anybody: Client) -> None:
    for address in PAGES:
        response = anybody.get(address)
        assert (response.status_code, bool(body_of(response))) == (200, True), address
    assert anybody.get("/healthz").json() == {"status": "ok", "replica": State.DOWN}


def test_a_page_answers_when_the_standby_dies_under_it(killed: Pair, anybody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(type(STANDBY), "state", lambda *_: State.READY)  # it was, a moment ago
        assert anybody.get("/api/v1/rounds/").status_code == 200
    assert STANDBY.state() is State.DOWN


def test_a_file_breaks_off_with_its_standby_and_comes_whole_when_asked_again(standby: Pair, anybody: Client) -> None:
    begun = anybody.get("/gaps.csv")
    standby.kill_standby()
    with pytest.raises(OperationalError):
        body_of(begun)
    assert body_of(anybody.get("/gaps.csv"))
    standby.start_standby()


def test_a_standby_that_did_not_answer_is_left_alone_and_then_asked_again(
    killed: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert STANDBY.state() is State.DOWN
    killed.start_standby()
    assert STANDBY.state() is State.DOWN
    later = SimpleNamespace(monotonic=lambda: time.monotonic() + REST)
    monkeypatch.setattr("config.replica.standby.time", later)
    wait_until(lambda: STANDBY.state() is State.READY)
    killed.kill_standby()


def test_a_fault_of_the_page_is_no_fault_of_the_standby(
    standby: Pair, rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(_: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    request = rf.get("/rounds/")
    request.resolver_match = resolve("/rounds/")
    assert ReplicaMiddleware(lambda _: HttpResponse()).process_view(request, wrong, (), {}) is None
    assert "ZeroDivisionError" in caplog.text
    assert STANDBY.state() is State.READY


def test_a_server_that_is_no_standby_is_not_read(standby: Pair, anybody: Client) -> None:
    """After the standby has taken over, or where the address of the primary stands in both places."""
    real = connections[REPLICA]
    connections[REPLICA] = connections[PRIMARY].copy(alias=REPLICA)
    try:
        assert anybody.get("/healthz").json() == {"status": "ok", "replica": State.NOT_A_STANDBY}
        assert anybody.get("/rounds/").status_code == 200
    finally:
        connections[REPLICA].close()
        connections[REPLICA] = real


def test_where_the_position_is_not_known_the_primary_is_read(standby: Pair) -> None:
    good = connections[PRIMARY]
    connections[PRIMARY] = connections[REPLICA]  # a standby cannot say where the log ends
    try:
        assert position_now() == FARTHEST
    finally:
        connections[PRIMARY] = good


def test_it_is_well_and_says_so(standby: Pair, anybody: Client, settings: Settings) -> None:
    wait_until(has_all)
    assert anybody.get("/healthz").json() == {"status": "ok", "replica": State.READY}
