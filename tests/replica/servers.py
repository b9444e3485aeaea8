"""A primary and its standby for one run of tests, from the binaries of the embedded PostgreSQL."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from config.databases import POSTGRESQL, every_database
from config.embedded.places import Places, places_for
from config.embedded.server import DATABASE, ROLE, binaries, control, ensure_running, leave, run_tool
from config.replica.router import PRIMARY, REPLICA

PATIENCE = 20  # seconds that a test waits at most for what takes milliseconds


@dataclass(frozen=True)
class Pair:
    """Two servers: all that is committed on the primary is streamed to the standby."""

    primary: Places
    standby: Places

    def heard_by_standby(self) -> str:
        """Every statement that reached the standby, as its own log has it."""
        return self.standby.log.read_text()

    def kill_standby(self) -> None:
        control(self.standby, "stop", "-m", "immediate")

    def start_standby(self) -> None:
        control(self.standby, "start", "-w", "-s", "-l", str(self.standby.log))


@contextmanager
def pair() -> Iterator[Pair]:
    """Both running; gone with all they held afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="wanzheng-pair-"))
    folder.chmod(0o711)  # the servers' user, where it is another one, passes through
    run_as = places_for(settings.BASE_DIR).run_as
    primary, standby = (Places(folder / name, folder / f"{name}-socket", run_as) for name in ("primary", "standby"))
    try:
        ensure_running(primary)
        _do_not_wait_for_disks(primary)
        _copy(primary, standby)
        ensure_running(standby)
        yield Pair(primary, standby)
    finally:
        for places in (standby, primary):
            control(places, "stop", "-m", "immediate", check=False)
            leave(places)
        shutil.rmtree(folder)


def _do_not_wait_for_disks(primary: Places) -> None:
    """Of a machine that loses power these servers know nothing. The copy takes the setting over."""
    program = str(binaries(primary) / "psql")
    for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
        run_tool(primary, program, "-X", "-h", str(primary.socket), "-U", ROLE, "-d", DATABASE, "-c", statement)


def _copy(primary: Places, standby: Places) -> None:
    """What docs/scale.md tells an administrator to do."""
    standby.state.mkdir(mode=0o700)
    shutil.chown(standby.state, primary.state.owner())
    run_tool(
        primary, str(binaries(primary) / "pg_basebackup"), "-D", str(standby.cluster), "-R", "-X", "stream", "-c", "fast",
        "--no-sync", "-h", str(primary.socket), "-U", ROLE,
    )  # fmt: skip
    with (standby.cluster / "postgresql.conf").open("a") as configuration:
        configuration.write(f"\nunix_socket_directories = '{standby.socket}'\nlog_statement = 'all'\n")


def _url(places: Places) -> str:
    return f"postgres://{ROLE}@/{DATABASE}?host={places.socket}"


@contextmanager
def connected(two: Pair) -> Iterator[None]:
    """Django's two databases are those of the pair; what they were before comes back."""
    wanted = every_database(settings.BASE_DIR, _url(two.primary), replica_url=_url(two.standby))
    kept = dict(connections.settings)
    before = connections[PRIMARY]
    connections.settings.update({PRIMARY: {**kept[PRIMARY], **wanted[PRIMARY]}, REPLICA: {**kept[PRIMARY], **wanted[REPLICA]}})
    made = {alias: _wrapper(alias, connections.settings[alias]) for alias in wanted}
    for alias, wrapper in made.items():
        connections[alias] = wrapper
    try:
        yield
    finally:
        for alias, wrapper in made.items():
            wrapper.close()
            del connections[alias]
        del connections.settings[REPLICA]
        connections.settings.update(kept)
        connections[PRIMARY] = before


def _wrapper(alias: str, given: dict[str, Any]) -> BaseDatabaseWrapper:
    wrapper: BaseDatabaseWrapper = load_backend(POSTGRESQL).DatabaseWrapper(given, alias)
    return wrapper


def ask(alias: str, statement: str) -> Any:
    """The first value of the first row."""
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def wait_until(is_so: Callable[[], object]) -> None:
    """Raises TimeoutError after PATIENCE seconds."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.02)
