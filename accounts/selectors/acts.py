"""The log: acts, what each of them wrote, and what was ever written of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

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


def written_by(act: Act, most: int) -> list[Written]:
    """The first rows that an act wrote, ranges of new rows one by one."""
    found: list[Written] = []
    for change in act.changes.order_by("pk")[:most]:
        for key in range(change.first, min(change.last, change.first + most) + 1):
            found.append(Written(change, key, change.before, change.after))
    return _completed(found[:most])


def written_of(table: str, key: int, most: int) -> list[Written]:
    """What was written of one row, the newest first."""
    changes = Change.objects.filter(table=table, first__lte=key, last__gte=key).select_related("act", "act__by").order_by("-pk")
    found = [Written(change, key, change.before, change.after) for change in changes[:most]]
    return _completed(found)


def _completed(found: Sequence[Written]) -> list[Written]:
    """What very large writes did not keep: how a row then was is how it was before the next write, or how it is."""
    return [each if each.after or each.change.how == How.DELETED else _with_after(each) for each in found]


def _with_after(one: Written) -> Written:
    later = Change.objects.filter(table=one.change.table, first__lte=one.key, last__gte=one.key, pk__gt=one.change.pk)
    following = later.order_by("pk").first()
    after = following.before if following else row_now(one.change.table, one.key)
    return Written(one.change, one.key, one.before, after)


_NOW: Final = "SELECT to_jsonb(t) - 'boundary' FROM {} t WHERE id = %s"


def row_now(table: str, key: int) -> Row:
    """A row as it stands; None where it does not."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW.format(connection.ops.quote_name(table)), [key])
        found = cursor.fetchone()
    return _json(found[0]) if found else None


def last_of(table: str, column: str, text: str) -> Change | None:
    """The last write of a row that is no longer there, by a column that names it."""
    return Change.objects.filter(table=table, how=How.DELETED, **{f"before__{column}": text}).order_by("-pk").first()


def _json(value: Any) -> dict[str, Any]:
    import json

    found: dict[str, Any] = value if isinstance(value, dict) else json.loads(value)
    return found
