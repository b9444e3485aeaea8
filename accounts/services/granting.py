"""Giving a role in a division, and taking it back. ``by`` None is the owner of the machine, who may do everything."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.holding import refusal_to_give
from accounts.models import Grant, User
from accounts.policy import policy
from accounts.refusals import Refused
from accounts.selectors.grants import held_by, not_ended
from communities.models import Division
from communities.noted import adding, altering
from communities.scope import EVERYWHERE

_changes: Final = logging.getLogger("wanzheng.changes")


@dataclass(frozen=True)
class Asked:
    """A grant that somebody would give."""

    user: User
    role: str
    division: Division | None
    valid_from: date
    valid_to: date | None
    reason: str

    @property
    def path(self) -> str:
        return self.division.path if self.division else EVERYWHERE


@transaction.atomic
def give_grant(
    *,
    by: User | None,
    user: User,
    role: str,
    division: Division | None,
    valid_from: date,
    valid_to: date | None = None,
    reason: str,
) -> Grant:
    """Let ``user`` be ``role`` in ``division`` and all within it (None: everywhere), both days included. Raises Refused.

    The same again changes nothing. Both people are held until the end: what is looked at here is still true at the commit.
    """
    hold(by, user)
    refusal = refusal_of(by, Asked(user, role, division, valid_from, valid_to, reason))
    if refusal:
        raise Refused(refusal)
    same = Grant.objects.filter(user=user, role=role, division=division, valid_to=valid_to, revoked_at=None)
    before = same.filter(valid_from__lte=valid_from).first()
    if before:
        return before
    with adding(by=by, verb="give_grant") as added:
        made = Grant.objects.create(
            user=user, role=role, division=division, valid_from=valid_from, valid_to=valid_to, reason=reason.strip(),
            granted_by=by,
        )  # fmt: skip
        added.append(made)
    _changes.info("grant %d: %s in %s for %s, by %s", made.pk, role, made.path, user.get_username(), _named(by))
    return made


def refusal_of(by: User | None, asked: Asked) -> str:
    """Why the grant may not be given, as a code of accounts/refusals.py; empty where it may."""
    return _fault(asked) or _lacking(by, asked) or _exclusive(asked)


def _fault(asked: Asked) -> str:
    """What is wrong with the grant itself, whoever gives it."""
    if asked.role not in policy().roles:
        return "no_such_role"
    if policy().roles[asked.role].everywhere_only and asked.division is not None:
        return "everywhere_only"
    if asked.valid_to is not None and asked.valid_to < max(asked.valid_from, timezone.localdate()):
        return "period_over"
    if not asked.reason.strip():
        return "reason_missing"
    return "" if User.objects.filter(pk=asked.user.pk, is_active=True).exists() else "account_closed"


def _lacking(by: User | None, asked: Asked) -> str:
    """What the giver lacks: nobody gives above the own roles, scope or expiry, and nobody anything to themselves."""
    if by is None:
        return ""
    if by.pk == asked.user.pk:
        return "to_oneself"
    own = held_by(by, day=timezone.localdate())
    return refusal_to_give(policy(), own, asked.role, asked.path, asked.valid_to)


def _exclusive(asked: Asked) -> str:
    """Two roles that exclude each other never meet in one person, not even one after the other in grants given already."""
    excluded = policy().roles[asked.role].excludes
    held = Grant.objects.filter(not_ended(timezone.localdate()), user=asked.user, role__in=excluded)
    return "exclusive_roles" if held.exists() else ""


@transaction.atomic
def revoke_grant(*, by: User | None, grant: Grant, reason: str) -> Grant:
    """End it now: it holds no longer at the next request, nor at the next step of a job. Raises Refused."""
    hold(by, grant.user)
    found = Grant.objects.select_for_update(of=("self",)).select_related("division", "user").get(pk=grant.pk)
    refusal = "already_revoked" if found.revoked_at else refusal_to_revoke(by, found)
    if refusal or not reason.strip():
        raise Refused(refusal or "reason_missing")
    found.revoked_at, found.revoked_by, found.revoke_reason = timezone.now(), by, reason.strip()
    with altering(found, by=by, verb="revoke_grant"):
        found.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    _changes.info("grant %d: revoked, by %s", found.pk, _named(by))
    return found


def refusal_to_revoke(by: User | None, grant: Grant) -> str:
    """Whoever might give the role there may take it back, however long it would have held."""
    if by is None:
        return ""
    today = timezone.localdate()
    return refusal_to_give(policy(), held_by(by, day=today), grant.role, grant.path, today)


def revocable(by: User, grants: Iterable[Grant]) -> frozenset[int]:
    """The keys of those that ``by`` may revoke."""
    today = timezone.localdate()
    own = held_by(by, day=today)
    open_ones = (grant for grant in grants if grant.revoked_at is None)
    return frozenset(each.pk for each in open_ones if not refusal_to_give(policy(), own, each.role, each.path, today))


def hold(*people: User | None) -> None:
    """Their rows, until the end of the transaction: grants of one person are given and revoked one after the other."""
    keys = sorted({person.pk for person in people if person is not None})
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _named(by: User | None) -> str:
    return by.get_username() if by else "a command"
