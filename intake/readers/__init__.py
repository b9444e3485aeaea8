"""One file per format. A reader turns a path into grids; which reader is decided by what the file is, then by its name."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from intake.problems import FileRefused
from intake.readers.csv_file import read_csv
from intake.readers.geojson_file import read_geojson
from intake.readers.limits import MAX_FILE_BYTES
from intake.readers.rows import BrokenCell, Cell, Grid, Line, RawRow
from intake.readers.xlsx_file import read_xlsx

__all__ = ["READERS", "BrokenCell", "Cell", "Grid", "Line", "RawRow", "read"]

Reader = Callable[[Path], Iterator[Grid]]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".csv": read_csv,
        ".txt": read_csv,
        ".tsv": read_csv,
        ".xlsx": read_xlsx,
        ".xls": read_xlsx,  # refused there, with the reason
        ".xlsm": read_xlsx,
        ".geojson": read_geojson,
        ".json": read_geojson,
    }
)
_ZIPPED = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0"
_GZIP = b"\x1f\x8b"
_SPREADSHEETS = (".xlsx", ".xls", ".xlsm")


def read(path: Path) -> Iterator[Grid]:
    """The grids of a file. Raises FileRefused, at once or while the lines are read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError as error:
        raise FileRefused("file_unreadable", reason=error.strerror or str(error)) from error
    if not size:
        raise FileRefused("file_empty")
    if size > MAX_FILE_BYTES:
        raise FileRefused("file_too_large", limit=f"{MAX_FILE_BYTES // 1024**2} MiB")
    return _reader(path, head)(path)


def _reader(path: Path, head: bytes) -> Reader:
    suffix = _suffix(path)
    reader = READERS.get(suffix)
    if reader is None:
        raise FileRefused("format_unknown", suffix=suffix or path.name, known=" ".join(READERS))
    is_container = head.startswith((_ZIPPED, _OLE2))
    if is_container != (suffix in _SPREADSHEETS):
        raise FileRefused("signature_differs", suffix=suffix)
    if head.startswith(_GZIP) and path.suffix.lower() != ".gz":
        raise FileRefused("signature_differs", suffix=suffix)
    return reader


def _suffix(path: Path) -> str:
    """``.csv`` of ``a.csv`` and of ``a.csv.gz``."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix
