"""Blanks inside a text: {{words}}, a run of underscores, or nothing behind a colon. Pure."""

import re
from dataclasses import dataclass
from typing import Final

_BLANK: Final = re.compile(
    r"\{\{\s*(?P<named>[^{}]{1,40}?)\s*\}\}"  # {{户数}}
    r"|[_＿]{2,}"  # ____
    r"|(?<=[:：])[ \t\u00a0\u3000]{2,}(?=\S)"  # 填报单位：      填报日期：
    r"|(?<=[:：])[ \t\u00a0\u3000]*$"  # 填报单位：
)
_LABEL: Final = re.compile(r"([^\s_＿{}。；;，,、：:]{1,30})[\s：:]*$")
_MOST: Final = 40
_PERCENT: Final = re.compile(r"\s*[%％]")


@dataclass(frozen=True)
class Blank:
    """From ``start`` to ``end`` of the text, with the words before it (or in it) that say what belongs there.

    ``is_gap``: spaces in which a value stands with room on both sides. ``has_percent``: the sign stands behind it already.
    """

    start: int
    end: int
    label: str
    is_gap: bool = False
    has_percent: bool = False


def blanks_in(text: str) -> list[Blank]:
    """The blanks of one line, from left to right."""
    return [_blank(text, found) for found in _BLANK.finditer(text)][:_MOST]


def _blank(text: str, found: re.Match[str]) -> Blank:
    before = _LABEL.search(text[: found.start()])
    label = found["named"] or (before[1] if before else "")
    is_gap = not found[0].strip() and found.end() < len(text)
    return Blank(found.start(), found.end(), label, is_gap, bool(_PERCENT.match(text, found.end())))


def filled_text(text: str, values: dict[int, str]) -> str:
    """The text with values in its blanks, by number from 1. Blanks without a value stay as they are."""
    parts, at = [], 0
    for number, blank in enumerate(blanks_in(text), start=1):
        if number in values:
            parts += [text[at : blank.start], standing_in(blank, values[number])]
            at = blank.end
    return "".join([*parts, text[at:]])


def standing_in(blank: Blank, value: str) -> str:
    """The value as it stands in the blank."""
    plain = value.removesuffix("%") if blank.has_percent else value
    return f" {plain}  " if blank.is_gap else plain
