"""What the policy table says must happen, worked out anew from the table and the position: no code of the gate is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy import policy
from accounts.policy_model import ACCOUNT, Entry, Line, Where
from tests.gate.country import ABOVE, INSIDE, PLACES
from tests.gate.people import SESSION, Person
from tests.gate.routes import THINGS, Address

SAFE = ("GET", "HEAD", "OPTIONS")


class Outcome(StrEnum):
    """What is to be seen from outside."""

    COME_IN = "comes in"
    LOGIN = "is asked to log in"
    NAMED = "is told which right is missing"
    HIDDEN = "sees what there would be if it did not exist"
    NO_METHOD = "is told that there is no such method"
    NO_KEY = "is told that the token is none"


@dataclass(frozen=True)
class Expected:
    outcome: Outcome
    right: str = ""


def expected(person: Person, way: str, address: Address, method: str, *, is_open: bool = False) -> Expected:
    line = policy().routes[address.route]
    if way != SESSION and not person.is_known:
        return Expected(Outcome.NO_KEY)
    if line.entry is not Entry.RIGHT:
        return Expected(Outcome.COME_IN if line.entry is Entry.OPEN or person.is_known else Outcome.LOGIN)
    reading = _reading(line, address)
    needed = reading if method in SAFE else line.write
    if not area(person, way, needed or reading, is_open=is_open):
        return Expected(Outcome.NAMED, needed or reading) if person.is_known else Expected(Outcome.LOGIN)
    if not needed:
        return Expected(Outcome.NO_METHOD)
    return _of_thing(person, way, address, line, needed, is_open=is_open) if address.position else Expected(Outcome.COME_IN)


def _of_thing(person: Person, way: str, address: Address, line: Line, needed: str, *, is_open: bool) -> Expected:
    seen = area(person, way, line.shows or _reading(line, address), is_open=is_open)
    is_seen = address.position in seen or (THINGS[address.route].is_above and address.position in ABOVE)
    if not is_seen:
        return Expected(Outcome.HIDDEN)
    if needed == (line.write or line.offers) and address.position not in area(person, way, needed, is_open=is_open):
        return Expected(Outcome.NAMED, needed)
    return Expected(Outcome.COME_IN)


def _reading(line: Line, address: Address) -> str:
    for name, rights in line.when.items():
        if address.arguments.get(name) in rights:
            return rights[address.arguments[name]]
    return line.read


def area(person: Person, way: str, code: str, *, is_open: bool = False) -> Collection[str]:
    """The positions in which the person has the right."""
    right = policy().rights[code]
    if way != SESSION and not right.for_tokens:
        return ()
    if is_open and right.is_open and way == SESSION:
        return PLACES
    if person.is_known and ACCOUNT in right.roles:
        return PLACES
    if not person.roles & right.roles:
        return ()
    if right.where is Where.WHOLE:
        return PLACES if person.is_everywhere else ()
    return PLACES if person.is_everywhere or right.where is Where.ANYWHERE else INSIDE
