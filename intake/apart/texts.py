"""The texts of a DBF table: its names and cells as bytes, and the first encoding that all of them are in. Pure.

GDAL is told that every text is ISO-8859-1, which loses nothing, and the bytes are taken out again here: names are cut to ten
bytes and cells to the width of their column, in the middle of a Chinese character where it comes to that, and must not fail.
"""

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intake.problems import FileRefused

BYTES: Final = "iso-8859-1"
NAME_BYTES: Final = 10
_FIELD: Final = 32
_END: Final = b"\r"


@dataclass(frozen=True)
class Column:
    """A field of the table. ``width`` in bytes."""

    name: bytes
    width: int


def columns_of(table: Path) -> list[Column]:
    """The fields that the head of a DBF file describes."""
    found: list[Column] = []
    with table.open("rb") as stream:
        stream.seek(_FIELD)
        while len(field := stream.read(_FIELD)) == _FIELD and not field.startswith(_END):
            found.append(Column(field[:NAME_BYTES].split(b"\0")[0].rstrip(), field[16]))
    return found


def decoded(raw: bytes, codec: str, room: int) -> str:
    """Text of bytes that had ``room``; where they fill it, half a character at the end is dropped. UnicodeDecodeError."""
    return codecs.getincrementaldecoder(codec)().decode(raw, final=len(raw) < room)


def codec_of(texts: Iterable[tuple[bytes, int]], choice: Sequence[str], sheet: str) -> str:
    """The first of ``choice`` in which all of the texts, given with their room, can be read. Raises FileRefused."""
    left = list(choice)
    for raw, room in texts:
        if not raw.isascii():
            left = [codec for codec in left if _is_in(raw, codec, room)]
            if not left:
                raise FileRefused("dbf_undecodable", sheet=sheet, tried=", ".join(choice))
    return left[0]


def _is_in(raw: bytes, codec: str, room: int) -> bool:
    try:
        decoded(raw, codec, room)
    except UnicodeDecodeError:
        return False
    return True
