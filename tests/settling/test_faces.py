"""Pages and API: what a planner, an officer and a stranger see of what is worth collecting."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round
from communities.models import HouseholdCount
from tests.api.reading import as_person, is_problem
from tests.factories import Territory, make_community, make_households, make_round

BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


@pytest.fixture
def one(territory: Territory) -> Round:
    return make_round()


@pytest.fixture
def opened(one: Round, settings: Settings) -> Client:
    """Anybody, where reading is open."""
    settings.OPEN_READING = True
    return Client()


def page(user: User, address: str = "/facts/") -> str:
    response = as_person(user).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_counts_the_communities_of_the_scope(one: Round, planner: User, officer: User) -> None:
    for user, count in ((planner, 4), (officer, 5)):
        text = page(user)
        assert re.search(rf'class="stat__value[^>]*>\s*{count}\s*<', text), count
        assert "rule=N48-" in text


def test_the_page_of_a_division_keeps_to_it_and_its_links_too(one: Round, planner: User) -> None:
    text = page(planner, "/facts/?division=900101")
    assert "verdict=unknown&amp;division=900101" in text
    linked = as_person(planner).get("/communities/?rule=N48-FAC-05&verdict=unknown&division=900101")
    assert linked.status_code == 200


def test_what_lies_outside_the_scope_is_no_community(one: Round, planner: User, territory: Territory) -> None:
    text = page(planner, "/facts/?division=9002&round=" + str(one.pk))
    assert territory.near.code not in text
    assert "rule=N48-" not in text


def test_the_stranger_sees_nothing(one: Round, stranger: User) -> None:
    assert as_person(stranger).get("/facts/").status_code == 403
    is_problem(as_person(stranger).get("/api/v1/facts/"), 403, "forbidden")


def test_somebody_unknown_is_asked_to_log_in(one: Round, anonymous: AnonymousUser) -> None:
    assert Client().get("/facts/").status_code == 302
    is_problem(Client().get("/api/v1/facts/"), 401, "not_authenticated")


def test_a_place_that_cannot_be_read_shows_nothing_and_says_why(opened: Client) -> None:
    text = opened.get("/facts/?division=x").content.decode()
    assert "rule=N48-" not in text
    is_problem(opened.get("/api/v1/facts/?division=x"), 400, "bad_value")
    is_problem(opened.get("/api/v1/facts/?cursor=x"), 400, "unknown_parameter")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_opens_in_both_languages_and_as_a_fragment(language: str, opened: Client, settings: Settings) -> None:
    opened.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    text = opened.get("/facts/").content.decode()
    assert text.count("<h1") == 1
    assert text.count('<table class="table--stack"') == 3
    part = opened.get("/facts/", headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in part
    assert "table--stack" in part


def test_the_page_says_what_to_do_where_nothing_has_been_assessed(db: None, settings: Settings) -> None:
    settings.OPEN_READING = True
    assert "manage.py assess" in Client().get("/facts/").content.decode()


def test_the_api_ranks_what_the_page_ranks(one: Round, planner: User, officer: User) -> None:
    answers: list[dict[str, Any]] = [as_person(user).get("/api/v1/facts/").json() for user in (planner, officer)]
    assert [answer["communities"] for answer in answers] == [4, 5]
    first = answers[0]
    assert first["results"][0]["settles"] >= first["results"][1]["settles"] > 0
    assert first["order"][-1]["settled"] <= first["unknown"]
    assert page(planner).index(first["results"][0]["name"]["zh"]) > 0
    assert as_person(planner).get("/api/v1/facts/?division=900101").json()["communities"] == 2


def test_the_trace_says_what_settles_it_and_what_closes_it(opened: Client) -> None:
    def trace(rule: str) -> dict[str, Any]:
        answer: dict[str, Any] = opened.get(f"/api/v1/scorecards/900101001001/trace/{rule}/").json()
        return answer

    gap = trace("N48-FAC-04")
    assert gap["settled_by"] == []
    route = gap["smallest_change"]["routes"][0]
    assert route["steps"] == [{"fact": "count.kindergarten", "from": "0", "to": "1", "difference": "1", "unit": "count"}]
    assert (route["rule"], route["after"], route["among"]) == ("N48-FAC-04", "met", [])
    unknown = trace("N48-INF-06")
    assert unknown["settled_by"] == ["central_heating", "survey.heating"]
    assert unknown["may_settle"] == ["central_heating"]
    assert unknown["settled_by_is_smallest"]
    assert unknown["smallest_change"] is None


def test_nothing_settles_what_is_undefined_over_zero(opened: Client, settings: Settings) -> None:
    HouseholdCount.objects.filter(community__code="900101001001").update(households=0)
    answer = opened.get("/api/v1/scorecards/900101001001/trace/N48-FAC-01/").json()
    assert answer["settled_by"] is None
    opened.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "No fact would settle this" in opened.get("/communities/900101001001/").content.decode()


def test_a_card_shows_the_smallest_change_and_what_may_decide_alone(opened: Client, settings: Settings) -> None:
    opened.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = opened.get("/communities/900101001001/").content.decode()
    assert "Smallest change: kindergarten: add 1 (0 → 1)." in text
    assert "whether heating is central here is not recorded <span" in text


def test_the_home_page_leads_there(opened: Client) -> None:
    assert 'href="/facts/?division=9001' in opened.get("/divisions/9001/").content.decode()
    assert 'href="/facts/"' in opened.get("/").content.decode()


def test_queries_do_not_grow_with_the_communities(opened: Client, territory: Territory) -> None:
    def asked(address: str) -> int:
        opened.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert opened.get(address).status_code == 200
        return len(queries)

    few = {address: asked(address) for address in BUDGETS}
    for number in range(10, 30):
        make_households(make_community(f"9001010010{number}"))
    make_round()
    assert {address: asked(address) for address in BUDGETS} == few
    assert {address: count for address, count in few.items() if count > BUDGETS[address]} == {}
