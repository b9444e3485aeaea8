"""Acts: whatever is written together belongs to one of them, and only one at a time is under way."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from communities.models import Act

Actor = AbstractBaseUser | None  # None: the machine's owner, at the command line
_LOCK: Final = 4_801  # any number, the same for everybody who writes
_going_on: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def acting(*, by: Actor, verb: str, undoes: Act | None = None) -> Iterator[Act]:
    """One act in a transaction; inside another act it is a part of that one.

    Acts follow each other: what one compared with the tables is still true when it writes. Waits for the one before.
    """
    outer = _going_on.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        act = Act.objects.create(verb=verb, by_id=by.pk if by else None, undoes=undoes)
        token = _going_on.set(act)
        try:
            yield act
        finally:
            _going_on.reset(token)
