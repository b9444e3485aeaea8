"""Notes what an act writes, in the transaction of the write: the rows as they were, and as they then are.

Of a write of very many rows only what it takes to undo it is noted: ranges of keys of new rows, and how changed ones were.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from communities.models import Act, Change, How
from communities.quoting import assigned, columns_of, listed, primary_key, table_of

Row = tuple[Any, ...]
KEPT_WHOLE: Final = 1_000  # rows of one write
_WERE: Final = sql.SQL(
    "CREATE TEMPORARY TABLE {were} ON COMMIT DROP AS "
    "SELECT t.{key} AS key, {row} AS before FROM {table} AS t WHERE t.{key} IN ({keys})"
)
_NOTE: Final = sql.SQL(
    'INSERT INTO {change} (act_id, "table", how, first, last, before, after) '
    "SELECT {act}, {name}, {how}, w.key, w.key, w.before, CASE WHEN t.{key} IS NOT NULL THEN {row} END "
    "FROM {were} AS w LEFT JOIN (SELECT * FROM {table} WHERE {key} = ANY(ARRAY(SELECT key FROM {were}))) AS t "
    "ON t.{key} = w.key ORDER BY w.key"
)
"""By a list of keys: of a table that has only just been made the planner knows nothing, and would walk through all of ``t``."""
_NOTE_MANY: Final = sql.SQL(
    'INSERT INTO {change} (act_id, "table", how, first, last, before) '
    "SELECT {act}, {name}, {how}, key, key, before FROM {were} ORDER BY key"
)
_CHANGE: Final = sql.SQL(
    "WITH i AS (SELECT {columns} FROM {table} WHERE false {lines}), "
    "were AS (SELECT t.{key} AS key, {row} AS before FROM {table} AS t WHERE t.{key} IN (SELECT {key} FROM i)), "
    "they_are AS (UPDATE {table} AS t SET {set} FROM i WHERE t.{key} = i.{key} RETURNING t.{key} AS key, {row} AS after) "
    'INSERT INTO {change} (act_id, "table", how, first, last, before, after) '
    "SELECT {act}, {name}, {how}, key, key, before, after FROM were JOIN they_are USING (key) ORDER BY key"
)
_NEW: Final = sql.SQL(
    'INSERT INTO {change} (act_id, "table", how, first, last, after) '
    "SELECT {act}, {name}, {how}, t.{key}, t.{key}, {row} FROM {table} AS t WHERE t.{key} = ANY(%s) ORDER BY 1, t.{key}"
)


def note_created(act: Act, model: type[models.Model], keys: Sequence[int]) -> None:
    """``keys`` in rising order, of rows that are written already where they are few."""
    if len(keys) <= KEPT_WHOLE:
        with connection.cursor() as cursor:
            cursor.execute(worded(_NEW, act, model, How.CREATED), [list(keys)])
        return
    table = model._meta.db_table
    Change.objects.bulk_create(
        [Change(act=act, table=table, how=How.CREATED, first=first, last=last) for first, last in ranges(keys)],
        batch_size=5_000,
    )


def ranges(keys: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as (first, last) of each run without a gap."""
    first = last = None
    for key in keys:
        if first is None or last is None:
            first = last = key
        elif key == last + 1:
            last = key
        else:
            yield first, last
            first = last = key
    if first is not None and last is not None:
        yield first, last


def change_few(cursor: CursorWrapper, act: Act, model: type[models.Model], fields: Sequence[str], rows: Sequence[Row]) -> None:
    """Set ``fields`` of ``rows``, which begin with their keys, and note them, in one statement.

    Making tables of the rows and of what they were would cost more than such a write.
    """
    columns = columns_of(model, [primary_key(model), *fields])
    line = sql.SQL("UNION ALL SELECT {}").format(listed([sql.Placeholder()] * len(columns)))  # takes the types of the table
    words = {"columns": listed(columns), "lines": sql.SQL(" ").join([line] * len(rows)), "set": assigned(columns[1:], model)}
    cursor.execute(worded(_CHANGE, act, model, How.CHANGED, **words), [cell for row in rows for cell in row])


@contextmanager
def noting(cursor: CursorWrapper, act: Act, model: type[models.Model], how: How, keys: sql.Composable) -> Iterator[None]:
    """Notes the rows that the query ``keys`` names as they are before and after what is done inside, which changes or deletes
    them.
    """
    _run(cursor, worded(_WERE, act, model, how, keys=keys))
    note = _NOTE if cursor.rowcount <= KEPT_WHOLE else _NOTE_MANY
    yield
    _run(cursor, worded(note, act, model, how))
    _run(cursor, sql.SQL("DROP TABLE {}").format(_THEM))


_THEM: Final = sql.Identifier("rows_as_they_were")


def worded(statement: sql.SQL, act: Act, model: type[models.Model], how: How, **more: sql.Composable) -> sql.Composed:
    return statement.format(
        change=sql.Identifier(Change._meta.db_table), table=table_of(model), were=_THEM,
        key=sql.Identifier(primary_key(model)), act=sql.Literal(act.pk), name=sql.Literal(model._meta.db_table),
        how=sql.Literal(how.value), row=row_as_noted(model), **more,
    )  # fmt: skip


def row_as_noted(model: type[models.Model]) -> sql.Composable:
    """The row ``t`` as JSON; of the columns that the model calls ``unsaid`` their SHA-256."""
    whole, names = sql.SQL("to_jsonb(t)"), getattr(model, "unsaid", ())
    hashed = [_HASHED.format(sql.Literal(name), sql.Identifier(name)) for name in names]
    return sql.SQL("{} || jsonb_build_object({})").format(whole, sql.SQL(", ").join(hashed)) if hashed else whole


_HASHED: Final = sql.SQL("{}, encode(sha256(convert_to(t.{}::text, 'UTF8')), 'hex')")


def _run(cursor: CursorWrapper, statement: sql.Composed) -> None:
    cursor.execute(statement)
