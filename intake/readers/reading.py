"""Which reader a file is read by: that is decided by what the file is, then by its name."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from intake.problems import FileRefused
from intake.readers.amap_file import read_json
from intake.readers.csv_file import read_csv
from intake.readers.geojson_file import read_geojson
from intake.readers.gpkg_file import read_gpkg
from intake.readers.limits import MAX_FILE_BYTES
from intake.readers.osm_file import read_osm
from intake.readers.rows import Grid
from intake.readers.shapefile_file import read_shapefile
from intake.readers.xls_file import read_xls
from intake.readers.xlsx_file import read_xlsx

Reader = Callable[[Path], Iterator[Grid]]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".csv": read_csv,
        ".txt": read_csv,
        ".tsv": read_csv,
        ".xlsx": read_xlsx,
        ".xls": read_xls,
        ".xlsm": read_xlsx,
        ".geojson": read_geojson,
        ".json": read_json,
        ".osm": read_osm,
        ".gpkg": read_gpkg,
        ".zip": read_shapefile,
    }
)
FORMATS = "CSV, TSV, Excel (.xlsx, .xls), GeoJSON, GeoPackage (.gpkg), Shapefile (.zip), OpenStreetMap (.osm), AMap (.json)"
_ZIPPED = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0"
_GZIP = b"\x1f\x8b"
_SQLITE = b"SQLi"
# What files of these names begin with. The others begin with none of these.
_CONTAINERS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        ".xlsx": (_ZIPPED, _OLE2),  # OLE2 is refused there, with the reason
        ".xlsm": (_ZIPPED, _OLE2),
        ".xls": (_OLE2,),
        ".gpkg": (_SQLITE,),
        ".zip": (_ZIPPED,),
    }
)
_LOOSE = (".shp", ".shx", ".dbf", ".prj", ".cpg")


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
    if suffix in _LOOSE:
        raise FileRefused("shapefile_loose", suffix=suffix)
    if reader is None:
        raise FileRefused("format_unknown", suffix=suffix or path.name, known=" ".join(READERS))
    begins = _CONTAINERS.get(suffix)
    if not head.startswith(begins) if begins else head.startswith((_ZIPPED, _OLE2, _SQLITE)):
        raise FileRefused("signature_differs", suffix=suffix)
    if head.startswith(_GZIP) and path.suffix.lower() != ".gz":
        raise FileRefused("signature_differs", suffix=suffix)
    return reader


def _suffix(path: Path) -> str:
    """``.csv`` of ``a.csv`` and of ``a.csv.gz``."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix
