"""The gate by itself: what has no line is closed, and a method that no right is named for never reaches the view."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts import middleware
from accounts.policy import policy
from accounts.policy_model import Entry, Line
from tests.factories import Territory, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruled(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Any]:
    """Changes the line of the login page, whose view would take any method from anybody."""
    settings.OPEN_READING = False

    def rule(line: Line | None) -> None:
        others = {name: each for name, each in policy().routes.items() if name != "accounts:login"}
        table = replace(policy(), routes={**others, "accounts:login": line} if line else others)
        monkeypatch.setattr(middleware, "policy", lambda: table)

    return rule  # type: ignore[return-value]  # no generator, only a function


@pytest.fixture
def planner_of_a_city(territory: Territory) -> Client:
    client = Client()
    client.force_login(make_worker("planner", territory.city))
    return client


PATH = "/accounts/login/"


def test_a_route_without_a_line_is_closed_to_everybody(ruled: Any, planner_of_a_city: Client) -> None:
    ruled(None)
    for client in (Client(), planner_of_a_city):
        assert (client.get(PATH).status_code, client.post(PATH).status_code) == (403, 403)


def test_a_method_that_no_right_is_named_for_never_reaches_the_view(ruled: Any, planner_of_a_city: Client) -> None:
    ruled(Line(Entry.RIGHT, read="result.read"))
    assert planner_of_a_city.get(PATH).status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"):
        response = planner_of_a_city.generic(method, PATH)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS"), method


def test_reading_is_not_writing(ruled: Any, planner_of_a_city: Client) -> None:
    ruled(Line(Entry.RIGHT, read="result.read", write="user.create"))
    assert planner_of_a_city.get(PATH).status_code == 200
    assert "user.create" in planner_of_a_city.post(PATH).content.decode()
    assert Client().post(PATH).status_code == 302


def test_somebody_known_is_enough_where_the_line_says_so(ruled: Any, planner_of_a_city: Client) -> None:
    ruled(Line(Entry.KNOWN))
    assert planner_of_a_city.post(PATH).status_code == 200
    assert Client().get(PATH)["Location"].startswith(PATH)


@pytest.mark.parametrize("path", ["/", "/me/", "/prices/", "/nothing/", "/api/v1/gaps/", "/people/"])
def test_no_cache_keeps_an_answer_for_another(path: str, planner_of_a_city: Client, settings: Settings) -> None:
    settings.OPEN_READING = False
    answer = planner_of_a_city.get(path)
    assert answer.status_code == 404 or answer["Cache-Control"].startswith("private"), answer.headers


def test_a_conditional_request_tells_nothing_of_what_is_hidden(
    territory: Territory, planner_of_a_city: Client, settings: Settings
) -> None:
    """An ETag that somebody above has seen opens nothing to those below."""
    settings.OPEN_READING = False
    chief = Client()
    chief.force_login(make_worker("chief", None))
    path = f"/api/v1/communities/{territory.near.code}/"
    seen = chief.get(path)["ETag"]
    for headers in ({"If-None-Match": seen}, {"If-Match": seen}):
        assert planner_of_a_city.get(path, headers=headers).status_code == 404
    assert planner_of_a_city.head(path).status_code == 404
