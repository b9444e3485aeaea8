"""Undoing an act: every row back to what it was, as long as nothing that came later rests on what the act did.

Works on tables and keys alone and knows no model by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from communities.acts import Actor, acting
from communities.copying import analyze
from communities.journal import note_created, noting
from communities.models import Act, Change, How, Source
from communities.quoting import counted_up, primary_key


@dataclass(frozen=True)
class Obstacle:
    """``rows`` rows of ``table`` stand in the way: written again by the act ``later``, or, where that is None, resting on rows
    that would disappear.
    """

    table: str
    rows: int
    later: Act | None


class NotUndoable(Exception):
    """Something came later. ``obstacles`` says what."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(f"{len(obstacles)} obstacles")
        self.obstacles = obstacles


class AlreadyUndone(Exception):
    """The act is undone, or is itself an undoing."""


def undo(*, by: Actor, act: Act, then: Callable[[], None] = lambda: None) -> Act:
    """The act that undid ``act``; ``then`` is what else is a part of it.

    Raises NotUndoable, AlreadyUndone; nothing is written then.
    """
    with acting(by=by, verb="undo", undoes=_undoable(act)) as undoing:
        found = obstacles(act)
        if found:
            raise NotUndoable(found)
        tables = _tables(act)
        for model in tables:
            _remove_created(undoing, act, model)
        for model in reversed(tables):
            _bring_back(undoing, act, model, How.DELETED)
            _bring_back(undoing, act, model, How.CHANGED)
            analyze(model)
        then()
    return undoing


def _undoable(act: Act) -> Act:
    if act.undoes_id or Act.objects.filter(undoes=act).exists():
        raise AlreadyUndone
    return act


def _tables(act: Act) -> list[type[models.Model]]:
    """The models whose rows the act wrote, those written last first. A source that was named once stays, and harms nobody."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    written = act.changes.exclude(table=Source._meta.db_table)
    last = written.values("table").annotate(last=models.Max("pk")).order_by("-last")
    return [by_table[row["table"]] for row in last]


def obstacles(act: Act) -> list[Obstacle]:
    """What would make the undoing untrue; empty where it can be undone."""
    return [*_written_again(act), *_resting(act), *_taken(act)]


_AGAIN: Final = """
SELECT other.act_id, other."table", count(DISTINCT other.first)
FROM communities_change AS mine
JOIN communities_change AS other
  ON other."table" = mine."table" AND other.first BETWEEN mine.first AND mine.last AND other.act_id > mine.act_id
JOIN communities_act AS act ON act.id = other.act_id
WHERE mine.act_id = %s AND act.undoes_id IS NULL AND mine."table" <> 'communities_source'
  AND NOT EXISTS (SELECT FROM communities_act AS u WHERE u.undoes_id = other.act_id)
GROUP BY 1, 2 ORDER BY 1, 2"""


def _written_again(act: Act) -> Iterable[Obstacle]:
    """Rows that later acts wrote too. An act that was undone left no trace, and its undoing neither."""
    rows = _fetched(_AGAIN, [act.pk])
    acts = Act.objects.select_related("by").in_bulk([row[0] for row in rows])
    return [Obstacle(table, number, acts[later]) for later, table, number in rows]


_RESTING: Final = """
SELECT count(*) FROM {table} AS r
JOIN communities_change AS c
  ON c.act_id = %(act)s AND c."table" = %(at)s AND c.how = 'created' AND r.{column} BETWEEN c.first AND c.last
WHERE NOT EXISTS (
  SELECT FROM communities_change AS own
  WHERE own.act_id = %(act)s AND own."table" = %(name)s AND own.how = 'created' AND r.{key} BETWEEN own.first AND own.last)"""


def _resting(act: Act) -> Iterable[Obstacle]:
    """Rows of others that refer to rows which the act created."""
    for model in _tables(act):
        for relation in _references(model):
            name, column = relation.model._meta.db_table, relation.column
            statement = _RESTING.format(table=_quoted(name), column=_quoted(column), key=_quoted(primary_key(relation.model)))
            number = _fetched(statement, {"act": act.pk, "at": model._meta.db_table, "name": name})[0][0]
            if number:
                yield Obstacle(name, number, None)


_TAKEN: Final = """
SELECT c.act_id, count(DISTINCT t.{key}) FROM ({first}) AS w, jsonb_populate_record(NULL::{name}, w.before) AS r, {name} AS t,
  LATERAL (SELECT act_id FROM communities_change WHERE "table" = %(table)s AND t.{key} BETWEEN first AND last
           ORDER BY id DESC LIMIT 1) AS c
WHERE t.{key} <> r.{key} AND ({columns}) = ({theirs}) AND c.act_id > %(act)s AND NOT EXISTS (
  SELECT FROM communities_change AS own
  WHERE own.act_id = %(act)s AND own."table" = %(table)s AND own.how = 'created' AND t.{key} BETWEEN own.first AND own.last)
