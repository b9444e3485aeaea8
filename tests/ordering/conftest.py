"""A small country to be judged in the background, and what waits in the queue done on the spot."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg import sql
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round
from assessments.services.ordering import order_round
from communities.models import Division
from communities.scope import AreaScope
from tests.factories import make_mandate, make_territory, make_user
from tests.factories.communities import DAY
from tests.factories.territory import Territory

Work = Callable[[], list[str]]
OWN_TABLES = "SELECT relname FROM pg_class WHERE relname ~ '^assessments_scorecard_r[0-9]+$'"


@pytest.fixture
def work(db: None) -> Work:
    """Does what waits in the queue, in its order; the names of the tasks."""

    def done() -> list[str]:
        names = []
        while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
            ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")  # its models are read only
            app.tasks[job.task_name].func(**job.args)
            names.append(job.task_name)
        return names

    return done


def settle(settings: Settings) -> tuple[Territory, User]:
    """The country of the permission tests, committed, and the planner of its city."""
    settings.OPEN_READING = False
    territory = make_territory()
    return territory, make_mandate(make_user("planner"), territory.city).user


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
