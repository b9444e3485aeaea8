"""One gunicorn worker over a nation, asked over one connection that stays open, as a browser does.

A server and not Django's test client: it is what people meet, its memory is its own and can be read, and the cost of asking is
the same for the page and for the hello-world view.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.nation_base import ROOT

_PATIENCE_S: Final = 30.0
_HEADERS: Final = {"Accept-Encoding": "gzip", "Accept-Language": "zh-hans", "Host": "localhost"}
_BLOCK: Final = 1 << 16


class NotServed(Exception):
    """An answer that is not 200, or no server."""


@dataclass(frozen=True)
class Server:
    """``worker``: the process id of the one worker."""

    port: int
    worker: int
    connection: http.client.HTTPConnection

    def get(self, address: str, each: Callable[[bytes], None] = lambda block: None, **headers: str) -> int:
        """Bytes of the answer. Raises NotServed."""
        self.connection.request("GET", address, headers=_HEADERS | headers)
        answer, total = self.connection.getresponse(), 0
        while block := answer.read(_BLOCK):
            total += len(block)
            each(block)
        if answer.status != http.HTTPStatus.OK:
            raise NotServed(f"{address}: {answer.status}")
        return total

    def peak(self) -> float:
        """The largest resident memory of the worker so far, MiB."""
        lines = Path(f"/proc/{self.worker}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


@contextmanager
def served(database: str) -> Iterator[Server]:
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4",
        "--no-control-socket", "--log-level", "warning", "--timeout", "600", "--keep-alive", "60",
    ]  # fmt: skip
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.nation_settings", "NATION_DATABASE": database}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(port)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
            yield Server(port, _child(process.pid), connection)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise NotServed(f"nothing answers at port {port}")


def _child(parent: int) -> int:
    return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])
