"""Rows in bulk: COPY for new ones, one UPDATE over a copied list for changed ones. PostgreSQL only, through psycopg.

The only place that writes past the ORM. The constraints of the tables hold as ever; ``save()`` and signals are not called.
What is written is noted with the act it belongs to, in the same transaction: see communities/journal.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from communities.journal import note_before, note_created, primary_key
from communities.models import Act, How

_INCOMING: Final = "incoming_rows"
_WORTH_ANALYZING: Final = 5_000

Row = tuple[Any, ...]


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


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[Row], act: Act) -> None:
    """Insert ``rows`` under primary keys that are drawn first, so that it is known which they are."""
    if not rows:
        return
    key = primary_key(model)
    with connection.cursor() as cursor:
        keys = _fresh_keys(cursor, model, key, len(rows))
        keyed = ((number, *row) for number, row in zip(keys, rows, strict=True))
        _copy(cursor, sql.Identifier(model._meta.db_table), _columns(model, [key, *fields]), keyed)
    note_created(act, model, keys)


def _fresh_keys(cursor: CursorWrapper, model: type[models.Model], key: str, number: int) -> list[int]:
    """``number`` keys in rising order, from the table's own sequence: others who insert meanwhile get others."""
    drawn = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    cursor.execute(drawn, [model._meta.db_table, key, number])
    return [row[0] for row in cursor.fetchall()]


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[Row], act: Act) -> None:
    """Set ``fields`` of the rows named by their primary key, all in one statement."""
    if not rows:
        return
    key, columns = _columns(model, [primary_key(model)]), _columns(model, fields)
    table, incoming = sql.Identifier(model._meta.db_table), sql.Identifier(_INCOMING)
    with connection.cursor() as cursor:
        _execute(cursor, _LIKE.format(incoming=incoming, columns=_listed([*key, *columns]), table=table))
        _copy(cursor, incoming, [*key, *columns], rows)
        note_before(cursor, act, model, How.CHANGED, sql.SQL("SELECT {} FROM {}").format(key[0], incoming))
        assignments = sql.SQL(", ").join(sql.SQL("{0} = i.{0}").format(column) for column in columns)
        _execute(cursor, _UPDATE.format(table=table, set=assignments, incoming=incoming, key=key[0]))
        _execute(cursor, sql.SQL("DROP TABLE {}").format(incoming))


def delete_rows(model: type[models.Model], keys: Sequence[int], act: Act) -> None:
    """Delete the rows of these primary keys, and nothing that hangs on them: the database refuses that."""
    if not keys:
        return
    chosen = sql.SQL("SELECT unnest({}::bigint[])").format(sql.Literal(list(keys)))
    table, key = sql.Identifier(model._meta.db_table), _columns(model, [primary_key(model)])[0]
    with connection.cursor() as cursor:
        note_before(cursor, act, model, How.DELETED, chosen)
        _execute(cursor, sql.SQL("DELETE FROM {} WHERE {} IN ({})").format(table, key, chosen))


_LIKE: Final = sql.SQL("CREATE TEMPORARY TABLE {incoming} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")
_UPDATE: Final = sql.SQL("UPDATE {table} AS t SET {set} FROM {incoming} AS i WHERE t.{key} = i.{key}")


def analyze(model: type[models.Model]) -> None:
    """Tell the planner what the table holds now; after a big load it would guess wrong for minutes."""
    with connection.cursor() as cursor:
        _execute(cursor, sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))


def _columns(model: type[models.Model], fields: Sequence[str]) -> list[sql.Identifier]:
    columns = {each.attname: each.column or each.attname for each in model._meta.concrete_fields}
    return [sql.Identifier(columns[name]) for name in fields]


def _listed(columns: Sequence[sql.Identifier]) -> sql.Composed:
    return sql.SQL(", ").join(columns)


def _execute(cursor: CursorWrapper, statement: sql.Composed) -> None:
    cursor.execute(statement)


def _copy(cursor: CursorWrapper, table: sql.Identifier, columns: Sequence[sql.Identifier], rows: Iterable[Row]) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, _listed(columns))
    # Outside the ORM's own execute(), so its errors must be translated here for `except IntegrityError` to work.
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
