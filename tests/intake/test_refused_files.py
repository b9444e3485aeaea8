"""Files that cannot be read at all: each is refused with its own code, and nothing else happens."""

import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.models import Batch, RowIssue
from intake.readers import limits
from tests.intake.making import bring, codes, text_file, workbook
from tests.intake.workbook_files import SHEET, altered, bytes_file, text_of

HEAD = "社区代码,社区名称\n"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _far_cell(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def _low_cell(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')


def _merged(data: bytes) -> bytes:
    many = b"".join(b'<mergeCell ref="A1:A60000"/>' for _ in range(50))
    low = data.replace(b"</sheetData>", b'<row r="60000"><c r="A60000"><v>1</v></c></row></sheetData>')
    return low.replace(b"<pageMargins", b"<mergeCells>" + many + b"</mergeCells><pageMargins")


def _crc_broken(folder: Path) -> Path:
    path = workbook(folder, "a.xlsx", {"s": [["a"]]})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(SHEET)
    start = info.header_offset + 30 + len(SHEET)
    data[start + 5] ^= 0xFF
    path.write_bytes(bytes(data))
    return path


def _lying_size(folder: Path) -> Path:
    """The directory says one byte where there are a million."""
    path = altered(SHEET, lambda data: data + b" " * 1_000_000)(folder)
    with zipfile.ZipFile(path) as archive:
        real = struct.pack("<L", archive.getinfo(SHEET).file_size)
    path.write_bytes(path.read_bytes().replace(real, struct.pack("<L", 1)))
    return path


CASES: dict[str, tuple[Callable[[Path], Path], str, int | None]] = {
    "A01 no bytes": (bytes_file("a.csv", b""), "file_empty", None),
    "A02 header only": (text_of("a.csv", HEAD), "no_rows", 1),
    "A03 CSV called xlsx": (text_of("a.xlsx", HEAD), "signature_differs", None),
    "A03 workbook called csv": (bytes_file("a.csv", b"PK\x03\x04rest"), "signature_differs", None),
    "A05 no workbook in it": (bytes_file("a.xls", OLE2 + b"\0" * 600), "file_damaged", None),
    "A06 password": (bytes_file("a.xlsx", OLE2 + "EncryptedPackage".encode("utf-16-le")), "workbook_locked", None),
    "A07 macros": (altered(SHEET, bytes, {"xl/vbaProject.bin": b"x"}), "workbook_macros", None),
    "A09 checksum": (_crc_broken, "file_damaged", None),
    "A11 lying size": (_lying_size, "file_damaged", None),
    "A13 entry names": (altered(SHEET, bytes, {"../../etc/x": b"x"}), "archive_unsafe", None),
    "A17 lone cell far out": (altered(SHEET, _far_cell), "too_many_columns", 1_048_576),
    "A19 too many rows": (altered(SHEET, _low_cell), "too_many_rows", 1_048_576),
    "merged without end": (altered(SHEET, _merged), "too_many_merged", None),
    "no workbook inside": (bytes_file("a.xlsx", b"PK\x05\x06" + b"\0" * 18), "signature_differs", None),
    "cut workbook": (bytes_file("a.xlsx", b"PK\x03\x04" + b"\0" * 50), "file_damaged", None),
    "A33 mixed encodings": (bytes_file("a.csv", HEAD.encode() + "甲".encode() + b"\n\xff\xff\n"), "bytes_undecodable", 3),
    "A37 quote never closed": (text_of("a.csv", HEAD + '1,2\n"3,4\n5,6\n7,8\n'), "quote_unclosed", 3),
    "broken quotes": (text_of("a.csv", HEAD + '1,"2"x\n'), "quote_broken", 2),
    "A38 long cell": (text_of("a.csv", HEAD + "1," + "x" * 40_000 + "\n"), "cell_too_long", 2),
    "A39 NUL": (bytes_file("a.csv", HEAD.encode() + b"1,\0\n"), "nul_bytes", None),
    "A41 columns": (text_of("a.csv", "," * 600 + "\n"), "too_many_columns", 1),
    "packed rubbish": (bytes_file("a.csv.gz", b"\x1f\x8b\x08rubbish"), "file_damaged", None),
    "unknown format": (text_of("a.docx", "x"), "format_unknown", None),
    "no JSON": (text_of("a.geojson", "{"), "json_broken", None),
    "NaN in JSON": (text_of("a.geojson", '{"type": NaN}'), "json_broken", None),
    "deep JSON": (text_of("a.geojson", "[" * 100_000), "json_too_deep", None),
    "no collection": (text_of("a.geojson", '{"type": "Feature"}'), "geojson_not_collection", None),
    "no feature": (text_of("a.geojson", '{"type": "FeatureCollection", "features": [1]}'), "geojson_not_feature", 2),
    "foreign coordinates": (
        text_of("a.geojson", json.dumps({"type": "FeatureCollection", "features": [], "crs": {"name": "EPSG:3857"}})),
        "crs_unsupported",
        None,
    ),
    "nothing known": (text_of("a.csv", "甲,乙\n1,2\n"), "kind_unknown", 1),
    "A27 header twice": (text_of("a.csv", "社区代码,社区名称,社区名称\n1,2,3\n"), "header_duplicate", 1),
    "same meaning twice": (text_of("a.csv", "社区代码,户数,总户数\n1,2,3\n"), "column_twice", 1),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_refused(name: str, tmp_path: Path) -> None:
    write, code, row = CASES[name]
    outcome = bring(write(tmp_path))
    problems = list(outcome.problems())
    assert [(each.code, each.row) for each in problems if each.is_error] == [(code, row)]
    for lang in ("zh", "en"):
        assert "?" not in problems[0].sentence(lang) + problems[0].remedy(lang)
    assert (Batch.objects.get().state, RowIssue.objects.get().code) == ("rejected", code)


@pytest.mark.django_db
def test_too_large_by_size_and_by_what_it_unpacks_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.readers.reading.MAX_FILE_BYTES", 10)
    assert codes(bring(text_file(tmp_path, "a.csv", HEAD + "x" * 100))) == ["file_too_large"]
    monkeypatch.setattr("intake.readers.reading.MAX_FILE_BYTES", limits.MAX_FILE_BYTES)
    monkeypatch.setattr("intake.readers.csv_file.MAX_UNPACKED_BYTES", 50)
    assert codes(bring(text_file(tmp_path, "a.csv", HEAD + "x" * 100))) == ["file_too_large"]
    monkeypatch.setattr("intake.readers.limits.MAX_WORKBOOK_BYTES", 50)
    assert codes(bring(workbook(tmp_path, "a.xlsx", {"s": [["x"]]}))) == ["file_too_large"]


@pytest.mark.django_db
def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.readers.csv_file.MAX_ROWS", 30)
    outcome = bring(text_file(tmp_path, "a.csv", HEAD + "900101001001,甲\n" * 40))
    assert codes(outcome)[-1] == "too_many_rows"
