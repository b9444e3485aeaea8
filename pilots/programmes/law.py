"""The quota that the notice sets, as it stands on a day: the parameters of the pack, not numbers of ours. Pure."""

from datetime import date

from assessments.standards.loading import pack_named
from pilots.programmes.kinds import CLAUSE_PACK, ProgrammeKind
from pilots.programmes.quota import Quota


def quota_of(kind: ProgrammeKind, day: date) -> Quota:
    """Of a kind without a quota in law: none."""
    return Quota(_bound(kind.least, day), _bound(kind.most, day))


def _bound(name: str, day: date) -> int | None:
    if not name:
        return None
    return int(pack_named(CLAUSE_PACK).parameters[name].on(day).value)
