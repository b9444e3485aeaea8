"""Making an account, and closing it for good. ``by`` None is the owner of the machine."""

import logging
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ApiToken, Grant, User
from accounts.refusals import Refused
from accounts.selectors.grants import not_ended, scope_of
from accounts.services.granting import hold, revocable
from accounts.services.passwords import first_password
from communities.models import Division
from communities.noted import adding, altering
from communities.scope import EVERYWHERE

_changes: Final = logging.getLogger("wanzheng.changes")


@transaction.atomic
def create_user(*, by: User | None, username: str, home: Division | None) -> tuple[User, str]:
    """An account without any right, and its first password, which is kept nowhere else and opens only the page for another one.

    Raises Refused.
    """
    if not _looks_after(by, home):
        raise Refused("outside_own_scope")
    password = first_password()
    made = User(username=username.strip(), home=home, made_by=by, password_is_first=True)
    made.set_password(password)
    _store(made, by)
    return made, password


@transaction.atomic
def create_closed_to_passwords(*, username: str, home: Division | None) -> User:
    """An account that no password opens: of the demo, where nobody is asked for one. Raises Refused."""
    made = User(username=username, home=home)
    made.set_unusable_password()
    _store(made, None)
    return made


def _store(made: User, by: User | None) -> None:
    _check_name(made)
    try:
        with adding(by=by, verb="create_user") as added:
            made.save()
            added.append(made)
    except IntegrityError:  # the same name at the same moment
        raise Refused("username_taken") from None
    _changes.info("user %s: made, by %s", made.get_username(), by.get_username() if by else "a command")


def _check_name(made: User) -> None:
    try:
        made.clean_fields(exclude=["password"])
    except ValidationError:
        raise Refused("username_bad") from None
    if User.objects.filter(username=made.username).exists():
        raise Refused("username_taken")


@transaction.atomic
def deactivate_user(*, by: User | None, user: User) -> None:
    """Nothing opens any more with the account: no session, no token, no job of it goes on. Raises Refused.

    The account stays, because what it did stays. Without a password its sessions are worth nothing even if it is opened again.
    """
    hold(by, user)
    refusal = _refusal_to_close(by, user)
    if refusal:
        raise Refused(refusal)
    found = User.objects.get(pk=user.pk)
    found.is_active = False
    found.set_unusable_password()
    with altering(found, by=by, verb="deactivate_user"):
        found.save(update_fields=["is_active", "password"])
        ApiToken.objects.filter(owner=found, revoked_at=None).update(revoked_at=timezone.now())
    _changes.info("user %s: deactivated, by %s", found.get_username(), by.get_username() if by else "a command")


def _refusal_to_close(by: User | None, user: User) -> str:
    """Who looks after the account closes it, if they may revoke all that it holds: nobody locks out somebody above them."""
    if by is not None and by.pk == user.pk:
        return "to_oneself"
    if not _looks_after(by, user.home):
        return "outside_own_scope"
    held = list(Grant.objects.filter(not_ended(timezone.localdate()), user=user).select_related("division"))
    return "" if by is None or len(revocable(by, held)) == len(held) else "holds_more"


def _looks_after(by: User | None, home: Division | None) -> bool:
    path = home.path if home else EVERYWHERE
    return by is None or scope_of(by, "user.create", day=timezone.localdate()).covers(path)
