"""A primary with a small country that has been assessed once, its standby, and browsers for the people of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from assessments.models import Round
from config.replica.router import PRIMARY, REPLICA
from config.replica.standby import STANDBY
from tests.factories import Territory, make_grant, make_round, make_territory, make_user
from tests.replica.servers import Pair, ask, connected, pair, wait_until


@pytest.fixture(scope="package")
def two(django_db_blocker: DjangoDbBlocker) -> Iterator[Pair]:
    """Servers of the tests' own: nothing is rolled back here, because a standby sees only what is committed."""
    with pair() as servers, django_db_blocker.unblock(), connected(servers):
        call_command("migrate", verbosity=0)
        yield servers


@pytest.fixture(scope="package")
def country(two: Pair) -> Territory:
    """Six communities with a gap each, one round over them, and a planner of the city."""
    made = make_territory()
    make_grant(make_user("planner"), made.city)
    make_round()
    return made


@pytest.fixture
def standby(two: Pair, country: Territory, settings: Settings) -> Pair:
    """Anybody may read; the standby replays, and has all there is."""
    settings.OPEN_READING = True
    STANDBY.wake()
    connections[REPLICA].close()  # what was open may have broken with the server
    wait_until(has_all)
    return two


def has_all() -> bool:
    """The standby has replayed all that the primary has written so far."""
    written = ask(PRIMARY, "SELECT pg_current_wal_flush_lsn()::text")
    return bool(ask(REPLICA, f"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"))


@pytest.fixture
def paused(standby: Pair) -> Iterator[Pair]:
    """From now on the standby shows the past."""
    ask(REPLICA, "SELECT pg_wal_replay_pause()::text")
    wait_until(lambda: ask(REPLICA, "SELECT pg_get_wal_replay_pause_state()") == "paused")
    yield standby
    ask(REPLICA, "SELECT pg_wal_replay_resume()::text")


@pytest.fixture
def newer(paused: Pair) -> Round:
    """A round that the standby does not know of yet."""
    return make_round()


@pytest.fixture
def anybody() -> Client:
    """Has written nothing."""
    return Client()


@pytest.fixture
def writer(standby: Pair) -> Client:
    """The planner, logged in before the standby lags."""
    client = Client()
    client.force_login(User.objects.get(username="planner"))
    return client


Heard = Callable[[], str]


@contextmanager
def listening(servers: Pair) -> Iterator[Heard]:
    """What the standby has heard since then."""
    start = len(servers.heard_by_standby())
    yield lambda: servers.heard_by_standby()[start:]
