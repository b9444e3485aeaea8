"""Tables once more, out of nothing but what acts noted of them."""

from typing import Any

from django.db import models

from communities.models import Change, How

Rows = dict[int, dict[str, Any]]


class NotWhole(Exception):
    """Rows came in by a write of so many that only their keys were noted: what they were stands in the file that brought them.

    ``keys`` are those of the rows, ``table`` is theirs.
    """

    def __init__(self, table: str, keys: list[int]) -> None:
        super().__init__(f"{table}: {len(keys)} rows")
        self.table, self.keys = table, keys


def replayed(model: type[models.Model], *, through: int | None = None) -> Rows:
    """The rows of a table by their keys, as JSON by column, as they were after the act ``through`` (None: as they are).

    Raises NotWhole where what the log says of a row begins too late.
    """
    table, rows, unknown = model._meta.db_table, Rows(), set[int]()
    changes = Change.objects.filter(table=table).order_by("pk")
    for change in changes.filter(act_id__lte=through) if through else changes:
        keys = range(change.first, change.last + 1)
        if change.how == How.DELETED:
            _forget(rows, unknown, keys)
        elif change.after is None:
            unknown.update(keys)
        else:
            rows[change.first] = change.after
            unknown.discard(change.first)
    if unknown:
        raise NotWhole(table, sorted(unknown))
    return rows


def _forget(rows: Rows, unknown: set[int], keys: range) -> None:
    for key in keys:
        rows.pop(key, None)
        unknown.discard(key)
