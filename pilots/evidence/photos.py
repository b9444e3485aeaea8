"""A photo is read pixel by pixel and written anew: what else the file held (where it was taken, by which device, whose, another
file behind it) is gone, and what is no whole picture is refused.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from pilots.evidence.limits import LONGEST_SIDE, MOST_PIXELS, PREVIEW_SIDE, BadFile

MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png"}
_NOT_A_PICTURE: Final = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)
_BOMB: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Photo:
    """As it is kept: at most LONGEST_SIDE a side, upright. ``preview``: a small JPEG."""

    content: bytes
    media_type: str
    width: int
    height: int
    preview: bytes


def photo_of(data: bytes) -> Photo:
    """Raises BadFile for what is no JPEG or PNG, is broken, or would be too large once unpacked."""
    try:
        with Image.open(BytesIO(data), formats=["JPEG", "PNG"]) as found:
            return _photo(found)
    except _BOMB:
        raise BadFile("too_many_pixels") from None
    except _NOT_A_PICTURE:
        raise BadFile("not_a_photo") from None


def _photo(found: Image.Image) -> Photo:
    """Nothing is unpacked before its size is known."""
    if found.width * found.height > MOST_PIXELS:
        raise BadFile("too_many_pixels")
    kind = "PNG" if found.format == "PNG" else "JPEG"  # what a telephone calls MPO is a JPEG with others behind it
    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = _bare(upright, with_alpha=kind == "PNG")
    return Photo(_written(bare, kind), MEDIA_TYPES[kind], bare.width, bare.height, _preview(bare))


def _bare(image: Image.Image, *, with_alpha: bool) -> Image.Image:
    """The pixels, in a picture that has never been in a file."""
    mode = "RGBA" if with_alpha and image.has_transparency_data else "RGB"
    pixels = image.convert(mode)
    return Image.frombytes(mode, pixels.size, pixels.tobytes())


def _preview(image: Image.Image) -> bytes:
    small = image.convert("RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return _written(small, "JPEG")


def _written(image: Image.Image, kind: str) -> bytes:
    made = BytesIO()
    image.save(made, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return made.getvalue()
