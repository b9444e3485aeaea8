"""Notes what an act writes: ranges of keys for new rows, the row as it was for the others. In the transaction of the write."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db import models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from communities.models import Act, Change, How

_BEFORE: Final = sql.SQL(
    'INSERT INTO {change} (act_id, "table", how, first, last, before) '
    "SELECT {act}, {name}, {how}, t.{key}, t.{key}, to_jsonb(t) FROM {table} AS t WHERE t.{key} IN ({keys})"
)


def primary_key(model: type[models.Model]) -> str:
    """The name of the key's column."""
    return next(each.attname for each in model._meta.concrete_fields if each.primary_key)


def note_created(act: Act, model: type[models.Model], keys: Sequence[int]) -> None:
    """``keys`` in rising order."""
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


def note_before(cursor: CursorWrapper, act: Act, model: type[models.Model], how: How, keys: sql.Composed) -> None:
    """The rows that the query ``keys`` names, as they are now. Call it before they are written."""
    names = {"change": Change._meta.db_table, "table": model._meta.db_table, "key": primary_key(model)}
    said = {"act": act.pk, "name": model._meta.db_table, "how": how.value}
    statement = _BEFORE.format(
        keys=keys,
        **{key: sql.Identifier(name) for key, name in names.items()},
        **{key: sql.Literal(value) for key, value in said.items()},
    )
    cursor.execute(statement)
