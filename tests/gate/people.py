"""One person for every role, held in the city; somebody without any; and nobody."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.policy import policy
from accounts.services.tokens import areas_for_tokens, make_token
from communities.models import Division
from tests.factories import make_grant, make_user

STRANGER, NOBODY = "stranger", "nobody"
SESSION, BEARER, BASIC = "session", "bearer", "basic"


@dataclass(frozen=True)
class Person:
    """``roles`` are held in the city, or everywhere where ``is_everywhere``. ``clients`` by the way in which they say who
    they are.
    """

    name: str
    roles: frozenset[str]
    is_everywhere: bool
    user: User | None
    clients: Mapping[str, Client]

    @property
    def is_known(self) -> bool:
        return self.user is not None


def make_people(city: Division) -> dict[str, Person]:
    """By the name of their role. Their tokens carry all that a token of theirs may carry."""
    held = {role: _holder(role, city) for role in policy().roles}
    return {
        **held,
        STRANGER: _person(STRANGER, make_user(STRANGER)),
        NOBODY: Person(NOBODY, frozenset(), False, None, _ways(None)),
    }


def _holder(role: str, city: Division) -> Person:
    everywhere = policy().roles[role].everywhere_only
    user = make_user(f"the-{role}")
    make_grant(user, None if everywhere else city, role)
    return _person(role, user, frozenset({role}), is_everywhere=everywhere)


def _person(name: str, user: User, roles: frozenset[str] = frozenset(), *, is_everywhere: bool = False) -> Person:
    return Person(name, roles, is_everywhere, user, _ways(user))


def _ways(user: User | None) -> dict[str, Client]:
    """Nobody has no session, and brings tokens that are none."""
    session = Client()
    text = f"wz_{'0' * 12}_{'0' * 64}"
    if user:
        session.force_login(user)
        expires = timezone.now() + timedelta(days=30)
        _token, text = make_token(by=user, name="test", rights=areas_for_tokens(user), expires_at=expires)
    basic = base64.b64encode(f"anybody:{text}".encode()).decode()
    return {
        SESSION: session,
        BEARER: Client(headers={"Authorization": f"Bearer {text}"}),
        BASIC: Client(headers={"Authorization": f"Basic {basic}"}),
    }
