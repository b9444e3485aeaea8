"""One line of a document: its runs as one text with its blanks, and values put into them without touching the looks."""

from typing import Any, Final

from docx.oxml.ns import qn

from intake.filling.blanks import Blank, blanks_in, standing_in

_SPACE: Final = "\u3000\u00a0\t "


def line_text(p: Any) -> str:
    """The text of the runs, underlined spaces as underscores: in many forms they are the blank."""
    return "".join(_shown(run) for run in _runs(p))


def _runs(p: Any) -> list[Any]:
    return list(p.r_lst)


def _shown(run: Any) -> str:
    text = str(run.text)
    return "_" * max(2, len(text)) if text and not text.strip(_SPACE) and _is_underlined(run) else text


def _is_underlined(run: Any) -> bool:
    found = run.rPr.find(qn("w:u")) if run.rPr is not None else None
    return found is not None and found.get(qn("w:val"), "single") != "none"


def fill_line(p: Any, values: dict[int, str]) -> None:
    """Put values into the blanks of a line, by number from 1. From the last to the first, so that places stay right."""
    blanks = blanks_in(line_text(p))
    for number in sorted(values, reverse=True):
        if number <= len(blanks):
            _fill(p, blanks[number - 1], values[number])


def _fill(p: Any, blank: Blank, value: str) -> None:
    text, at, is_put = standing_in(blank, value), 0, False
    for run in _runs(p):
        shown = _shown(run)
        start, end = max(blank.start - at, 0), min(blank.end - at, len(shown))
        covers = start < end or (blank.start == blank.end and 0 <= blank.start - at <= len(shown) and bool(shown))
        if covers:
            kept = shown if not shown.strip("_") else str(run.text)
            run.text = kept[:start] + ("" if is_put else text) + kept[end:]
            is_put = True
        at += len(shown)
        if is_put and at >= blank.end:
            return
    if not is_put:
        p.add_r().text = text
