"""The container of old office files (OLE2, MS-CFB): which streams it has, and one of them as bytes. Nothing in it is trusted.

A header of 512 bytes names the sectors of the allocation table; the table gives, for each sector, the next one of its chain;
the directory is such a chain, and so is every stream of 4,096 bytes and more. Smaller streams lie in a stream of their own.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_HEADER: Final = 512
_ENTRY: Final = 128
_END: Final = 0xFFFFFFFA  # this and above are marks and no sectors
_IN_HEADER: Final = 109


class BadContainer(ValueError):
    """The container contradicts itself."""


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    start: int
    size: int


class Container:
    """An opened container. Raises BadContainer."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        if len(self._data) < _HEADER:
            raise BadContainer("header")
        shift, small_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise BadContainer("sector size")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._sectors = len(self._data) // self._size + 1  # no list of sectors is longer
        directory, self._cutoff, small = struct.unpack_from("<I4xII", self._data, 48)
        self._table = self._numbers(self._table_sectors())
        self._entries = self._read_entries(self._chain(directory, self._table))
        self._small_table = self._numbers(self._chain(small, self._table))

    @property
    def names(self) -> frozenset[str]:
        """The names of all storages and streams, wherever they stand."""
        return frozenset(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises KeyError, BadContainer."""
        entry = next((each for each in self._entries if each.kind == 2 and each.name == name), None)
        if entry is None:
            raise KeyError(name)
        if entry.size >= self._cutoff:
            return self._joined(self._chain(entry.start, self._table))[: entry.size]
        return self._small(entry)

    def _small(self, entry: _Entry) -> bytes:
        root = next((each for each in self._entries if each.kind == 5), None)
        if root is None:
            raise BadContainer("root")
        holder, size = self._joined(self._chain(root.start, self._table)), self._small_size
        pieces = (holder[at * size : (at + 1) * size] for at in self._chain(entry.start, self._small_table))
        return b"".join(pieces)[: entry.size]

    def _table_sectors(self) -> list[int]:
        """The sectors of the allocation table: the first 109 stand in the header, the others in a chain of lists."""
        found = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        at, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while at < _END and at not in seen:
            seen.add(at)
            *listed, at = self._numbers([at])
            found += listed
            if len(found) > self._sectors + _IN_HEADER:
                raise BadContainer("allocation table")
        return [sector for sector in found if sector < _END]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        data = self._joined(sectors)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _joined(self, sectors: list[int]) -> bytes:
        begin = self._size  # the header takes the place of one sector
        if any(begin + at * self._size >= len(self._data) for at in sectors):
            raise BadContainer("sector beyond the end")
        return b"".join(self._data[begin + at * self._size : begin + (at + 1) * self._size] for at in sectors)

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        found, at = list[int](), start
        while at < _END:
            if at >= len(table) or len(found) > len(table):  # a chain that comes back to itself is longer than the table
                raise BadContainer("chain of sectors")
            found.append(at)
            at = table[at]
        return found

    def _read_entries(self, sectors: list[int]) -> list[_Entry]:
        data = self._joined(sectors)
        return [_entry(data[at : at + _ENTRY]) for at in range(0, len(data) - _ENTRY + 1, _ENTRY)]


def _entry(data: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", data, 64)
    start, size = struct.unpack_from("<II", data, 116)
    return _Entry(data[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), kind, start, size)
