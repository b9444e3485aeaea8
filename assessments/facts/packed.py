"""Rows of the database as columns of numbers: a few blocks of packed arrays, never an object for a row.

The database packs each column of a block into one array (`array_send`), and COPY sends the arrays as they are. A large table is
walked through page by page, still in one statement and so as of one moment; a block stays far below the gigabyte that
PostgreSQL allows one row of an answer.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

Columns = dict[str, npt.NDArray[Any]]

PAGES = 8192
"""Pages of a table in one block: 64 MiB, some 600,000 facilities."""
_SIGNATURE, _FILE_HEADER, _ARRAY_HEADER = b"PGCOPY\n", 19, 20
_ON_THE_WIRE = {"i4": ">i4", "i8": ">i8", "f8": ">f8"}
_SQL = {"i4": "int4", "i8": "int8", "f8": "float8"}


@dataclass(frozen=True)
class Reading:
    """What is read of a table: its numeric columns, none of which may be NULL.

    ``columns``: name -> (i4, i8 or f8; the SQL of its value). ``source``: FROM and WHERE, where ``t`` is the table itself and
    {here} stands for its part, ``%(day)s`` for the day. ``narrow``: the condition of the part that concerns the communities
    ``%(ids)s``.
    """

    table: str
    columns: Mapping[str, tuple[str, str]]
    source: str
    narrow: str

    def statement(self, *, is_whole: bool) -> str:
        """The query of all blocks of the table, or of the one that concerns some communities."""
        packed = ", ".join(
            f"array_send(array_agg(({sql})::{_SQL[kind]})) AS {key}" for key, (kind, sql) in self.columns.items()
        )
        here = _HERE.format(pages=PAGES) if is_whole else self.narrow
        block = f"SELECT {packed} {self.source.format(here=here)}"
        return _BY_PAGES.format(table=self.table, pages=PAGES, block=block) if is_whole else block

    def read(self, ids: Sequence[int] | None, day: date) -> Columns:
        """The columns as of a day, of the whole table where ``ids`` is None. Rows come in no order."""
        rows = answers(self.statement(is_whole=ids is None), {"ids": ids, "day": day})
        blocks = [_unpacked(one, self.columns) for one in rows]
        return {name: _joined(blocks, name, kind) for name, (kind, _) in self.columns.items()}


class Together:
    """What several readings find, of a few communities: one question instead of one for each table."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        blocks = [one.statement(is_whole=False) for one in readings]
        joined = ", ".join(f"({block}) AS block_{at}" for at, block in enumerate(blocks))
        self._statement = f"SELECT * FROM {joined}"  # noqa: S608  # of constants

    def read(self, ids: Sequence[int], day: date) -> dict[str, Columns]:
        """table -> what ``Reading.read`` finds."""
        (fields,) = answers(self._statement, {"ids": ids, "day": day})
        found: dict[str, Columns] = {}
        for one in self._readings:
            block, fields = [_unpacked(fields[: len(one.columns)], one.columns)], fields[len(one.columns) :]
            found[one.table] = {name: _joined(block, name, kind) for name, (kind, _) in one.columns.items()}
        return found


_HERE = "t.ctid >= format('(%%s,0)', page)::tid AND t.ctid < format('(%%s,0)', page + {pages})::tid"
_BY_PAGES = (
    "SELECT block.* FROM generate_series(0, pg_relation_size('{table}') / current_setting('block_size')::int8, {pages})"
    " AS page, LATERAL ({block}) AS block"
)


def answers(statement: str, params: Mapping[str, Any] | Sequence[Any]) -> Iterator[list[memoryview | None]]:
    """The fields of every row of the answer, as they were sent; None is NULL."""
    with connection.cursor() as cursor:
        asked = cursor.mogrify(f"COPY ({statement}) TO STDOUT (FORMAT BINARY)", params)
        # Outside the ORM's own execute(), so its errors must be translated here.
        with connection.wrap_database_errors, cursor.copy(asked) as copy:
            for message in copy:
                yield from _fields(memoryview(message))


def _fields(message: memoryview) -> Iterator[list[memoryview | None]]:
    """The row of one message: the number of its fields, then each with its length. The last message says -1 fields."""
    at = _FILE_HEADER if message[: len(_SIGNATURE)] == _SIGNATURE else 0
    while at < len(message) and (number := struct.unpack_from("!h", message, at)[0]) >= 0:
        at += 2
        row: list[memoryview | None] = []
        for _ in range(number):
            (length,) = struct.unpack_from("!i", message, at)
            row.append(None if length < 0 else message[at + 4 : at + 4 + length])
            at += 4 + max(length, 0)
        yield row


def _unpacked(row: list[memoryview | None], columns: Mapping[str, tuple[str, str]]) -> Columns:
    """The arrays of a block; of a block without rows none."""
    return {
        name: np.frombuffer(field, [("size", ">i4"), ("value", _ON_THE_WIRE[kind])], offset=_ARRAY_HEADER)["value"].astype(kind)
        for field, (name, (kind, _)) in zip(row, columns.items(), strict=True)
        if field is not None
    }


def _joined(blocks: list[Columns], name: str, kind: str) -> npt.NDArray[Any]:
    """One column of all blocks, which give it up: what is joined is not kept twice."""
    parts = [block.pop(name) for block in blocks if name in block]
    return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, kind), *parts])
