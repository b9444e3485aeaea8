"""A pytest plugin: collect once, note which test reaches which function, then fork a process for every mutant.

A mutant is killed when one of the tests that reach its function fails, or when they take too long. The environment names the
report to write, how many mutants to draw at random (all of them without a number), and the seed of the draw.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.state import state

from assessments.standards.fact_names import fact_kind

PREFIX = "assessments.standards"
LIMIT_S = 120
SERVED = {"db", "client", "browser", "territory", "sample_city", "transactional_db", "django_db_setup"}
Reach = dict[str, list[pytest.Item]]


def pytest_runtestloop(session: pytest.Session) -> bool:
    items = [item for item in session.items if not _needs_a_database(item)]
    reach = _reach(items)
    mutants = _drawn(_mutants())
    halves = [mutants[0::2], mutants[1::2]]
    readers = [_worker(half, reach, at) for at, half in enumerate(halves)]
    survivors = [name for pid, path in readers for name in _collected(pid, path)]
    report = {
        "mutants": len(mutants),
        "unreached": [m for m in mutants if not reach.get(_function(m))],
        "survived": sorted(survivors),
    }
    Path(os.environ["MUTATION_REPORT"]).write_text(json.dumps(report, indent=1), encoding="utf-8")
    share = 100 * len(survivors) / max(len(mutants), 1)
    sys.stdout.write(f"\n{len(mutants):,} mutants, {len(survivors):,} survived: {share:.2f} %\n")
    return True


def _needs_a_database(item: pytest.Item) -> bool:
    """The law is pure: what needs a database tests something else."""
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & SERVED)


def _reach(items: list[pytest.Item]) -> Reach:
    """Function -> the tests that call it, the quickest first. Raises AssertionError where one fails without any mutant."""
    took: dict[pytest.Item, float] = {}
    called: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        fact_kind.cache_clear()  # what is remembered would not be seen to be called
        os.environ["MUTANT_UNDER_TEST"] = "stats"
        state()._stats.clear()
        started = time.perf_counter()
        assert _passes(item), item.nodeid
        took[item] = time.perf_counter() - started
        for name in set(state()._stats):
            called[name].append(item)
    os.environ["MUTANT_UNDER_TEST"] = ""
    return {name: sorted(found, key=lambda item: took[item]) for name, found in called.items()}


def _passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _mutants() -> list[str]:
    """The full names of all mutants in the loaded modules."""
    found = []
    for module_name, module in sorted(sys.modules.items()):
        if module_name.startswith(PREFIX):
            tables = [value for key, value in vars(module).items() if key.startswith("mutants_x")]
            tables += [
                value
                for owner in vars(module).values()
                if isinstance(owner, type) and owner.__module__ == module_name
                for key, value in vars(owner).items()
                if key.startswith("mutants_x")
            ]
            found += [f"{module_name}.{name}" for table in tables for name in table if not name.endswith("_orig")]
    return found


def _drawn(mutants: list[str]) -> list[str]:
    wanted = int(os.environ.get("MUTATION_SAMPLE") or len(mutants))
    only = os.environ.get("MUTATION_ONLY", "")
    kept = sorted(name for name in mutants if only in name)
    return sorted(random.Random(os.environ.get("MUTATION_SEED") or "1").sample(kept, min(wanted, len(kept))))  # noqa: S311 -- a draw, not a secret


def _function(mutant: str) -> str:
    return mutant.rpartition("__mutmut_")[0]


def _worker(mutants: list[str], reach: Reach, at: int) -> tuple[int, Path]:
    """A process that tries its mutants one after the other and writes down who survives."""
    path = Path(f"{os.environ['MUTATION_REPORT']}.{at}")
    path.unlink(missing_ok=True)
    pid = os.fork()
    if pid:
        return pid, path
    with path.open("a", encoding="utf-8") as told:
        for mutant in mutants:
            if not _is_killed(mutant, reach.get(_function(mutant), [])):
                told.write(mutant + "\n")
                told.flush()
    os._exit(0)


def _collected(pid: int, path: Path) -> list[str]:
    os.waitpid(pid, 0)
    return path.read_text(encoding="utf-8").split()


def _is_killed(mutant: str, items: list[pytest.Item]) -> bool:
    pid = os.fork()
    if pid == 0:
        signal.alarm(LIMIT_S)
        os.environ["MUTANT_UNDER_TEST"] = mutant
        _forget()
        os._exit(0 if all(_passes(item) for item in items) else 1)
    return os.waitpid(pid, 0)[1] != 0


def _forget() -> None:
    """Drop what the law has remembered: a mutant must not be hidden by an answer from before it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(PREFIX):
            for value in vars(module).values():
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()
