"""A COPY that goes on while whoever ordered it prepares the next one.

Inside ``copying_behind`` rows are sent in a thread, over the connection of the transaction that is under way: one COPY at a
time, and whatever else is asked of the connection waits until it is done. What went wrong is raised there, or at the end.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

_helper: ContextVar["_Helper | None"] = ContextVar("copying_behind", default=None)


class _Helper:
    """One thread, and what it is doing."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._doing: Future[None] | None = None

    def do(self, work: Callable[[], None]) -> None:
        self.wait()
        self._doing = self._pool.submit(work)

    def wait(self) -> None:
        """Until it has nothing to do. Raises what its work raised, once."""
        doing, self._doing = self._doing, None
        if doing is not None:
            with connection.wrap_database_errors:
                doing.result()

    def wait_first(self, execute: Callable[..., Any], *given: Any) -> Any:
        """A wrapper of Django's for every query."""
        self.wait()
        return execute(*given)


@contextmanager
def copying_behind() -> Iterator[None]:
    """See above. When it ends, everything has been sent."""
    with ThreadPoolExecutor(1, "copying") as pool:
        helper = _Helper(pool)
        token = _helper.set(helper)
        try:
            with connection.execute_wrapper(helper.wait_first):
                yield
            helper.wait()
        finally:
            _helper.reset(token)


def send(work: Callable[[], None]) -> None:
    """Do the work of a COPY: behind, where that is going on, and otherwise now. It may use nothing that belongs to a thread."""
    helper = _helper.get()
    if helper:
        helper.do(work)
    else:
        with connection.wrap_database_errors:
            work()


def wait() -> None:
    """Until nothing is being sent."""
    helper = _helper.get()
    if helper:
        helper.wait()
