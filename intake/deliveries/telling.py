"""Says how far a delivery is, and hears whether it is still wanted and allowed, while its one long transaction is open."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from intake.outcome import Cancelled, Progress, Report

_EVERY: Final = 0.5  # seconds
_TELL: Final = "UPDATE intake_delivery SET stage = %s, file_at = %s, rows_done = %s WHERE id = %s RETURNING cancel_asked"


@contextmanager
def telling(delivery: int, check: Callable[[], None]) -> Iterator[Report]:
    """A Report that others see at once, because it speaks over a connection of its own.

    It raises Cancelled, and whatever ``check`` raises, which looks whether the work may still be done.
    """
    beside = connection.copy()
    try:
        yield _Teller(beside, delivery, check)
    finally:
        beside.close()


class _Teller:
    def __init__(self, beside: BaseDatabaseWrapper, delivery: int, check: Callable[[], None]) -> None:
        self._beside, self._delivery, self._check = beside, delivery, check
        self._told, self._stage = 0.0, ""

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told < _EVERY and progress.stage == self._stage:
            return
        self._told, self._stage = now, progress.stage
        if self._is_cancelled(progress):
            raise Cancelled
        self._check()

    def _is_cancelled(self, progress: Progress) -> bool:
        with self._beside.cursor() as cursor:
            cursor.execute(_TELL, [progress.stage, progress.file[:255], progress.rows, self._delivery])
            found = cursor.fetchone()
        return bool(found and found[0])
