"""Rows of a long table, gathered in slices: one is in memory, the others wait in a file that has no name.

What is kept of every row is eight bytes, the hash of its key: enough to find one key twice, and then the rows are compared.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, Final
from weakref import finalize

import numpy as np
import numpy.typing as npt

from communities.copying import Row
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.problems import shown

SLICE: Final = 20_000  # rows: some 30 MiB while they are compared
_IN_MEMORY: Final = 4 * 1024 * 1024
Hashes = npt.NDArray[np.int64]


class Spool:
    """Values laid aside, and read again by their number."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # lives as long as this
        finalize(self, self._file.close)
        self._starts: list[int] = []

    def add(self, value: Any) -> int:
        """The number under which it lies."""
        self._starts.append(self._file.seek(0, 2) or self._file.tell())
        pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
        return len(self._starts) - 1

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Any:
        self._file.seek(self._starts[number])
        return pickle.load(self._file)  # noqa: S301  # written above; nobody else can open it


@dataclass(frozen=True)
class Slice:
    """Rows and where each first stood, by key, in the order of the file."""

    rows: dict[str, Row]
    places: dict[str, Place]


class Slices(Gathered[str]):
    """As Gathered, of any number of rows; ``rows`` and ``places`` are those of the slice in hand. ``made`` are keys of it that
    no row names, with the names that stand there: two rows of one such key are not told apart.

    ``pack`` and ``unpack`` turn a row into plain values, which are laid aside in half the time, and back.
    """

    def __init__(self, fields: Fields, column: str, pack: Callable[[Row], Row], unpack: Callable[[Row], Row]) -> None:
        super().__init__()
        self.made: dict[str, str] = {}
        self._said: dict[str, str] = {}  # what stands in the column of the key, where that is not the key
        self.first: Place | None = None
        self._fields, self.column, self._pack, self._unpack = fields, column, pack, unpack
        self._spool, self._hashes = Spool(), list[Hashes]()
        self._read: tuple[int, Slice] | None = None

    def add(self, fields: Fields, key: str, row: Row, column: str) -> bool:
        if len(self.rows) >= SLICE and key not in self.rows:
            self._lay_aside()
        is_new = super().add(fields, key, row, column)
        self.first = self.first or fields.place
        if is_new and fields.raw(column) != key:
            self._said[key] = shown(fields.raw(column))
        return is_new

    @property
    def is_sliced(self) -> bool:
        return len(self._spool) > 0

    def slices(self) -> Iterator[Slice]:
        """All of them, in the order of the file. Nothing may be added after the first was asked for."""
        if not self.is_sliced:
            yield Slice(self.rows, self.places)
            return
        if self.rows:
            self._lay_aside()
        for number in range(len(self._spool)):
            yield self._slice(number)

    def known(self, keys: Sequence[str]) -> Iterable[bool]:
        """Which of ``keys`` have a row; one in 10^13 is taken for known that is not."""
        hashes = _hashes(keys)
        found = np.isin(hashes, _hashes(list(self.rows)))
        for seen in self._hashes:
            found |= _among(hashes, seen)
        return [bool(each) for each in found]

    def place_of(self, key: str) -> Place | None:
        """Where the row of ``key`` stands."""
        if key in self.places:
            return self.places[key]
        return next((each.places[key] for each in self._holding(key, len(self._spool)) if key in each.places), None)

    def _lay_aside(self) -> None:
        hashes = _hashes(list(self.rows))
        self._drop_known(hashes)
        numbers = [place.row for place in self.places.values()]
        sheet = next((place.sheet for place in self.places.values()), "")
        self._hashes.append(np.sort(_hashes(list(self.rows))))
        self._spool.add((sheet, numbers, [*self.rows], [self._pack(row) for row in self.rows.values()]))
        self.rows, self.places, self.made, self._said = {}, {}, {}, {}

    def _drop_known(self, hashes: Hashes) -> None:
        """Rows whose key an earlier slice has: equal ones are noted, unequal ones are errors."""
        keys = list(self.rows)
        again = {int(at) for seen in self._hashes for at in np.flatnonzero(_among(hashes, seen))}
        for key in (keys[at] for at in sorted(again)):
            had = next((each for each in self._holding(key, len(self._spool)) if key in each.rows), None)
            if had:
                self._refuse(key, had)

    def _refuse(self, key: str, had: Slice) -> None:
        row, place = self.rows.pop(key), self.places.pop(key)
        code, column, said = "duplicate_differs", self.column, self._said.get(key, shown(key))
        if key in self.made:
            code, column, said = "facility_indistinct", "facility_name", self.made[key]
        elif had.rows[key] == row:
            code = "duplicate_equal"
        self._fields.note_at(place, code, column, said, first=had.places[key].row)

    def _holding(self, key: str, before: int) -> Iterator[Slice]:
        """The slices in which ``key`` may be."""
        for number in range(before):
            if _among(_hashes([key]), self._hashes[number])[0]:
                yield self._slice(number)

    def _slice(self, number: int) -> Slice:
        if self._read is None or self._read[0] != number:
            sheet, numbers, keys, rows = self._spool[number]
            unpacked = dict(zip(keys, map(self._unpack, rows), strict=True))
            places = {key: Place(sheet, row) for key, row in zip(keys, numbers, strict=True)}
            self._read = number, Slice(unpacked, places)
        return self._read[1]


def _hashes(keys: Sequence[str]) -> Hashes:
    return np.fromiter(map(hash, keys), np.int64, len(keys))


def _among(hashes: Hashes, seen: Hashes) -> npt.NDArray[np.bool_]:
    """Which of ``hashes`` are in ``seen``, which rises."""
    at = np.searchsorted(seen, hashes)
    found: npt.NDArray[np.bool_] = (
        seen[np.minimum(at, len(seen) - 1)] == hashes if len(seen) else np.zeros(len(hashes), np.bool_)
    )
    return found


class Sample:
    """At most twice ``most`` of the values given, and those evenly out of all of them."""

    def __init__(self, most: int) -> None:
        self.kept: list[Any] = []
        self._most, self._step, self._given = most, 1, 0

    def add(self, value: Any) -> None:
        if self._given % self._step == 0:
            self.kept.append(value)
            if len(self.kept) > 2 * self._most:
                self.kept, self._step = self.kept[::2], self._step * 2
        self._given += 1
