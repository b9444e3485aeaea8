"""A block's page: judged once, seen by whoever may see one of its communities."""

import pytest
from django.test import Client

from accounts.models import User
from assessments.models import Round
from communities.models import Block, Community
from tests.factories import make_block, make_facility, make_inventory, make_round
from tests.factories.territory import Territory


@pytest.fixture
def block(territory: Territory) -> Block:
    """Two communities of the planner's city and one of another city of the province, with a nursing home."""
    made = make_block("B-1", "萤湾活力街区")
    members = (*territory.own[:2], territory.near)
    Community.objects.filter(pk__in=[each.pk for each in members]).update(block=made, in_block=True)
    for each in members:
        make_inventory(each, "nursing_home")
    make_facility(territory.own[0], "nursing_home")
    return made


@pytest.fixture
def one(block: Block) -> Round:
    return make_round()


def page(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_each_sees_the_members_of_the_own_mandate(
    client: Client, planner: User, officer: User, territory: Territory, one: Round
) -> None:
    assert territory.near.code not in page(client, planner, "/blocks/B-1/")
    assert territory.near.code in page(client, officer, "/blocks/B-1/")
    assert "萤湾活力街区" in page(client, planner, "/blocks/")


def test_a_stranger_sees_no_block(client: Client, stranger: User, one: Round) -> None:
    client.force_login(stranger)
    for address in ("/blocks/", "/blocks/B-1/"):
        response = client.get(address)
        assert response.status_code == 403
        assert "萤湾活力街区" not in response.content.decode()


@pytest.mark.parametrize("code", ["B-2", "%00", "a/b"])
def test_there_is_no_such_block(client: Client, planner: User, one: Round, code: str) -> None:
    client.force_login(planner)
    assert client.get(f"/blocks/{code}/").status_code == 404


def test_the_block_is_judged_once_and_every_member_carries_the_answer(
    client: Client, officer: User, territory: Territory, one: Round
) -> None:
    text = page(client, officer, "/blocks/B-1/")
    assert text.count('id="N48-BLK-02"') == 1
    at = one.rules.index("N48-BLK-02")
    answers = {card.verdicts[at] for card in one.scorecards.filter(community__block__code="B-1")}
    assert answers == {1}


def test_a_chosen_round_is_kept_on_the_way(client: Client, officer: User, territory: Territory, one: Round) -> None:
    card = page(client, officer, f"/communities/{territory.own[0].code}/?round={one.pk}")
    assert f"/blocks/B-1/?round={one.pk}" in card


def test_an_order_beside_a_filter_that_cannot_be_read_is_no_error(client: Client, officer: User, one: Round) -> None:
    client.force_login(officer)
    for query in ("verdict=unknown&ordering=households", "division=x&ordering=-households", "rule=x&ordering=households"):
        assert client.get(f"/communities/?{query}").status_code == 200


def test_an_answer_of_a_document_beside_the_round_says_so(
    client: Client, officer: User, territory: Territory, one: Round
) -> None:
    make_inventory(territory.own[2], "supermarket")
    text = page(client, officer, f"/communities/{territory.own[2].code}/trace/CCS20-06-1/")
    assert "本批次未按此文件评估" in text
    assert "本批次未按此文件评估" not in page(client, officer, f"/communities/{territory.own[2].code}/trace/N48-FAC-04/")
