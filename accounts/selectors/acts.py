"""The log: acts, and what each of them wrote."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import Count, QuerySet

from communities.models import Act, Change, How

Row = dict[str, Any] | None


@dataclass(frozen=True)
class Written:
    """One row that an act wrote, as it was and as it then was; None where there was none, or where nobody knows."""

    change: Change
    key: int
    before: Row
    after: Row


def acts() -> QuerySet[Act]:
    """All of them, the newest first, each with its seal."""
    return Act.objects.select_related("by", "seal", "undoes").order_by("-pk")


def acts_of(user: Any, most: int) -> list[Act]:
    """What somebody did last, the newest first."""
    return list(acts().filter(by=user)[:most])


def tables_of(found: Iterable[Act]) -> dict[int, list[str]]:
    """The tables that each act wrote, by act."""
    rows = Change.objects.filter(act__in=list(found)).order_by("act", "table").values_list("act", "table").annotate(Count("pk"))
    made: dict[int, list[str]] = {}
    for act, table, _ in rows:
        made.setdefault(act, []).append(table)
    return made


def rows_written(act: Act) -> int:
    """How many rows an act wrote, ranges row by row."""
    return sum(last - first + 1 for first, last in act.changes.order_by().values_list("first", "last"))


def written_by(act: Act, most: int) -> list[Written]:
    """The first rows that an act wrote, ranges of new rows one by one."""
    found: list[Written] = []
    for change in act.changes.order_by("pk")[:most]:
        keys = range(change.first, min(change.last, change.first + most) + 1)
        found += [Written(change, key, change.before, change.after) for key in keys]
    return completed(found[:most])


def completed(found: Sequence[Written]) -> list[Written]:
    """With what very large writes did not keep: how a row then was is how it was before the next write of it, or how it is."""
    lacking = [each for each in found if each.after is None and each.change.how != How.DELETED]
    afters = dict(_afters(lacking)) if lacking else {}
    return [replace(each, after=afters[each.change.pk, each.key]) if each in lacking else each for each in found]


def _afters(lacking: Sequence[Written]) -> Iterator[tuple[tuple[int, int], Row]]:
    for table in {each.change.table for each in lacking}:
        of_table = [each for each in lacking if each.change.table == table]
        for change, key, after in _later(table, of_table):
            yield (change, key), after


_LATER: Final = """
SELECT w.change, w.key, coalesce(
  (SELECT c.before FROM communities_change c
   WHERE c."table" = %(table)s AND c.first = w.key AND c.before IS NOT NULL AND c.id > w.change ORDER BY c.id LIMIT 1),
  (SELECT to_jsonb(t) FROM {table} t WHERE t.{key} = w.key))
FROM unnest(%(changes)s::bigint[], %(keys)s::bigint[]) AS w(change, key)"""


def _later(table: str, found: Sequence[Written]) -> list[tuple[int, int, Row]]:
    given = {"table": table, "changes": [each.change.pk for each in found], "keys": [each.key for each in found]}
    with connection.cursor() as cursor:
        cursor.execute(_LATER.format(table=connection.ops.quote_name(table), key=_key(table)), given)
        return [(change, key, as_row(after)) for change, key, after in cursor.fetchall()]


def _key(table: str) -> str:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return connection.ops.quote_name(str(model._meta.pk.column))


def as_row(value: Any) -> Row:
    """A row that the database gives as JSON."""
    found: Row = json.loads(value) if isinstance(value, str) else value
    return found
