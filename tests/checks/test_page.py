"""The page of data checks: counts, filters, pages, links, and that it says what a fault is not."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from assessments.views import lists
from communities.models import Community, Division
from tests.checks.conftest import settle
from tests.checks.planting import PLANTINGS, make_band
from tests.factories import Territory, make_source
from tests.pages.conftest import Browser, browser  # noqa: F401  the fixture of the pages' tests
from tests.pages.test_budgets import BUDGETS

CARD = re.compile(r'href="/communities/(\d{12})/"')
NEXT = re.compile(r'rel="next" href="([^"]+)"')
PREVIOUS = re.compile(r'rel="prev" href="([^"]+)"')
DAY = "as_of=2026-06-30"
THREE = "check=DATA-POP-01&check=DATA-POP-03&check=DATA-DUP-02"
"""All that strike ``seven``: the others need not look again for every page."""


@pytest.fixture
def is_open(settings: Settings) -> None:
    settings.OPEN_READING = True


@pytest.fixture
def seven(is_open: None, db: None) -> list[Community]:
    """Seven communities with too few residents; the first has an error and a notice too."""
    made = [settle(f"90010100{number}001") for number in range(1, 8)]
    for community in made:
        PLANTINGS["DATA-POP-01"](community)
    PLANTINGS["DATA-POP-03"](made[0])
    PLANTINGS["DATA-DUP-02"](made[0])
    return made


def read(opened: Browser, address: str, language: str = "", **headers: str) -> str:
    response = opened(language=language).get(address, headers=headers)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_gravest_stand_first_and_link_to_the_scorecard(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    text = read(browser, f"/checks/?{DAY}")
    assert CARD.findall(text) == [seven[0].code, *(one.code for one in seven), seven[0].code]
    for code in ("DATA-POP-03", "DATA-POP-01", "DATA-DUP-02"):
        assert code in text


def test_it_says_that_a_fault_is_no_gap(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    assert "A fault changes no verdict and is counted as no gap" in read(browser, f"/checks/?{DAY}", "en")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("check=DATA-POP-01", 7), ("check=DATA-POP-01&check=DATA-POP-03", 8), ("severity=error", 1), ("severity=notice", 1),
        ("severity=warning&division=900101001", 1), ("division=900101", 9), ("division=91", 0), ("check=DATA-POP-02", 0),
        ("severity=error&check=DATA-POP-01", 0),
    ],
)  # fmt: skip
def test_filters(query: str, number: int, seven: list[Community], browser: Browser) -> None:  # noqa: F811
    text = read(browser, f"/checks/?{query}&{DAY}")
    assert len(CARD.findall(text)) == number
    assert ('class="active-filters__item"' in text) is True


def test_the_day_is_the_day_of_the_data(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    text = read(browser, "/checks/?as_of=2026-06-29&severity=error")
    assert "DATA-DAY-03" in text
    assert "36" in re.findall(r"\d+", text)  # a household count and four bands in each of seven, and one band more planted


@pytest.mark.parametrize("query", ["check=NOPE", "severity=bad", "division=x", "as_of=2026-02-30"])
def test_a_filter_that_cannot_be_read_shows_no_rows_and_says_why(query: str, seven: list[Community], browser: Browser) -> None:  # noqa: F811
    text = read(browser, f"/checks/?{query}")
    assert CARD.findall(text) == []
    assert 'class="field__error"' in text


@pytest.mark.parametrize("ordering", ["", "ordering=code", "ordering=-code", "ordering=-severity"])
def test_pages_lose_and_repeat_no_fault(
    ordering: str, seven: list[Community], browser: Browser, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    address = f"/checks/?{DAY}&{ordering}"
    whole = CARD.findall(read(browser, address))
    assert (whole == sorted(whole)) is (ordering == "ordering=code")
    monkeypatch.setattr(lists, "ROWS", 4)
    pages, last = _walk(browser, f"{address}&{THREE}", NEXT)
    assert [len(part) for part in pages] == [4, 4, 1]
    assert [row for part in pages for row in part] == whole
    back, _ = _walk(browser, last, PREVIOUS)
    assert [row for part in reversed(back) for row in part] == whole


def _walk(opened: Browser, address: str, pattern: re.Pattern[str]) -> tuple[list[list[str]], str]:
    pages, following = [], address
    while True:
        text = read(opened, following)
        pages.append(CARD.findall(text))
        link = pattern.search(text)
        if link is None:
            return pages, following
        following = "/checks/" + link[1].replace("&amp;", "&")


def test_a_cursor_that_is_not_ours_begins_at_the_start(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    assert len(CARD.findall(read(browser, f"/checks/?{DAY}&cursor=x"))) == 9


def test_htmx_gets_the_results_alone(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    fragment = read(browser, f"/checks/?{DAY}", HX_Request="true")
    assert "<html" not in fragment
    assert fragment in read(browser, f"/checks/?{DAY}")


def test_an_english_page_is_english(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    Division.objects.update(name_en="Somewhere")
    main = read(browser, f"/checks/?{DAY}&severity=error", "en").partition("<main")[2].partition("</main")[0]
    assert "more residents of 65+" in main.lower()
    assert not re.search(r"[\u4e00-\u9fff]", main)


def test_sample_figures_are_labelled(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    seven[1].household_counts.update(source=make_source("sample", provenance="sample"))
    text = read(browser, f"/checks/?{DAY}", "en")
    assert 'data-provenance="sample"' in text
    assert text.partition("<main")[2].count('class="provenance"') == 2


def test_three_people(
    territory: Territory, planner: User, officer: User, stranger: User, browser: Browser  # noqa: F811
) -> None:  # fmt: skip
    for community in Community.objects.all():
        make_band(community, "total", 9, counted_on=date(2026, 6, 30))
    own = [community.code for community in territory.own]
    for user, wanted in ((planner, own), (officer, [*own, territory.near.code])):
        text = browser(user).get(f"/checks/?{DAY}").content.decode()
        assert sorted(CARD.findall(text)) == sorted(wanted)
    assert browser(stranger).get(f"/checks/?{DAY}").status_code == 403
    assert browser().get("/checks/").status_code == 302


def test_the_page_asks_no_more_however_many_faults_there_are(seven: list[Community], browser: Browser) -> None:  # noqa: F811
    def asked() -> int:
        client = browser()
        client.get("/checks/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/checks/?{DAY}")
        return len(queries)

    def plant(district: str) -> None:
        for number, planting in enumerate(PLANTINGS.values(), start=100):
            planting(settle(f"{district}{number}001"))

    plant("900102")
    few = asked()
    plant("900103")
    assert asked() == few <= BUDGETS["checks"]
