"""How much evidence may be, and why one is refused. Pure."""

from typing import Final

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
"""Of a photo as it comes: some telephones make 50 million."""
LONGEST_SIDE: Final = 2560
PREVIEW_SIDE: Final = 320
MOST_A_PROJECT: Final = 60


class BadFile(Exception):
    """``code`` is one of pilots.troubles; nothing was kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
