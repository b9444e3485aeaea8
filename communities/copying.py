"""Rows in bulk: COPY for new ones, one UPDATE over a copied list for changed ones. PostgreSQL only, through psycopg.

The only place that writes past the ORM. The constraints of the tables hold as ever; ``save()`` and signals are not called.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

_INCOMING: Final = "incoming_rows"
_WORTH_ANALYZING: Final = 5_000

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Changes:
    """What a table is to take up. Rows of ``changed`` begin with the primary key."""

    created: Sequence[Row] = field(default_factory=list)
    changed: Sequence[Row] = field(default_factory=list)
    unchanged: int = 0


def store(model: type[models.Model], fields: Sequence[str], changes: Changes) -> None:
    """Write ``changes``, whose rows hold ``fields`` (attribute names, ``source_id``). Changed rows first: they may make room.

    Run it inside a transaction. Raises IntegrityError where a constraint of the table refuses a row.
    """
    update_rows(model, fields, changes.changed)
    copy_rows(model, fields, changes.created)
    if len(changes.created) + len(changes.changed) >= _WORTH_ANALYZING:
        analyze(model)


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert ``rows``; the primary key is the database's to give."""
    with connection.cursor() as cursor:
        _copy(cursor, sql.Identifier(model._meta.db_table), _columns(model, fields), rows)


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[Row]) -> None:
    """Set ``fields`` of the rows named by their primary key, all in one statement."""
    if not rows:
        return
    key, columns = _columns(model, [_primary_key(model)]), _columns(model, fields)
    table, incoming = sql.Identifier(model._meta.db_table), sql.Identifier(_INCOMING)
    with connection.cursor() as cursor:
        _execute(cursor, _LIKE.format(incoming=incoming, columns=_listed([*key, *columns]), table=table))
        _copy(cursor, incoming, [*key, *columns], rows)
        assignments = sql.SQL(", ").join(sql.SQL("{0} = i.{0}").format(column) for column in columns)
        _execute(cursor, _UPDATE.format(table=table, set=assignments, incoming=incoming, key=key[0]))
        _execute(cursor, sql.SQL("DROP TABLE {}").format(incoming))


_LIKE: Final = sql.SQL("CREATE TEMPORARY TABLE {incoming} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")
_UPDATE: Final = sql.SQL("UPDATE {table} AS t SET {set} FROM {incoming} AS i WHERE t.{key} = i.{key}")


def analyze(model: type[models.Model]) -> None:
    """Tell the planner what the table holds now; after a big load it would guess wrong for minutes."""
    with connection.cursor() as cursor:
        _execute(cursor, sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))


def _primary_key(model: type[models.Model]) -> str:
    return next(each.attname for each in model._meta.concrete_fields if each.primary_key)


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
