"""How the standby is: whether it answers, is a standby at all, keeps up, and has what a reader wrote."""

import logging
import time
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.db import connections
from django.db.utils import Error

from config.replica.router import PRIMARY, REPLICA

REST: Final = 10.0
"""Seconds for which this process does not ask a standby that did not answer: nobody waits for it again and again."""
NOWHERE: Final = "0/0"
FARTHEST: Final = "FFFFFFFF/FFFFFFFF"
"""Positions in the write-ahead log: before everything, and after everything."""

# Caught up with all it received while it is connected, or else the age of the last commit it replayed, by the primary's clock.
_ASK: Final = """
SELECT pg_is_in_recovery(),
       pg_last_wal_replay_lsn() >= %s::pg_lsn,
       CASE WHEN pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0
            ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END
"""
_log = logging.getLogger(__name__)


class State(StrEnum):
    """``ready`` is read from. ``behind``: a reader's own write is not there yet. The others are as they say."""

    READY = "ready"
    BEHIND = "behind"
    LAGGING = "lagging"
    NOT_A_STANDBY = "not_a_standby"
    DOWN = "down"


class Standby:
    """The standby as this process knows it. The only thing kept is until when it is left alone."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    def state(self, written: str = NOWHERE) -> State:
        """One query. ``written``: the position up to which the reader has written. Never raises a database error."""
        if time.monotonic() < self._rests_until:
            return State.DOWN
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute(_ASK, [written])
                return _judged(*cursor.fetchone())
        except Error as error:
            self.failed(error)
            return State.DOWN

    def failed(self, error: Exception) -> None:
        """It broke off: leave it alone for a while, and begin with a new connection after that."""
        _log.warning("The standby does not answer; the primary does: %s", error)
        self._rests_until = time.monotonic() + REST
        connections[REPLICA].close()

    def wake(self) -> None:
        """Ask it again at once."""
        self._rests_until = 0.0


def _judged(is_standby: bool, has_it: bool | None, lag: float | None) -> State:  # noqa: FBT001  (a row of _ASK)
    if not is_standby:
        return State.NOT_A_STANDBY
    if lag is None or lag > settings.REPLICA_MAX_LAG:
        return State.LAGGING
    return State.READY if has_it else State.BEHIND


def position_now() -> str:
    """How far the primary's log reaches, as ``X/X``: whatever is committed lies before. FARTHEST where it cannot say."""
    try:
        with connections[PRIMARY].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
            return str(cursor.fetchone()[0])
    except Error as error:
        _log.warning("Where the primary's log stands is not known: %s", error)
        return FARTHEST


STANDBY: Final = Standby()
