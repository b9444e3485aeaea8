"""The front door: a register of facilities end to end, against COPY of the same rows and against django-import-export.

ROWS=999999 (the default: with its header the longest file there may be) and TIMES=3. A time counts only where the same rows are
stored. Ratios of medians, one machine, one run, by turns; the figures are also written to ``.bench/intake.json``.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest
from django.db import connection

from communities.models import Source
from intake.services import bring_in
from tests.bench import peers
from tests.bench.register import COMMUNITIES, store_communities, write_register

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]
ROWS: Final = int(os.environ.get("ROWS", "999999"))
TIMES: Final = int(os.environ.get("TIMES", "3"))
FEW: Final = 20_000  # as many as the peer does in half a minute
SMALL: Final = 100_000
ROOT: Final = Path(__file__).resolve().parents[2]
FIGURES: Final = ROOT / ".bench" / "intake.json"
Stored = tuple[int, int]


def test_the_front_door_against_copy_and_its_peer(tmp_path: Path) -> None:
    store_communities()
    files = {rows: write_register(tmp_path / f"register_{rows}.csv", rows) for rows in sorted({FEW, SMALL, ROWS})}
    _bring(files[FEW])  # imports and plans are no part of a rate
    told = {
        "rows": ROWS, "communities": COMMUNITIES, "times": TIMES, "bytes": files[ROWS].stat().st_size,
        **_against_copy(files[ROWS], tmp_path / "ready"), **_against_peer(files[FEW]),
        "memory": [_alone(files[rows], rows) for rows in sorted({SMALL, ROWS})],
    }  # fmt: skip
    _write(told)
    assert told["copy_rate_share"] > 0


def _bring(file: Path) -> None:
    assert bring_in(paths=[file], by=None, source="bench").accepted


def _timed(work: Callable[[], None]) -> tuple[float, Stored]:
    """Seconds, from an empty table, and what was stored."""
    peers.empty()
    started = time.perf_counter()
    work()
    took = time.perf_counter() - started
    return took, peers.stored()


def _by_turns(
    one: Callable[[], None], other: Callable[[], None], between: Callable[[], None] = lambda: None
) -> tuple[list[float], list[float]]:
    """Seconds of each. AssertionError where they do not store the same."""
    mine, theirs = [], []
    for _ in range(TIMES):
        first, left = _timed(one)
        between()
        second, right = _timed(other)
        assert left == right
        mine.append(first)
        theirs.append(second)
    return mine, theirs


def _against_copy(file: Path, ready: Path) -> dict[str, Any]:
    mine, theirs = _by_turns(lambda: _bring(file), lambda: peers.copy_rows(ready), lambda: peers.keep_rows(ready))
    return {"bring_in": mine, "copy": theirs, "copy_rate_share": median(theirs) / median(mine)}


def _against_peer(file: Path) -> dict[str, Any]:
    """The peer's rate on a size it can finish; the front door's on the same."""
    source = Source.objects.get(name="bench")
    mine, theirs = _by_turns(lambda: _bring(file), lambda: peers.import_export(file, source))
    return {"few": FEW, "bring_in_few": mine, "import_export_few": theirs, "times_import_export": median(theirs) / median(mine)}


def _alone(file: Path, rows: int) -> dict[str, Any]:
    """Memory of one import of ``rows`` in a process of its own."""
    peers.empty()
    command = [sys.executable, "-m", "tests.bench.alone", str(connection.settings_dict["NAME"]), str(file)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, Any] = {"rows": rows, **json.loads(said.stdout)}
    assert told["accepted"]
    assert peers.stored()[0] == rows
    return told


def _write(told: dict[str, Any]) -> None:
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps(told, indent=1))
    sys.stdout.write("\n".join(_lines(told)) + "\n")


def _lines(told: dict[str, Any]) -> Iterator[str]:
    mine, few, theirs = (median(told[key]) for key in ("bring_in", "bring_in_few", "import_export_few"))
    yield f"\n{told['rows']:,} facilities of {told['communities']:,} communities, medians of {told['times']}:"
    yield f"  bring_in {mine:8.1f} s   {told['rows'] / mine:9,.0f} rows/s"
    yield f"  COPY     {median(told['copy']):8.1f} s   bring_in has {told['copy_rate_share']:.2f} of its rate"
    yield f"  django-import-export on {told['few']:,} rows: {theirs:.1f} s against {few:.2f} s"
    yield f"  bring_in is {told['times_import_export']:.0f} times as fast"
    for each in told["memory"]:
        yield f"  memory of {each['rows']:>9,} rows: {each['before']:.0f} MiB loaded, peak {each['peak']:.0f} MiB"
