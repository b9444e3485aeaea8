"""Which community of the register a line of a list is. Never a guess: one that could be two is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from communities.models import Community, Division
from communities.scope import EVERYWHERE
from communities.selectors import valid_on
from pilots.rosters.reading import NamedPilot

_SUFFIX: Final = re.compile(r"(社区)?(居民委员会|居委会|村民委员会|村委会)?$")
_OF_PLACES: Final = re.compile(r"(省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区|区|县|自治州|自治县|地区|盟)$")
UNKNOWN_PLACE, UNKNOWN, SEVERAL, OTHER_NAME = "place_unknown", "name_unknown", "name_several", "code_other_name"


@dataclass(frozen=True)
class FoundPilot:
    """``path``: of the community, or else of the narrowest place of the line that the register knows. ``trouble``: why none."""

    named: NamedPilot
    path: str
    community: Community | None = None
    trouble: str = ""


def plain_name(name: str) -> str:
    """民主村社区居民委员会 and 民主村社区 are 民主村."""
    return _SUFFIX.sub("", "".join(name.split()))


def found_in_register(lines: Sequence[NamedPilot], *, within: str = EVERYWHERE) -> list[FoundPilot]:
    """Each line, with its community where the register has just one of that code, or of that name in that place."""
    return [_by_code(one) if one.code else _by_name(one, within) for one in lines]


def _by_code(one: NamedPilot) -> FoundPilot:
    found = Community.objects.filter(valid_on(timezone.localdate()), code=one.code).select_related("division").first()
    if found is None:
        return FoundPilot(one, EVERYWHERE, trouble=UNKNOWN)
    if plain_name(found.name) != plain_name(one.name):
        return FoundPilot(one, found.path, trouble=OTHER_NAME)
    return FoundPilot(one, found.path, found)


def _by_name(one: NamedPilot, within: str) -> FoundPilot:
    path, is_known = _place(one.place, within)
    if not is_known:
        return FoundPilot(one, path, trouble=UNKNOWN_PLACE)
    wanted = plain_name(one.name)
    there = Community.objects.filter(valid_on(timezone.localdate()), path__startswith=path, name__startswith=wanted)
    found = [each for each in there.select_related("division")[:50] if plain_name(each.name) == wanted]
    if len(found) == 1:
        return FoundPilot(one, found[0].path, found[0])
    return FoundPilot(one, path, trouble=SEVERAL if found else UNKNOWN)


def _place(names: Sequence[str], within: str) -> tuple[str, bool]:
    """The path of the place that the names lead to, one after another, and whether each was known."""
    path = within
    for name in names:
        short = _OF_PLACES.sub("", name) or name
        there = Division.objects.filter(path__startswith=path, name__startswith=short).order_by("path")
        found = [one for one in there if one.name == name] or [one for one in there if _OF_PLACES.sub("", one.name) == short]
        widest = [one for one in found if not any(other is not one and one.path.startswith(other.path) for other in found)]
        if len(widest) != 1:
            return path, False
        path = widest[0].path
    return path, True
