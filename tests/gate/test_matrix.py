"""Every route of the resolver, asked by everybody, in every way of saying who one is, for what lies in every position.

What must happen comes out of accounts/policy.toml and the position. ``pytest -s`` prints how many cells were asked.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytest_django import Settings

from accounts.policy import policy
from accounts.policy_model import Entry
from accounts.routes import route_names
from tests.gate.asking import Answer, ask, said
from tests.gate.conftest import World
from tests.gate.country import PLACES
from tests.gate.expecting import Expected, Outcome, expected
from tests.gate.people import BASIC, BEARER, MIXED, NOBODY, SESSION, STRANGER, Person
from tests.gate.routes import Address, absent_of

pytestmark = pytest.mark.django_db
POSITIONS = ("", *PLACES)
PEOPLE = (*policy().roles, MIXED, STRANGER, NOBODY)
FEW = ("", "own", "sibling")
"""Positions that are enough for a token, whose reach is worked out as that of a session, and for whoever has the rights of a
clerk there: a clerk's session looks everywhere.
"""
WAYS = {"clerk": BEARER, "planner": BASIC, "auditor": BEARER, "system": BASIC, STRANGER: BEARER, NOBODY: BASIC}
"""Who asks with a token too, and how: as it is, or as a password."""
WRITES = {"api:entry": "PATCH", "api:plan-detail": "DELETE"}
"""How a route writes that has no POST."""
SLOW = ("api:check-list", "api:fault-list")
"""Asked by a session only."""
ONE = ("", "sibling")
"""Positions that are enough where the answer is given before anything is looked at."""
PASSERS_BY = (NOBODY, STRANGER)
"""Who asks for what is open to anybody: all others would see the same."""


@dataclass
class Tally:
    cells: int = 0
    responses: int = 0
    leaks: int = 0
    missing: dict[tuple[str, ...], Answer] = field(default_factory=dict)


@pytest.fixture(scope="module")
def tally() -> Iterator[Tally]:
    """How much was asked by the whole file."""
    counted, began = Tally(), time.monotonic()
    yield counted
    spent = time.monotonic() - began
    print(f"\n{counted.cells} cells, {counted.responses} responses, {counted.leaks} leaks in {spent:.0f} s")  # noqa: T201  for -s


@pytest.fixture(scope="module", autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals, each with its traceback, are no news here."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def cells(world: World, person: Person, *, whole: bool = False) -> Iterator[tuple[str, Address, str]]:
    """Way, address, method. Whoever has the rights of a clerk comes in where a clerk does: ``make bench`` asks them all."""
    for address in world.addresses:
        if is_told_by_others(person, address):
            continue
        for way, method in asked(person, address):
            must, is_alike = expected(person, way, address, method), reads_as_others(person, address)
            enough = ONE if must.is_early else FEW if way != SESSION or is_alike else POSITIONS
            is_told = is_alike and must.outcome in (Outcome.NO_METHOD, Outcome.COME_IN)
            if address.position in enough and (whole or not is_told):
                yield way, address, method


def is_told_by_others(person: Person, address: Address) -> bool:
    """What is open looks the same to everybody; what rights in several places are worth, only things in places show."""
    if person.name == MIXED:
        return not address.position
    return policy().routes[address.route].entry is Entry.OPEN and person.name not in PASSERS_BY


def reads_as_others(person: Person, address: Address) -> bool:
    """Whether a clerk has the same rights on this route, in the same place."""
    line, rights = policy().routes[address.route], policy().rights
    needed = [rights[code] for code in (line.read, line.work, line.shows) if code]
    return person.name not in ("clerk", MIXED) and all(
        ("clerk" in right.roles) == bool(person.held.keys() & right.roles) for right in needed
    )


def asked(person: Person, address: Address) -> Iterator[tuple[str, str]]:
    methods = ("GET", WRITES.get(address.route, "POST"))
    yield from ((SESSION, method) for method in methods)
    if address.position in ONE and policy().routes[address.route].write:
        yield SESSION, "DELETE"
    if address.path.startswith("/api/") and address.route not in SLOW and person.name in WAYS:
        yield from ((WAYS[person.name], method) for method in methods)


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_gets_what_the_policy_says_and_nothing_else(name: str, world: World, tally: Tally) -> None:
    compare(world.people[name], cells(world, world.people[name]), tally)


@pytest.mark.bench
@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_comes_in_where_somebody_alike_does(name: str, world: World, tally: Tally) -> None:
    compare(world.people[name], cells(world, world.people[name], whole=True), tally)


def compare(person: Person, asked_of: Iterator[tuple[str, Address, str]], tally: Tally) -> None:
    wrong = []
    for way, address, method in asked_of:
        must = expected(person, way, address, method)
        answer = ask(person.clients[way], method, address.path)
        tally.cells, tally.responses = tally.cells + 1, tally.responses + 1
        fault = fault_of(must, answer, address, method) or hidden_fault(must, answer, person, way, address, method, tally)
        if fault:
            wrong.append(f"{way} {method} {address.path} ({address.route}, {address.position}): {must}, but {fault}")
    tally.leaks += len(wrong)
    assert wrong == [], "\n".join(wrong)


def fault_of(must: Expected, answer: Answer, address: Address, method: str) -> str:
    """What is wrong with the answer; empty where it is as it must be."""
    is_right = {
        Outcome.COME_IN: came_in(answer, address, method),
        Outcome.LOGIN: answer.asks_to_log_in,
        Outcome.NAMED: answer.status == 403 and must.right in answer.text,
        Outcome.HIDDEN: answer.status in (404, 405),  # no such method there, whatever there is
        Outcome.NO_METHOD: answer.status == 405 and "POST" not in answer.headers["Allow"],
        Outcome.NO_KEY: answer.status == 401 and "bad_token" in answer.text and "WWW-Authenticate" in answer.headers,
    }
    return "" if is_right[must.outcome] else f"{answer.status} {answer.headers.get('Location', '')} {answer.text[:200]!r}"


def came_in(answer: Answer, address: Address, method: str) -> bool:
    """Whatever the view then said of an empty form. A view need not know every method that the right would allow."""
    if answer.status in (401, 403) or answer.asks_to_log_in:
        return False
    if policy().routes[address.route].entry is not Entry.RIGHT:
        return answer.status < 500
    may_lack = (405,) if method == "DELETE" or (method == "GET" and "GET" not in answer.headers.get("Allow", "GET")) else ()
    return answer.status < 400 or answer.status in (400, 409, 415, 422, *may_lack)


def hidden_fault(must: Expected, answer: Answer, person: Person, way: str, address: Address, method: str, tally: Tally) -> str:
    """What is hidden looks like what there is nowhere: the same status, the same words."""
    if must.outcome is not Outcome.HIDDEN:
        return ""
    path = absent_of(address)
    asked_before = (person.name, way, method, path)
    if asked_before not in tally.missing:
        tally.missing[asked_before] = ask(person.clients[way], method, path)
        tally.responses += 1
    missing = tally.missing[asked_before]
    is_same = (missing.status, said(missing, path)) == (answer.status, said(answer, address.path))
    return "" if is_same else f"what there is nowhere answers {missing.status}: {missing.text[:200]!r}"


@pytest.mark.parametrize("name", [STRANGER, NOBODY])
def test_open_reading_opens_what_is_marked_open_and_nothing_else(
    name: str, world: World, settings: Settings, tally: Tally
) -> None:
    settings.OPEN_READING = True
    person, wrong = world.people[name], []
    for address in (each for each in world.addresses if each.position in ("", "own")):
        for method in ("GET", "POST"):
            must = expected(person, SESSION, address, method, is_open=True)
            answer = ask(person.clients[SESSION], method, address.path)
            tally.cells, tally.responses = tally.cells + 1, tally.responses + 1
            fault = fault_of(must, answer, address, method)
            if fault:
                wrong.append(f"{method} {address.path}: {must}, but {fault}")
    tally.leaks += len(wrong)
    assert wrong == [], "\n".join(wrong)


def test_every_route_is_asked(world: World) -> None:
    assert {address.route for address in world.addresses} == route_names() == set(policy().routes)
