"""The catalogue, group A: containers and decoding."""

import gzip
import shutil
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from communities.models import HouseholdCount
from intake.models import Batch
from tests.intake.catalogue import Case, Said, csv, prove
from tests.intake.making import FIRST, SECOND, accepted, bring, codes, counts, text_file, workbook
from tests.intake.workbook_files import BOOK, SHEET, TEXTS, altered, bytes_file, cell, error, prefixed, swapped

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLS = Path(__file__).parent / "files" / "xls"
HEAD = ["社区代码", "户数", "统计日期"]
ROW: list[Any] = [FIRST, 5, "2024-01-01"]
OTHER: list[Any] = [SECOND, 6, "2024-01-01"]
TABLE = [HEAD, ROW]
H = "社区代码,户数,统计日期\n"
GOOD = f"{H}{FIRST},5,2024-01-01\n"
DOCTYPE = b"<!DOCTYPE a [<!ENTITY x %s>]>"
LAUGHS = b'"lol"> <!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;"'
XFD = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
BESIDES = {
    "xl/media/image1.png": b"x", "xl/media/image2.png": b"x", "xl/charts/chart1.xml": b"<c/>",
    "xl/externalLinks/externalLink1.xml": b"<e/>", "xl/pivotTables/pivotTable1.xml": b"<p/>",
    "xl/comments1.xml": b'<comments><authors><author>A</author></authors><comment ref="A1" authorId="0"/></comments>',
}  # fmt: skip
ABOVE = [["某区户数统计表"], ["单位：户"], HEAD, ROW, ["小计", 5], OTHER, ["合计", 11]]
SAID_LIMIT = ("1000000",)


def stored(*households: int) -> Any:
    return lambda: (
        list(HouseholdCount.objects.order_by("community__code").values_list("households", flat=True)) == [*households]
    )


def book(*rows: list[Any], name: str = "a.xlsx") -> Any:
    return lambda folder: workbook(folder, name, {"s": rows})


def checksum(folder: Path) -> Path:
    path = workbook(folder, "a.xlsx", {"s": [["a"]]})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    data[start + 5] ^= 0xFF
    path.write_bytes(bytes(data))
    return path


def declared(size: int, real: int) -> Any:
    """The directory says ``size`` of a sheet that unpacks to ``real`` bytes and more."""

    def write(folder: Path) -> Path:
        path = altered(SHEET, lambda data: data + b" " * real)(folder)
        with zipfile.ZipFile(path) as archive:
            found = struct.pack("<L", archive.getinfo(SHEET).file_size)
        path.write_bytes(path.read_bytes().replace(found, struct.pack("<L", size)))
        return path

    return write


