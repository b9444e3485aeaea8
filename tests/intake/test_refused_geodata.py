"""Archives and layers that are broken, too much, or mean harm: each has its own refusal, and nothing else happens."""

import sqlite3
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intake.problems import FileRefused
from intake.readers.reading import read
from intake.readers.zip_guard import _inflate
from tests.intake.geodata_files import altered, archive, geopackage, shapefile
from tests.intake.making import bring, codes, point, square, text_file

ROWS = [({"code": "900101001001", "name": "甲"}, point(116.3, 40))] * 3
AREAS = [({"n": 1}, square(116, 40, 0.1))] * 3
FETCHED = '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        [list(grid.lines) for grid in read(path)]
    for text in (caught.value.problem.sentence("zh"), caught.value.problem.remedy("en")):
        assert "?" not in text
    return caught.value.problem.code


def parts_of(folder: Path) -> dict[str, bytes]:
    return shapefile(folder, "a", ROWS)


def _with(name: str) -> Callable[[Path], Path]:
    """A good shapefile, and one entry of this name."""
    return lambda folder: archive(folder / "a.zip", parts_of(folder) | {name: b"x"})


def _without(*suffixes: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        return archive(folder / "a.zip", {name: data for name, data in parts_of(folder).items() if not name.endswith(suffixes)})

    return write


def _link(folder: Path) -> Path:
    path = archive(folder / "a.zip", parts_of(folder))
    with zipfile.ZipFile(path, "a") as packed:
        entry = zipfile.ZipInfo("b.dbf")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(entry, "/etc/passwd")
    return path


def _locked(folder: Path) -> Path:
    """The bit that says encrypted, in every entry and in the directory."""
    path = archive(folder / "a.zip", parts_of(folder))
    data = path.read_bytes().replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    path.write_bytes(data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"))
    return path


def _packed_by(method: int) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "a.zip", "w", method) as packed:
            for name, data in parts_of(folder).items():
                packed.writestr(name, data)
        return folder / "a.zip"

    return write


def _lying(folder: Path) -> Path:
    """The directory says one byte where there are a million."""
    path = archive(folder / "a.zip", parts_of(folder) | {"a.prj": b" " * 1_000_003})
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 1_000_003), struct.pack("<L", 1)))
    return path


def _spread(*folders: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        names = parts_of(folder)
        return archive(folder / "a.zip", {f"{inside}{name}": data for inside in folders for name, data in names.items()})

    return write


def _changed(name: str, data: bytes) -> Callable[[Path], Path]:
    return lambda folder: archive(folder / "a.zip", parts_of(folder) | {name: data})


def _table_only(folder: Path) -> Path:
    path = folder / "a.gpkg"
    path.write_bytes(geopackage(folder / "whole.gpkg", ROWS).read_bytes()[:5_000])
    return path


CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "parent folder": (_with("../b.txt"), "zip_unsafe"),
    "parent folder in the middle": (_with("x/../../b.dbf"), "zip_unsafe"),
    "parent folder as Windows writes it": (_with("..\\b.txt"), "zip_unsafe"),
    "absolute": (_with("/etc/b.txt"), "zip_unsafe"),
    "drive": (_with("C:\\b.txt"), "zip_unsafe"),
    "link": (_link, "zip_unsafe"),
    "password": (_locked, "zip_locked"),
    "packed with LZMA": (_packed_by(zipfile.ZIP_LZMA), "zip_method"),
    "packed with bzip2": (_packed_by(zipfile.ZIP_BZIP2), "zip_method"),
    "size that lies": (_lying, "file_damaged"),
    "two folders": (_spread("a/", "b/"), "zip_folders"),
    "folder in a folder": (_spread("a/b/"), "zip_folders"),
    "one name twice": (_with("A.DBF"), "zip_twice"),
    "no .shp": (_without(".shp"), "shapefile_none"),
    "no .dbf": (_without(".dbf"), "shapefile_incomplete"),
    "no .shx, no .dbf": (_without(".shx", ".dbf"), "shapefile_incomplete"),
    ".shp that is a list of addresses": (_changed("a.shp", FETCHED.encode()), "signature_differs"),
    ".dbf that is nothing": (_changed("a.dbf", b""), "file_damaged"),
    "archive cut off": (lambda folder: _cut(archive(folder / "a.zip", parts_of(folder))), "file_damaged"),
    ".shp alone": (lambda folder: text_file(folder, "a.shp", "x"), "shapefile_loose"),
    "text called .zip": (lambda folder: text_file(folder, "a.zip", "x,y\n"), "signature_differs"),
    "text called .gpkg": (lambda folder: text_file(folder, "a.gpkg", "x,y\n"), "signature_differs"),
    "database called .csv": (lambda folder: text_file(folder, "a.csv", "SQLite format 3\0"), "signature_differs"),
    "database of something else": (lambda folder: _database(folder / "a.gpkg"), "geodata_empty"),
    "database in name only": (
        lambda folder: text_file(folder, "a.gpkg", "SQLite format 3\0" + "x" * 500),
        "file_damaged",
    ),
    "database cut off": (_table_only, "file_damaged"),
}


def _database(path: Path) -> Path:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE a (code TEXT, name TEXT)")
    base.commit()
    base.close()
    return path


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-200])
    return path


@pytest.mark.parametrize("name", CASES)
def test_refused(name: str, tmp_path: Path) -> None:
    write, code = CASES[name]
    assert refused(write(tmp_path)) == code


