"""What was ever written of one thing, as far as the reader may know: what lay elsewhere, before or after, is not told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db import connection
from django.db.models import Model

from accounts.models import Grant, User
from accounts.selectors.acts import Row, Written, as_row, as_texts, completed, row_now, written
from communities.models import Change, Community, Compound, Division, How
from communities.models.act import CODE_OF_ROW
from communities.scope import AreaScope
from facilities.models import Facility, Premises

MOST: Final = 200  # writes at once
KINDS: Final[Mapping[str, type[Model]]] = {
    "division": Division, "community": Community, "compound": Compound, "facility": Facility, "premises": Premises,
}  # fmt: skip
"""What has a history of its own, by the word in the address. Each is named by a code."""
Keys = Iterable[tuple[str, int]]
Lies = Callable[[Row], bool]


@dataclass(frozen=True)
class History:
    """What was written of a thing, the newest first. ``is_cut``: there is more than MOST. ``is_gone``: it stands no longer."""

    name: str
    written: Sequence[Written]
    is_cut: bool
    is_gone: bool = False


def history_of(scope: AreaScope, kind: str, code: str) -> History | None:
    """None for what there never was, and for what does not lie (or lay at last) in the scope: the answer must be the same."""
    model = KINDS[kind]
    now = model._default_manager.filter(code=code).first()
    key, row = (now.pk, row_now(model, now.pk)) if now else _gone(model, code)
    places = _Places(scope)
    if row is None or not places.lie(row):
        return None
    lies = _at_community(key) if model is Community else places.lie
    found, is_cut = _written(_keys(model, key), lies)
    return History(str(row.get("name") or ""), found, is_cut, is_gone=now is None)


def person_history(scope: AreaScope, user: User) -> History:
    """An account, and its grants in the scope; what it holds elsewhere is not told."""
    grants = Grant.objects.filter(user=user).select_related("division")
    table = Grant._meta.db_table
    own = [(table, grant.pk) for grant in grants if scope.covers(grant.path)]
    return History(user.username, *_written([(User._meta.db_table, user.pk), *own], lambda _row: True))


def history_of_row(model: type[Model], key: int, name: str) -> History:
    """Of one row, all of which may be told to whoever asks."""
    return History(name, *_written([(model._meta.db_table, key)], lambda _row: True))


def _gone(model: type[Model], code: str) -> tuple[int, Row]:
    """(key, the row as it last was) of what is no longer there; as it came in, where its coming in was undone."""
    named = Change.objects.alias(code=CODE_OF_ROW).exclude(how=How.CHANGED)  # as the index has it
    last = as_texts(named.filter(table=model._meta.db_table, code=code)).order_by("-pk").first()
    return (last.first, as_row(last.before_text or last.after_text)) if last else (0, None)


# -- where a row lies


class _Places:
    """Whether rows, as JSON by column, lie in a scope; communities and divisions are asked for once."""

    def __init__(self, scope: AreaScope) -> None:
        self._scope = scope
        self._known: dict[tuple[str, int], str] = {}

    def lie(self, row: Row) -> bool:
        return row is not None and (self._scope.is_everywhere or self._scope.covers(self._path(row)))

    def _path(self, row: Mapping[str, object]) -> str:
        """Empty for what stands nowhere, and where nobody knows any more what stood there."""
        if "path" in row:
            return str(row["path"])
        models: Sequence[tuple[str, type[Community | Division]]] = (("community_id", Community), ("division_id", Division))
        return next((self._of(model, column, row[column]) for column, model in models if row.get(column)), "")

    def _of(self, model: type[Community | Division], column: str, key: object) -> str:
        known = (column, int(str(key)))
        if known not in self._known:
            self._known[known] = model._default_manager.filter(pk=known[1]).values_list("path", flat=True).first() or ""
        return self._known[known]


def _at_community(key: int) -> Lies:
    """Rows of one community: itself, and what names it."""
    return lambda row: row is not None and row.get("community_id", row.get("id")) == key


# -- what was written


def _keys(model: type[Model], key: int) -> Keys:
    """The table and key of a row, and of all that is and was of it where it is a community or a division."""
    yield model._meta.db_table, key
    column = {Community: "community_id", Division: "division_id"}.get(model)
    if column:
        yield from _rows_of(column, key, _OF_DIVISION if model is Division else _OF_COMMUNITY)


_OF_DIVISION: Final = ("communities_divisioncount",)
_OF_COMMUNITY: Final = (
    "communities_compound", "communities_householdcount", "communities_populationband", "communities_surveyanswer",
    "facilities_facility", "facilities_servedcommunity", "facilities_premises", "facilities_inventory",
)  # fmt: skip


_ONCE: Final = """
SELECT "table", first FROM communities_change WHERE before ->> '{column}' = %(text)s AND "table" = ANY(%(tables)s)"""


def _rows_of(column: str, key: int, tables: Sequence[str]) -> list[tuple[str, int]]:
    """Rows that name a community or a division, or did before they were changed or removed."""
    now = [f"SELECT '{table}', id FROM {table} WHERE {column} = %(key)s" for table in tables]  # noqa: S608  names of ours
    once = _ONCE.format(column=column)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([*now, once]), {"key": key, "text": str(key), "tables": list(tables)})
        return [(str(table), int(found)) for table, found in cursor.fetchall()]


_CHANGES: Final = """
SELECT c.id, k.key FROM unnest(%(tables)s::text[], %(keys)s::bigint[]) AS k("table", key), LATERAL (
  SELECT id FROM communities_change WHERE "table" = k."table" AND first = k.key
  UNION SELECT id FROM communities_change WHERE "table" = k."table" AND first < last AND first <= k.key AND last >= k.key) c
ORDER BY c.id DESC, k.key DESC LIMIT %(most)s"""


def _written(keys: Keys, lies: Lies) -> tuple[list[Written], bool]:
    """(what is told of the newest MOST writes, whether there are older ones)."""
    pairs = list(keys)
    given: dict[str, list[str] | list[int] | int] = {
        "tables": [table for table, _ in pairs], "keys": [key for _, key in pairs], "most": MOST + 1,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, given)
        found = cursor.fetchall()
    changes = as_texts(Change.objects.select_related("act")).in_bulk([change for change, _ in found])
    rows = completed([written(changes[change], key) for change, key in found[:MOST]])
    return [shown for each in rows if (shown := _shown(each, lies))], len(found) > MOST


def _shown(one: Written, lies: Lies) -> Written | None:
    """What came from elsewhere appears, what went elsewhere is gone: of where it was or is nothing is told."""
    before, after = (row if lies(row) else None for row in (one.before, one.after))
    told_nothing = one.before is None and one.after is None  # its creation was undone: nobody noted how it had been
    return replace(one, before=before, after=after) if before or after or told_nothing else None


def how_shown(one: Written) -> str:
    """How the row was written, as far as it is told."""
    if (one.before is None) == (one.after is None):
        return one.change.how
    return How.CREATED.value if one.before is None else How.DELETED.value
