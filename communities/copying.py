"""Rows in bulk: COPY for new ones, one UPDATE over a copied list for changed ones. PostgreSQL only, through psycopg.

The only place that writes past the ORM. The constraints of the tables hold as ever; ``save()`` and signals are not called.
What is written is noted with the act it belongs to, in the same transaction: see communities/journal.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Final

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from communities.copying_behind import send, wait
from communities.journal import KEPT_WHOLE, change_few, note_created, noting
from communities.journal import Row as Row
from communities.models import Act, How
from communities.quoting import assigned, columns_of, listed, primary_key, table_of

_INCOMING: Final = "incoming_rows"
_WORTH_ANALYZING: Final = 5_000
_LINES_AT_ONCE: Final = 1_000
_FEW: Final = 50  # rows that are written into the statement

NULL: Final = r"\N"
TextColumns = Sequence[Sequence[str]]
"""Columns of texts as COPY takes them: no tab, line break or backslash in them, but for NULL."""


@dataclass(frozen=True)
class Changes:
    """What a table is to take up. Rows of ``changed`` begin with the primary key; ``deleted`` are primary keys."""

    created: Sequence[Row] = field(default_factory=list)
    changed: Sequence[Row] = field(default_factory=list)
    unchanged: int = 0
    deleted: Sequence[int] = field(default_factory=list)


def store(model: type[models.Model], fields: Sequence[str], changes: Changes, act: Act, *, is_part: bool = False) -> None:
    """Write ``changes``, whose rows hold ``fields`` (attribute names, ``source_id``). What may make room comes first.

    ``is_part``: more follows, and whoever writes the last part tells the planner. Run it inside a transaction. Raises
    IntegrityError where a constraint of the table refuses a row.
    """
    delete_rows(model, changes.deleted, act)
    update_rows(model, fields, changes.changed, act)
    copy_rows(model, fields, changes.created, act)
    if not is_part and len(changes.created) + len(changes.changed) >= _WORTH_ANALYZING:
        analyze(model)


def store_new(
    model: type[models.Model], fields: Sequence[str], columns: TextColumns, act: Act, *, is_part: bool = False
) -> None:
    """As ``store``, of new rows alone that come as columns of texts."""
    copycolumns_of(model, fields, columns, act)
    if not is_part and columns and len(columns[0]) >= _WORTH_ANALYZING:
        analyze(model)


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[Row], act: Act) -> None:
    """Insert ``rows`` under primary keys that are drawn first, so that it is known which they are."""
    if not rows:
        return
    key = primary_key(model)
    with connection.cursor() as cursor:
        keys = _fresh_keys(cursor, model, key, len(rows))
        keyed = ((number, *row) for number, row in zip(keys, rows, strict=True))
        _copy(cursor, table_of(model), columns_of(model, [key, *fields]), keyed)
    note_created(act, model, keys)


def copycolumns_of(model: type[models.Model], fields: Sequence[str], columns: TextColumns, act: Act) -> None:
    """As ``copy_rows``, of rows that come as columns of texts: nothing is made of any of their cells."""
    if not columns or not columns[0]:
        return
    key = primary_key(model)
    with connection.cursor() as cursor:
        keys = _fresh_keys(cursor, model, key, len(columns[0]))
    statement = _COPY.format(table_of(model), listed(columns_of(model, [key, *fields])))
    driver = connection.connection.cursor()  # Django's own belongs to a thread
    if len(keys) > KEPT_WHOLE:  # few are noted as they are once they are there
        note_created(act, model, keys)
    send(partial(_send, driver, statement, (map(str, keys), *columns)))
    if len(keys) <= KEPT_WHOLE:
        note_created(act, model, keys)


def _send(driver: Any, statement: sql.Composed, columns: Iterable[Iterable[str]]) -> None:
    lines = map("\t".join, zip(*columns, strict=True))
    with driver, driver.copy(statement) as copy:
        while some := list(islice(lines, _LINES_AT_ONCE)):
            copy.write("\n".join((*some, "")))


def _fresh_keys(cursor: CursorWrapper, model: type[models.Model], key: str, number: int) -> Sequence[int]:
    """``number`` keys in rising order, from the table's own sequence: others who insert meanwhile get others."""
    given = (model._meta.db_table, key, number)
    cursor.execute(_DRAWN_AT_ONCE, given)
    first, last = cursor.fetchone()
    if last - first == number - 1:
        return range(first, last + 1)
    cursor.execute(_DRAWN, given)  # somebody drew in between: those are given up, and these need not be in one run
    return [row[0] for row in cursor.fetchall()]


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[Row], act: Act) -> None:
    """Set ``fields`` of the rows named by their primary key, all in one statement."""
    if not rows:
        return
    wait()
    with connection.cursor() as cursor:
        if len(rows) <= _FEW:
            change_few(cursor, act, model, fields, rows)
        else:
            _update_many(cursor, model, fields, rows, act)


def _update_many(
    cursor: CursorWrapper, model: type[models.Model], fields: Sequence[str], rows: Sequence[Row], act: Act
) -> None:
    key, columns = columns_of(model, [primary_key(model)])[0], columns_of(model, fields)
    table, incoming = table_of(model), sql.Identifier(_INCOMING)
    _execute(cursor, _LIKE.format(incoming=incoming, columns=listed([key, *columns]), table=table))
    _copy(cursor, incoming, [key, *columns], rows)
    with noting(cursor, act, model, How.CHANGED, sql.SQL("SELECT {} FROM {}").format(key, incoming)):
        _execute(cursor, _UPDATE.format(table=table, set=assigned(columns, model), incoming=incoming, key=key))
    _execute(cursor, sql.SQL("DROP TABLE {}").format(incoming))


def delete_rows(model: type[models.Model], keys: Sequence[int], act: Act) -> None:
    """Delete the rows of these primary keys, and nothing that hangs on them: the database refuses that."""
    if not keys:
        return
    chosen = sql.SQL("SELECT unnest({}::bigint[])").format(sql.Literal(list(keys)))
    table, key = table_of(model), columns_of(model, [primary_key(model)])[0]
    with connection.cursor() as cursor, noting(cursor, act, model, How.DELETED, chosen):
        _execute(cursor, sql.SQL("DELETE FROM {} WHERE {} IN ({})").format(table, key, chosen))


# The name of the sequence is looked up once, in a query of its own, and not for each key.
_DRAWN: Final = "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) AS key FROM generate_series(1, %s)"
_DRAWN_AT_ONCE: Final = f"SELECT min(key), max(key) FROM ({_DRAWN}) AS drawn"  # noqa: S608  # of the words above
_COPY: Final = sql.SQL("COPY {} ({}) FROM STDIN")
_LIKE: Final = sql.SQL("CREATE TEMPORARY TABLE {incoming} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")
_UPDATE: Final = sql.SQL("UPDATE {table} AS t SET {set} FROM {incoming} AS i WHERE t.{key} = i.{key}")


def analyze(model: type[models.Model]) -> None:
    """Tell the planner what the table holds now; after a big load it would guess wrong for minutes."""
    with connection.cursor() as cursor:
        _execute(cursor, sql.SQL("ANALYZE {}").format(table_of(model)))


def _execute(cursor: CursorWrapper, statement: sql.Composed) -> None:
    cursor.execute(statement)


def _copy(cursor: CursorWrapper, table: sql.Identifier, columns: Sequence[sql.Identifier], rows: Iterable[Row]) -> None:
    statement = _COPY.format(table, listed(columns))
    # Outside the ORM's own execute(), so its errors must be translated here for `except IntegrityError` to work.
    wait()
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
