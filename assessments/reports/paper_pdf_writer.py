"""A document as PDF/A-2b by typst: the template reads JSON, so no name is ever read as markup.

The same paper gives the same bytes. It is tagged for those who listen to it, but for long ones: tags make a file eight times as
large. A character for which no font has a glyph is written as its code point, and the document
says so: an empty box would be nobody's name (decision 0028).
"""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

from assessments.documents.limits import AT_ONCE
from assessments.documents.paper import Paper
from assessments.reports.fonts import font_set
from communities.words import Words

TEMPLATE: Final = Path(__file__).parent / "typst" / "paper.typ"
STANDARD: Final = "a-2b"
SPELLED: Final = Words(
    "字库没有的字以〔U+编码〕表示；原字见 DOCX 文件和网页。",
    "Characters that the fonts lack stand as 〔U+code〕; the DOCX and the page show them.",
)
_UNPRINTED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff0-\uffff]")


def paper_pdf(paper: Paper) -> bytes:
    """The finished file."""
    found = font_set()
    data, is_spelled = _spelled(paper.as_json(), found.drawn)
    if is_spelled:
        data["notes"] = [*data["notes"], SPELLED.of(paper.lang)]
    inputs = {"paper": json.dumps(data, ensure_ascii=False), "fonts": json.dumps(found.names, ensure_ascii=False)}
    compiler = typst.Compiler(
        TEMPLATE, root=TEMPLATE.parent, font_paths=found.fonts, ignore_system_fonts=True, sys_inputs=inputs
    )  # fmt: skip
    day = datetime.fromisoformat(paper.day).replace(tzinfo=UTC)
    is_tagged = paper.number_of_rows <= AT_ONCE
    made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=day, pdf_tags=is_tagged)
    if not isinstance(made, bytes):
        raise TypeError("typst made no file")
    return made


def lacking(paper: Paper) -> set[str]:
    """The characters that no font can draw."""
    drawn = font_set().drawn
    return {letter for text in paper.texts() for letter in text if not _is_drawn(letter, drawn)}


def _is_drawn(letter: str, drawn: frozenset[int]) -> bool:
    return ord(letter) in drawn or letter in "\n\t "


def _spelled(value: Any, drawn: frozenset[int]) -> tuple[Any, bool]:
    """The value with every text drawable; and whether a character had to be spelled."""
    if isinstance(value, str):
        return _spelled_text(value, drawn)
    if isinstance(value, dict):
        parts = {key: _spelled(each, drawn) for key, each in value.items()}
        return {key: each for key, (each, _) in parts.items()}, _any(parts.values())
    if isinstance(value, (list, tuple)):
        found = [_spelled(each, drawn) for each in value]
        return [each for each, _ in found], _any(found)
    return value, False


def _any(found: Iterable[tuple[Any, bool]]) -> bool:
    return any(is_spelled for _, is_spelled in found)


def _spelled_text(text: str, drawn: frozenset[int]) -> tuple[str, bool]:
    clean = _UNPRINTED.sub("", text)
    if all(_is_drawn(letter, drawn) for letter in set(clean)):
        return clean, False
    return "".join(each if _is_drawn(each, drawn) else f"〔U+{ord(each):04X}〕" for each in clean), True
