"""What the policy table says must happen, worked out anew from the table and the position: no code of the gate is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from accounts.policy import policy
from accounts.policy_model import ACCOUNT, Entry, Line, Where
from tests.gate.country import ABOVE, WITHIN
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
    """``is_early``: said at the gate, before anything is looked at."""

    outcome: Outcome
    right: str = ""
    is_early: bool = False


def expected(person: Person, way: str, address: Address, method: str, *, is_open: bool = False) -> Expected:
    line = policy().routes[address.route]
    if way != SESSION and not person.is_known:
        return Expected(Outcome.NO_KEY, is_early=True)
    if line.entry is not Entry.RIGHT:
        return Expected(Outcome.COME_IN if line.entry is Entry.OPEN or person.is_known else Outcome.LOGIN, is_early=True)
    reading = _reading(line, address)
    needed = reading if method in SAFE else line.write
    if not places(person, way, needed or reading, is_open=is_open):
        missing = Expected(Outcome.NAMED, needed or reading, is_early=True)
        return missing if person.is_known else Expected(Outcome.LOGIN, is_early=True)
    if not needed:
        return Expected(Outcome.NO_METHOD, is_early=True)
    return _of_thing(person, way, address, line, needed, is_open=is_open) if address.position else Expected(Outcome.COME_IN)


def _of_thing(person: Person, way: str, address: Address, line: Line, needed: str, *, is_open: bool) -> Expected:
    shown = places(person, way, line.shows or _reading(line, address), is_open=is_open)
    is_above = THINGS[address.route].is_above and any(address.position in ABOVE[place] for place in shown)
    if not is_above and not _covers(shown, address.position):
        return Expected(Outcome.HIDDEN)
    is_work = needed == (line.write or line.offers)
    held = places(person, way, needed, is_open=is_open)
    is_part = THINGS[address.route].is_joint and any(address.position in ABOVE[place] for place in held)
    if is_work and not is_part and not _covers(held, address.position):
        return Expected(Outcome.NAMED, needed)
    return Expected(Outcome.COME_IN)


def _covers(held: Collection[str], position: str) -> bool:
    return any(position in WITHIN[place] for place in held)


def _reading(line: Line, address: Address) -> str:
    for name, rights in line.when.items():
        if address.arguments.get(name) in rights:
            return rights[address.arguments[name]]
    return line.read


def places(person: Person, way: str, code: str, *, is_open: bool = False) -> Collection[str]:
    """Where the person has the right: positions in which it is held; an empty one means everywhere, none nowhere."""
    right = policy().rights[code]
    if way != SESSION and not right.for_tokens:
        return ()
    if is_open and right.is_open and way == SESSION:
        return ("",)
    if person.is_known and ACCOUNT in right.roles:
        return ("",)
    held = {place for role, place in person.held.items() if role in right.roles}
    if right.where is Where.WHOLE:
        return held & {""}
    return ("",) if held and right.where is Where.ANYWHERE else held
