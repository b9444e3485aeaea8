"""Numbers of persons in a text: never shown again and never kept, wherever they stood. Pure."""

import re
import unicodedata
from typing import Final

# Shaped like an identity number or a mobile number.
_PERSONAL: Final = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
SUSPECT: Final = re.compile(r"(?<![\d.])(?:\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
"""As well, however a mobile number is written."""


def masked(text: str) -> str:
    return _hidden(_PERSONAL, text)


def looks_personal(text: str) -> bool:
    """Something in the text has the shape of an identity number or a mobile number, whatever the width of its digits."""
    return bool(SUSPECT.search(text) or SUSPECT.search(_plain(text)))


def without_suspects(text: str) -> str:
    """The text as it may be shown again to whoever typed it."""
    return _hidden(SUSPECT, text)


def _plain(text: str) -> str:
    """１３８ and other forms of the same signs as plain ones (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def _hidden(shape: re.Pattern[str], text: str) -> str:
    """What has no number of a person is left as it was written, sign for sign."""
    hidden = shape.sub("***", text)
    plain = _plain(hidden)
    return shape.sub("***", plain) if shape.search(plain) else hidden
