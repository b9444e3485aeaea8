"""Texts of a CSV that a spreadsheet would calculate (ASVS 5.0, 1.2.10), and the apostrophe that keeps it from doing so. Pure.

``guarded`` and ``unguarded`` undo each other: a text that has such an apostrophe of its own gets one more.
"""

from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""How a text begins that is calculated."""


def guarded(text: str) -> str:
    """The text with an apostrophe before it where it would be calculated, or would be one that was kept from it."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
