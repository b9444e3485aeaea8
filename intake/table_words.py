"""Tables and columns in words: intake/table_words.toml. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from communities.words import Words

_FILE: Final = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class TableWords:
    """``words`` name the rows of a table; ``names`` are the columns that name one of them; ``columns`` those that are shown."""

    words: Words
    names: tuple[str, ...]
    columns: Mapping[str, Words]

    @classmethod
    def bare(cls, table: str, columns: Iterable[str]) -> "TableWords":
        """A table that nobody has words for: named as the database does."""
        return cls(Words(table, table), (), {column: Words(column, column) for column in columns})


def _read(row: Mapping[str, Any]) -> TableWords:
    columns = {column: Words(*words) for column, words in row.get("columns", {}).items()}
    return TableWords(Words(*row["words"]), tuple(row.get("names", ())), MappingProxyType(columns))


TABLES: Mapping[str, TableWords] = MappingProxyType(
    {table: _read(row) for table, row in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
)


def words_of(table: str) -> Words:
    """A table that nobody has words for is named as the database does."""
    return TABLES[table].words if table in TABLES else Words(table, table)
