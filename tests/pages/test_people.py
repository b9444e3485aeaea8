"""Who sees what where reading is not open: the planner the city, the officer the province, the stranger no figure."""

import re

import pytest

from accounts.models import User
from assessments.models import Round
from tests.factories import Territory
from tests.pages.addresses import EXPORTS, RULE, all_pages, pages_of
from tests.pages.conftest import Browser
from tests.pages.reading import body_of

LISTS = ("/", "/communities/", "/gaps/", "/rules/", f"/rules/{RULE}/", "/rounds/", "/sources/")


def _text(browser: Browser, user: User, address: str) -> str:
    response = browser(user).get(address)
    assert response.status_code == 200
    return body_of(response).decode("utf-8-sig")


def test_the_planner_sees_every_page_of_the_own_city(
    planner: User, territory: Territory, assessed: Round, browser: Browser
) -> None:
    for name, address in all_pages(territory, assessed).items():
        assert browser(planner).get(address).status_code == 200, name


def test_the_planner_sees_no_community_outside_the_city(
    planner: User, territory: Territory, assessed: Round, browser: Browser
) -> None:
    for outside in (territory.near, territory.far):
        addresses = pages_of(outside.code, assessed)
        for name in ("division", "scorecard", "trace"):
            assert browser(planner).get(addresses[name]).status_code == 404, name
        for address in (*LISTS, f"/rounds/{assessed.pk}/", "/communities.csv", "/gaps.csv"):
            assert outside.code not in _text(browser, planner, address), address


@pytest.mark.usefixtures("assessed")
def test_counts_stop_at_the_scope(planner: User, officer: User, browser: Browser) -> None:
    for user, count in ((planner, 4), (officer, 5)):
        assert f"{count} 个社区" in _text(browser, user, "/")
        assert f"{count} 个社区" in _text(browser, user, "/communities/")
        assert f"rule={RULE}&amp;verdict=gap" in (rule := _text(browser, user, f"/rules/{RULE}/"))
        assert re.findall(r'短板\s*<strong class="figure">(\d+)</strong>', rule) == [str(count)]


def test_the_officer_sees_the_province_and_nothing_beyond(
    officer: User, territory: Territory, assessed: Round, browser: Browser
) -> None:
    assert browser(officer).get(f"/communities/{territory.near.code}/").status_code == 200
    assert browser(officer).get(f"/communities/{territory.far.code}/").status_code == 404
    assert territory.far.code not in _text(browser, officer, "/communities.csv")


def test_the_stranger_sees_the_rule_book_without_a_figure(
    stranger: User, territory: Territory, assessed: Round, browser: Browser
) -> None:
    codes = [community.code for community in (*territory.own, territory.near, territory.far)]
    for name in ("home", "division", "communities", "scorecard", "trace", "round", "rounds", "sources"):
        response = browser(stranger).get(all_pages(territory, assessed)[name])
        assert response.status_code == 403, name
        assert "read)" in response.content.decode(), name
    for address in ("/rules/", f"/rules/{RULE}/", "/files/"):
        text = _text(browser, stranger, address)
        assert not any(code in text for code in codes), address
        assert re.search(r"\d 个社区", text) is None, address
    for address in EXPORTS:
        assert browser(stranger).get(address).status_code == 403


def test_somebody_unknown_is_asked_to_log_in(
    anonymous: object, territory: Territory, assessed: Round, browser: Browser
) -> None:
    for address in (*all_pages(territory, assessed).values(), *EXPORTS):
        response = browser().get(address)
        assert response.status_code == 302, address
        assert response.headers["Location"].startswith("/accounts/login/?next="), address
