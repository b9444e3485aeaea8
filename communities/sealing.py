"""The chain over acts: each is sealed together with the one before, so that nothing can be altered later without a trace.

The digest of an act is the SHA-256 of its line and of those of its changes; a link is the SHA-256 of the link before and that
digest. The database computes both, from what stands in its tables (migration 0004): what is checked later is what was written.
The number and the last link say all there is to say of a log; keep them elsewhere (``manage.py audit head``), and cutting off
its end shows too.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.db import connection

from communities.models import Act

_LOCK: Final = 4_804  # held from the sealing of an act to the end of its transaction, which should be at once
_AT_ONCE: Final = 2_000
_FOUND: Final = """
SELECT s.number, s.act_id, s.changes, s.digest, s.chained, found.changes, found.digest
FROM communities_seal s LEFT JOIN LATERAL communities_digest(s.act_id) AS found ON true
WHERE s.number > %(after)s AND s.number <= %(to)s ORDER BY s.number"""
_UNSEALED: Final = """
SELECT min(a.id) FROM communities_act a WHERE NOT EXISTS (SELECT FROM communities_seal s WHERE s.act_id = a.id)"""
_STRAY: Final = """
SELECT min(c.act_id) FROM communities_change c WHERE NOT EXISTS (SELECT FROM communities_act a WHERE a.id = c.act_id)"""


class _Link(NamedTuple):
    """A seal as it stands, and what its act and changes come to; None where there is no such act."""

    number: int
    act: int
    changes: int
    digest: bytes
    chained: bytes
    found_changes: int | None
    found: bytes | None


@dataclass(frozen=True)
class Head:
    """How many links there are, and the last one, as hexadecimal digits."""

    number: int
    chained: str


class Why(StrEnum):
    """What is wrong with a link."""

    GONE = "gone"  # the seal, or the act that it seals, is no longer there
    ALTERED = "altered"  # the act or one of its changes does not say what it said
    CHANGES = "changes"  # it has more or fewer changes than it had
    LINK = "link"  # it does not hang on the one before
    UNSEALED = "unsealed"  # an act, or changes, that were put in beside
    CUT_OFF = "cut_off"  # there are fewer links than there were
    OTHER = "other"  # the link of that number is another one than it was


@dataclass(frozen=True)
class Broken:
    """The first link that does not hold: its number (None: there is none), and the act."""

    why: Why
    number: int | None
    act: int | None


def seal(act: Act) -> None:
    """Append the act to the chain. The last thing that is done in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("SELECT communities_append(%s)", [act.pk])


def head() -> Head:
    """The end of the chain; of none, 0 and no digits."""
    row = _one("SELECT number, encode(chained, 'hex') FROM communities_seal ORDER BY number DESC LIMIT 1")
    return Head(*row) if row else Head(0, "")


def verify(known: Head | None = None) -> tuple[int, Broken | None]:
    """(how many links hold, the first that does not). ``known`` is a head that was kept elsewhere: it must still be there."""
    number, before, met = 0, b"", known is None or not known.number
    for row in _links():
        broken = _broken(row, number, before)
        if broken:
            return number, broken
        number, before = row.number, row.chained
        if known and known.number == number:
            met = known.chained == before.hex()
            if not met:
                return number, Broken(Why.OTHER, number, row.act)
    if not met:
        return number, Broken(Why.CUT_OFF, number + 1, None)
    beside = (_one(_UNSEALED) or [None])[0] or (_one(_STRAY) or [None])[0]
    return number, Broken(Why.UNSEALED, None, beside) if beside else None


def _broken(row: _Link, number: int, before: bytes) -> Broken | None:
    """What is wrong with a link behind ``number`` others, the last of which is ``before``."""
    if row.number != number + 1:
        return Broken(Why.GONE, number + 1, None)
    if row.found is None:
        return Broken(Why.GONE, row.number, row.act)
    if row.found_changes != row.changes:
        return Broken(Why.CHANGES, row.number, row.act)
    if row.found != row.digest:
        return Broken(Why.ALTERED, row.number, row.act)
    if hashlib.sha256(before + row.digest).digest() != row.chained:
        return Broken(Why.LINK, row.number, row.act)
    return None


def _links() -> Iterator[_Link]:
    """All seals in their order, each with what its act comes to now."""
    last = head().number
    for after in range(0, last, _AT_ONCE):
        with connection.cursor() as cursor:
            cursor.execute(_FOUND, {"after": after, "to": after + _AT_ONCE})
            for number, act, changes, digest, chained, found_changes, found in cursor.fetchall():
                yield _Link(number, act, changes, bytes(digest), bytes(chained), found_changes, found and bytes(found))


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()
