"""What holds for every page: it opens for anybody where reading is open, in both languages, and keeps to the policy."""

import re

import pytest
from django.template.loader import render_to_string

from assessments.models import Round
from tests.factories import Territory
from tests.pages.addresses import EXPORTS, all_pages
from tests.pages.conftest import Browser
from tests.pages.reading import body_of

INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
NAMES = (
    "home", "division", "communities", "scorecard", "trace", "gaps", "rules", "rule", "prices", "rounds", "round", "plans",
    "sources", "checks", "files", "fill",
)  # fmt: skip


@pytest.mark.usefixtures("is_open")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_opens_for_anybody_where_reading_is_open(
    name: str, language: str, territory: Territory, assessed: Round, browser: Browser
) -> None:
    response = browser(language=language).get(all_pages(territory, assessed)[name])
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}">' in text
    assert text.count("<h1") == 1
    assert INLINE.search(text) is None


@pytest.mark.usefixtures("is_open", "db")
@pytest.mark.parametrize("address", ["/gallery/", "/accounts/login/"])
def test_opens_without_data(address: str, browser: Browser) -> None:
    response = browser().get(address)
    assert response.status_code == 200
    assert INLINE.search(response.content.decode()) is None


@pytest.mark.usefixtures("is_open", "db")
@pytest.mark.parametrize("address", ["/", "/communities/", "/gaps/"])
def test_says_which_commands_to_run_where_nothing_has_been_assessed(address: str, browser: Browser) -> None:
    text = browser(language="en").get(address).content.decode()
    assert "manage.py intake" in text
    assert "manage.py assess" in text


@pytest.mark.usefixtures("is_open", "db")
@pytest.mark.parametrize(
    "address", ["/rules/", "/rules/N48-FAC-01/", "/prices/", "/rounds/", "/plans/", "/plans/compare/", "/sources/"]
)
def test_opens_with_no_round(address: str, browser: Browser) -> None:
    assert browser().get(address).status_code == 200


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize(
    "address",
    [
        "/communities/999999999999/",
        "/communities/abc/",
        "/communities/900101001001/trace/NOPE/",
        "/communities/999999999999/trace/N48-FAC-04/",
        "/divisions/77/",
        "/divisions/9/",
        "/rules/NOPE/",
        "/rounds/99999999999999999999/",
        "/plans/99999999999999999999/",
        "/plans/1/lines/99999999999999999999/",
        "/plans/compare/?plan=x",
        "/communities/?round=999999999",
        "/communities/?round=x",
        "/gaps.pdf",
        "/communities/%00/",
    ],
)
def test_what_is_not_there_is_not_found(address: str, browser: Browser) -> None:
    assert browser().get(address).status_code == 404


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize("address", EXPORTS)
def test_exports_open_for_anybody_where_reading_is_open(address: str, browser: Browser) -> None:
    response = browser().get(address)
    assert response.status_code == 200
    assert body_of(response)


@pytest.mark.usefixtures("is_open", "assessed")
def test_the_policy_allows_nothing_from_elsewhere(browser: Browser) -> None:
    policy = browser().get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize("address", ["/", "/communities/", "/gaps/", "/rules/", "/rounds/"])
def test_only_prices_can_be_posted_to(address: str, browser: Browser) -> None:
    assert browser().post(address).status_code == 405


def test_the_error_page_needs_neither_database_nor_reader() -> None:
    text = render_to_string("500.html")
    assert "出错了" in text
    assert "Something went wrong" in text
