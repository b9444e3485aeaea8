"""The list of a programme is brought in, in place of the one before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communities.noted import adding, removing
from communities.scope import AreaScope
from pilots.models import Programme, RosterLine
from pilots.rosters.finding import FoundPilot
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User


def bring_roster(
    *, by: "User | None", scope: AreaScope, programme: Programme, found: Sequence[FoundPilot], source: str
) -> list[RosterLine]:
    """The whole list, or nothing of it. It enrols nobody. Raises Refused outside the mandate."""
    if not scope.covers(programme.path):
        raise Refused("outside_mandate", programme.name)
    with adding(by=by, verb="bring_roster") as added:
        Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)  # two lists at once become one or the other
        _take_away(by, programme)
        made = [_line(programme, one, source) for one in found]
        for each in made:
            each.save()
            added.append(each)
    return made


def _take_away(by: "User | None", programme: Programme) -> None:
    before = list(RosterLine.objects.filter(programme=programme))
    if before:
        with removing(*before, by=by, verb="bring_roster"):
            RosterLine.objects.filter(programme=programme).delete()


def _line(programme: Programme, one: FoundPilot, source: str) -> RosterLine:
    """What lies nowhere in particular lies in the place of the programme."""
    path = one.path if one.path.startswith(programme.path) else programme.path
    return RosterLine(
        programme=programme, name=one.named.name, place=" ".join(one.named.place), code=one.named.code, path=path,
        community=one.community if path == one.path else None, trouble=one.trouble, source=source, row=one.named.row,
    )  # fmt: skip
