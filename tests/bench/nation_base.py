"""A database of its own for every size of the nation: made once in a run, whatever asks for it.

They are copies of the empty test database, and go with the run. ``KEEP_NATION=1`` keeps them for the next run, under a name
that changes with the migrations and with what draws the data; ``python -m tests.bench.nation_profile drop`` removes those kept.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import connection

from assessments.services.keeping import refresh_facts
from tests.bench.nation_data import Nation, draw_nation
from tests.bench.nation_store import store_nation

COMMUNITIES: Final = int(os.environ.get("COMMUNITIES", "125000"))
TIMES: Final = int(os.environ.get("TIMES", "3"))
KEEP: Final = os.environ.get("KEEP_NATION") == "1"
ROOT: Final = Path(__file__).resolve().parents[2]
PREFIX: Final = "bench_nation"
_made: set[str] = set()


@cache
def nation_of(size: int) -> Nation:
    """The arrays of a size, kept while the run lasts."""
    return draw_nation(size)


@contextmanager
def nation(size: int) -> Iterator[Nation]:
    """Inside, the default connection is to a database that holds the nation of ``size`` communities."""
    empty = str(connection.settings_dict["NAME"])
    name = _name(size, empty)
    if not _exists(name):
        _make(name, empty, size)
    _made.add(name)
    with connected(name):
        refresh_facts()  # COPY has gone past the verbs, and what a run before this one changed is stale
        yield nation_of(size)


@contextmanager
def connected(name: str) -> Iterator[None]:
    """The default connection goes to another database of the same server."""
    before = connection.settings_dict["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(before)


def _turn_to(name: Any) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def drop_made() -> None:
    """At the end of a run."""
    for name in () if KEEP else sorted(_made):
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _made.clear()


def _name(size: int, empty: str) -> str:
    mark = _content() if KEEP else empty.rsplit("_", 1)[-1]
    return f"{PREFIX}_{size}_{mark}"


@cache
def _content() -> str:
    """Changes with the tables and with what is stored in them."""
    drawn = [ROOT / "tests" / "bench" / f"nation_{part}.py" for part in ("country", "data", "answers", "store")]
    files = sorted([*ROOT.glob("*/migrations/*.py"), *drawn])
    return hashlib.sha256(b"".join(each.read_bytes() for each in files)).hexdigest()[:8]


def kept_name() -> str:
    """The database that an earlier run kept for COMMUNITIES."""
    return f"{PREFIX}_{COMMUNITIES}_{_content()}"


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _make(name: str, empty: str, size: int) -> None:
    """Under another name until it is whole, so that what is found under its name is whole."""
    started = time.perf_counter()
    _on_server(f'DROP DATABASE IF EXISTS "{name}_new"')
    connection.close()  # a template must have no visitors
    _on_server(f'CREATE DATABASE "{name}_new" TEMPLATE "{empty}" STRATEGY FILE_COPY')
    with connected(f"{name}_new"):
        store_nation(nation_of(size))
    _on_server(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    sys.stdout.write(f"\n{size:,} communities stored in {time.perf_counter() - started:.0f} s\n")
    sys.stdout.flush()


def _on_server(statement: str) -> None:
    """A statement about whole databases, from outside all of them."""
    with connected("postgres"), connection.cursor() as cursor:
        cursor.execute(statement)


def drop_kept() -> None:
    with connected("postgres"), connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
