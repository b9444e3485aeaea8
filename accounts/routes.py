"""Every address of the site by the name that a resolver match carries: ``namespace:name``, or the path of a nameless view."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver


def route_names() -> set[str]:
    return set(_names(get_resolver().url_patterns))


def _names(patterns: list[Any], above: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*above, pattern.name or pattern.lookup_str])
        else:
            yield from _names(pattern.url_patterns, (*above, pattern.namespace) if pattern.namespace else above)
