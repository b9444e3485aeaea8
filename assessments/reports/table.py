"""A table to write out: heads, rows one by one, and what must be said about them. And what a writer is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from assessments.reports.figures import Cell
from communities.words import Lang, Words

Cells = tuple[Cell, ...]
T = TypeVar("T", str, Cells)
Made = Callable[[Cells, int], T]
"""What a writer makes of cells beside each other, from a column on. All that it makes of a row, added up, is the row."""


class Rows(Protocol):
    """Rows as pieces: what many rows have in common (a community, a rule) is made once and added to each.

    They come by handfuls.
    """

    def __call__(self, made: Made[T]) -> Iterator[list[T]]: ...


def whole(rows: Iterable[Cells]) -> Rows:
    """Rows that have nothing in common."""
    return lambda made: ([made(row, 0)] for row in rows)


@dataclass(frozen=True)
class Column:
    """A head. ``is_code``: digits that a spreadsheet must not take for a number."""

    key: str
    head: Words
    is_code: bool = False
    width: int = 14


@dataclass(frozen=True)
class Table:
    """``rows`` can be walked once; each has as many cells as there are ``columns``.

    ``about`` says what the rows are (round, law, data, filters); ``note`` is not empty where a row is sample or synthetic.
    ``stem`` is the file's name without its ending, ASCII.
    """

    title: Words
    columns: tuple[Column, ...]
    rows: Rows
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


def checked(table: Table, made: Made[T]) -> Iterator[T]:
    """The rows, of what ``made`` makes. Raises Cut at their end where not as many came as announced: the file breaks off."""
    number = 0
    for handful in table.rows(made):
        number += len(handful)
        yield from handful
    if number != table.total:
        raise Cut(f"{table.stem}: {number} of {table.total} rows")
