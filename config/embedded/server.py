"""Start and stop the embedded server with the wheel's own initdb and pg_ctl."""

import atexit
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from config.embedded.lease import Lease, exclusively
from config.embedded.places import INSTALL, WHEEL, EmbeddedUnavailable, Places, private_folder, wheel_folder

DATABASE, ROLE = "wanzheng", "wanzheng"
SETTINGS = (
    "listen_addresses = ''",
    "max_connections = 60",
    "shared_buffers = 256MB",
    "work_mem = 32MB",
    "maintenance_work_mem = 256MB",
    "max_wal_size = 2GB",
    "timezone = 'UTC'",
)
_leases: dict[Path, Lease] = {}


def ensure_running(places: Places) -> None:
    """Start the cluster of ``places`` where it is not running; create it the first time (about two seconds).

    Safe to call from many processes at once and more than once. Raises EmbeddedUnavailable.
    """
    held = _leases.get(places.state)
    if held is not None:
        return
    _prepare_folders(places)
    with exclusively(places.state / "start.lock"):
        _leases[places.state] = Lease(places.state / "holders.lock")
        if not (places.cluster / "PG_VERSION").exists():
            _create_cluster(places)
        if not _is_running(places):
            _start(places)
    atexit.register(leave, places)


def leave(places: Places) -> None:
    """Let the server go, and stop it where nobody else holds it. Also called when the process ends."""
    lease = _leases.pop(places.state, None)
    if lease is None:
        return
    with exclusively(places.state / "start.lock"):
        if lease.give_back():
            control(places, "stop", "-m", "fast", check=False)


def _prepare_folders(places: Places) -> None:
    if places.run_as is None:
        places.state.mkdir(mode=0o700, exist_ok=True)
    else:
        private_folder(places.state, places.run_as)
    private_folder(places.socket, places.run_as)


def binaries(places: Places) -> Path:
    """The folder of initdb and pg_ctl. For another OS user they are copied beside the cluster, once per version."""
    wheel = wheel_folder()
    if places.run_as is None:
        return wheel / WHEEL / INSTALL / "bin"
    version = next(wheel.glob(f"{WHEEL}-*.dist-info")).name
    copied = places.state / version
    if not copied.exists():
        _copy_binaries(wheel, copied, places.run_as)
    return copied / WHEEL / INSTALL / "bin"


def _copy_binaries(wheel: Path, target: Path, owner: int) -> None:
    """The libraries are found by a path relative to the binaries, so both folders keep their places."""
    unfinished = target.with_suffix(".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    skipped = shutil.ignore_patterns("include")
    shutil.copytree(wheel / WHEEL / INSTALL, unfinished / WHEEL / INSTALL, symlinks=True, ignore=skipped)
    shutil.copytree(wheel / f"{WHEEL}.libs", unfinished / f"{WHEEL}.libs")
    for path in (unfinished, *unfinished.rglob("*")):
        os.chown(path, owner, -1, follow_symlinks=False)
    unfinished.rename(target)


def run_tool(places: Places, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a server tool as the server's user, in its own folder (it may not be able to enter ours)."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    group = None if places.run_as is None else pwd.getpwuid(places.run_as).pw_gid
    done = subprocess.run(
        command, user=places.run_as, group=group, extra_groups=None if group is None else [], cwd=places.state,
        env=environment, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if check and done.returncode:
        raise EmbeddedUnavailable(
            f"The embedded PostgreSQL did not obey '{Path(command[0]).name}': {done.stdout.strip()[-800:]}\n"
            f"Its log: {places.log}. Its data: {places.state}. A server of your own can be named by DATABASE_URL."
        )
    return done


def _create_cluster(places: Places) -> None:
    """A cluster whose text is UTF-8 and sorts by code point, the same on every machine."""
    print("Creating the embedded PostgreSQL cluster in", places.state, file=sys.stderr, flush=True)
    unfinished = places.cluster.with_suffix(".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    run_tool(
        places, str(binaries(places) / "initdb"), "-D", str(unfinished), "-U", ROLE, "-E", "UTF8", "--auth=trust",
        "--locale-provider=builtin", "--locale=C.UTF-8",
    )  # fmt: skip
    settings = (*SETTINGS, f"unix_socket_directories = '{places.socket}'")
    with (unfinished / "postgresql.conf").open("a") as configuration:
        configuration.write("\n".join(("", *settings, "")))
    unfinished.rename(places.cluster)


def control(places: Places, verb: str, *options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return run_tool(places, str(binaries(places) / "pg_ctl"), "-D", str(places.cluster), verb, *options, check=check)


def _is_running(places: Places) -> bool:
    return control(places, "status", check=False).returncode == 0


def _start(places: Places) -> None:
    control(places, "start", "-w", "-t", "60", "-s", "-l", str(places.log))
    found = _psql(places, f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'").stdout.strip()
    if found != "1":
        _psql(places, f"CREATE DATABASE {DATABASE}")


def _psql(places: Places, statement: str) -> subprocess.CompletedProcess[str]:
    program = str(binaries(places) / "psql")
    return run_tool(places, program, "-X", "-h", str(places.socket), "-U", ROLE, "-d", "postgres", "-Atc", statement)
