"""What a token looks like: ``wz_<prefix>_<secret>``. The prefix finds its row, the secret is 256 random bits. Pure."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Final

_PREFIX_BYTES: Final = 6
_SECRET_BYTES: Final = 32
_SHAPE: Final = re.compile(r"wz_([0-9a-f]{12})_([0-9a-f]{64})")


@dataclass(frozen=True)
class Minted:
    """A new token: ``text`` is shown once and never stored."""

    text: str
    prefix: str
    secret_hash: str


def mint() -> Minted:
    prefix, secret = secrets.token_hex(_PREFIX_BYTES), secrets.token_hex(_SECRET_BYTES)
    return Minted(f"wz_{prefix}_{secret}", prefix, _hash(secret))


def parts_of(text: str) -> tuple[str, str] | None:
    """Prefix and hash of the secret; None for what cannot be a token."""
    found = _SHAPE.fullmatch(text)
    return (found[1], _hash(found[2])) if found else None


def is_same(one: str, other: str) -> bool:
    """Takes the same time wherever they differ."""
    return hmac.compare_digest(one, other)


def _hash(secret: str) -> str:
    """One round is enough for 256 random bits: slow hashes are for words that people choose."""
    return hashlib.sha256(secret.encode()).hexdigest()
