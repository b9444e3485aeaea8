"""Has a file read in a process with limits, and fetches its answer."""

import dataclasses
import json
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from intake.apart.request import ANSWER, OVER_LIMIT, Caps, Request, Source
from intake.problems import WORDINGS, FileRefused
from intake.readers import limits

_BASE: Final = Path(__file__).resolve().parent.parent.parent
_OVER: Final = frozenset({OVER_LIMIT, -signal.SIGXCPU, -signal.SIGXFSZ, -signal.SIGKILL})
_NETWORKED: Final = (
    "AmigoCloud", "Carto", "CSW", "EEDA", "Elasticsearch", "GTFS", "HTTP", "MVT", "NGW", "OAPIF", "OGCAPI", "PLSCENES",
    "PMTiles", "STACTA", "STACIT", "WFS", "WMS", "WMTS", "WCS", "ADBC",
)  # fmt: skip
# All that the process is told of the world. No path to another program, no proxy, no address of the database.
_ENVIRONMENT: Final[Mapping[str, str]] = {
    "PYTHONPATH": str(_BASE),
    "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",  # each thread takes address space
    "GDAL_NUM_THREADS": "1",
    "GDAL_SKIP": ",".join(_NETWORKED),
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "PROJ_NETWORK": "OFF",
    "OGR_SQLITE_PRAGMA": "trusted_schema=0",  # a view in the file may not call functions that reach outside it
    "OGR_SQLITE_STATIC_VIRTUAL_OGR": "NO",
}


def caps() -> Caps:
    """The caps of limits.py."""
    return Caps(
        layers=limits.MAX_LAYERS, rows=limits.MAX_ROWS, columns=limits.MAX_COLUMNS, characters=limits.MAX_CELL_CHARACTERS,
        vertices=limits.MAX_VERTICES, shape_vertices=limits.MAX_SHAPE_VERTICES, memory=limits.APART_MEMORY,
        seconds=limits.APART_CPU_SECONDS, written=limits.MAX_UNPACKED_BYTES, workbook=limits.MAX_WORKBOOK_BYTES,
        cells=limits.MAX_SHEET_CELLS,
    )  # fmt: skip


def read_apart(folder: Path, job: str, sources: Sequence[Source]) -> list[dict[str, Any]]:
    """What the job found in the files in ``folder``; its lines lie there too. Raises FileRefused."""
    _run(folder, Request(job, tuple(sources), caps()))
    try:
        answer = json.loads((folder / ANSWER).read_text("utf-8"))
        refused, found = answer.get("refused"), list(answer.get("found", ()))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise FileRefused("reading_died", number=0) from error
    if refused:
        raise _refusal(refused)
    return found


def _run(folder: Path, request: Request) -> None:
    command = [sys.executable, "-P", "-s", "-m", "intake.apart.child", str(folder)]
    try:
        done = subprocess.run(
            command, input=json.dumps(dataclasses.asdict(request)).encode(), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=_ENVIRONMENT, cwd=folder, timeout=limits.APART_WALL_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _too_heavy() from error
    if done.returncode in _OVER:
        raise _too_heavy()
    if done.returncode:
        raise FileRefused("reading_died", number=done.returncode)


def _too_heavy() -> FileRefused:
    memory = limits.APART_MEMORY // 1024**2
    return FileRefused("reading_limits", memory=f"{memory} MiB", seconds=limits.APART_CPU_SECONDS)


def _refusal(refused: Mapping[str, Any]) -> FileRefused:
    code = refused.get("code")
    return FileRefused(str(code), **refused["details"]) if code in WORDINGS else FileRefused("reading_died", number=0)
