"""What an act would write, or wrote: numbers by table, and the first rows with what they were and would be.

Read from the journal inside the transaction, so that it is what would be stored and no estimate of it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import connection

from communities.models import Act, How, Source
from intake.table_words import TABLES
from intake.told_rows import RowPreview, rows_told

SAMPLES: Final = 50  # of each table and way
_SOURCES: Final = Source._meta.db_table


@dataclass(frozen=True)
class TablePreview:
    """Numbers of rows, and samples of them."""

    table: str
    created: int
    changed: int
    deleted: int
    samples: Sequence[RowPreview]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_NUMBERS: Final = """
SELECT "table", how, CASE how WHEN 'created' THEN sum(last - first + 1) ELSE count(DISTINCT first) END
FROM communities_change WHERE act_id = %s GROUP BY 1, 2"""
_CREATED: Final = """
SELECT NULL, to_jsonb(t) - 'boundary' FROM {table} t JOIN communities_change c ON t.id BETWEEN c.first AND c.last
WHERE c.act_id = %(act)s AND c."table" = %(table)s AND c.how = 'created' ORDER BY t.id LIMIT %(most)s"""
_WRITTEN: Final = """
SELECT c.before, to_jsonb(t) FROM (
  SELECT DISTINCT ON (first) first, before FROM communities_change
  WHERE act_id = %(act)s AND "table" = %(table)s AND how = %(how)s ORDER BY first, id LIMIT %(most)s
) c LEFT JOIN {table} t ON t.id = c.first ORDER BY c.first"""
_Pair = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]


def preview_of(act: Act) -> list[TablePreview]:
    """The tables that the act wrote, in the order of table_words.toml, but for that of the sources, which says nothing new."""
    numbers: dict[str, dict[str, int]] = {}
    for table, how, number in _fetched(_NUMBERS, [act.pk]):
        numbers.setdefault(table, {})[how] = int(number)
    return [_table(act, table, numbers[table]) for table in TABLES if table in numbers and table != _SOURCES]


def _table(act: Act, table: str, numbers: Mapping[str, int]) -> TablePreview:
    pairs = {how: _pairs(act, table, how) for how in How.values if numbers.get(how)}
    samples = rows_told(table, [(how, *pair) for how, found in pairs.items() for pair in found])
    return TablePreview(table, samples=samples, **{how: numbers.get(how, 0) for how in How.values})


def _pairs(act: Act, table: str, how: str) -> list[_Pair]:
    """(before, after) of the first rows; None where there was, or will be, nothing."""
    statement = _CREATED if how == How.CREATED else _WRITTEN
    given = {"act": act.pk, "table": table, "how": how, "most": SAMPLES}
    return [(_json(before), _json(after)) for before, after in _fetched(statement.format(table=table), given)]


def _json(row: str | None) -> Mapping[str, Any] | None:
    """A row as the database gives it; figures with a point stay as they are written there."""
    found: Mapping[str, Any] | None = json.loads(row, parse_float=str) if row else None
    return found


def _fetched(statement: str, given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
