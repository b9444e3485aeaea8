"""Says how far a round or a plan is, and hears whether it is still wanted and allowed, while the transactions that make and
store it are open.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.errors import LockNotAvailable

Stages = Mapping[str, tuple[int, int]]
"""Each step, from which percent to which."""
STAGES: Final[Stages] = {"refreshing": (0, 50), "reading": (50, 60), "judging": (60, 65), "storing": (65, 99)}
PLAN_STAGES: Final[Stages] = {
    "reading": (0, 10), "options": (10, 40), "choosing": (40, 80), "promising": (80, 85), "telling": (85, 95),
    "storing": (95, 99),
}  # fmt: skip
COPYING: Final = "storing"
_EVERY: Final = 0.5  # seconds
_PATIENCE: Final = "SET lock_timeout = '500ms'"
_TELL: Final = "UPDATE {table} SET stage = %s, percent = %s WHERE id = %s RETURNING cancel_asked"
_HEAR: Final = "SELECT cancel_asked FROM {table} WHERE id = %s"


class Cancelled(Exception):
    """Nobody wants it any more."""


@contextmanager
def telling(one: "Told", check: Callable[[], None], stages: Stages = STAGES) -> Iterator["Teller"]:
    """A Teller that others hear at once, because it speaks over a connection of its own. ``check`` does not: see Teller."""
    beside = connection.copy()
    try:
        yield Teller(beside, one, check, stages)
    finally:
        beside.close()


class Told(NamedTuple):
    """The row that says how far it is: of a table with ``stage``, ``percent`` and ``cancel_asked``."""

    table: str
    key: int


class Teller:
    """Called with a stage and how much of it is done. Raises Cancelled, and what ``check`` raises.

    ``check`` looks whether the work may still be done; not while rows are copied, when nothing else can be asked.
    """

    def __init__(self, beside: BaseDatabaseWrapper, one: Told, check: Callable[[], None], stages: Stages) -> None:
        self._beside, self._one, self._check, self._stages = beside, one, check, stages
        self._told, self._stage = 0.0, ""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if now - self._told < _EVERY and stage == self._stage:
            return
        self._told, self._stage = now, stage
        if self._is_cancelled(stage, percent(self._stages, stage, done, total)):
            raise Cancelled
        if stage != COPYING or not done:
            self._check()

    def _is_cancelled(self, stage: str, percent: int) -> bool:
        """Never waits long: a round may keep all writers out, and may itself be waiting for what works here."""
        try:
            return bool(self._asked(_TELL, [stage, percent, self._one.key]))
        except OperationalError as wrong:
            if not isinstance(wrong.__cause__, LockNotAvailable):
                raise
            return bool(self._asked(_HEAR, [self._one.key]))

    def _asked(self, statement: str, params: list[Any]) -> bool | None:
        is_new = self._beside.connection is None
        with self._beside.cursor() as cursor:
            if is_new:
                cursor.execute(_PATIENCE)
            cursor.execute(statement.format(table=self._one.table), params)
            found = cursor.fetchone()
        return found[0] if found else None


def percent(stages: Stages, stage: str, done: int, total: int) -> int:
    """Of the whole, 0 to 99; nothing is known of a stage whose total is 0 but that it has begun."""
    first, last = stages[stage]
    return first + (last - first) * min(done, total) // total if total else first
