"""The divisions in which pilots count."""

from collections.abc import Iterable

from communities.models import Division
from pilots.services.refusing import Refused


def units_named(codes: Iterable[str]) -> dict[str, Division]:
    """Code -> division. Raises Refused where the register has not all of them."""
    wanted = set(codes)
    found = {one.code: one for one in Division.objects.filter(code__in=wanted)}
    if len(found) < len(wanted):
        raise Refused("unit_unknown")
    return found
