"""What many tests of a file begin with, stored once and rolled back after the last of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from pytest_django import DjangoDbBlocker

T = TypeVar("T")


@contextmanager
def stored_once(blocker: DjangoDbBlocker, make: Callable[[], T]) -> Iterator[T]:
    """What ``make`` stores and returns: for a fixture of a whole file. What a test of it changes it rolls back itself.

    A test changes objects too: hand a copy of them to each.
    """
    with blocker.unblock(), transaction.atomic():
        yield make()
        transaction.set_rollback(True)
