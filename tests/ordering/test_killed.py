"""A worker that is killed at a round: nothing is left, and the next one does it."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from assessments.models import Scorecard
from assessments.services import working
from communities.models import Community
from tests.factories import make_community, make_worker
from tests.factories.territory import Territory
from tests.ordering.conftest import Killed, cards, now, order, raising, tables_of_rounds

pytestmark = pytest.mark.django_db(transaction=True)


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


@pytest.fixture
def workers() -> Iterator[list["subprocess.Popen[bytes]"]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.bench
@pytest.mark.usefixtures("no_tables_left")
def test_a_worker_process_that_is_killed_is_followed_by_another(workers: list["subprocess.Popen[bytes]"]) -> None:
    """For real: kill -9 while it judges, start another, wait. It takes the half minute after which a worker counts as gone."""
    ProcrastinateJob.objects.all()._raw_delete("default")  # its models are read only
    chief = make_worker("chief", None)
    for number in range(12):
        make_community(f"9001{number + 1:02d}001001")
    _multiply(2_000)
    total = Community.objects.count()
    one = order(chief, None)
    workers.append(_worker())
    _wait(lambda: now(one).state == "running" and now(one).stage in ("reading", "judging", "storing"), 120)
    workers[0].send_signal(signal.SIGKILL)
    workers[0].wait()
    assert (now(one).state, cards(one), tables_of_rounds()) == ("running", [], [])
    began = time.monotonic()
    workers.append(_worker())
    _wait(lambda: now(one).state == "finished", 240)
    print(f"\nfinished {time.monotonic() - began:.0f} s after the second worker was started")  # noqa: T201  a measurement
    assert now(one).communities == Scorecard.objects.filter(round=one).count() == total


def _multiply(times: int) -> None:
    """So many more communities beside each of the first ones."""
    made = []
    for first in list(Community.objects.all()):
        path = first.path.rstrip("/").rsplit("/", 1)[0]
        for number in range(2, min(times, 998) + 2):
            code = f"{first.code[:9]}{number:03d}"
            made.append(Community(code=code, name=code, division=first.division, path=f"{path}/{code}/", source=first.source))
    Community.objects.bulk_create(made, batch_size=2_000)


def _worker() -> "subprocess.Popen[bytes]":
    """A worker on the test's database."""
    given = connection.settings_dict
    host = str(given["HOST"]).replace("/", "%2F")
    environment = {
        "DATABASE_URL": f"postgres://{given['USER']}@/{given['NAME']}?host={host}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, str(django_settings.BASE_DIR / "manage.py"), "procrastinate", "worker"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)
