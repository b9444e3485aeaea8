"""People who log in, and why they may see what they see."""

from datetime import date
from typing import Any

from accounts.models import Mandate, User
from communities.models import Division

LONG_AGO = date(2020, 1, 1)


def make_user(username: str = "somebody", **fields: Any) -> User:
    return User.objects.create_user(username=username, password=f"{username}-password", **fields)


def make_mandate(user: User, division: Division | None, *, valid_from: date = LONG_AGO, **fields: Any) -> Mandate:
    """A mandate for a division and all that lies within it; None: everywhere."""
    given = {"reason": "test", **fields}
    return Mandate.objects.create(user=user, division=division, valid_from=valid_from, **given)
