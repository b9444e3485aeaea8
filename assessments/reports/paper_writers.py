"""A document as a file: the formats, one line each, and the download."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import HttpResponse

from assessments.documents.paper import Paper
from assessments.reports.paper_docx_writer import paper_docx
from assessments.reports.paper_pdf_writer import paper_pdf
from assessments.reports.plan_writers import DOCX


@dataclass(frozen=True)
class PaperWriter:
    """One format: ``made`` is the finished file. How long it may be: assessments/documents/limits.py."""

    media_type: str
    extension: str
    made: Callable[[Paper], bytes]


PAPER_WRITERS: Mapping[str, PaperWriter] = MappingProxyType(
    {
        "docx": PaperWriter(DOCX, "docx", paper_docx),
        "pdf": PaperWriter("application/pdf", "pdf", paper_pdf),
    }
)


def written(paper: Paper, extension: str) -> bytes:
    return PAPER_WRITERS[extension].made(paper)


def paper_download(paper: Paper, extension: str) -> HttpResponse:
    """The file in a format of PAPER_WRITERS. Raises KeyError for another format."""
    return as_download(written(paper, extension), f"{paper.stem}-{paper.lang}.{extension}", extension)


def as_download(content: bytes, name: str, extension: str) -> HttpResponse:
    response = HttpResponse(content, content_type=PAPER_WRITERS[extension].media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
