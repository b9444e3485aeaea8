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

STRANGER, NOBODY, MIXED = "stranger", "nobody", "mixed"
SESSION, BEARER, BASIC = "session", "bearer", "basic"


@dataclass(frozen=True)
class Person:
    """``held``: role -> the position in which it is held, empty for everywhere. ``clients`` by the way in which they say who
    they are.
    """

    name: str
    held: Mapping[str, str]
    user: User | None
    clients: Mapping[str, Client]

    @property
    def is_known(self) -> bool:
        return self.user is not None


def make_people(divisions: Mapping[str, Division]) -> dict[str, Person]:
    """By name: one for every role, held in the city or, if it must be, everywhere; somebody who reads the city and works in a
    part of it; somebody without any role; and nobody. Their tokens carry all that a token of theirs may carry.
    """
    held = {role.code: {role.code: "" if role.everywhere_only else "own"} for role in policy().roles.values()}
    held[MIXED] = {"official": "own", "planner": "child", "clerk": "child", "manager": "child"}
    held[STRANGER] = {}
    people = {name: _person(name, roles, divisions) for name, roles in held.items()}
    return {**people, NOBODY: Person(NOBODY, {}, None, _ways(None))}


def _person(name: str, held: Mapping[str, str], divisions: Mapping[str, Division]) -> Person:
    user = make_user(f"the-{name}")
    for role, position in held.items():
        make_grant(user, divisions[position] if position else None, role)
    return Person(name, held, user, _ways(user))


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
