"""An import that is killed leaves all or nothing, and what the batches say is what is there: at every write, and at random.

A process is forked for each attempt and takes itself down, or is taken down, with SIGKILL: nothing is tidied up.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from communities import copying
from communities.models import Community, HouseholdCount
from facilities.models import Facility
from intake.models import Batch
from intake.sample import write_sample_city
from tests.intake.making import COMMUNITIES, FIRST, SECOND, bring, text_file

pytestmark = pytest.mark.django_db(transaction=True)
ROOMS = ("intake", "facilities", "communities")
OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
NOTHING = {"batches": 0, "communities": 0, "households": 0, "facilities": 0}


def state() -> dict[str, int]:
    committed = Batch.objects.filter(state="committed").count()
    assert committed == Batch.objects.count()
    counts = {"communities": Community, "households": HouseholdCount, "facilities": Facility}
    return {"batches": committed, **{name: model._default_manager.count() for name, model in counts.items()}}


def empty() -> None:
    tables = [model._meta.db_table for room in ROOMS for model in apps.get_app_config(room).get_models() if model._meta.managed]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, allow_cascade=True))


def forked(work: Callable[[], object]) -> int:
    """The process in which ``work`` is done, with a connection of its own."""
    pid = os.fork()
    if pid == 0:
        code = 3
        try:
            connection.connection = None  # not closed: the socket is that of the parent
            work()
            code = 0
        finally:
            os._exit(code)
    return pid


def ended(pid: int) -> int | None:
    """The exit code; None where it was killed. The server has noticed it too, and does nothing more for it."""
    status = os.waitpid(pid, 0)[1]
    while others():
        time.sleep(0.001)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else None


def others() -> int:
    """How many besides us are connected to this database."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return int(cursor.fetchone()[0])


def dying(work: Callable[[], object], number: int) -> Callable[[], None]:
    """``work``, which kills itself at the n-th time that it is about to send, or has sent, something to the database."""
    passed = 0

    def step() -> None:
        nonlocal passed
        passed += 1
        if passed == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **options: Any) -> Any:
            step()
            found = call(*args, **options)
            step()
            return found

        return watched

    def until_then() -> None:
        copying._copy = around(copying._copy)
        connection._commit = around(connection._commit)  # type: ignore[attr-defined]  # Django's own, where all commits pass
        with connection.execute_wrapper(lambda execute, *rest: around(execute)(*rest)):
            work()

    return until_then


@pytest.fixture
def two_files(tmp_path: Path) -> list[Path]:
    households = f"社区代码,户数,常住人口,统计日期\n{FIRST},5,9,2024-01-01\n{SECOND},6,8,2024-01-01\n"
    return [text_file(tmp_path, "c.csv", COMMUNITIES), text_file(tmp_path, "h.csv", households)]


def test_killed_at_every_write(two_files: list[Path]) -> None:
    assert ended(forked(lambda: bring(*two_files))) == 0
    everything = state()
    assert everything == {"batches": 2, "communities": 3, "households": 2, "facilities": 0}
    seen, number = [], 0
    while True:
        empty()
        number += 1
        code = ended(forked(dying(lambda: bring(*two_files), number)))
        assert code in (None, 0)
        seen.append(state())
        assert seen[-1] in (NOTHING, everything), number
        if code == 0:
            break
    assert seen.count(NOTHING) > 40
    assert seen.index(everything) == seen.count(NOTHING)  # nothing before the commit, everything after it


def kill_at_random(paths: Sequence[Path], times: int) -> list[bool]:
    """For each time whether everything was there afterwards; it must have been nothing otherwise."""
    empty()
    began = time.monotonic()
    assert ended(forked(lambda: bring(*paths))) == 0
    took, everything = time.monotonic() - began, state()
    found = []
    for seed in range(times):
        empty()
        pid = forked(lambda: bring(*paths))
        time.sleep(random.Random(seed).uniform(0, took * 1.1))  # noqa: S311  no secret
        os.kill(pid, signal.SIGKILL)
        ended(pid)
        after = state()
        assert after in (NOTHING, everything), seed
        found.append(after == everything)
    return found


def test_killed_at_some_random_moments(two_files: list[Path]) -> None:
    assert not all(kill_at_random(two_files, 20))


@pytest.mark.bench
def test_killed_at_two_hundred_random_moments(tmp_path: Path) -> None:
    found = kill_at_random(write_sample_city(tmp_path), 200)
    print(f"\n200 kills of the import of the sample city: {found.count(False)} left nothing, {found.count(True)} all")  # noqa: T201
