"""The bytes of a file, unpacked where it is packed with gzip, counted while they come: a packed file's size says nothing."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from intake.problems import FileRefused

CHUNK: Final = 1024 * 1024
_GZIP: Final = b"\x1f\x8b"


def open_packed(path: Path) -> IO[bytes]:
    """A stream of the unpacked bytes."""
    return gzip.open(path, "rb") if _is_packed(path) else path.open("rb")  # type: ignore[return-value]  # GzipFile is one


def _is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == _GZIP


def chunks(path: Path, most: int) -> Iterator[bytes]:
    """At most ``most`` bytes, a mebibyte at a time. Raises FileRefused where there are more or the packing is damaged."""
    seen = 0
    try:
        with open_packed(path) as stream:
            while chunk := stream.read(CHUNK):
                seen += len(chunk)
                if seen > most:
                    raise FileRefused("file_too_large", limit=f"{most // 1024**2} MiB")
                yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileRefused("file_damaged", reason=str(error)) from error
