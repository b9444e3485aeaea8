"""Small files that unpack to more than a machine holds: refused by a limit that is named, in seconds, and in bounded memory.

Each is read by a process of its own with limits of memory and time, as the readers would be called. The bounds are generous:
they tell a limit that holds from one that does not.
"""

import gzip
import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.intake.shared import REPOSITORY
from tests.intake.workbook_files import SHEET, TEXTS, Write, altered, bytes_file, swapped

MIB: Final = 1024 * 1024
ADDRESS_SPACE: Final = 3 * 1024 * MIB
PEAK_MIB: Final = 1024  # of the process that reads, and of the one that it starts; twice what was seen at most
SECONDS: Final = 60
READ: Final = """
import json, resource, sys
from pathlib import Path
from intake.problems import FileRefused
from intake.readers.reading import read
try:
    for grid in read(Path(sys.argv[1])):
        for line in grid.lines:
            pass
    code, said = "", ""
except FileRefused as refused:
    code, said = refused.problem.code, refused.problem.sentence("en")
peak = next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(json.dumps([code, said, peak, child]))
"""


def sparse(folder: Path) -> Path:
    """A hole of 256 MiB and a byte: it takes no room on the disk."""
    with (folder / "a.csv").open("wb") as file:
        file.truncate(256 * MIB + 1)
    return folder / "a.csv"


def packed(piece: bytes, times: int, name: str = "a.csv.gz", start: bytes = b"", end: bytes = b"") -> Write:
    """Gzip reads one packed part after the other: a piece is packed once and written many times."""
    parts = [gzip.compress(start), *[gzip.compress(piece, 1)] * times, gzip.compress(end)]
    return bytes_file(name, b"".join(parts))


def sheet_of(data: bytes) -> Write:
    return altered(SHEET, swapped(b"</sheetData>", data + b"</sheetData>"))


def spaces(folder: Path) -> Path:
    """A workbook that says truthfully that it unpacks to 401 MiB."""
    path = altered(SHEET, bytes)(folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as book, book.open("xl/x.xml", "w") as entry:
        for _ in range(401):
            entry.write(b"<a/>" + b" " * (MIB - 4))
    return path


def rows() -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number) for number in range(3, 1_048_577))


def corners(number: int) -> bytes:
    ring = [[116 + at % 1000 / 1000, 40 + at // 1000 / 1000] for at in range(number)]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"code": "1"}, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
HEAD = b'{"type": "FeatureCollection", "features": ['
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><osm>&b;</osm>'
BOMBS: dict[str, tuple[Callable[[], Write], str, str]] = {
    "bytes of a file": (lambda: sparse, "file_too_large", "256 MiB"),
    "bytes that it unpacks to": (lambda: packed(b"1,2\n" * (4 * MIB), 65), "file_too_large", "1024 MiB"),
    "a line without end": (lambda: packed(b"x" * 16 * MIB, 20), "cell_too_long", "32767"),
    "a quote that is never closed": (lambda: packed(b"1,2\n" * (4 * MIB), 10, start=b'a,b\n"'), "quote_unclosed", ""),
    "rows of a CSV": (lambda: bytes_file("a.csv", b"1,2\n" * 1_000_001), "too_many_rows", "1000000"),
    "columns of a CSV": (lambda: bytes_file("a.csv", b"," * 10_000_000), "too_many_columns", "500"),
    "bytes of a workbook": (lambda: spaces, "file_too_large", "400 MiB"),
    "rows of a workbook": (lambda: sheet_of(rows()), "too_many_rows", "1000000"),
    "a lone cell of a workbook": (lambda: sheet_of(FAR), "too_many_columns", "500"),
    "cells that do not say where they stand": (
        lambda: sheet_of(b"<row>" + b"<c><v>1</v></c>" * 10_000_000 + b"</row>"), "too_many_columns", "500",
    ),
    "one cell of 300 MiB": (
        lambda: altered(TEXTS, swapped(b"<t>2<", b"<t>" + b"x" * 300 * MIB + b"<")), "cell_too_long", "32767",
    ),
    "corners of a shape": (lambda: bytes_file("a.geojson", corners(1_000_001)), "shape_too_detailed", "1000000"),
    "lists of a JSON": (
        lambda: packed(b"[]," * (4 * MIB), 10, "a.geojson.gz", HEAD, b"[]]}"), "json_too_large", "5,000,000",
    ),
    "numbers of a JSON": (
        lambda: packed(b"1," * (4 * MIB), 20, "a.geojson.gz", HEAD, b"1]}"), "json_too_large", "30,000,000",
    ),
    "levels of a JSON": (lambda: bytes_file("a.json", b"[" * 50_000_000), "json_too_large", ""),
    "levels of a JSON within its limits": (lambda: bytes_file("a.json", b"[" * 4_000_000), "json_too_deep", "60"),
    "entities": (lambda: bytes_file("a.osm", ENTITIES), "xml_doctype", ""),
}  # fmt: skip


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _read(path: Path) -> list[Any]:
    """(code, sentence, peak in MiB of the reader, and of the process apart)."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=SECONDS, check=True,
        cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": str(REPOSITORY), "OPENBLAS_NUM_THREADS": "1"}, preexec_fn=_limit,
    )  # fmt: skip
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", BOMBS)
def test_refused_in_seconds_and_in_bounded_memory(name: str, tmp_path: Path) -> None:
    make, wanted, limit = BOMBS[name]
    code, said, peak, child = _read(make()(tmp_path))
    assert code == wanted
    assert limit in said
    assert max(peak, child) < PEAK_MIB


def test_a_reader_without_a_limit_would_be_found(tmp_path: Path) -> None:
    """A file that is fine and large is read, and needs the memory that it needs."""
    assert _read(bytes_file("a.csv", b"a,b\n" * 1_000)(tmp_path))[0] == ""
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run([sys.executable, "-c", "x = bytes(4 << 30)"], check=True, capture_output=True, preexec_fn=_limit)
