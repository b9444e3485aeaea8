"""What an act would write, or wrote: numbers by table, and the first rows with what they were and would be.

Read from the journal inside the transaction, so that it is what would be stored and no estimate of it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import connection

from communities.models import Act, Community, Division, How
from facilities.models import Facility
from intake.table_words import TABLES

SAMPLES: Final = 50  # of each table and way


@dataclass(frozen=True)
class RowPreview:
    """``name`` is what a reader knows the row by; ``fields`` are (column, before, after), as the database's JSON gives them."""

    how: str
    name: str
    fields: Sequence[tuple[str, Any, Any]]


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
    """The tables that the act wrote, in the order of table_words.toml."""
    numbers: dict[str, dict[str, int]] = {}
    for table, how, number in _fetched(_NUMBERS, [act.pk]):
        numbers.setdefault(table, {})[how] = int(number)
    return [_table(act, table, numbers[table]) for table in TABLES if table in numbers]


def _table(act: Act, table: str, numbers: Mapping[str, int]) -> TablePreview:
    pairs = {how: _pairs(act, table, how) for how in How.values if numbers.get(how)}
    known = _known([row for both in pairs.values() for pair in both for row in pair if row])
    samples = [_row(table, how, pair, known) for how, found in pairs.items() for pair in found]
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


def _known(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """Communities, divisions and facilities that the rows refer to, by column and key, as a reader knows them."""
    found: dict[tuple[str, int], str] = {}
    for column, model in (("community_id", Community), ("division_id", Division), ("facility_id", Facility)):
        keys = {row[column] for row in rows if row.get(column)}
        named = model._default_manager.filter(pk__in=keys).values_list("pk", "code", "name") if keys else ()
        found |= {(column, key): f"{code} {name}".strip() for key, code, name in named}
    return found


def _row(table: str, how: str, pair: _Pair, known: Mapping[tuple[str, int], str]) -> RowPreview:
    before, after = pair
    row, words = after or before or {}, TABLES[table]
    name = " ".join(str(_shown(column, row, known)) for column in words.names if row.get(column) not in (None, ""))
    fields = [(column, _shown(column, before, known), _shown(column, after, known)) for column in words.columns]
    return RowPreview(how, name, [each for each in fields if each[1] != each[2] and column_matters(how, each)])


def column_matters(how: str, field: tuple[str, Any, Any]) -> bool:
    """Of a new row what is empty says nothing."""
    return how != How.CREATED or field[2] not in (None, "")


def _shown(column: str, row: Mapping[str, Any] | None, known: Mapping[tuple[str, int], str]) -> Any:
    value = (row or {}).get(column)
    if column == "boundary":
        return "…" + str(value)[-12:] if value else None
    return known.get((column, value), value) if isinstance(value, int) else value


def _fetched(statement: str, given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
