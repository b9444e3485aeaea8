"""A document as DOCX, in the form of official ones; a brief one in small type, so that it stays on its page."""

import io
from typing import Final

from assessments.documents.paper import Grid, Paper, Part
from assessments.reports.document_form import BRIEF, OFFICIAL
from assessments.reports.plan_document import Document
from communities.words import Words

GROUND: Final = Words("核验信息", "To check it by")
CODE: Final = Words("核验码", "Verification code")
WIDTH: Final = {True: 188, False: 156}
"""mm between the margins, by whether it is brief."""


def paper_docx(paper: Paper) -> bytes:
    """The finished file."""
    document, file = Document(paper.lang, paper.title, BRIEF if paper.is_brief else OFFICIAL), io.BytesIO()
    document.on_every_sheet(paper.notes[0] if paper.notes else "", f"{paper.code} {paper.address}")
    document.title(f"{paper.subtitle} {paper.title}" if paper.is_brief else paper.title)
    if not paper.is_brief:
        document.centred(paper.subtitle)
    document.centred(_day(paper))
    for note in paper.notes:
        document.say(note, is_strong=True)
    _facts(document, paper)
    for part in paper.parts:
        _part(document, paper, part)
    document.heading(GROUND.of(paper.lang))
    document.say(f"{CODE.of(paper.lang)}{_colon(paper)}{paper.code} {paper.address}", is_strong=True)
    document.say(paper.check)
    _pairs(document, paper, paper.ground)
    document.docx.save(file)
    return file.getvalue()


def _facts(document: Document, paper: Paper) -> None:
    """One below the other; on a brief one beside each other."""
    if paper.is_brief:
        document.say("    ".join(f"{name}{_colon(paper)}{text}" for name, text in paper.facts))
    else:
        _pairs(document, paper, paper.facts)


def _part(document: Document, paper: Paper, part: Part) -> None:
    document.heading(part.heading)
    for text in part.texts:
        document.say(text)
    _pairs(document, paper, part.named)
    if part.grid:
        document.table(part.grid.heads, _widths(part.grid, paper), part.grid.rows, right=frozenset(part.grid.right))


def _pairs(document: Document, paper: Paper, pairs: tuple[tuple[str, str], ...]) -> None:
    for name, text in pairs:
        document.say(f"{name}{_colon(paper)}{text}")


def _widths(grid: Grid, paper: Paper) -> list[float]:
    whole = sum(grid.widths)
    return [WIDTH[paper.is_brief] * width / whole for width in grid.widths]


def _colon(paper: Paper) -> str:
    return "：" if paper.lang == "zh" else ": "


def _day(paper: Paper) -> str:
    year, month, day = (int(part) for part in paper.day.split("-"))
    return f"{year} 年 {month} 月 {day} 日" if paper.lang == "zh" else paper.day
