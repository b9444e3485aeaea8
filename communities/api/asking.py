"""The same request twice: an Idempotency-Key names a request, and its fingerprint says whether it is the same."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import OpenApiParameter

from communities.api.problems import Problem
from communities.language import reader_lang
from communities.words import Words

HEADER: Final = "Idempotency-Key"
_KEY: Final = re.compile(r"[A-Za-z0-9._:-]{8,64}")
BAD_KEY: Final = Words(
    "Idempotency-Key 须为 8 至 64 个字母、数字或 . _ : -。", "Idempotency-Key: 8 to 64 letters, digits or . _ : -"
)


def key_parameter(thing: str) -> OpenApiParameter:
    """The header, for the OpenAPI document. ``thing`` is what the request makes."""
    said = f"The same key with the same request gives the same {thing}, however often it is sent. / 幂等键。"
    return OpenApiParameter(HEADER, str, OpenApiParameter.HEADER, required=False, description=said)


def key_of(headers: Mapping[str, str]) -> str:
    """The key of a request; empty where it has none. Raises Problem for one that is no key."""
    key = headers.get(HEADER, "")
    if key and not _KEY.fullmatch(key):
        raise Problem("bad_request", BAD_KEY.of(reader_lang()))
    return key


def fingerprint(said: Mapping[str, Any], files: Sequence["UploadedFile[bytes]"] = ()) -> str:
    """SHA-256 over everything that was said and every byte that was sent."""
    digest = hashlib.sha256(repr(sorted((name, str(value)) for name, value in said.items())).encode())
    for file in files:
        digest.update(repr((file.name, file.size)).encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()
