"""What a file is, is seen from its bytes and never from its name."""

import hashlib
from dataclasses import dataclass

from pilots.evidence.documents import MEDIA_TYPE, check_document
from pilots.evidence.limits import MOST_BYTES, BadFile
from pilots.evidence.photos import photo_of


@dataclass(frozen=True)
class Taken:
    """A file as it is kept. ``preview`` empty, ``width`` and ``height`` None: of a document."""

    kind: str
    media_type: str
    content: bytes
    preview: bytes = b""
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def taken(data: bytes) -> Taken:
    """Raises BadFile for what is too large, and for what is neither a photo nor a document."""
    if len(data) > MOST_BYTES:
        raise BadFile("file_too_large")
    if data.startswith(b"%PDF"):
        check_document(data)
        return Taken("document", MEDIA_TYPE, data)
    photo = photo_of(data)
    return Taken("photo", photo.media_type, photo.content, photo.preview, photo.width, photo.height)
