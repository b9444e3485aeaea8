"""A pytest plugin: collect once, note which test reaches which function, then fork a process for every mutant.

A mutant is killed when one of the tests that reach its function fails, or takes many times as long as it should. The
environment names the report to write, how many mutants to draw at random (all without a number), and the seed of the draw.
"""

from __future__ import annotations

import gc
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

from assessments.standards.covering import coverage_of
from assessments.standards.fact_names import fact_kind
from assessments.standards.loading import pack_ids, pack_named

PREFIX = "assessments.standards"
SLACK_S, SLOWER = 5, 20  # a test that takes this much more than without a mutant goes round in a circle
SERVED = {"db", "client", "browser", "territory", "sample_city", "transactional_db", "django_db_setup"}
Reach = dict[str, list[pytest.Item]]
TOOK = pytest.StashKey[float]()


def pytest_runtestloop(session: pytest.Session) -> bool:
    items = [item for item in session.items if not _needs_a_database(item)]
    reach, remembered = _reach(items), _remembered()
    mutants = _drawn(_mutants())
    functions = sorted({_function(mutant) for mutant in mutants})
    halves = [[m for m in mutants if _function(m) in half] for half in (set(functions[0::2]), set(functions[1::2]))]
    readers = [_worker(half, reach, remembered, at) for at, half in enumerate(halves)]
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
    called: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        fact_kind.cache_clear()  # what is remembered would not be seen to be called
        os.environ["MUTANT_UNDER_TEST"] = "stats"
        state()._stats.clear()
        started = time.perf_counter()
        assert _passes(item), item.nodeid
        item.stash[TOOK] = time.perf_counter() - started
        for name in set(state()._stats):
            called[name].append(item)
    os.environ["MUTANT_UNDER_TEST"] = ""
    return {name: sorted(found, key=lambda item: item.stash[TOOK]) for name, found in called.items()}


def _remembered() -> set[str]:
    """The functions at work when the packs are read: only for their mutants must everything be read anew."""
    _forget()
    os.environ["MUTANT_UNDER_TEST"] = "stats"
    state()._stats.clear()
    for pack_id in pack_ids():
        pack_named(pack_id)
    coverage_of()
    os.environ["MUTANT_UNDER_TEST"] = ""
    return set(state()._stats)


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


def _worker(mutants: list[str], reach: Reach, remembered: set[str], at: int) -> tuple[int, Path]:
    """A process that tries its mutants one after the other and writes down who survives."""
    path = Path(f"{os.environ['MUTATION_REPORT']}.{at}")
    path.unlink(missing_ok=True)
    pid = os.fork()
    if pid:
        return pid, path
    gc.freeze()  # or every fork would copy the whole heap at its first collection
    with path.open("a", encoding="utf-8") as told:
        for mutant in mutants:
            function = _function(mutant)
            if not _is_killed(mutant, reach.get(function, []), forget=function in remembered):
                told.write(mutant + "\n")
                told.flush()
    os._exit(0)


def _collected(pid: int, path: Path) -> list[str]:
    os.waitpid(pid, 0)
    return path.read_text(encoding="utf-8").split()


def _is_killed(mutant: str, items: list[pytest.Item], *, forget: bool) -> bool:
    """Whether a test notices. The test that did goes first for the next mutant: those of one function die of the same tests."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.environ["MUTANT_UNDER_TEST"] = mutant
        if forget:
            _forget()
        os._exit(0 if all(_passes_in_time(item, at, writer) for at, item in enumerate(items)) else 1)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        last = told.read()[-4:]
    killed = os.waitpid(pid, 0)[1] != 0
    if killed and last:
        items.insert(0, items.pop(int.from_bytes(last, "big")))
    return killed


def _passes_in_time(item: pytest.Item, at: int, writer: int) -> bool:
    """Says by its number that a test begins, so that it is known even when the alarm ends the process."""
    os.write(writer, at.to_bytes(4, "big"))
    signal.alarm(int(SLACK_S + SLOWER * item.stash[TOOK]))
    return _passes(item)


def _forget() -> None:
    """Drop what the law has remembered: a mutant must not be hidden by an answer from before it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(PREFIX):
            for value in vars(module).values():
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()
