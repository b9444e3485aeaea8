"""Where the money of a project comes from is said."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from communities.acts import acting_beside
from communities.noted import adding, altered, altering, removing
from pilots.models import Funding, KeyProject
from pilots.services.touching import locked, touch

if TYPE_CHECKING:
    from accounts.models import User

Amounts = tuple[int | None, int | None, int | None]


def set_funding(*, by: "User | None", project: KeyProject, version: int, sources: Mapping[str, Amounts]) -> None:
    """``sources``: source -> yuan planned, arrived and spent, None where nobody knows. A source that is not named is none of
    this project. Also of a project that has ended: bills are paid later. Raises Refused where it was written meanwhile.
    """
    with acting_beside(by=by, verb="set_funding") as act:
        with altered(act, project):
            one = locked(project, version=version)
            touch(one)
        there = {each.source: each for each in Funding.objects.filter(project=one)}
        _leave_out(by, [each for source, each in there.items() if source not in sources])
        for source, amounts in sources.items():
            _put(by, one, source, amounts, there.get(source))


def _leave_out(by: "User | None", gone: list[Funding]) -> None:
    if gone:
        with removing(*gone, by=by, verb="set_funding"):
            Funding.objects.filter(pk__in=[each.pk for each in gone]).delete()


def _put(by: "User | None", project: KeyProject, source: str, amounts: Amounts, there: Funding | None) -> None:
    said = dict(zip(("planned", "arrived", "spent"), amounts, strict=True))
    if there is None:
        with adding(by=by, verb="set_funding") as added:
            added.append(Funding.objects.create(project=project, source=source, **said))
    elif (there.planned, there.arrived, there.spent) != amounts:
        with altering(there, by=by, verb="set_funding"):
            Funding.objects.filter(pk=there.pk).update(**said)
