"""Rows of one table gathered under their identity; the same identity twice in one file is a problem."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from communities.copying import Row
from intake.fields import Fields, Place

K = TypeVar("K", bound=Hashable)


class Gathered(Generic[K]):
    """``rows`` and where each first stood, both by key, in the order of the file."""

    def __init__(self) -> None:
        self.rows: dict[K, Row] = {}
        self.places: dict[K, Place] = {}

    def add(self, fields: Fields, key: K, row: Row, column: str) -> bool:
        """True where the row is new. An equal row is noted and dropped; an unequal one is an error."""
        old = self.rows.get(key)
        if old is None:
            self.rows[key], self.places[key] = row, fields.place
            return True
        fields.refuse("duplicate_equal" if old == row else "duplicate_differs", column, first=self.places[key].row)
        return False

    def known(self, keys: Sequence[K]) -> Iterable[bool]:
        """Which of ``keys`` have a row."""
        return [key in self.rows for key in keys]
