"""A document in the form of official Chinese ones (GB/T 9704-2012): fonts, margins, numbered headings, tables, page numbers.

Fonts are named as offices have them; where one is missing, Word takes the one that is named beside it in the font table.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from assessments.reports.document_form import OFFICIAL, Form
from communities.words import Lang

TITLE, HEADING, SECOND, BODY = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
INSTEAD: Final = {TITLE: "华文中宋", HEADING: "SimHei", SECOND: "楷体", BODY: "仿宋"}
_FONT: Final = '<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
LATIN: Final = "Times New Roman"
NUMERALS: Final = "一二三四五六七八九十"


class Document:
    """Written from top to bottom. Headings are numbered as they come: 一、（一） in Chinese, 1. and (1) in English."""

    def __init__(self, lang: Lang, title: str, form: Form = OFFICIAL) -> None:
        self.docx, self.lang, self.part, self.below, self.form = docx.Document(), lang, 0, 0, form
        self.docx.core_properties.title, self.docx.core_properties.author = title, ""
        _page(self.docx.sections[0], form)
        _font_table(self.docx)
        _numbers(self.docx.sections[0], form)
        normal = self.docx.styles["Normal"]
        normal.font.size = form.body
        _fonts(normal.element.get_or_add_rPr(), BODY)

    def title(self, text: str) -> None:
        paragraph = self._paragraph(text, TITLE, self.form.title)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = self.form.after_title

    def centred(self, text: str) -> None:
        self._paragraph(text, SECOND, self.form.body).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def on_every_sheet(self, head: str, foot: str) -> None:
        """Above the text, and below the number of the page."""
        section = self.docx.sections[0]
        section.header_distance = self.form.foot_at / 2
        for part, text in ((section.header.paragraphs[0], head), (section.footer.add_paragraph(), foot)):
            part.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _set(part, text, HEADING, self.form.table)

    def heading(self, text: str) -> None:
        self.part, self.below = self.part + 1, 0
        mark = f"{numeral(self.part)}、" if self.lang == "zh" else f"{self.part}. "
        self._heading((mark if self.form.numbers else "") + text, HEADING, level=0)

    def second(self, text: str) -> None:
        self.below += 1
        mark = f"（{numeral(self.below)}）" if self.lang == "zh" else f"({self.below}) "
        self._heading(mark + text, SECOND, level=1)

    def _heading(self, text: str, font: str, *, level: int) -> None:
        paragraph = self._paragraph(text, font, self.form.body, is_indented=True)
        paragraph.paragraph_format.keep_with_next = True
        _outline(paragraph, level)

    def say(self, text: str, *, is_strong: bool = False) -> None:
        paragraph = self._paragraph(text, BODY, self.form.body, is_indented=True)
        paragraph.runs[0].bold = is_strong

    def _paragraph(self, text: str, font: str, size: Any, *, is_indented: bool = False) -> Paragraph:
        paragraph = self.docx.add_paragraph()
        _set(paragraph, text, font, size)
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing, form.space_after, form.space_before = (
            WD_LINE_SPACING.EXACTLY,
            self.form.line,
            Pt(0),
            Pt(0),
        )
        if is_indented and self.form.indents:
            form.first_line_indent = 2 * size
        return paragraph

    def table(
        self, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]], *, right: frozenset[int]
    ) -> None:
        """``widths`` in mm; the columns of ``right`` hold figures. The heads come again on every page."""
        table = self.docx.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        _fill(table.rows[0], heads, HEADING, widths, frozenset(), self.form.table, is_head=True)
        _repeats(table.rows[0])
        for texts in rows:
            _fill(table.add_row(), texts, BODY, widths, right, self.form.table)
        self._after_table()

    def _after_table(self) -> None:
        paragraph = self.docx.add_paragraph()
        paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = self.form.table, Pt(0)


def numeral(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def _page(section: Any, form: Form) -> None:
    """A4."""
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = form.margins
    section.footer_distance = form.foot_at


def _set(paragraph: Paragraph, text: str, font: str, size: Any) -> None:
    run = paragraph.add_run(text)
    run.font.size = size
    _fonts(run._element.get_or_add_rPr(), font)


def _fonts(properties: Any, font: str) -> None:
    """Latin letters and figures in their own font, as in print."""
    found = properties.find(qn("w:rFonts"))
    if found is None:
        found = OxmlElement("w:rFonts")
        properties.insert(0, found)
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", font)):
        found.set(qn(f"w:{name}"), value)


def _outline(paragraph: Paragraph, level: int) -> None:
    """So that the heading stands in the navigation and may be gathered in a table of contents."""
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    paragraph._p.get_or_add_pPr().append(mark)


def _fill(
    row: Any,
    texts: Sequence[str],
    font: str,
    widths: Sequence[float],
    right: frozenset[int],
    size: Any,
    *,
    is_head: bool = False,
) -> None:
    for at, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width, paragraph = Mm(width), cell.paragraphs[0]
        _set(paragraph, text, font, size)
        paragraph.paragraph_format.space_after = Pt(0)
        if is_head:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif at in right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _whole(row)


def _repeats(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """A row is not torn apart by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _numbers(section: Any, form: Form) -> None:
    """— 1 — in the middle of the foot."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set(paragraph, "— ", BODY, form.foot)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = form.foot
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)
    _set(paragraph, " —", BODY, form.foot)


def _font_table(document: Any) -> None:
    """The fonts that may be missing, each with what to take instead."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            entries = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in INSTEAD.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", f"{entries}</w:fonts>".encode())
