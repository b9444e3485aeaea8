"""Where somebody may do something, of the grants they hold. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from accounts.policy_model import ACCOUNT, Policy, Right, Where
from communities.scope import EVERYWHERE, AreaScope


@dataclass(frozen=True)
class Held:
    """A role in the division of ``path`` and all that lies within it, until ``until`` (None: no end)."""

    role: str
    path: str
    until: date | None = None


@dataclass(frozen=True)
class Limit:
    """What a token leaves of its owner's rights."""

    rights: frozenset[str]
    path: str = EVERYWHERE


def area_of(right: Right, held: Collection[Held]) -> AreaScope:
    """Where a person who has logged in and holds ``held`` has ``right``."""
    paths = tuple(one.path for one in held if one.role in right.roles)
    if right.where is Where.ANYWHERE:
        return AreaScope.everywhere() if paths or ACCOUNT in right.roles else AreaScope.nowhere()
    if right.where is Where.WHOLE:
        return AreaScope.everywhere() if EVERYWHERE in paths else AreaScope.nowhere()
    return AreaScope.of(paths)


def limited(area: AreaScope, right: Right, limit: Limit) -> AreaScope:
    """What a token with ``limit`` leaves of ``area``: never more, whatever it was given when it was made."""
    if not right.for_tokens or right.code not in limit.rights:
        return AreaScope.nowhere()
    if right.where is Where.ANYWHERE or limit.path == EVERYWHERE:
        return area
    return AreaScope.nowhere() if right.where is Where.WHOLE else area.narrowed(limit.path)


def refusal_to_give(policy: Policy, own: Collection[Held], role: str, path: str, until: date | None) -> str:
    """Why somebody who holds ``own`` may not give ``role`` in ``path`` until ``until``; empty where they may.

    One grant must allow all of it: the role, the place and the time. The codes are those of accounts/refusals.py.
    """
    able = [one for one in own if role in _given_by(policy, one, path)]
    if not able:
        return "above_own_roles"
    covering = [one for one in able if path.startswith(one.path)]
    if not covering:
        return "outside_own_scope"
    return "" if any(_lasts(one.until, until) for one in covering) else "beyond_own_expiry"


def _given_by(policy: Policy, one: Held, path: str) -> frozenset[str]:
    giver = policy.roles[one.role]
    return giver.gives_everywhere if path == EVERYWHERE else giver.gives


def _lasts(own: date | None, wanted: date | None) -> bool:
    return own is None or (wanted is not None and wanted <= own)
