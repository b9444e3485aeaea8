"""A word is planted in every text that lies outside the city, and every answer to everybody who works in it is searched for it:
pages, the API, files unpacked, headers, the log.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator

import pytest
from django.test import Client

from accounts.policy import policy
from accounts.policy_model import Entry
from tests.factories import make_worker
from tests.gate.asking import Answer, ask
from tests.gate.conftest import World
from tests.gate.people import NOBODY, SESSION, STRANGER, Person
from tests.gate.planting import CANARY, HIDDEN, NOT_OF_A_PLACE, codes, plant, text_columns
from tests.gate.routes import Address

pytestmark = pytest.mark.django_db
PEOPLE = (*policy().roles, STRANGER, NOBODY)
EVERYWHERE = {"system": ("accounts.User.", "accounts.Grant.", "communities.Division.")}
"""What somebody may see everywhere: a system administrator is one of the whole installation."""
THOROUGH = ("planner",)
"""Asks for more than the addresses as they stand. What the others read more than a planner, they read there."""
WIDER = ("division=90", "division=9002", "division=900188", "division=91", "ordering=-code")
FORMATS = ("csv", "xlsx", "geojson", "ndjson")


@pytest.fixture(scope="module")
def planted(world: World) -> dict[str, str]:
    return plant(world.country)


def test_there_is_a_word_in_every_text_column(planted: dict[str, str]) -> None:
    assert text_columns() - set(planted.values()) == set(NOT_OF_A_PLACE)


def test_a_word_would_be_found(world: World, planted: dict[str, str]) -> None:
    """Somebody who may look everywhere meets most of them on the very same addresses."""
    client = Client()
    client.force_login(make_worker("chief", None, "planner", "clerk", "manager"))
    columns, unmet = set[str](), dict(planted)
    for address in (each for each in world.addresses if each.position != "own"):
        text = spelled_out(ask(client, "GET", address.path))
        columns |= {unmet.pop(word) for word in list(unmet) if CANARY in text and word in text}
        if len(columns) > len(set(planted.values())) / 2:
            return
    raise AssertionError(columns)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_of_the_city_meets_a_word_from_outside(
    name: str, world: World, planted: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """What somebody may do just what a planner may, a planner reads for them; ``make bench`` asks everybody everything."""
    search(name, [path for path, is_read in paths(world, name) if not is_read], world, planted, caplog)


@pytest.mark.bench
@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_of_the_city_meets_one_on_any_address(
    name: str, world: World, planted: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    search(name, [path for path, _ in paths(world, name)], world, planted, caplog)


def search(name: str, asked: list[str], world: World, planted: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    client, secret, found, searched = world.people[name].clients[SESSION], codes(world.country), [], 0
    allowed = EVERYWHERE.get(name, ())
    for path in asked:
        answer = ask(client, "GET", path)
        text, searched = spelled_out(answer), searched + 1
        found += [f"{path}: {word}" for word in met(text, planted, allowed)]
        found += [f"{path}: {code}" for code in secret if code in text and code not in path and not allowed]
    logged = [record.getMessage() for record in caplog.records]
    found += [f"log: {word}" for line in logged for word in met(line, planted, ())]
    assert found == []
    print(f"\n{name}: {len(planted)} words, {searched} answers searched")  # noqa: T201  for -s


def paths(world: World, name: str) -> Iterator[tuple[str, bool]]:
    """Every address that can be read, and whether a thorough one reads it with the same rights; for those, every list again:
    wider, in another order, of a hidden round, as a file.
    """
    for address in world.addresses:
        if address.position in ("", "own") or (name in THOROUGH and address.position in ("parent", *HIDDEN[:1])):
            yield address.path, name not in THOROUGH and _has_the_rights_of_a_thorough(world.people[name], world, address)
        if name in THOROUGH and not address.position:
            yield from ((path, False) for path in _again(address, world))


def _has_the_rights_of_a_thorough(person: Person, world: World, address: Address) -> bool:
    """Of all that the route can ask for, in the same place. What is open shows to each who they are."""
    line, like = policy().routes[address.route], world.people[THOROUGH[0]]
    codes = {line.read, line.work, line.shows, line.offers, *(code for each in line.when.values() for code in each.values())}
    roles = [policy().rights[code].roles for code in codes if code]
    alike = all(bool(person.held.keys() & each) == bool(like.held.keys() & each) for each in roles)
    return alike and line.entry is Entry.RIGHT and set(person.held.values()) == set(like.held.values())


def _again(address: Address, world: World) -> Iterator[str]:
    joint = "&" if "?" in address.path else "?"
    is_list = address.route.endswith("-list") or address.route.rpartition(":")[2] in ("communities", "gaps", "scores", "facts")
    if is_list:
        yield from (f"{address.path}{joint}{query}" for query in WIDER)
        yield f"{address.path}{joint}round={world.country['sibling'].round.pk}"
        yield from (f"{address.path}{joint}format={name}" for name in FORMATS if address.path.startswith("/api/"))
    if address.route.endswith("-export") or address.route == "intake:data":
        yield address.path.replace(".csv", ".xlsx")
        yield address.path.replace(".csv", ".geojson")


def spelled_out(answer: Answer) -> str:
    """Headers and body; of a workbook or a document every part."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return head + "\n" + "\n".join(part.decode(errors="replace") for part in _unpacked(answer.body))


def _unpacked(body: bytes) -> Iterable[bytes]:
    if not body.startswith(b"PK"):
        return [body]
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return [packed.read(name) for name in packed.namelist()]


def met(text: str, planted: dict[str, str], allowed: tuple[str, ...]) -> list[str]:
    if CANARY not in text:
        return []
    return [
        f"{word} ({column})" for word, column in planted.items() if word in text and not column.startswith(allowed or ("-",))
    ]
