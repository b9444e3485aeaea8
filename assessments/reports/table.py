"""A table to write out: heads, rows one by one, and what must be said about them. And what a writer is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assessments.reports.figures import Cell
from communities.words import Lang, Words


@dataclass(frozen=True)
class Column:
    """A head. ``is_code``: digits that a spreadsheet must not take for a number."""

    key: str
    head: Words
    is_code: bool = False
    width: int = 14


@dataclass(frozen=True)
class Table:
    """``rows`` can be walked once; each is as long as ``columns``.

    ``about`` says what the rows are (round, law, data, filters); ``note`` is not empty where a row is sample or synthetic.
    ``stem`` is the file's name without its ending, ASCII.
    """

    title: Words
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    total: int
    about: tuple[tuple[Words, str], ...]
    note: str
    stem: str
    lang: Lang

    def heads(self) -> list[str]:
        return [column.head.of(self.lang) for column in self.columns]


@dataclass(frozen=True)
class Writer:
    """One format. ``chunks(table, for_people)`` yields the file; ``for_people`` means it will be opened by double click."""

    media_type: str
    extension: str
    chunks: Callable[[Table, bool], Iterator[bytes]]


class Cut(RuntimeError):
    """Fewer or more rows came than were announced. The file must not look whole."""


def checked(table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows. Raises Cut at their end where there are not as many as announced: the download then breaks off."""
    number = 0
    for row in table.rows:
        number += 1
        yield row
    if number != table.total:
        raise Cut(f"{table.stem}: {number} of {table.total} rows")
