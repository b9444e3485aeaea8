"""What is published of a hidden place is what its practice says and the names of the community and its places, and no more."""

import re
from collections.abc import Iterator

import pytest

from pilots.models import Practice
from tests.gate.asking import ask
from tests.gate.conftest import World
from tests.gate.people import NOBODY, SESSION, STRANGER
from tests.gate.planting import CANARY, HIDDEN, codes, plant
from tests.gate.test_canary import met, spelled_out

pytestmark = pytest.mark.django_db
SAID = ("pilots.Practice.", "communities.Community.name", "communities.Division.name")
READERS = ("viewer", "clerk", "planner", "official", "author", "manager")


@pytest.fixture(scope="module")
def planted(world: World) -> dict[str, str]:
    words = plant(world.country)
    hidden = [one.practice.pk for position in HIDDEN if (one := world.country[position]).practice]
    Practice.objects.filter(pk__in=hidden).update(state="published", rests_on=[])
    return words


def addresses(world: World) -> Iterator[str]:
    for position in HIDDEN:
        one = world.country[position].practice
        assert one is not None
        yield from (f"/practices/{one.pk}/", f"/api/v1/practices/{one.pk}/")
    for query in ("", "rule=N48-FAC-04&for=900100003001", "division=91", "search=canary", "build_class=unknown"):
        yield from (f"/practices/?{query}", f"/api/v1/practices/?{query}")


@pytest.mark.parametrize("name", READERS)
def test_no_more_is_told_of_a_hidden_place_than_is_published(name: str, world: World, planted: dict[str, str]) -> None:
    client, columns = world.people[name].clients[SESSION], set[str]()
    for path in addresses(world):
        answer = ask(client, "GET", path)
        text = spelled_out(answer)
        assert answer.status == 200, path
        assert met(text, planted, SAID) == [], path
        assert [code for code in codes(world.country) if code in text and code not in path] == [], path
        columns |= {planted[word] for word in re.findall(rf"{CANARY}\d+", text)}
    assert {"pilots.Practice.title", "pilots.Practice.result", "communities.Community.name"} <= columns


@pytest.mark.parametrize("name", [STRANGER, NOBODY, "system", "auditor"])
def test_it_is_read_by_nobody_without_the_right(name: str, world: World, planted: dict[str, str]) -> None:
    for path in addresses(world):
        answer = ask(world.people[name].clients[SESSION], "GET", path)
        assert answer.status in (302, 401, 403), path
        assert CANARY not in spelled_out(answer).replace("search=canary", "")
