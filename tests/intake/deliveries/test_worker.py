"""The queue itself: a real worker on a real database, and one that is killed in the middle."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from accounts.models import User
from communities.models import Community, Division
from intake.deliveries import working
from intake.deliveries.receiving import Said, ask_to_store, cancel, receive
from intake.models import Delivery
from intake.outcome import Progress
from tests.factories import make_worker

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 30_000


@pytest.fixture
def chief(tmp_path: Path, settings: Settings) -> User:
    settings.MEDIA_ROOT = tmp_path / "files"
    return make_worker("chief", None)


def _communities(number: int) -> bytes:
    lines = (f"9001{row // 9000 + 1:02d}{row // 900 % 10 + 1:03d}{row % 900 + 1:03d},社区{row}" for row in range(number))
    return ("社区代码,社区名称\n" + "\n".join(lines) + "\n").encode()


def _hand_in(chief: User, number: int) -> Delivery:
    file = SimpleUploadedFile("communities.csv", _communities(number))
    return receive(by=chief, files=[file], division=None, said=Said())


def _run() -> None:
    """Work until the queue is empty."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's connector
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="always")


def _state(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).state


def test_a_worker_checks_stores_and_undoes(chief: User) -> None:
    delivery = _hand_in(chief, 50)
    _run()
    assert _state(delivery) == "checked"
    ask_to_store(by=chief, delivery=delivery.pk, good_rows=False)
    assert not Community.objects.exists()
    _run()
    assert (_state(delivery), Community.objects.count()) == ("stored", 50)
    assert not ProcrastinateJob.objects.exists()


def test_progress_is_seen_while_the_transaction_is_open_and_cancelling_stops_it(
    chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, seen = _hand_in(chief, 12_000), []
    monkeypatch.setattr("intake.deliveries.telling._EVERY", 0.0)

    def watch() -> None:
        """Somebody else, at a page of their own."""
        try:
            for _ in range(4_000):
                found = Delivery.objects.get(pk=delivery.pk)
                if found.rows_done >= 4_000:
                    seen.append((found.state, found.stage, found.file_at))
                    cancel(by=chief, delivery=delivery.pk)
                    return
                time.sleep(0.005)
        finally:
            connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    working.check(delivery.pk)
    watcher.join()
    assert seen == [("checking", "reading", "communities.csv")]
    found = Delivery.objects.get(pk=delivery.pk)
    assert (found.state, found.batches.count(), found.rows_done < 12_000) == ("cancelled", 0, True)


def test_a_fault_is_said_and_nothing_is_stored(chief: User, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = _hand_in(chief, 10)

    def fail(*args: object, **options: object) -> None:
        raise RuntimeError("as planned")

    monkeypatch.setattr("intake.deliveries.working.bring_in", fail)
    with pytest.raises(RuntimeError):
        working.check(delivery.pk)
    found = Delivery.objects.get(pk=delivery.pk)
    assert (found.state, found.fault) == ("failed", "delivery_fault")


def test_what_is_stored_is_called_so_whatever_fails_after_it(chief: User, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = _hand_in(chief, 10)
    working.check(delivery.pk)
    ask_to_store(by=chief, delivery=delivery.pk, good_rows=False)

    def fail(*args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("intake.deliveries.working._annotate", fail)
    with pytest.raises(OSError, match="full"):
        working.store(delivery.pk)
    found = Delivery.objects.get(pk=delivery.pk)
    assert (found.state, found.fault, Community.objects.count()) == ("stored", "", 10)


@pytest.mark.parametrize("after", [2_000, 6_000])
def test_a_step_that_was_killed_is_begun_again_and_done_once(after: int, chief: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends at a report; the queue gives the job to the next worker, as it does where a heartbeat is missing."""
    delivery = _hand_in(chief, 6_000)
    working.check(delivery.pk)
    ask_to_store(by=chief, delivery=delivery.pk, good_rows=False)

    class Killed(BaseException):
        """Not an Exception: nobody tidies up."""

    def die(self: object, progress: Progress) -> None:
        if progress.rows >= after:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("intake.deliveries.telling._Teller.__call__", die)
        with pytest.raises(Killed):
            working.store(delivery.pk)
    assert (_state(delivery), Community.objects.count()) == ("storing", 0)
    working.store(delivery.pk)
    assert (_state(delivery), Community.objects.count()) == ("stored", 6_000)
    working.store(delivery.pk)
    assert Community.objects.count() == 6_000


@pytest.fixture
def workers() -> Iterator[list["subprocess.Popen[bytes]"]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.bench
def test_a_worker_process_that_is_killed_is_followed_by_another(
    chief: User, workers: list["subprocess.Popen[bytes]"], settings: Settings
) -> None:
    """For real: kill -9 while it stores, start another, wait. It takes the half minute after which a worker counts as gone."""
    delivery = _hand_in(chief, ROWS)
    working.check(delivery.pk)
    ProcrastinateJob.objects.all()._raw_delete("default")  # its models are read only
    ask_to_store(by=chief, delivery=delivery.pk, good_rows=False)
    workers.append(_worker(settings))
    _wait(lambda: Delivery.objects.get(pk=delivery.pk).rows_done > 0, 60)
    workers[0].send_signal(signal.SIGKILL)
    workers[0].wait()
    assert (_state(delivery), Community.objects.count()) == ("storing", 0)
    started = time.monotonic()
    workers.append(_worker(settings))
    _wait(lambda: _state(delivery) == "stored", 180)
    print(f"\nstored {time.monotonic() - started:.0f} s after the second worker was started")  # noqa: T201  a measurement
    assert Community.objects.count() == ROWS
    assert Division.objects.exists()


def _worker(settings: Settings) -> "subprocess.Popen[bytes]":
    """A worker on the test's database."""
    given = connection.settings_dict
    host = str(given["HOST"]).replace("/", "%2F")
    address = f"postgres://{given['USER']}@/{given['NAME']}?host={host}"
    environment = {"DATABASE_URL": address, "FILES": str(settings.MEDIA_ROOT), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, str(django_settings.BASE_DIR / "manage.py"), "procrastinate", "worker"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait(condition: object, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]  # a callable
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)