def test_the_missing_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        list(read(_without(".shx", ".dbf")(tmp_path)))
    assert "a.shx, a.dbf" in caught.value.problem.sentence("en")


LIMITS = {
    "zip_guard.MAX_UNPACKED_BYTES": (50, "file_too_large"),
    "zip_guard.MAX_ARCHIVE_ENTRIES": (2, "zip_entries"),
    "limits.MAX_ROWS": (2, "too_many_rows"),
    "limits.MAX_COLUMNS": (0, "too_many_columns"),
    "limits.MAX_VERTICES": (14, "too_many_vertices"),
    "limits.MAX_SHAPE_VERTICES": (4, "shape_too_detailed"),
    "limits.MAX_LAYERS": (0, "geodata_layers"),
    "limits.APART_MEMORY": (150 * 1024**2, "reading_limits"),
    "limits.MAX_UNPACKED_BYTES": (100, "reading_limits"),
    "limits.APART_WALL_SECONDS": (0.01, "reading_limits"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_too_much(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most, code = LIMITS[limit]
    path = archive(tmp_path / "a.zip", shapefile(tmp_path, "a", AREAS))
    monkeypatch.setattr(f"intake.readers.{limit}", most)
    found = refused(path)
    assert found == code or (limit == "limits.APART_MEMORY" and found == "reading_died")


def test_bytes_are_counted_while_they_are_unpacked(tmp_path: Path) -> None:
    """Whatever was declared."""
    with zipfile.ZipFile(archive(tmp_path / "a.zip", {"a.shp": b" " * 100})) as packed:
        entry = packed.getinfo("a.shp")
        assert _inflate(packed, entry, tmp_path / "b", 100) == 100
        with pytest.raises(FileRefused):
            _inflate(packed, entry, tmp_path / "b", 99)


def _view(path: Path, query: str) -> Path:
    """A GeoPackage whose layer is a query."""
    return altered(geopackage(path, ROWS, layer="a"), "ALTER TABLE a RENAME TO b", f"CREATE VIEW a AS {query}")


ENDLESS = (
    "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) "
    "SELECT n AS fid, NULL AS geom, n AS code FROM x WHERE n < 0"
)
HUGE = "SELECT 1 AS fid, NULL AS geom, hex(zeroblob(900000000)) AS code"


def test_a_query_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.readers.limits.APART_CPU_SECONDS", 2)
    assert refused(_view(tmp_path / "a.gpkg", ENDLESS)) == "reading_limits"


def test_a_query_that_fills_the_memory(tmp_path: Path) -> None:
    assert refused(_view(tmp_path / "a.gpkg", HUGE)) in ("reading_limits", "file_damaged", "reading_died", "cell_too_long")


def test_a_table_that_reaches_outside_the_file(tmp_path: Path) -> None:
    secret = text_file(tmp_path, "secret.csv", "code,name\n900101001001,secret\n")
    outside = f"CREATE VIRTUAL TABLE outside USING VirtualOGR('{secret}')".replace("'", "''")
    path = altered(
        geopackage(tmp_path / "a.gpkg", ROWS, layer="a"),
        "PRAGMA writable_schema = 1",
        f"INSERT INTO sqlite_master VALUES ('table', 'outside', 'outside', 0, '{outside}')",  # noqa: S608  (made here)
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('outside', 'attributes', 'outside')",
    )
    found: list[Any] = []
    try:
        for grid in read(path):
            found += [cells for _, cells in grid.lines]
    except FileRefused as caught:
        assert caught.problem.code == "file_damaged"  # noqa: PT017  (either is right)
    assert "secret" not in str(found)


def test_a_cell_that_is_too_long(tmp_path: Path) -> None:
    assert refused(geopackage(tmp_path / "a.gpkg", [({"s": "x" * 40_000}, point(116, 40))])) == "cell_too_long"


def test_a_file_without_layers(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "a.gpkg", ROWS, layer="a")
    altered(path, "DROP TABLE a", "DELETE FROM gpkg_contents", "DELETE FROM gpkg_geometry_columns")
    assert refused(path) == "geodata_empty"


def test_one_name_twice_among_the_fields(tmp_path: Path) -> None:
    parts = shapefile(tmp_path, "a", [({"code": "1", "name": "2"}, point(116, 40))])
    table = parts["a.dbf"].replace(b"name\0", b"code\0", 1)
    assert refused(archive(tmp_path / "a.zip", parts | {"a.dbf": table})) == "header_duplicate"


@pytest.mark.parametrize("answer", ["", "[]", '{"refused": {"code": "no_such", "details": {}}}', '{"found": 3}'])
def test_an_answer_that_makes_no_sense(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """As of a process that a hostile file has taken over."""
    monkeypatch.setattr("intake.readers.apart_run._run", lambda folder, request: (folder / "answer.json").write_text(answer))
    assert refused(geopackage(tmp_path / "a.gpkg", ROWS)) == "reading_died"


def test_a_process_that_cannot_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.readers.apart_run._ENVIRONMENT", {})
    assert refused(geopackage(tmp_path / "a.gpkg", ROWS)) == "reading_died"


@pytest.mark.django_db
def test_a_refusal_is_told_in_both_languages(tmp_path: Path) -> None:
    outcome = bring(_without(".dbf")(tmp_path))
    assert codes(outcome) == ["shapefile_incomplete"]
    (problem,) = outcome.problems()
    assert "a.dbf" in problem.sentence("zh") + problem.sentence("en")
