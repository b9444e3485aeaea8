"""Acts: whatever is written together belongs to one of them; what they did is noted, and sealed when they end."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from communities.circumstances import circumstances, kept_why
from communities.models import Act
from communities.sealing import seal

Actor = AbstractBaseUser | None  # None: the machine's owner, at the command line
_LOCK: Final = 4_801  # any number, the same for everybody who writes
_going_on: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def acting(*, by: Actor, verb: str, undoes: Act | None = None, why: str = "") -> Iterator[Act]:
    """One act on the register in a transaction; inside another act it is a part of that one.

    Acts follow each other: what one compared with the tables is still true when it writes. Waits for the one before.
    """
    with _act(by=by, verb=verb, undoes=undoes, why=why, waits=True) as act:
        yield act


@contextmanager
def acting_beside(*, by: Actor, verb: str, why: str = "") -> Iterator[Act]:
    """As ``acting``, of what is no part of the register (people, prices, rounds): it does not wait for a long import."""
    with _act(by=by, verb=verb, undoes=None, why=why, waits=False) as act:
        yield act


@contextmanager
def _act(*, by: Actor, verb: str, undoes: Act | None, why: str, waits: bool) -> Iterator[Act]:
    outer = _going_on.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        if waits:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        act = _begun(by, verb, undoes, why)
        token = _going_on.set(act)
        try:
            yield act
        finally:
            _going_on.reset(token)
        seal(act)


def _begun(by: Actor, verb: str, undoes: Act | None, why: str) -> Act:
    how = circumstances()
    return Act.objects.create(
        verb=verb, by_id=by.pk if by else None, who=by.get_username() if by else "", undoes=undoes,
        request=how.request, via=how.via, why=kept_why(why or how.why),
    )  # fmt: skip
