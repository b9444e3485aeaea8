"""What somebody who has logged in must do before anything else. Until then the gate knows them and gives them no right.

Their tokens go on: a program chooses no password and has no app, and what it may do is looked at in itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.passwords import is_due
from accounts.profiles import profile
from accounts.rights import HeldRights
from communities.words import Words


@dataclass(frozen=True)
class FirstThing:
    """``route`` is where it is done; ``words`` say why."""

    route: str
    words: Words


ANOTHER_PASSWORD: Final = FirstThing(
    "accounts:password",
    Words(
        "请先换一个新密码：现在的密码是别人给您的，或已到期。",
        "Choose another password first: this one was given to you, or has lasted long enough.",
    ),
)
A_CODE: Final = FirstThing(
    "accounts:second-factor", Words("请先输入验证器应用中的验证码。", "Enter the code of your app first.")
)
A_FACTOR: Final = FirstThing(
    "accounts:second-factor",
    Words("您的角色要求双因素登录：请先设置验证器应用。", "Your role demands a second factor: set up an app first."),
)


def first_thing(user: User, rights: HeldRights) -> FirstThing | None:
    """None for whoever may go on. Asks the database for nothing, but for the grants where a role may demand a factor."""
    if user.has_second_factor and not is_verified(user):
        return A_CODE
    if is_due(user, timezone.now()):
        return ANOTHER_PASSWORD
    return A_FACTOR if not user.has_second_factor and must_have_factor(rights) else None


def is_verified(user: User) -> bool:
    """Whether a code was given in this session: django-otp has looked."""
    return getattr(user, "otp_device", None) is not None


def must_have_factor(rights: HeldRights) -> bool:
    roles = roles_with_factor()
    return bool(roles) and any(one.role in roles for one in rights.held)


def roles_with_factor() -> Collection[str]:
    """Those of the profile, and those that the installation names besides."""
    return {*profile().second_factor, *settings.SECOND_FACTOR_ROLES}