def link(folder: Path) -> Path:
    """An entry that is a link to a file of the machine: refused as in any other archive."""
    path = altered(SHEET, bytes)(folder)
    entry = zipfile.ZipInfo("xl/media/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    return path


def doctype(entity: bytes) -> Any:
    def alter(sheet: bytes) -> bytes:
        head, body = sheet.split(b"?>", 1)
        return head + b"?>" + DOCTYPE % entity + body.replace(b"<v>2</v>", b"<v>&x;</v>")

    return alter


def placeless(sheet: bytes) -> bytes:
    return sheet.replace(b' r="B2"', b"")


def to_utf16(sheet: bytes) -> bytes:
    return sheet.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def hidden(folder: Path) -> Path:
    whole = workbook(folder, "whole.xlsx", {"s": TABLE, "草稿": [["x"]]})
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(folder / "a.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'sheetId="2"', b'sheetId="2" state="hidden"') if name == BOOK else data)
    return folder / "a.xlsx"


QUOTED = XFD.replace(b'"', b"'")
FAR_CELL = (Said("too_many_columns", 1048576, "XFD", sheet="s", tells=("500",)),)
NUL_AT = str(len(GOOD.encode()) + 2)
GARBLED = "丁社区".encode().decode("latin-1")
BROKEN = (Said("cell_error", 2, "户数", "#REF!", sheet="s"),)
CASES = (
    Case("A01", "no bytes", bytes_file("a.csv", b""), (Said("file_empty"),)),
    Case("A02", "header only", csv(H), (Said("no_rows", 1),)),
    Case("A03", "CSV called xlsx", bytes_file("a.xlsx", GOOD.encode()), (Said("signature_differs", tells=(".xlsx",)),)),
    Case("A03", "workbook called csv", bytes_file("a.csv", b"PK\x03\x04x"), (Said("signature_differs", tells=(".csv",)),)),
    Case("A05", "old workbook, read", lambda folder: Path(shutil.copy(XLS / "households.xls", folder)), (
        Said("rows_above", 1, value="甲市一区户数（虚构）", sheet="户数", tells=("1",)),
    ), stored=True, then=stored(2666, 1830)),
    Case("A05", "old workbook under a new name", lambda folder: Path(shutil.copy(XLS / "types.xls", folder / "a.xlsx")), (
        Said("workbook_old", tells=(".xls",)),
    )),
    Case("A06", "password", bytes_file("a.xlsx", OLE2 + "EncryptedPackage".encode("utf-16-le")), (Said("workbook_locked"),)),
    Case("A07", "macros", altered(SHEET, bytes, {"xl/vbaProject.bin": b"x"}), (
        Said("workbook_macros", value="xl/vbaproject.bin"),
    )),
    Case("A09", "checksum", checksum, (Said("file_damaged", tells=(SHEET,)),)),
    Case("A10", "declares two gibibytes", declared(2**31, 1_000_003), (Said("file_too_large", tells=("400 MiB",)),)),
    Case("A10", "one cell of twelve megabytes", altered(TEXTS, swapped(b"<t>2<", b"<t>" + b"x" * 12_000_000 + b"<")), (
        Said("cell_too_long", value=TEXTS, tells=("32767",)),
    )),
    Case("A10", "one cell a little too long", altered(TEXTS, swapped(b"<t>2<", b"<t>" + b"y" * 32_768 + b"<")), (
        Said("cell_too_long", 2, "B", "y" * 39 + "…", "s", tells=("32767",)),
    )),
    Case("A11", "declares one byte", declared(1, 1_000_003), (Said("file_damaged", tells=(SHEET,)),)),
    Case("A13", "parent folder", altered(SHEET, bytes, {"../../etc/x": b"x"}), (Said("archive_unsafe", value="../../etc/x"),)),
    Case("A13", "drive", altered(SHEET, bytes, {"C:\\x": b"x"}), (Said("archive_unsafe", value="C:/x"),)),
    Case("A13", "link", link, (Said("archive_unsafe", value="xl/media/link"),)),
    Case("A13", "one name twice", altered(SHEET, bytes, {SHEET.upper(): b"x"}), (Said("archive_unsafe", value=SHEET),)),
    Case("A14", "external entity", altered(SHEET, doctype(b'SYSTEM "file:///etc/passwd"')), (
        Said("xml_doctype", value=SHEET),
    )),
    Case("A15", "billion laughs", altered(SHEET, doctype(LAUGHS)), (Said("xml_doctype", value=SHEET),)),
    Case("A17", "lone cell far out", altered(SHEET, swapped(b"</sheetData>", XFD)), FAR_CELL),
    Case("A17", "in single quotes", altered(SHEET, swapped(b"</sheetData>", XFD.replace(b'"', b"'"))), FAR_CELL),
    Case("A17", "with a prefix", altered(SHEET, lambda data: prefixed(data.replace(b"</sheetData>", XFD))), FAR_CELL),
    Case("A17", "in an encoding that hides it", altered(SHEET, to_utf16), (Said("file_damaged", tells=(SHEET,)),)),
    Case("A18", "dimension too small", altered(SHEET, swapped(b'"A1:C3"', b'"A1:A1"'), None, [*TABLE, OTHER]),
         stored=True, then=stored(5, 6)),
    Case("A18", "dimension too large", altered(SHEET, swapped(b'"A1:C2"', b'"A1:XFD1048576"'), None, TABLE),
         stored=True, then=stored(5)),
    Case("A19", "row 1,048,576", altered(SHEET, swapped(b"</sheetData>", XFD.replace(b"XFD", b"A"))), (
        Said("too_many_rows", 1048576, "A", sheet="s", tells=SAID_LIMIT),
    )),
    Case("A21", "formula without a result", altered(SHEET, cell("B2", b"<f>1+1</f>"), None, TABLE), (
        Said("formula_no_result", 2, "户数", "=1+1", "s"),
    )),
    Case("A22", "error in a cell", altered(SHEET, error("B2", b"#REF!"), None, TABLE), BROKEN),
    Case("A22", "error behind a formula", altered(SHEET, cell("B2", b"<f>1/0</f><v>#DIV/0!</v>", b' t="e"'), None, TABLE), (
        Said("cell_error", 2, "户数", "#DIV/0!", "s"),
    )),
    Case("A22", "error in single quotes", altered(SHEET, cell("B2", b"<v>#REF!</v>", b" t='e'"), None, TABLE), BROKEN),
    Case("A22", "error with a prefix", altered(SHEET, lambda data: prefixed(error("B2", b"#REF!")(data)), None, TABLE), BROKEN),
    Case("A22", "error without a place", altered(SHEET, lambda data: placeless(error("B2", b"#REF!")(data)), None, TABLE), (
        Said("cell_error", value="#REF!", sheet="s"),
    )),
    Case("A23", "pictures, charts and the like", altered(SHEET, bytes, BESIDES, TABLE), (
        Said("workbook_besides", tells=("2", "1")),
    ), stored=True, then=stored(5)),
    Case("A23", "a hidden sheet", hidden, (Said("sheets_hidden", tells=("1", "草稿")),), stored=True, then=stored(5)),
    Case("A25", "header of two lines", book(["基本", "户数", "统计"], ["社区代码", "", "统计日期"], ROW),
         stored=True, then=stored(5)),
    Case("A26", "titles above, totals below", book(*ABOVE), (
        Said("rows_above", 1, value="某区户数统计表", sheet="s", tells=("2",)), Said("row_total", 5, value="小计", sheet="s"),
        Said("row_total", 7, value="合计", sheet="s"),
    ), stored=True, then=stored(5, 6)),
    Case("A27", "header twice", csv("社区代码,户数,户数\n1,2,3\n"), (Said("header_duplicate", 1, "户数", tells=("B C",)),)),
    Case("A29", "spaces, line breaks, brackets, units", csv(f'社区 代码,"户\n数（户）",统计日期\n{FIRST},5,2024-01-01\n'),
         stored=True, then=stored(5)),
    Case("A30", "byte order mark of UTF-8", csv(GOOD, "utf-8-sig"), stored=True, then=stored(5)),
    Case("A31", "UTF-16, little end first", csv("\ufeff" + GOOD, "utf-16-le"), stored=True, then=stored(5)),
    Case("A31", "UTF-16, big end first", csv("\ufeff" + GOOD, "utf-16-be"), stored=True, then=stored(5)),
    Case("A33", "two encodings", bytes_file("a.csv", H.encode() + "甲,1,1\n".encode() + b"\xff\xff,1,1\n"), (
        Said("bytes_undecodable", 3, tells=(str(len(H.encode()) + 8), "utf-8")),
    )),
    Case("A34", "bytes lost before", csv("社区代码,社区名称\n900101001004,锟斤拷社区\n"), (
        Said("text_garbled", 2, "社区名称", "锟斤拷社区"),
    ), stored=True),
    Case("A34", "UTF-8 read as Latin", csv(f"社区代码,社区名称,街道\n900101001004,{GARBLED},一街道\n"), (
        Said("text_garbled", 2, "社区名称", "ä¸\\u0081ç¤¾å\\u008cº"),
    ), stored=True),
    *(Case("A35", f"delimiter {mark!r}", csv(GOOD.replace(",", mark)), stored=True, then=stored(5)) for mark in ";\t|，"),
    Case("A37", "quote never closed", csv(f'{GOOD}"{SECOND},1\n1,2,3\n'), (Said("quote_unclosed", 3),)),
    Case("A38", "field of 131,073 characters", csv(f"{H}{FIRST},{'9' * 131_073},1\n"), (
        Said("cell_too_long", 2, tells=("32767",)),
    )),
    Case("A39", "NUL", bytes_file("a.csv", GOOD.encode() + b"1,\0\n"), (Said("nul_bytes", tells=(NUL_AT,)),)),
    Case("A41", "100,000 columns", csv("," * 99_999 + "\n"), (Said("too_many_columns", 1, tells=("500",)),)),
    Case("A41", "501 columns of a workbook", book(["a"] * 501), (
        Said("too_many_columns", 1, "SG", sheet="s", tells=("500",)),
    )),
    Case("A42", "ragged rows", csv(f"{H}{FIRST},5\n{SECOND},6,2024-01-01,7\n"), (
        Said("row_too_short", 2, tells=("2", "3")), Said("row_too_long", 3, tells=("4", "3")),
    )),
    Case("A43", "signs of no width in a code", csv(GOOD.replace(FIRST, f"\u200b{FIRST}\ufeff")), (
        Said("code_tidied", 2, "社区代码", f"\\u200b{FIRST}\\ufeff", tells=("1",)),
    ), stored=True, then=stored(5)),
    Case("A43", "marks of direction in a name", csv("社区代码,社区名称,街道\n900101001004,丁\u202e社区,一街道\n"), (
        Said("text_tidied", 2, "社区名称", "丁\\u202e社区", tells=("1",)),
    ), stored=True),
    Case("A49", "cut in the middle", lambda folder: cut(workbook(folder, "a.xlsx", {"s": TABLE})), (Said("file_damaged"),)),
    Case("A49", "packed, cut in the middle", lambda folder: cut(packed(folder)), (Said("file_damaged"),)),
)  # fmt: skip


def packed(folder: Path) -> Path:
    path = folder / "a.csv.gz"
    path.write_bytes(gzip.compress((GOOD * 50).encode()))
    return path


def cut(path: Path) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


@pytest.fixture
def three(stored_three: None, db: None, tmp_path: Path) -> Path:
    """Stored once for them all."""
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, three: Path) -> None:
    prove(case, three)


def test_a46_the_same_file_twice_and_a47_one_byte_changed(three: Path) -> None:
    first = accepted(text_file(three, "h.csv", GOOD + ",".join(map(str, OTHER))))
    again = accepted(text_file(three, "copy.csv", GOOD + ",".join(map(str, OTHER))))
    changed = accepted(text_file(three, "h.csv", GOOD.replace(",5,", ",7,") + ",".join(map(str, OTHER))))
    assert (counts(first), counts(again), counts(changed)) == ([(2, 0, 0)], [(0, 0, 2)], [(0, 1, 1)])
    (known,) = again.problems()
    batch = Batch.objects.get(file_name="copy.csv").pk - 1
    assert known.code == "file_known"
    assert all(str(batch) in known.sentence(lang) for lang in ("zh", "en"))
    assert codes(changed) == []


def test_a_workbook_has_no_place_on_the_disk_but_a_folder_that_is_gone(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A13: no path is ever taken from the archive."""
    monkeypatch.setenv("TMPDIR", str(three))
    before = set(three.rglob("*"))
    path = altered(SHEET, bytes, {"x/../../../outside": b"x"})(three)
    assert codes(bring(path)) == ["archive_unsafe"]
    assert {each.name for each in set(three.rglob("*")) - before} == {"whole.xlsx", "a.xlsx"}
