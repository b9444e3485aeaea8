"""What somebody who has logged in must do before anything else. Until then the gate knows them and gives them no right.

Their tokens go on: a program cannot choose a password, and what it may do is looked at in itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from accounts.models import User
from accounts.passwords import is_due
from communities.words import Words


@dataclass(frozen=True)
class FirstThing:
    """``route`` is where it is done; ``words`` say why."""

    route: str
    words: Words


FIRST_THINGS: Final[Mapping[str, FirstThing]] = {
    "password": FirstThing(
        "accounts:password",
        Words(
            "请先换一个新密码：现在的密码是别人给您的，或已到期。",
            "Choose another password first: this one was given to you, or has lasted long enough.",
        ),
    ),
}


def first_thing(user: User) -> FirstThing | None:
    """None for whoever may go on. The user row is there already: this asks the database for nothing."""
    return FIRST_THINGS["password"] if is_due(user, timezone.now()) else None
