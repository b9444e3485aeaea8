"""Numbers of persons in a text: never shown again and never kept, wherever they stood. Pure."""

import re
from typing import Final

# Shaped like an identity number or a mobile number.
_PERSONAL: Final = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
SUSPECT: Final = re.compile(r"(?<![\d.])(?:\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
"""As well, however a mobile number is written."""


def masked(text: str) -> str:
    return _PERSONAL.sub("***", text)


def looks_personal(text: str) -> bool:
    """Something in the text has the shape of an identity number or a mobile number."""
    return SUSPECT.search(text) is not None


def without_suspects(text: str) -> str:
    """The text as it may be shown again to whoever typed it."""
    return SUSPECT.sub("***", text)
