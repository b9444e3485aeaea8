"""Workbooks of the .xlsx form: visible sheets, merged cells filled, dates as dates."""

from collections.abc import Iterator
from pathlib import Path

from intake.readers.book_apart import read_book
from intake.readers.rows import Grid


def read_xlsx(path: Path) -> Iterator[Grid]:
    """The sheets that hold anything. Raises FileRefused."""
    return read_book(path, "book.xlsx")
