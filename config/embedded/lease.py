"""Who uses the embedded server: a shared file lock per process, an exclusive one to start or stop."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Only one process at a time starts or stops the server. Blocks until it is our turn."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Lease:
    """Held while a process uses the server. The kernel drops it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._handle = path.open("w")
        self._pid = os.getpid()
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def give_back(self) -> bool:
        """True where no other process holds a lease. A forked child shares ours and may not give it back."""
        if os.getpid() != self._pid:
            return False
        with self._handle:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True
