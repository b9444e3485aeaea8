"""The embedded PostgreSQL: private folders, leases, root in a private home, two OS users on one machine."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.databases import NotPostgreSQL, database_settings, every_database
from config.embedded.lease import Lease
from config.embedded.places import WHEEL, EmbeddedUnavailable, places_for, private_folder, wheel_folder

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SOCKET_LIMIT = 107
HOLD = """
import sys, time
from pathlib import Path
from config.embedded.places import places_for
from config.embedded.server import ensure_running
places = places_for(Path(sys.argv[1]))
ensure_running(places)
print((places.cluster / "postmaster.pid").read_text().split()[0], flush=True)
time.sleep(float(sys.argv[2]))
"""
root_only = pytest.mark.skipif(os.getuid() != 0, reason="only root can become other users")


def test_an_ordinary_users_cluster_lies_in_the_checkout() -> None:
    places = places_for(Path("/home/li/wanzheng"), uid=1000)
    assert places.cluster == Path("/home/li/wanzheng/.data/cluster")
    assert places.run_as is None


def test_roots_cluster_lies_outside_every_home_and_runs_as_nobody() -> None:
    places = places_for(Path("/root/wanzheng"), uid=0)
    assert places.cluster.is_relative_to("/var/lib")
    assert places.run_as == pwd.getpwnam("nobody").pw_uid


def test_two_checkouts_and_two_users_never_share_a_socket() -> None:
    found = {places_for(Path(base), uid=uid).socket for base in ("/a", "/b") for uid in (0, 1000, 1001)}
    assert len(found) == 6


def test_the_socket_path_stays_short_in_a_deep_checkout() -> None:
    socket = places_for(Path("/" + "/".join(["very-long-folder-name"] * 20)), uid=1000).socket
    assert len(f"{socket}/.s.PGSQL.5432".encode()) <= SOCKET_LIMIT


def test_a_folder_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    with pytest.raises(EmbeddedUnavailable, match="DATABASE_URL"):
        private_folder(tmp_path / "open", None)


def test_a_link_in_the_shared_temp_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(EmbeddedUnavailable):
        private_folder(tmp_path / "link", None)


def test_only_the_last_lease_is_told_to_stop_the_server(tmp_path: Path) -> None:
    first, second = Lease(tmp_path / "holders"), Lease(tmp_path / "holders")
    assert not first.give_back()
    assert second.give_back()


def test_without_a_wheel_the_message_says_how_to_name_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddedUnavailable, match="DATABASE_URL=postgres://"):
        wheel_folder()


def test_another_engine_is_refused_by_name() -> None:
    with pytest.raises(NotPostgreSQL, match="postgres://"):
        database_settings(CHECKOUT, "sqlite:///x")


def test_a_server_is_used_as_the_url_says() -> None:
    found = database_settings(CHECKOUT, "postgres://li:secret@db.example:5433/wz")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "wz")


def test_a_standby_is_a_second_database_only_where_one_is_named() -> None:
    assert set(every_database(CHECKOUT, "postgres://li@a/wz", replica_url="")) == {"default"}
    found = every_database(CHECKOUT, "postgres://li@a/wz", replica_url="postgres://li@b,c/wz?connect_timeout=3&conn_max_age=0")
    assert (found["default"]["HOST"], found["replica"]["HOST"]) == ("a", "b,c")
    assert (found["default"]["CONN_MAX_AGE"], found["replica"]["CONN_MAX_AGE"]) == (60, 0)
    assert (found["replica"]["OPTIONS"]["connect_timeout"], found["default"]["OPTIONS"]["connect_timeout"]) == (3, 5)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that every OS user may enter, with the wheel and the module under test in it."""
    folder = Path(tempfile.mkdtemp(prefix="wanzheng-test-"))
    folder.chmod(0o755)
    wheel = wheel_folder()
    for source in (wheel / WHEEL, wheel / f"{WHEEL}.libs", next(wheel.glob(f"{WHEEL}-*.dist-info"))):
        shutil.copytree(source, folder / source.name, symlinks=True)
    shutil.copytree(CHECKOUT / "config" / "embedded", folder / "config" / "embedded")
    (folder / "config" / "__init__.py").touch()
    for path in folder.rglob("*"):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    before = set(Path(tempfile.gettempdir()).glob("wanzheng-*"))
    yield folder
    shutil.rmtree(folder)
    for socket in set(Path(tempfile.gettempdir()).glob("wanzheng-*")) - before:
        if not any(socket.iterdir()):  # another server's socket is its own
            socket.rmdir()


def hold(python: str, base: Path, seconds: float, packages: Path, uid: int | None = None) -> "subprocess.Popen[str]":
    """A process that starts the server of ``base`` and holds it for some seconds."""
    environment = {"PYTHONPATH": str(packages), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [python, "-c", HOLD, str(base), str(seconds)], env=environment, cwd="/", text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, user=uid, group=uid, extra_groups=None if uid is None else [],
    )  # fmt: skip


def owner_of(process: int) -> int:
    return Path(f"/proc/{process}").stat().st_uid


def finish(process: "subprocess.Popen[str]") -> int:
    """The server's process id, which the holder printed."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return int(out)


@root_only
def test_as_root_a_private_home_stays_private(shared_folder: Path) -> None:
    home = shared_folder / "home"
    checkout = home / "work" / "wanzheng"
    checkout.mkdir(parents=True)
    home.chmod(0o700)
    state = places_for(checkout).state
    holder = hold(sys.executable, checkout, 1.0, shared_folder)
    assert holder.stdout is not None
    server = int(holder.stdout.readline())
    assert owner_of(server) == pwd.getpwnam("nobody").pw_uid
    holder.communicate(timeout=60)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE(Path("/root").stat().st_mode) & 0o005 == 0 or not Path(CHECKOUT).is_relative_to("/root")
    assert not Path(f"/proc/{server}/exe").exists(), "the last holder left, so the server should be gone"
    shutil.rmtree(state)


@root_only
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs a Python that every OS user can run")
def test_two_os_users_on_one_machine_do_not_meet(shared_folder: Path) -> None:
    users = [pwd.getpwnam("daemon").pw_uid, pwd.getpwnam("bin").pw_uid]
    holders = []
    for uid in users:
        base = shared_folder / f"user-{uid}"
        base.mkdir(mode=0o700)
        os.chown(base, uid, -1)
        holders.append(hold("/usr/bin/python3", base, 3.0, shared_folder, uid))
    servers = [finish(holder) for holder in holders]
    assert len(set(servers)) == 2


@root_only
def test_two_processes_share_one_server_and_the_last_stops_it(shared_folder: Path) -> None:
    base = shared_folder / "checkout"
    base.mkdir()
    short, long = hold(sys.executable, base, 0.5, shared_folder), hold(sys.executable, base, 4.0, shared_folder)
    first = finish(short)
    assert Path(f"/proc/{first}/exe").exists(), "somebody still holds it"
    assert finish(long) == first
    assert not Path(f"/proc/{first}/exe").exists()
    shutil.rmtree(places_for(base).state)
