"""Reproducible choices: every draw is read from the SHA-256 of its own key, so nothing depends on order or on a seed.

The same key gives the same answer on every machine and Python version. Keys are short words and numbers.
"""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import TypeVar

Choice = TypeVar("Choice")
SALT = "wanzheng-sample-city-1"


def draw(*key: str | int) -> int:
    """A whole number from 0 to 2**64 - 1 that belongs to ``key``."""
    text = "|".join([SALT, *map(str, key)])
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


def between(low: int, high: int, *key: str | int) -> int:
    """A whole number from ``low`` to ``high``, both included."""
    return low + draw(*key) % (high - low + 1)


def happens(percent: int, *key: str | int) -> bool:
    """True for about ``percent`` of a hundred keys."""
    return draw(*key) % 100 < percent


def one_of(choices: Sequence[Choice], *key: str | int) -> Choice:
    """One of ``choices``."""
    return choices[draw(*key) % len(choices)]


def day_between(first: date, last: date, *key: str | int) -> date:
    """A day from ``first`` to ``last``, both included."""
    return date.fromordinal(between(first.toordinal(), last.toordinal(), *key))
