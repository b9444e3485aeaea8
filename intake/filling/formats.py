"""The kinds of form. One line each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from assessments.reports.writers import XLSX
from intake.filling.docx_sketch import sketch_docx
from intake.filling.docx_write import write_docx
from intake.filling.places import Sketch
from intake.filling.plan import Plan
from intake.filling.xlsx_sketch import sketch_xlsx
from intake.filling.xlsx_write import write_xlsx


@dataclass(frozen=True)
class Format:
    """``sketch(content, first_rows)`` says what a form holds, ``write(content, plan)`` fills it."""

    media_type: str
    sketch: Callable[[bytes, Mapping[int, int] | None], Sketch]
    write: Callable[[bytes, Plan], bytes]


_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {"xlsx": Format(XLSX, sketch_xlsx, write_xlsx), "docx": Format(_DOCX, sketch_docx, write_docx)}
)
