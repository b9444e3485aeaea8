"""Reading an answer, whole or streamed."""

from typing import Any


def body_of(response: Any) -> bytes:
    """The bytes of a page or of a download."""
    return b"".join(response.streaming_content) if response.streaming else response.content
