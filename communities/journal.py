"""Notes what an act writes, in the transaction of the write: the rows as they were, and as they then are.

Of a write of very many rows only what it takes to undo it is noted: ranges of keys of new rows, and how changed ones were.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from communities.models import Act, Change, How

KEPT_WHOLE: Final = 1_000  # rows of one write
_WERE: Final = sql.SQL(
    "CREATE TEMPORARY TABLE {were} ON COMMIT DROP AS "
    "SELECT t.{key} AS key, {row} AS before FROM {table} AS t WHERE t.{key} IN ({keys})"
)
_NOTE: Final = sql.SQL(
    'INSERT INTO {change} (act_id, "table", how, first, last, before, after) '
    "SELECT {act}, {name}, {how}, w.key, w.key, w.before, "
    "CASE WHEN (SELECT count(*) FROM {were}) <= {most} AND t.{key} IS NOT NULL THEN {row} END "
    "FROM {were} AS w LEFT JOIN {table} AS t ON t.{key} = w.key ORDER BY w.key"
)
_NEW: Final = sql.SQL(
    'INSERT INTO {change} (act_id, "table", how, first, last, after) '
    "SELECT {act}, {name}, {how}, t.{key}, t.{key}, {row} FROM {table} AS t WHERE t.{key} = ANY(%s) ORDER BY 1, t.{key}"
)


def primary_key(model: type[models.Model]) -> str:
    """The name of the key's column."""
    return next(each.attname for each in model._meta.concrete_fields if each.primary_key)


def note_created(act: Act, model: type[models.Model], keys: Sequence[int]) -> None:
    """``keys`` in rising order, of rows that are written already where they are few."""
    if len(keys) <= KEPT_WHOLE:
        with connection.cursor() as cursor:
            cursor.execute(_worded(_NEW, act, model, How.CREATED), [list(keys)])
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


@contextmanager
def noting(cursor: CursorWrapper, act: Act, model: type[models.Model], how: How, keys: sql.Composable) -> Iterator[None]:
    """Notes the rows that the query ``keys`` names as they are before and after what is done inside, which changes or deletes
    them.
    """
    _run(cursor, _worded(_WERE, act, model, how, keys=keys))
    yield
    _run(cursor, _worded(_NOTE, act, model, how))
    _run(cursor, sql.SQL("DROP TABLE {}").format(_THEM))


_THEM: Final = sql.Identifier("rows_as_they_were")


def _worded(statement: sql.SQL, act: Act, model: type[models.Model], how: How, **more: sql.Composable) -> sql.Composed:
    return statement.format(
        change=sql.Identifier(Change._meta.db_table), table=sql.Identifier(model._meta.db_table), were=_THEM,
        key=sql.Identifier(primary_key(model)), act=sql.Literal(act.pk), name=sql.Literal(model._meta.db_table),
        how=sql.Literal(how.value), most=sql.Literal(KEPT_WHOLE), row=row_as_noted(model), **more,
    )  # fmt: skip


def row_as_noted(model: type[models.Model]) -> sql.Composable:
    """The row ``t`` as JSON; of the columns that the model calls ``unsaid`` their SHA-256."""
    whole, names = sql.SQL("to_jsonb(t)"), getattr(model, "unsaid", ())
    hashed = [_HASHED.format(sql.Literal(name), sql.Identifier(name)) for name in names]
    return sql.SQL("{} || jsonb_build_object({})").format(whole, sql.SQL(", ").join(hashed)) if hashed else whole


_HASHED: Final = sql.SQL("{}, encode(sha256(convert_to(t.{}::text, 'UTF8')), 'hex')")


def _run(cursor: CursorWrapper, statement: sql.Composed) -> None:
    cursor.execute(statement)
