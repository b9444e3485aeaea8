"""The floor of a round: the same bytes out of the database, one pass over as many columns, the same bytes in again.

Which tables are read is data: NATION_READS="table: column, column; table: column" in the environment, or READS below. Out and
in are raw COPY in PostgreSQL's binary format. No Python object is made of a value; psycopg hands over one block a row.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.db import connection, transaction

from assessments.models import Round
from assessments.services.storing import COLUMNS
from assessments.standards.columns import Ints
from tests.bench.nation_rounds import Rounds
from tests.bench.nation_table import Told

Read = tuple[str, tuple[str, ...]]
Array = npt.NDArray[Any]
ROWS: Final[tuple[Read, ...]] = (
    (
        "communities_community",
        ("id", "code", "path", "kind", "build_class", "central_heating", "in_block", "block_id", "lng", "lat"),
    ),
    ("communities_householdcount", ("community_id", "counted_on", "households")),
    ("communities_populationband", ("community_id", "counted_on", "residents")),
    ("communities_surveyanswer", ("community_id", "item", "value", "answered_on", "superseded_on")),
    ("facilities_inventory", ("community_id", "facility_type", "complete_on", "withdrawn_on")),
    (
        "facilities_facility",
        ("community_id", "facility_type", "floor_area", "activity_area", "opened_on", "closed_on", "lng", "lat", "source_id"),
    ),
)
"""The rows that any peer has to read who begins with what is stored."""
READS: Final[tuple[Read, ...]] = (
    ("communities_community", ("id", "code", "path", "valid_from", "valid_to")),
    ("assessments_keptfacts", ("community_id", "labels", "since", "until", "facts")),
)
"""What a round reads: the facts that are kept, and whose they are."""
WRITTEN: Final = tuple(COLUMNS)
SAME, BARE = "floor_same", "floor_bare"


def reads() -> tuple[Read, ...]:
    """Of the environment, else READS."""
    asked = os.environ.get("NATION_READS", "")
    parts = (part.partition(":") for part in asked.split(";") if part.strip())
    found = tuple((table.strip(), tuple(each.strip() for each in columns.split(","))) for table, _, columns in parts)
    return found or READS


def read_raw(chosen: Sequence[Read]) -> int:
    """Bytes of the tables, which are read and let go."""
    total = 0
    for table, columns in chosen:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({', '.join(columns)}) TO STDOUT (FORMAT binary)") as copy,
        ):
            total += sum(len(block) for block in copy)
    return total


def written(one: Round, columns: Sequence[str] = WRITTEN) -> list[bytes]:
    """The bytes of a round's scorecards, as they will be written again; not a part of the time."""
    chosen = f"SELECT {', '.join(columns)} FROM assessments_scorecard WHERE round_id = {one.pk} ORDER BY id"
    with connection.cursor() as cursor, cursor.copy(f"COPY ({chosen}) TO STDOUT (FORMAT binary)") as copy:
        return [b"".join(map(bytes, copy))]


def make_tables() -> None:
    """One with all indexes and checks of the scorecards (but no foreign key), one with nothing but the columns."""
    with connection.cursor() as cursor:
        for name, like in ((SAME, "INCLUDING ALL"), (BARE, "")):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(f"CREATE TABLE {name} (LIKE assessments_scorecard {like}) WITH (autovacuum_enabled = false)")
        cursor.execute(f"ALTER TABLE {BARE} ALTER COLUMN id DROP NOT NULL")


def write_raw(blocks: Sequence[bytes], into: str, columns: Sequence[str] = WRITTEN) -> None:
    """Into the emptied table, committed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {into}")
        with cursor.copy(f"COPY {into} ({', '.join(columns)}) FROM STDIN (FORMAT binary)") as copy:
            for block in blocks:
                copy.write(block)


def one_pass(values: Array, least: Ints) -> int:
    """N x R figures, R limits: one comparison each, and the sum of what is lacking."""
    lacking = least[:, None] - values
    return int(lacking[lacking > 0].sum())


def pass_columns(size: int, rules: int) -> tuple[Array, Ints]:
    """As many figures as a round judges, rule by rule; not a part of the time."""
    draw = np.random.default_rng(size)
    return draw.integers(0, 100, (rules, size)), draw.integers(0, 70, rules)


class Floor:
    """The works of the floor for a round: ``read``, ``pass``, ``write`` and ``write_bare``; ``ready`` before the first.

    ``rows`` is no part of it: what a peer pays who keeps no facts.
    """

    def __init__(self, rounds: Rounds, size: int) -> None:
        self._rounds, self._size, self._chosen = rounds, size, reads()
        self._blocks: list[bytes] = []
        make_tables()

    def ready(self) -> None:
        """The bytes of the round that was made in the same turn."""
        self._blocks = written(self._rounds.one)
        self._figures = pass_columns(self._size, len(self._rounds.one.rules))

    def works(self) -> dict[str, Callable[[], object]]:
        return {
            "read": lambda: read_raw(self._chosen),
            "rows": lambda: read_raw(ROWS),
            "pass": lambda: one_pass(*self._figures),
            "write": lambda: write_raw(self._blocks, SAME),
            "write_bare": lambda: write_raw(self._blocks, BARE),
        }

    def tell(self, told: Told, took: dict[str, float]) -> None:
        same, bare = (took["read"] + took["pass"] + took[write] for write in ("write", "write_bare"))
        told.ratio(f"round of {self._size:,} against its floor (same table)", took["round"], same)
        told.ratio(f"round of {self._size:,} against its floor (bare table)", took["round"], bare, goal=">= 0.5")
        told.about["read"] = [f"{table}: {', '.join(columns)}" for table, columns in self._chosen]
