"""The question to a draft, on its page and at its endpoint, for three people; and the command."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from assessments.models import Round
from tests.factories import make_round
from tests.factories.territory import Territory

DRAFT = "example-raise-to-40"
ADDRESS = f"/api/v1/impact/?draft={DRAFT}"


@pytest.fixture
def one(territory: Territory) -> Round:
    return make_round()


def asked(client: Client, user: User, address: str = ADDRESS) -> dict[str, object]:
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200, response.content
    found: dict[str, object] = response.json()
    return found


def test_each_asks_for_the_own_communities_only(
    client: Client, planner: User, officer: User, stranger: User, territory: Territory, one: Round
) -> None:
    counts = [asked(client, user)["communities"] for user in (planner, officer)]
    assert counts == [len(territory.own), len(territory.own) + 1]
    client.force_login(stranger)
    assert client.get(ADDRESS).json()["errors"][0]["right"] == "impact.read"


def test_a_place_outside_the_mandate_is_as_unknown_as_one_that_is_none(
    client: Client, planner: User, territory: Territory
) -> None:
    client.force_login(planner)
    answers = [client.get(f"{ADDRESS}&division={code}") for code in (territory.far.code[:2], "77")]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


@pytest.mark.parametrize("query", ["", "?draft=nothing", f"?draft={DRAFT}&day=soon", f"?draft={DRAFT}&x=1"])
def test_a_bad_question_is_a_problem_document(client: Client, planner: User, query: str) -> None:
    client.force_login(planner)
    response = client.get(f"/api/v1/impact/{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("application/problem+json")


def test_the_page_names_the_draft_and_offers_the_others(client: Client, planner: User, one: Round) -> None:
    client.force_login(planner)
    page = client.get(f"/rules/impact/?draft={DRAFT}").content.decode()
    assert "EX40-FAC-01" in page
    assert 'value="cn-hb-2023-draft"' in page
    assert ADDRESS in page
    assert "EX40" not in client.get("/rules/impact/").content.decode()


def test_the_page_says_what_is_wrong_with_a_division(client: Client, planner: User, one: Round) -> None:
    client.force_login(planner)
    page = client.get(f"/rules/impact/?draft={DRAFT}&division=77").content.decode()
    assert "没有这个区划" in page
    assert "EX40" not in page


def test_the_command_tells_and_prints_json(territory: Territory, one: Round) -> None:
    out = StringIO()
    call_command("pack", "impact", DRAFT, stdout=out)
    assert "N48-FAC-01: EX40-FAC-01" in out.getvalue()
    out = StringIO()
    call_command("pack", "impact", DRAFT, "--json", "--division", territory.city.code[:4], stdout=out)
    assert json.loads(out.getvalue())["communities"] == len(territory.own)


@pytest.mark.parametrize("words", [("nothing",), (DRAFT, "--division", "77"), (DRAFT, "--packs", "nothing")])
def test_the_command_refuses_what_it_does_not_know(territory: Territory, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"There is no|there is no"):
        call_command("pack", "impact", *words)
