"""The measures of a document as DOCX: those of official ones (GB/T 9704-2012), and small ones for what must fit on a page."""

from dataclasses import dataclass
from typing import Any, Final

from docx.shared import Mm, Pt


@dataclass(frozen=True)
class Form:
    """Sizes in points, ``line`` the exact height of a line, margins: top, bottom, left, right. ``foot``: of the page number."""

    title: Any
    body: Any
    table: Any
    line: Any
    after_title: Any
    margins: tuple[Any, Any, Any, Any]
    foot: Any
    foot_at: Any
    indents: bool
    numbers: bool


OFFICIAL: Final = Form(
    title=Pt(22), body=Pt(16), table=Pt(10.5), line=Pt(28), after_title=Pt(14), margins=(Mm(37), Mm(35), Mm(28), Mm(26)),
    foot=Pt(14), foot_at=Mm(28), indents=True, numbers=True,
)  # fmt: skip
BRIEF: Final = Form(
    title=Pt(13), body=Pt(7.5), table=Pt(6.5), line=Pt(9.5), after_title=Pt(2), margins=(Mm(10), Mm(12), Mm(11), Mm(11)),
    foot=Pt(7), foot_at=Mm(6), indents=False, numbers=False,
)  # fmt: skip
