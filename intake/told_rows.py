"""Rows of a table as a reader knows them: what names one, and what of it has changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db.models import Model

from communities.models import Community, Division, How
from communities.scope import AreaScope
from facilities.models import Facility
from intake.table_words import TABLES, TableWords

Row = Mapping[str, Any] | None
Say = Callable[[str, Any], str]
"""A value of a column in words."""
EVERYTHING: Final = AreaScope.everywhere()
_UNTOLD: Final = frozenset({"id", "version", "boundary"})


@dataclass(frozen=True)
class RowPreview:
    """``name`` is what a reader knows the row by; ``fields`` are (column, before, after), as the database's JSON gives them."""

    how: str
    name: str
    fields: Sequence[tuple[str, Any, Any]]


def rows_told(
    table: str,
    rows: Sequence[tuple[str, Row, Row]],
    say: Say = lambda _column, value: str(value),
    scope: AreaScope = EVERYTHING,
) -> list[RowPreview]:
    """Rows as (how they were written, before, after), JSON by column. Of a table without words all columns are told.

    What they refer to beyond the scope goes by its code alone.
    """
    known = _known([row for _, *pair in rows for row in pair if row], scope)
    return [_row(_words(table, before, after), how, before, after, known, say) for how, before, after in rows]


def _words(table: str, before: Row, after: Row) -> TableWords:
    columns = [column for column in {**(before or {}), **(after or {})} if column not in _UNTOLD]
    return TABLES[table] if table in TABLES else TableWords.bare(table, columns)


def _references() -> Sequence[tuple[str, type[Model], tuple[str, str, str]]]:
    """Columns that hold the key of another row; what that one is known by: its code, its name, the path of where it lies."""
    place, user = ("code", "name", "path"), get_user_model()
    return (
        ("community_id", Community, place), ("division_id", Division, place), ("home_id", Division, place),
        ("facility_id", Facility, ("code", "name", "community__path")),
        ("user_id", user, ("username", "username", "pk")), ("owner_id", user, ("username", "username", "pk")),
    )  # fmt: skip


def _known(rows: Sequence[Mapping[str, Any]], scope: AreaScope) -> dict[tuple[str, int], str]:
    """Rows of other tables that the rows refer to, by column and key, as a reader knows them."""
    found: dict[tuple[str, int], str] = {}
    for column, model, names in _references():
        keys = {row[column] for row in rows if row.get(column)}
        named = model._default_manager.filter(pk__in=keys).values_list("pk", *names) if keys else ()
        found |= {(column, key): _called(code, name, path, scope) for key, code, name, path in named}
    return found


def _called(code: str, name: str, path: Any, scope: AreaScope) -> str:
    is_seen = scope.is_everywhere or scope.covers(str(path or ""))
    return f"{code} {name}" if is_seen and name and name != code else code


def _row(words: TableWords, how: str, before: Row, after: Row, known: Mapping[tuple[str, int], str], say: Say) -> RowPreview:
    row = after or before or {}
    naming = [(column, _shown(column, row, known)) for column in words.names if row.get(column) not in (None, "")]
    fields = [(column, _shown(column, before, known), _shown(column, after, known)) for column in words.columns]
    told = [each for each in fields if each[1] != each[2] and column_matters(how, each)]
    return RowPreview(how, " ".join(say(*each) for each in naming), told)


def column_matters(how: str, field: tuple[str, Any, Any]) -> bool:
    """Of a new or a removed row what is empty says nothing."""
    return how == How.CHANGED or field[2 if how == How.CREATED else 1] not in (None, "")


def _shown(column: str, row: Row, known: Mapping[tuple[str, int], str]) -> Any:
    value = (row or {}).get(column)
    if column == "boundary":
        return "…" + str(value)[-12:] if value else None
    return known.get((column, value), value) if isinstance(value, int) else value
