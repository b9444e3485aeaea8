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
from intake.blocks import NOTHING_PLAIN, Bools, Plain
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.problems import shown
from intake.readers import RawRow

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


Read = Callable[[RawRow], Row]


@dataclass(frozen=True)
class Slice:
    """Rows and where each first stood, by key, in the order of the file; and those that are plain, as they stand there."""

    rows: dict[str, Row]
    places: dict[str, Place]
    plain: Plain

    @property
    def keys(self) -> list[str]:
        return [*self.rows, *self.plain.keys]

    def holds(self, key: str) -> bool:
        return key in self.rows or key in self.plain.places

    def place_of(self, key: str) -> Place:
        return self.places[key] if key in self.places else self.plain.place(self.plain.places[key])

    def spelt_out(self, chosen: Bools, read: Read) -> "Slice":
        """With the chosen plain rows among the others, read as ``read`` reads a row alone."""
        if not chosen.any():
            return self
        keys = {self.plain.keys[at]: at for at in np.flatnonzero(chosen).tolist()}
        rows = {key: read(self.plain.row(at)) for key, at in keys.items()}
        places = {key: self.plain.place(at) for key, at in keys.items()}
        return Slice({**self.rows, **rows}, {**self.places, **places}, self.plain.only(~chosen))


class Slices(Gathered[str]):
    """As Gathered, of any number of rows; ``rows`` and ``places`` are those of the slice in hand. ``made`` are keys of it that
    no row names, with the names that stand there: two rows of one such key are not told apart.

    ``pack`` and ``unpack`` turn a row into plain values, which are laid aside in half the time, and back; ``read`` reads a
    plain row.
    """

    def __init__(
        self, fields: Fields, column: str, pack: Callable[[Row], Row], unpack: Callable[[Row], Row], read: Read
    ) -> None:  # fmt: skip
        super().__init__()
        self.made: dict[str, str] = {}
        self.plain = NOTHING_PLAIN
        self.first: Place | None = None
        self._said: dict[str, str] = {}  # what stands in the column of the key, where that is not the key
        self._fields, self.column, self._pack, self._unpack, self._read = fields, column, pack, unpack, read
        self._spool, self._hashes, self._all_hashes = Spool(), list[Hashes](), np.zeros(0, np.int64)
        self._last_read: tuple[int, Slice] | None = None

    def begin(self, plain: Plain = NOTHING_PLAIN) -> None:
        """The next slice: with these plain rows, to which ``add`` adds the others. No two of all these have one key, unless
        none of the two is plain.
        """
        if self.rows or len(self.plain):
            self._lay_aside()
        self.plain = plain
        if len(plain):
            self._note_first(plain.place(0))

    def _note_first(self, place: Place) -> None:
        self.first = place if self.first is None or place.row < self.first.row else self.first

    def add(self, fields: Fields, key: str, row: Row, column: str) -> bool:
        is_new = super().add(fields, key, row, column)
        self._note_first(fields.place)
        if is_new and fields.raw(column) != key:
            self._said[key] = shown(fields.raw(column))
        return is_new

    @property
    def is_sliced(self) -> bool:
        return len(self._spool) > 0

    def slices(self) -> Iterator[Slice]:
        """All of them, in the order of the file. Nothing may be added after the first was asked for."""
        if not self.is_sliced:
            yield self._in_hand
            return
        self.begin()
        for number in range(len(self._spool)):
            yield self._slice(number)

    def known(self, keys: Sequence[str]) -> Iterable[bool]:
        """Which of ``keys`` have a row; one in 10^13 is taken for known that is not."""
        hashes = _hashes(keys)
        found = np.isin(hashes, _hashes(self._in_hand.keys)) | _among(hashes, self._all_hashes)
        return [bool(each) for each in found]

    def place_of(self, key: str) -> Place | None:
        """Where the row of ``key`` stands."""
        if self._in_hand.holds(key):
            return self._in_hand.place_of(key)
        had = self._holding(key)
        return had.place_of(key) if had else None

    @property
    def _in_hand(self) -> Slice:
        return Slice(self.rows, self.places, self.plain)

    def _lay_aside(self) -> None:
        hashes = self._drop_known(_hashes(self._in_hand.keys))
        self._hashes.append(np.sort(hashes))
        self._all_hashes = np.insert(self._all_hashes, np.searchsorted(self._all_hashes, self._hashes[-1]), self._hashes[-1])
        numbers = [place.row for place in self.places.values()]
        sheet = next((place.sheet for place in self.places.values()), "")
        rows = [self._pack(row) for row in self.rows.values()]
        self._spool.add((sheet, numbers, [*self.rows], rows, self.plain.packed()))
        self.rows, self.places, self.made, self._said, self.plain = {}, {}, {}, {}, NOTHING_PLAIN

    def _drop_known(self, hashes: Hashes) -> Hashes:
        """Rows whose key an earlier slice has: equal ones are noted, unequal ones are errors. The hashes of the keys left."""
        order = np.argsort(hashes)  # what is asked for in rising order is found in a fraction of the time
        again = order[_among(hashes[order], self._all_hashes)].tolist()
        keys = self._in_hand.keys if again else []
        pairs = [(keys[at], had) for at in sorted(again) if (had := self._holding(keys[at]))]
        if not pairs:
            return hashes
        twice = {key for key, _ in pairs}
        chosen = np.fromiter((key in twice for key in self.plain.keys), np.bool_, len(self.plain))
        spelt = self._in_hand.spelt_out(chosen, self._read)
        self.rows, self.places, self.plain = spelt.rows, spelt.places, spelt.plain
        for key, had in pairs:
            self._refuse(key, had)
        return _hashes(self._in_hand.keys)

    def _refuse(self, key: str, had: Slice) -> None:
        had = had.spelt_out(np.fromiter((each == key for each in had.plain.keys), np.bool_, len(had.plain)), self._read)
        row, place = self.rows.pop(key), self.places.pop(key)
        code, column, said = "duplicate_differs", self.column, self._said.get(key, shown(key))
        if key in self.made:
            code, column, said = "facility_indistinct", "facility_name", self.made[key]
        elif had.rows[key] == row:
            code = "duplicate_equal"
        self._fields.note_at(place, code, column, said, first=had.places[key].row)

    def _holding(self, key: str) -> Slice | None:
        """The slice laid aside that has ``key``."""
        numbers = (at for at, seen in enumerate(self._hashes) if _among(_hashes([key]), seen)[0])
        return next((one for one in map(self._slice, numbers) if one.holds(key)), None)

    def _slice(self, number: int) -> Slice:
        if self._last_read is None or self._last_read[0] != number:
            sheet, numbers, keys, rows, plain = self._spool[number]
            unpacked = dict(zip(keys, map(self._unpack, rows), strict=True))
            places = {key: Place(sheet, row) for key, row in zip(keys, numbers, strict=True)}
            self._last_read = number, Slice(unpacked, places, Plain.unpacked(plain))
        return self._last_read[1]


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
        self.add_some(1, lambda _: value)

    def add_some(self, number: int, value: Callable[[int], Any]) -> None:
        """``number`` values, of which only those are made (``value`` of their place) that are kept."""
        at = -self._given % self._step
        while at < number:
            self.kept.append(value(at))
            at += self._step
            if len(self.kept) > 2 * self._most:
                self.kept, self._step = self.kept[::2], self._step * 2
                at = -(-(self._given + at) // self._step) * self._step - self._given
        self._given += number
