"""Numbers of persons in a text: never shown again and never kept, wherever they stood. Pure."""

import re
from typing import Final

# Shaped like an identity number or a mobile number.
_PERSONAL: Final = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def masked(text: str) -> str:
    return _PERSONAL.sub("***", text)
