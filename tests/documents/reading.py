"""What the faces of a document say, as text without its line breaks."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
from pypdf import PdfReader

from assessments.documents.paper import Paper


def plain(text: str) -> str:
    """Without white space and the hyphens of broken lines: a name may stand on two of them."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def poppler_text(content: bytes, folder: Path) -> str:
    """By the reader that most people's tools are built on; the other one's text where it is not installed."""
    found = shutil.which("pdftotext")
    if found is None:
        return pdf_text(content)
    (folder / "a.pdf").write_bytes(content)
    subprocess.run([found, "-raw", str(folder / "a.pdf"), str(folder / "a.txt")], check=True, capture_output=True)
    return (folder / "a.txt").read_text()


def docx_text(content: bytes) -> str:
    found: Any = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in found.paragraphs), *cells])


def said(paper: Paper) -> set[str]:
    """All that the paper prints but for the day, which a DOCX writes out."""
    return {plain(text) for text in paper.texts() if plain(text)} - {plain(paper.day), plain(paper.title)}


def missing(paper: Paper, text: str) -> list[str]:
    whole = plain(text)
    return sorted(each for each in said(paper) if each not in whole)
