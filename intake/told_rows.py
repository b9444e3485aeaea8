"""Rows of a table as a reader knows them: what names one, and what of it has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communities.models import Community, Division, How
from facilities.models import Facility
from intake.table_words import TABLES, TableWords

Row = Mapping[str, Any] | None
_UNTOLD = frozenset({"id", "version", "boundary"})


@dataclass(frozen=True)
class RowPreview:
    """``name`` is what a reader knows the row by; ``fields`` are (column, before, after), as the database's JSON gives them."""

    how: str
    name: str
    fields: Sequence[tuple[str, Any, Any]]


def rows_told(table: str, rows: Sequence[tuple[str, Row, Row]]) -> list[RowPreview]:
    """Rows as (how they were written, before, after), JSON by column. Of a table without words all columns are told."""
    known = _known([row for _, *pair in rows for row in pair if row])
    return [_row(_words(table, before, after), how, before, after, known) for how, before, after in rows]


def _words(table: str, before: Row, after: Row) -> TableWords:
    columns = [column for column in {**(before or {}), **(after or {})} if column not in _UNTOLD]
    return TABLES[table] if table in TABLES else TableWords.bare(table, columns)


def _known(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """Communities, divisions and facilities that the rows refer to, by column and key, as a reader knows them."""
    found: dict[tuple[str, int], str] = {}
    for column, model in (("community_id", Community), ("division_id", Division), ("facility_id", Facility)):
        keys = {row[column] for row in rows if row.get(column)}
        named = model._default_manager.filter(pk__in=keys).values_list("pk", "code", "name") if keys else ()
        found |= {(column, key): f"{code} {name}".strip() for key, code, name in named}
    return found


def _row(words: TableWords, how: str, before: Row, after: Row, known: Mapping[tuple[str, int], str]) -> RowPreview:
    row = after or before or {}
    name = " ".join(str(_shown(column, row, known)) for column in words.names if row.get(column) not in (None, ""))
    fields = [(column, _shown(column, before, known), _shown(column, after, known)) for column in words.columns]
    return RowPreview(how, name, [each for each in fields if each[1] != each[2] and column_matters(how, each)])


def column_matters(how: str, field: tuple[str, Any, Any]) -> bool:
    """Of a new row what is empty says nothing."""
    return how != How.CREATED or field[2] not in (None, "")


def _shown(column: str, row: Mapping[str, Any] | None, known: Mapping[tuple[str, int], str]) -> Any:
    value = (row or {}).get(column)
    if column == "boundary":
        return "…" + str(value)[-12:] if value else None
    return known.get((column, value), value) if isinstance(value, int) else value
