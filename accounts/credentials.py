"""The token of a request: ``Authorization: Bearer``, or the password of HTTP Basic with any user name. Pure."""

import base64
import binascii


def token_in(header: str) -> str | None:
    """The text of the token, empty where it cannot be read; None where the header is of neither kind."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    return _password(rest.strip()) if scheme.lower() == "basic" else None


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""
