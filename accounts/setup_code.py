"""The code without which nobody sets up an installation: who owns the machine can ask for it. It holds for an hour or two."""

from base64 import b32encode
from datetime import datetime
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

_HOUR: Final = 3_600
_BYTES: Final = 10  # 80 bits, which nobody guesses in two hours
_PART: Final = 4


def code_at(moment: datetime) -> str:
    """``abcd-efgh-ijkl-mnop``: of the hour, and of the SECRET_KEY of the installation."""
    return _code(int(moment.timestamp()) // _HOUR)


def is_code(text: str, moment: datetime) -> bool:
    """Whether it is that of this hour or of the one before."""
    given, hour = text.strip().lower(), int(moment.timestamp()) // _HOUR
    return any(constant_time_compare(given, _code(each)) for each in (hour, hour - 1))


def _code(hour: int) -> str:
    digest = salted_hmac("wanzheng.setup", str(hour), algorithm="sha256").digest()[:_BYTES]
    letters = b32encode(digest).decode().lower()
    return "-".join(letters[start : start + _PART] for start in range(0, len(letters), _PART))
