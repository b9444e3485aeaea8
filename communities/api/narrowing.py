"""A FilterSet as the API takes it: a value that was not understood is an error, and never left out."""

from collections.abc import Iterator
from typing import Any

from communities.api.problems import Fault, Problem, of_parameter
from communities.filters import SpokenFilter, SpokenFilterSet


def checked(filterset: SpokenFilterSet) -> SpokenFilterSet:
    """The FilterSet, once every value has been understood. Raises Problem naming each parameter that was not."""
    if not filterset.is_valid():
        raise Problem("bad_value", faults=list(_faults(filterset)))
    return filterset


def _faults(filterset: SpokenFilterSet) -> Iterator[Fault]:
    for name, messages in filterset.errors.items():
        for message in messages:
            yield of_parameter(name, "bad_value", str(message), **_allowed(filterset.filters[name]))


def _allowed(found: SpokenFilter) -> dict[str, Any]:
    """The values that would do, where they can be counted."""
    schema = found.schema()
    values = schema.get("items", schema).get("enum")
    return {"allowed": values} if values else {}
