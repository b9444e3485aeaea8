"""A document is a PDF by its first and last bytes. What it says is not looked at: it is handed out as a download."""

import re
from typing import Final

from pilots.evidence.limits import BadFile

MEDIA_TYPE: Final = "application/pdf"
_BEGINS: Final = re.compile(rb"%PDF-[12]\.[0-9]")
_ENDS: Final = b"%%EOF"
_TAIL: Final = 2048


def check_document(data: bytes) -> None:
    """Raises BadFile for what is no PDF from its first byte, or was cut off."""
    if not _BEGINS.match(data) or _ENDS not in data[-_TAIL:]:
        raise BadFile("not_a_document")
