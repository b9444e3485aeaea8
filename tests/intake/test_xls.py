"""Workbooks of the old form. The files in files/xls hold invented data; the broken ones are made of them here."""

import datetime as dt
import random
import struct
from pathlib import Path
from typing import Any

import pytest

from communities.models import HouseholdCount
from intake.problems import FileRefused
from intake.readers import BrokenCell
from intake.readers.cell_json import packed, unpacked
from intake.readers.ole2 import BadContainer, Container
from intake.readers.reading import read
from intake.readers.rows import Unreadable
from intake.readers.xls_guard import _error
from tests.intake.making import FIRST, SECOND, accepted, bring, codes, counts, text_file, workbook

FILES = Path(__file__).parent / "files" / "xls"
TYPES, HOUSEHOLDS = FILES / "types.xls", FILES / "households.xls"
ROWS: list[list[Any]] = [
    ["社区代码", "社区名称", "户数", "统计日期"],
    [FIRST, "甲社区", 2666, "2024-06-30"],
    [SECOND, "乙社区", 1830, "2024-06-30"],
]
SUMMARY, WRITE_ACCESS = "\x05DocumentSummaryInformation", b"\x5c\x00\x70\x00"


def _renamed(data: bytes, old: str, new: str) -> bytes:
    """The container with one of its entries under another name."""
    at = data.index(old.encode("utf-16-le"))
    return data[:at] + new.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", len(new) * 2 + 2) + data[at + 66 :]


def _refused(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        [list(grid.lines) for grid in read(path)]
    return refused.value.problem.code


def test_cells_keep_their_types_and_errors_are_named() -> None:
    (grid,) = read(TYPES)  # the second sheet is hidden
    lines: dict[int, list[Any]] = dict(grid.lines)
    assert grid.sheet == "表"
    assert lines[2] == ["", "某区台账", "某区台账", "某区台账"]
    assert lines[4] == ["", 110101001001.0, dt.date(2024, 2, 29), True]
    assert lines[5][1] == 110101001001.0
    assert [str(cell) for cell in lines[5][2:] if isinstance(cell, BrokenCell)] == ["#DIV/0!", "#N/A"]


def test_the_same_table_as_xlsx_stores_the_same(three: Path) -> None:
    assert counts(accepted(HOUSEHOLDS, source="register")) == [(2, 0, 0)]
    stored = list(HouseholdCount.objects.order_by("pk").values_list("households", "counted_on"))
    assert stored == [(2666, dt.date(2024, 6, 30)), (1830, dt.date(2024, 6, 30))]
    assert counts(accepted(workbook(three, "a.xlsx", {"s": ROWS}), source="register")) == [(0, 0, 2)]


def test_passwords_macros_and_what_is_no_workbook(tmp_path: Path) -> None:
    data, path = TYPES.read_bytes(), tmp_path / "a.xls"
    made = {
        "workbook_locked": [_renamed(data, SUMMARY, "EncryptedPackage"), data.replace(WRITE_ACCESS, b"\x2f\x00\x70\x00", 1)],
        "workbook_macros": [_renamed(data, SUMMARY, "_VBA_PROJECT_CUR")],
        "signature_differs": [_renamed(data, "Workbook", "WordDocument"), b"PK\x03\x04" + data, b"<html>", b"a,b\n1,2\n"],
        "file_damaged": [data[:1000], data[:100], data[:48] + b"\xf0\0\0\0" + data[52:]],
    }
    for code, versions in made.items():
        for version in versions:
            path.write_bytes(version)
            assert _refused(path) == code


def test_an_old_workbook_under_a_new_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(TYPES.read_bytes())
    assert _refused(path) == "workbook_old"


def test_a_cell_far_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen million cells are read where they fit, and refused where they do not."""
    path, data = tmp_path / "a.xls", TYPES.read_bytes()
    date = struct.pack("<HHHH", 0x27E, 10, 3, 2)
    assert date in data
    path.write_bytes(data.replace(date, struct.pack("<HHHH", 0x27E, 10, 65535, 600)))
    assert _refused(path) == "too_many_columns"
    path.write_bytes(data.replace(date, struct.pack("<HHHH", 0x27E, 10, 65535, 255)))
    monkeypatch.setattr("intake.readers.limits.APART_MEMORY", 256 * 1024**2)
    assert _refused(path) in ("reading_limits", "reading_died")


def test_changed_bytes_never_raise_anything_else(tmp_path: Path) -> None:
    chance, data, path = random.Random(7), TYPES.read_bytes(), tmp_path / "a.xls"  # noqa: S311  (no secret)
    for _ in range(12):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 5, 20))):
            changed[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
        path.write_bytes(changed)
        try:
            for grid in read(path):
                list(grid.lines)
        except FileRefused:
            continue


@pytest.mark.django_db
def test_a_process_that_dies_is_a_refusal(tmp_path: Path) -> None:
    """The length of a table of texts that the parser believes."""
    data = TYPES.read_bytes()
    at = data.index(b"\xfc\x00\x2c\x00")
    path = tmp_path / "a.xls"
    path.write_bytes(data[: at + 8] + b"\xff\xff\xff\x7f" + data[at + 12 :])
    assert set(codes(bring(path))) <= {"reading_limits", "reading_died", "file_damaged", "kind_unknown"}


@pytest.mark.parametrize(
    ("kind", "data", "error"),
    [
        (0x205, b"\0\0\0\0\0\0\x2a\x01", 0x2A),
        (0x205, b"\0\0\0\0\0\0\x01\x00", None),
        (0x06, b"\0\0\0\0\0\0\x02\0\x07\0\0\0\xff\xff", 0x07),
        (0x06, b"\0\0\0\0\0\0\x00\0\x07\0\0\0\xff\xff", None),
        (0x06, b"\0\0\0\0\0\0\x02\0\x07\0\0\0\0\x40", None),
        (0x203, b"\0\0\0\0\0\0\x02\0\x07\0\0\0\xff\xff", None),
    ],
)
def test_errors_in_cells(kind: int, data: bytes, error: int | None) -> None:
    assert _error(kind, data) == error


def test_cells_survive_the_way_between_the_processes() -> None:
    zone_less = dt.datetime(2024, 2, 29, 8, 30)  # noqa: DTZ001  (a sheet knows no zone)
    given = [
        "甲",
        1.5,
        True,
        None,
        dt.date(2024, 2, 29),
        zone_less,
        dt.time(8, 30),
        dt.timedelta(hours=30),
        BrokenCell(Unreadable.ERROR_VALUE, "#N/A"),
    ]
    assert [unpacked(packed(cell)) for cell in given] == given
    for foreign in ({}, {"a": 1, "b": 2}, {"date": "x"}, {"broken": ["x", "y"]}, {"run": "x"}):
        with pytest.raises((ValueError, KeyError)):
            unpacked(foreign)


def test_a_container_whose_chain_bites_its_tail(tmp_path: Path) -> None:
    data = bytearray(TYPES.read_bytes())
    table, first = struct.unpack_from("<I", data, 76)[0], 3  # where the stream of small streams begins
    struct.pack_into("<I", data, 512 + table * 512 + 4 * first, first)
    path = text_file(tmp_path, "a.xls", "")
    path.write_bytes(data)
    with pytest.raises(BadContainer):
        Container(path).stream("Workbook")
