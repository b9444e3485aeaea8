"""How a write came about, for the record of it: the request, the way in, and what whoever asked for it said of why."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Final

from communities.personal import masked

_LONGEST_WHY: Final = 300


@dataclass(frozen=True)
class Circumstances:
    """``request`` is the id that stands in the answer and in the log; ``via`` one of page, api, job, command."""

    request: str = ""
    via: str = "command"
    why: str = ""


_NONE: Final = Circumstances()
_now: ContextVar[Circumstances | None] = ContextVar("circumstances", default=None)


def circumstances() -> Circumstances:
    """Those of whatever is being done."""
    return _now.get() or _NONE


@contextmanager
def under(**known: Any) -> Iterator[None]:
    """What is done inside comes about so; what is not named stays as it is outside."""
    token = _now.set(replace(circumstances(), **known))
    try:
        yield
    finally:
        _now.reset(token)


def kept_why(said: str) -> str:
    """What is kept of a reason, whichever way it came: no sign that nobody sees, no number of a person, no more than there is
    room for.
    """
    return masked("".join(sign for sign in said if sign.isprintable())).strip()[:_LONGEST_WHY]
