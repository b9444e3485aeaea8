"""What a verdict rests on beyond the mandate: the figures are told, the neighbours' rows are not named."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import User
from assessments.models import Price, Round
from tests.factories import (
    Territory,
    make_answer,
    make_block,
    make_division,
    make_facility,
    make_premises,
    make_round,
    make_user,
    make_worker,
)
from tests.pages.conftest import Browser
from tests.pages.reading import body_of

BLOCK_RULES = ("N48-BLK-01", "N48-BLK-02", "N48-BLK-03", "N48-BLK-04", "N48-PRG-02", "N48-PRG-03", "N48-PRG-04")
KINDS = ("school_primary", "school_middle", "nursing_home", "community_hospital")


@pytest.fixture
def neighbours(territory: Territory) -> Territory:
    """The first community and that of the next city are one block; both have its facilities, and the next city is a pilot."""
    block = make_block()
    for community, name in ((territory.own[0], "本社区"), (territory.near, "邻家")):
        community.block, community.in_block, community.lng, community.lat = block, True, 116.3, 39.9
        community.save()
        for kind in KINDS:
            make_facility(community, kind, name=f"{name}设施", lng=116.3, lat=39.9)
        make_answer(community, "pilot", 1)
    make_premises(territory.near, name="邻家空房", lng=116.3, lat=39.9, floor_area=2000)
    make_premises(territory.own[1], name="城里空房", lng=116.3, lat=39.9, floor_area=2000)
    return territory


@pytest.fixture
def clerk(territory: Territory, settings: Settings) -> User:
    """Works for one district, whose sub-districts' pilots another one shares."""
    settings.OPEN_READING = False
    return make_worker("clerk", make_division("900101001"))


def trace(browser: Browser, user: User, code: str, rule: str, form: str = "") -> str:
    response = browser(user).get(f"/communities/{code}/trace/{rule}/{form}")
    assert response.status_code == 200
    return body_of(response).decode()


def parts(browser: Browser, user: User, code: str, rule: str) -> list[dict[str, Any]]:
    answer = browser(user).get(f"/api/v1/scorecards/{code}/trace/{rule}/").json()
    return [part for fact in answer["trace"]["facts"].values() for part in fact["parts"]]


@pytest.mark.parametrize("rule", BLOCK_RULES)
@pytest.mark.parametrize("form", ["", "?format=json"])
def test_no_row_of_a_neighbour_is_named(
    rule: str, form: str, neighbours: Territory, planner: User, officer: User, browser: Browser
) -> None:
    make_round()
    own, near = neighbours.own[0], neighbours.near
    seen = trace(browser, planner, own.code, rule, form)
    assert "邻家" not in seen
    assert near.code not in seen
    if rule.startswith("N48-BLK"):
        assert "邻家设施" in trace(browser, officer, own.code, rule, form)
        told = parts(browser, planner, own.code, rule)
        assert any(part["id"].startswith("outside:") and not part["name"] and not part["source"] for part in told)
        assert "邻家" not in json.dumps(told, ensure_ascii=False)


def test_the_sum_of_the_parts_is_the_figure_for_everybody(
    neighbours: Territory, planner: User, officer: User, browser: Browser
) -> None:
    make_round()
    sums = []
    for user in (planner, officer):
        facts = browser(user).get(f"/api/v1/scorecards/{neighbours.own[0].code}/trace/N48-BLK-02/").json()["trace"]["facts"]
        found = facts["block_count.nursing_home"]
        counted = [part["value"] for part in found["parts"] if not part["id"].startswith("inventory")]
        sums.append((found["value"], sum(Decimal(value) for value in counted if value)))
    assert sums == [("2", 2), ("2", 2)]


def test_the_page_says_that_rows_lie_outside(neighbours: Territory, planner: User, browser: Browser) -> None:
    make_round()
    assert "管辖范围以外社区的记录" in trace(browser, planner, neighbours.own[0].code, "N48-BLK-02")


def test_a_facility_that_serves_the_community_is_named_wherever_it_stands(
    neighbours: Territory, planner: User, browser: Browser
) -> None:
    shared = make_facility(neighbours.near, "kindergarten", name="共享幼儿园")
    for served in (neighbours.own[0], neighbours.near):
        shared.served.create(community=served)
    make_round()
    assert "共享幼儿园" in trace(browser, planner, neighbours.own[0].code, "N48-FAC-04")


def test_premises_beyond_the_mandate_are_not_offered(
    neighbours: Territory, planner: User, officer: User, browser: Browser
) -> None:
    make_round()
    address = f"/communities/{neighbours.own[0].code}/"
    assert "邻家空房" not in browser(planner).get(address).content.decode()


def test_the_way_to_the_own_sub_district_names_no_other(territory: Territory, clerk: User, browser: Browser) -> None:
    make_round()
    page = browser(clerk).get("/").content.decode()
    assert "900102" not in page
    assert "9002" not in page


def test_a_round_counts_the_communities_of_the_mandate(
    territory: Territory, planner: User, officer: User, browser: Browser
) -> None:
    one = make_round()
    for user, count in ((planner, 4), (officer, 5)):
        assert browser(user).get("/api/v1/rounds/").json()["results"][0]["communities"] == count
        assert browser(user).get(f"/api/v1/rounds/{one.pk}/").json()["communities"] == count


@pytest.mark.usefixtures("is_open")
def test_who_works_here_is_not_told_to_everybody(territory: Territory, browser: Browser) -> None:
    worker = make_user("zhang-worker")
    one: Round = make_round(by=worker)
    Price.objects.create(
        remedy="lease", facility_type="", low=1, high=2, since=date(2026, 1, 1), source="造价指标", entered_by=worker
    )
    for address in (f"/rounds/{one.pk}/", "/prices/"):
        assert "zhang-worker" not in browser().get(address).content.decode()
        assert "zhang-worker" in browser(make_user(f"reader-{len(address)}")).get(address).content.decode()


@pytest.mark.usefixtures("is_open")
def test_a_newer_round_of_one_district_hides_no_page_of_another(territory: Territory, browser: Browser) -> None:
    make_round()
    make_round(make_division("900102"))
    code = territory.own[0].code
    for address in (f"/communities/{code}/", f"/communities/{code}/trace/N48-FAC-04/"):
        assert browser().get(address).status_code == 200
    assert "/divisions/910000000000/" in browser().get("/").content.decode()
    assert "6 个社区" in browser().get("/communities/").content.decode()
    assert code in browser().get("/communities/?division=900101").content.decode()
    assert code in body_of(browser().get("/communities.csv")).decode()
