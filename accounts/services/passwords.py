"""Another password: the own, or a first one again for somebody who has forgotten theirs."""

import logging
import secrets
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.profiles import profile
from accounts.refusals import Refused
from communities.noted import altering

_changes: Final = logging.getLogger("wanzheng.changes")
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are taken for another one
_LENGTH: Final = 16
_COLUMNS: Final = ("password", "password_set_at", "password_is_first", "past_passwords")


def first_password() -> str:
    """Handed over by whoever made it; its owner must choose another one before anything else."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


@transaction.atomic
def change_password(*, by: User, password: str) -> None:
    """The own one, which the form has looked at (accounts/passwords.py). The caller sees to the session."""
    with altering(by, by=by, verb="change_password"):
        _set(by, password, is_first=False)


@transaction.atomic
def renew_password(*, user: User) -> str:
    """A first password again, by the owner of the machine, for somebody who has forgotten theirs. Every session ends.

    Raises Refused.
    """
    if not user.is_active:
        raise Refused("account_closed")
    password = first_password()
    with altering(user, by=None, verb="renew_password"):
        _set(user, password, is_first=True)
    _changes.info("user %s: a first password again, by a command", user.get_username())
    return password


def _set(user: User, password: str, *, is_first: bool) -> None:
    """Of those before, as many hashes are kept as the profile looks at."""
    user.past_passwords = [user.password, *user.past_passwords][: profile().history]
    user.set_password(password)
    user.password_is_first, user.password_set_at = is_first, timezone.now()
    user.save(update_fields=_COLUMNS)
