"""The log: acts, and what each of them wrote."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import Count, F, Model, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from psycopg import sql

from communities.journal import row_as_noted
from communities.models import Act, Change, How, Source
from communities.quoting import primary_key

Row = dict[str, Any] | None
_AT_ONCE: Final = 2_000


@dataclass(frozen=True)
class Written:
    """One row that an act wrote, as it was and as it then was; None where there was none, or where nobody knows."""

    change: Change
    key: int
    before: Row
    after: Row


def acts() -> QuerySet[Act]:
    """All of them, the newest first, each with its seal."""
    return Act.objects.select_related("seal").order_by("-pk")


def acts_of(user: Any, most: int) -> list[Act]:
    """What somebody did last, the newest first."""
    return list(acts().filter(by=user)[:most])


def sealed_by(found: QuerySet[Act], number: int) -> QuerySet[Act]:
    """Without what was sealed behind the link ``number``, so that a file says what its mark says. In the order of the chain."""
    known = found.filter(Q(seal__number__lte=number) | Q(seal__isnull=True))
    return known.order_by(F("seal__number").asc(nulls_last=True), "pk")


def tables_of(found: Iterable[Act]) -> dict[int, list[str]]:
    """The tables that each act wrote, by act."""
    rows = Change.objects.filter(act__in=list(found)).order_by("act", "table").values_list("act", "table").annotate(Count("pk"))
    made: dict[int, list[str]] = {}
    for act, table, _ in rows:
        made.setdefault(act, []).append(table)
    return made


def rows_written(act: Act) -> int:
    """How many rows an act wrote, ranges row by row."""
    return int(act.changes.order_by().aggregate(rows=Sum(F("last") - F("first") + 1))["rows"] or 0)


def written_by(act: Act, most: int) -> list[Written]:
    """The first rows that an act wrote, ranges of new rows one by one."""
    found: list[Written] = []
    for change in as_texts(act.changes.order_by("pk"))[:most]:
        found += [written(change, key) for key in range(change.first, min(change.last, change.first + most) + 1)]
    return completed(found[:most])


def as_texts(changes: "QuerySet[Change]") -> "QuerySet[Any]":
    """With ``before_text`` and ``after_text``: the rows letter by letter as they were sealed, in place of the rows."""
    texts = {f"{name}_text": Cast(name, TextField()) for name in ("before", "after")}
    return changes.defer("before", "after").annotate(**texts)


def written(change: Any, key: int) -> Written:
    """What a change ``as_texts`` says of one of its rows."""
    return Written(change, key, as_row(change.before_text), as_row(change.after_text))


def completed(found: Sequence[Written]) -> list[Written]:
    """With what very large writes and undoing did not keep: how a row then was is how it was before the next write of it, or
    how it is; how a row was that is gone is how the write before left it.
    """
    afters = _looked_up(_LATER, [each for each in found if each.after is None and each.change.how != How.DELETED])
    befores = _looked_up(_EARLIER, [each for each in found if each.before is None and each.change.how == How.DELETED])
    return [_with(each, befores, afters) for each in found]


def _with(one: Written, befores: "Rows", afters: "Rows") -> Written:
    place = (one.change.pk, one.key)
    return replace(one, before=befores.get(place, one.before), after=afters.get(place, one.after))


Rows = dict[tuple[int, int], Row]
_LATER: Final = sql.SQL("""
SELECT w.change, w.key, coalesce(
  (SELECT c.before FROM communities_change c
   WHERE c."table" = {name} AND c.first = w.key AND c.before IS NOT NULL AND c.id > w.change ORDER BY c.id LIMIT 1),
  (SELECT {row} FROM {table} t WHERE t.{key} = w.key))
FROM unnest({changes}::bigint[], {keys}::bigint[]) AS w(change, key)""")
_EARLIER: Final = sql.SQL("""
SELECT w.change, w.key, (
  SELECT c.after FROM communities_change c
  WHERE c."table" = {name} AND c.first = w.key AND c.id < w.change ORDER BY c.id DESC LIMIT 1)
FROM unnest({changes}::bigint[], {keys}::bigint[]) AS w(change, key)""")


def _looked_up(statement: sql.SQL, found: Sequence[Written]) -> Rows:
    """Rows by (change, key); one query a table."""

    def table(one: Written) -> str:
        return one.change.table

    known = Rows()
    for name, rows in groupby(sorted(found, key=table), key=table):
        known |= _of_table(statement, name, list(rows))
    return known


def _of_table(statement: sql.SQL, table: str, found: Sequence[Written]) -> Rows:
    model = model_of(table)
    if model is None:
        return {}
    worded = statement.format(
        name=sql.Literal(table), row=row_as_noted(model), table=sql.Identifier(table), key=sql.Identifier(primary_key(model)),
        changes=sql.Literal([each.change.pk for each in found]), keys=sql.Literal([each.key for each in found]),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(worded)
        return {(change, key): as_row(row) for change, key, row in cursor.fetchall()}


def row_now(model: type[Model], key: int) -> Row:
    """A row as it stands, as it would be noted; None where it does not."""
    statement = sql.SQL("SELECT {row} FROM {table} t WHERE t.{column} = {key}").format(
        row=row_as_noted(model), table=sql.Identifier(model._meta.db_table), column=sql.Identifier(primary_key(model)),
        key=sql.Literal(key),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchone()
    return as_row(found[0]) if found else None


def model_of(table: str) -> type[Model] | None:
    """None for a table that is no longer there."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def as_row(text: str | None) -> Row:
    """A row that the database gives as JSON; figures with a point stay as they are written there."""
    found: Row = json.loads(text, parse_float=str) if text else None
    return found


def changes_of(found: Sequence[Act]) -> Iterator[tuple[int, Iterator[Any]]]:
    """(act, its changes ``as_texts``) of those that wrote something, in the order of ``sealed_by``. No more than some thousand
    changes are held at once.
    """
    rows = as_texts(Change.objects.filter(act__in=found))
    in_order = rows.order_by(F("act__seal__number").asc(nulls_last=True), "act", "pk")
    return groupby(in_order.iterator(_AT_ONCE), key=lambda each: each.act_id)


def provenances_of(found: Iterable[Written]) -> set[str]:
    """Those of the rows as they were and as they then were: what an invented row once said is shown with its badge."""
    rows = [row for one in found for row in (one.before, one.after) if row]
    sources = {row["source_id"] for row in rows if row.get("source_id")}
    own = {str(row["provenance"]) for row in rows if row.get("provenance")}
    return own | set(Source.objects.filter(pk__in=sources).values_list("provenance", flat=True))
