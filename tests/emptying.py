"""Empties the database of the tests between those with real transactions, and has nothing else look after it.

TRUNCATE makes fifty tables and all their indexes anew, of which a test fills a dozen: that takes longer than most tests.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from psycopg import sql

MADE_WITH_IT: Final = frozenset({"django_content_type", "auth_permission"})
"""Tables whose rows belong to the code: they would be made again at once."""
QUEUE: Final = ("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers")
"""Tables that Django does not know: a job that one test has left is none of the next."""
Composed = sql.Composed | sql.SQL


def rows_away(tables: Iterable[str]) -> list[str]:
    """The statements, for one transaction: keys and triggers are not asked, for all that they speak of goes too."""
    filled = _filled(sorted(set(tables) - MADE_WITH_IT))
    statements = [_delete(name) for name in filled]
    first: list[Composed] = [sql.SQL("SET LOCAL session_replication_role = replica")]
    return [each.as_string() for each in (*first, *statements)] if filled else []


def _filled(tables: Sequence[str]) -> list[str]:
    each = (sql.SQL("EXISTS (SELECT FROM {})").format(sql.Identifier(name)) for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}").format(sql.SQL(", ").join(each)))
        return [name for name, has_rows in zip(tables, cursor.fetchone(), strict=True) if has_rows]


def empty_by_deleting() -> None:
    """From now on, with the queue; but only where the role may leave triggers out: a server of one's own may not allow it."""
    truncating = connection.ops.sql_flush

    def flush(style: Any, tables: Sequence[str], **rest: Any) -> list[str]:
        if _may_leave_triggers_out():
            return rows_away({*tables, *QUEUE})
        return [*truncating(style, tables, **rest), *(each.as_string() for each in map(_delete, QUEUE))]

    connection.ops.sql_flush = flush  # type: ignore[method-assign]  # what ``flush`` asks


def _may_leave_triggers_out() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def _delete(table: str) -> sql.Composed:
    return sql.SQL("DELETE FROM {}").format(sql.Identifier(table))


def leave_statistics_alone() -> None:
    """A table that was vacuumed while it was empty is planned for as an empty one, however much the next test puts into it."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = false)").format(sql.Identifier(name)))
