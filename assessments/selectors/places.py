"""Places of the law by name: divisions and communities of which the reader may know."""

from collections.abc import Iterable

from communities.divisions import ENDS, LENGTH, full_code
from communities.models import Community, Division
from communities.scope import AreaScope

Named = Division | Community


def places_named(scope: AreaScope, prefixes: Iterable[str]) -> dict[str, Named]:
    """Code as the law writes it -> the division or community, where there is one and the reader may know of it."""
    codes = {full_code(prefix): prefix for prefix in prefixes if len(prefix) in ENDS and not prefix.startswith("00")}
    if not codes:
        return {}
    found: list[Named] = list(Division.objects.filter(code__in=codes))
    if any(len(prefix) == LENGTH for prefix in codes.values()):
        found += Community.objects.filter(code__in=codes).defer("boundary")
    return {codes[one.code]: one for one in found if scope.touches(one.path)}
