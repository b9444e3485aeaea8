"""Every address is either in the list of those that may lag or in that of those that may not. A new one must choose."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from config.replica.reads import LIVE, MAY_LAG


def _names(patterns: list[Any], above: tuple[str, ...] = ()) -> Iterator[str]:
    """The names that resolver matches carry, ``namespace:name``; a view without a name goes by its path."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*above, pattern.name or pattern.lookup_str])
        else:
            yield from _names(pattern.url_patterns, (*above, pattern.namespace) if pattern.namespace else above)


def test_every_address_is_in_one_of_the_two_lists() -> None:
    assert set(_names(get_resolver().url_patterns)) == MAY_LAG | LIVE
    assert not MAY_LAG & LIVE
