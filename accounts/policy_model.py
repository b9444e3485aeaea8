"""What the policy table is made of: roles, rights, and what every route needs. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from communities.words import Words

ACCOUNT: Final = "account"
"""In the place of a role: whoever has logged in."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Where(StrEnum):
    """How far a right reaches that somebody has through a role in a division."""

    OWN = "own"
    ANYWHERE = "anywhere"
    WHOLE = "whole"


class Entry(StrEnum):
    """Who may come to a route before any right is looked at."""

    OPEN = "open"
    KNOWN = "known"
    RIGHT = "right"


@dataclass(frozen=True)
class Role:
    """What somebody is in a division. ``gives`` in a part of it, ``gives_everywhere`` where it is held everywhere."""

    code: str
    words: Words
    gives: frozenset[str] = frozenset()
    gives_everywhere: frozenset[str] = frozenset()
    everywhere_only: bool = False
    excludes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Right:
    """Something that may be done: ``resource.action``. ``roles`` may hold ACCOUNT."""

    code: str
    words: Words
    roles: frozenset[str]
    where: Where = Where.OWN
    is_open: bool = False
    for_tokens: bool = True


@dataclass(frozen=True)
class Line:
    """What a route needs, as policy.toml explains. ``when``: argument -> value -> the right that reading needs instead."""

    entry: Entry
    read: str = ""
    write: str = ""
    offers: str = ""
    shows: str = ""
    when: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def reading(self, arguments: Mapping[str, object]) -> str:
        """The right that GET needs with these arguments of the address."""
        for name, rights in self.when.items():
            if str(arguments.get(name)) in rights:
                return rights[str(arguments[name])]
        return self.read

    @property
    def work(self) -> str:
        """The right that a form or a link on the page will need."""
        return self.write or self.offers

    def needed(self, method: str, arguments: Mapping[str, object]) -> str:
        """The right that ``method`` needs; empty where the route has no such method."""
        return self.reading(arguments) if method in SAFE else self.write


@dataclass(frozen=True)
class Policy:
    """The whole table."""

    roles: Mapping[str, Role]
    rights: Mapping[str, Right]
    routes: Mapping[str, Line]

    def rights_of(self, roles: Iterable[str]) -> list[Right]:
        """What the holder of these roles may do somewhere, in the order of the table."""
        held = set(roles)
        return [right for right in self.rights.values() if right.roles & held]
