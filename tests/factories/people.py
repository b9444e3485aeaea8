"""People who log in, and why they may do what they do."""

from datetime import date
from typing import Any

from accounts.models import Grant, User
from accounts.services.granting import revoke_grant
from communities.models import Division

LONG_AGO = date(2020, 1, 1)
WORKER = ("planner", "clerk")
"""Who assesses a division and brings its data in: the usual person of a test."""


def make_user(username: str = "somebody", **fields: Any) -> User:
    return User.objects.create_user(username=username, password=f"{username}-password", **fields)


def make_grant(user: User, division: Division | None, *roles: str, valid_from: date = LONG_AGO, **fields: Any) -> list[Grant]:
    """``roles`` (those of WORKER) in a division and all that lies within it; None: everywhere. Asks nobody whether it may."""
    given = {"reason": "test", "user": user, "division": division, "valid_from": valid_from, **fields}
    return [Grant.objects.create(role=role, **given) for role in roles or WORKER]


def revoke_all(user: User) -> None:
    """Whatever ``user`` holds, revoked by the verb, as the machine's owner would."""
    for grant in Grant.objects.filter(user=user, revoked_at=None):
        revoke_grant(by=None, grant=grant, reason="test")


def make_worker(username: str, division: Division | None, *roles: str) -> User:
    """A new user with these grants."""
    user = make_user(username)
    make_grant(user, division, *roles)
    return user
