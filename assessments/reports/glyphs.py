"""Which characters a font has a glyph for: the ``cmap`` table of OpenType (ISO/IEC 14496-22, 5.2.1). Pure.

Formats 4 and 12 are read, which every font of today has.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_COLLECTION: Final = b"ttcf"


def characters_of(path: Path) -> frozenset[int]:
    """Code points, of every font of a collection together. Raises struct.error for what is no font."""
    data = path.read_bytes()
    return frozenset(point for start in _fonts(data) for table in _subtables(data, start) for point in _points(data, table))


def _fonts(data: bytes) -> tuple[int, ...]:
    """Where the table directories begin."""
    if data[:4] != _COLLECTION:
        return (0,)
    (number,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{number}I", data, 12)


def _subtables(data: bytes, start: int) -> set[int]:
    """Where the encodings begin."""
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for at in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * at)
        if tag == b"cmap":
            (number,) = struct.unpack_from(">H", data, offset + 2)
            return {offset + struct.unpack_from(">HHI", data, offset + 4 + 8 * each)[2] for each in range(number)}
    return set()


def _points(data: bytes, table: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", data, table)
    if form == 12:
        (groups,) = struct.unpack_from(">I", data, table + 12)
        for first, last, _ in struct.iter_unpack(">III", data[table + 16 : table + 16 + 12 * groups]):
            yield from range(first, last + 1)
    elif form == 4:
        yield from _segments(data, table)


def _segments(data: bytes, table: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", data, table + 6)
    number, ends = twice // 2, table + 14
    lasts = struct.unpack_from(f">{number}H", data, ends)
    firsts = struct.unpack_from(f">{number}H", data, ends + twice + 2)
    deltas = struct.unpack_from(f">{number}h", data, ends + 2 * twice + 2)
    offsets_at = ends + 3 * twice + 2
    offsets = struct.unpack_from(f">{number}H", data, offsets_at)
    for at, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            place = offsets_at + 2 * at + offset + 2 * (point - first)
            glyph = (point + delta) & 0xFFFF if not offset else struct.unpack_from(">H", data, place)[0]
            if glyph:
                yield point
