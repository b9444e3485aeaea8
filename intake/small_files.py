"""A table of a few rows as a file, for what people decide row by row. Pure."""

import csv
from collections.abc import Iterable
from io import StringIO


def csv_of(table: Iterable[Iterable[str]]) -> bytes:
    """UTF-8, as the readers of files take it."""
    text = StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()
