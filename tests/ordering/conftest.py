"""A small country to be judged in the background, and what waits in the queue done on the spot."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg import sql
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round, Scorecard
from assessments.services.ordering import order_round
from communities.models import Division
from communities.scope import AreaScope
from tests.factories import make_territory, make_worker
from tests.factories.communities import DAY
from tests.factories.territory import Territory
from tests.queue import work_off

Work = Callable[[], list[str]]
VERDICTS = ("code", "verdicts", "reasons", "measured", "required", "shortfall", "failed", "gaps", "unknown")
OWN_TABLES = "SELECT relname FROM pg_class WHERE relname ~ '^assessments_scorecard_r[0-9]+$'"


@pytest.fixture
def work(db: None) -> Work:
    """Does what waits in the queue, in its order; the names of the tasks."""

    return work_off


def settle(settings: Settings) -> tuple[Territory, User]:
    """The country of the permission tests, committed, and the planner of its city."""
    settings.OPEN_READING = False
    territory = make_territory()
    return territory, make_worker("planner", territory.city)


def order(by: User, division: Division | None, **said: object) -> Round:
    """A round of the day of the tests."""
    scope = AreaScope((division.path,)) if division else AreaScope.everywhere()
    return order_round(by=by, scope=scope, division=division, **{"day": DAY, "as_of": DAY, **said})  # type: ignore[arg-type]  # as the test says


def tables_of_rounds() -> list[str]:
    """The tables that hold the scorecards of one round only."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_TABLES)
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def no_tables_left(transactional_db: None) -> Iterator[None]:
    """What empties the database after a test with real transactions knows nothing of these tables."""
    yield
    with connection.cursor() as cursor:
        for name in tables_of_rounds():
            cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))


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


def met(call: Callable[..., Any], meet: threading.Barrier) -> Callable[..., Any]:
    def waited(*args: Any) -> Any:
        meet.wait()
        return call(*args)

    return waited


def closing(call: Callable[[], object]) -> None:
    try:
        call()
    finally:
        connection.close()