GROUP BY 1 ORDER BY 1"""


def _taken(act: Act) -> Iterable[Obstacle]:
    """Rows of later acts that stand where a row would come back: of one code, of one day. What the act itself made is taken
    away first, whoever wrote it since and was undone.
    """
    for model in _tables(act):
        table, words = model._meta.db_table, {"name": _quoted(model._meta.db_table), "key": _quoted(primary_key(model))}
        for names in _unique(model):
            columns, theirs = (", ".join(f"{row}.{_quoted(name)}" for name in names) for row in ("r", "t"))
            statement = _TAKEN.format(first=_FIRST, columns=columns, theirs=theirs, **words)
            for how in (How.DELETED, How.CHANGED):
                for later, number in _fetched(statement, {"act": act.pk, "table": table, "how": how.value}):
                    yield Obstacle(table, number, Act.objects.select_related("by").get(pk=later))


def _unique(model: type[models.Model]) -> Iterable[list[str]]:
    """The columns of which no two rows may have the same."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    named = [[field.name] for field in fields.values() if field.unique and not field.primary_key]
    for each in model._meta.constraints:
        if isinstance(each, models.UniqueConstraint):
            named.append([*each.fields, *(each_.name for each_ in each.expressions if isinstance(each_, models.F))])  # type: ignore[attr-defined]  # the stubs do not know of F.name
    return [[str(fields[name].column) for name in names] for names in named]


def _references(model: type[models.Model]) -> list["models.ForeignKey[Any, Any]"]:
    """The foreign keys that point at a model."""
    related = model._meta.get_fields(include_hidden=True)
    return [field.field for field in related if isinstance(field, models.ManyToOneRel)]


_REMOVE: Final = """
DELETE FROM {table} AS t USING communities_change AS c
WHERE c.act_id = %s AND c."table" = %s AND c.how = 'created' AND t.{key} BETWEEN c.first AND c.last"""


def _remove_created(undoing: Act, act: Act, model: type[models.Model]) -> None:
    table = model._meta.db_table
    _run(_REMOVE.format(table=_quoted(table), key=_quoted(primary_key(model))), [act.pk, table])
    created = act.changes.filter(table=table, how=How.CREATED)
    Change.objects.bulk_create(
        [Change(act=undoing, table=table, how=How.DELETED, first=each.first, last=each.last) for each in created]
    )


# The row as it was before the act touched it first. What the act itself created was nothing before.
_FIRST: Final = """
SELECT DISTINCT ON (c.first) c.first, c.before FROM communities_change AS c
WHERE c.act_id = %(act)s AND c."table" = %(table)s AND c.how = %(how)s AND NOT EXISTS (
  SELECT FROM communities_change AS own WHERE own.act_id = c.act_id AND own."table" = c."table"
  AND own.how = 'created' AND c.first BETWEEN own.first AND own.last)
ORDER BY c.first, c.id"""
_RESTORE: Final = """
UPDATE {name} AS t SET {assignments}
FROM (
  SELECT r.* FROM ({first}) AS w JOIN {name} AS now ON now.{key} = w.first, jsonb_populate_record(now, w.before) AS r
) AS was
WHERE t.{key} = was.{key}"""
_REINSERT: Final = """
INSERT INTO {name} SELECT r.* FROM ({first}) AS w, jsonb_populate_record(NULL::{name}, w.before) AS r"""


def _bring_back(undoing: Act, act: Act, model: type[models.Model], how: How) -> None:
    """Rows that the act changed or deleted, as they were."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and field.name != "version"]
    columns = [field.column for field in fields if field.column]
    counted = [each.as_string(None) for each in counted_up(model)]  # to be undone is to be written once more
    words = {
        "name": _quoted(model._meta.db_table), "key": _quoted(primary_key(model)), "first": _FIRST,
        "assignments": ", ".join([*(f"{_quoted(each)} = was.{_quoted(each)}" for each in columns), *counted]),
    }  # fmt: skip
    given: dict[str, int | str] = {"act": act.pk, "table": model._meta.db_table, "how": how.value}
    keys = [row[0] for row in _fetched(_FIRST, given)]
    if how == How.DELETED:
        _run(_REINSERT.format(**words), given)
        note_created(undoing, model, keys)
    elif keys:
        with connection.cursor() as cursor, noting(cursor, undoing, model, How.CHANGED, _listed(keys)):
            cursor.execute(_RESTORE.format(**words), given)


def _listed(keys: list[int]) -> sql.Composed:
    return sql.SQL("SELECT unnest({}::bigint[])").format(sql.Literal(keys))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _run(statement: str, given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def _fetched(statement: str, given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
