"""Which database a query goes to: the primary, unless the request under way may read from the standby."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.db import connections
from django.db.models import Model

PRIMARY: Final = "default"
REPLICA: Final = "replica"
ROOMS: Final = frozenset({"assessments", "communities", "facilities"})
"""Apps whose tables may be read from the standby. Accounts, sessions, deliveries and the queue never are."""

_source: ContextVar[str] = ContextVar("source", default=PRIMARY)


def has_replica() -> bool:
    return REPLICA in settings.DATABASES


@contextmanager
def reading_from_replica() -> Iterator[None]:
    """Reads inside may come from the standby. Outside requests nobody calls it: commands and workers read the primary."""
    token = _source.set(REPLICA)
    try:
        yield
    finally:
        _source.reset(token)


class ReplicaRouter:
    """Django's database router. Raw cursors over ``django.db.connection`` do not pass here: they are the primary's."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        """The primary inside a transaction of the primary, too: what it has written is seen nowhere else."""
        may = model._meta.app_label in ROOMS and not connections[PRIMARY].in_atomic_block
        return _source.get() if may else PRIMARY

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:  # noqa: ARG002  (Django calls it with the model)
        """From its first write on, a request reads from where it wrote."""
        _source.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, *_objects: Model, **_hints: Any) -> bool:
        """A standby holds the same rows under the same keys."""
        return True

    def allow_migrate(self, db: str, *_label: str, **_hints: Any) -> bool:
        """Tables reach the standby as everything does: by replication."""
        return db != REPLICA
