"""The long lists: filters in words, pages without loss, fragments on the same address, files with the same rows."""

import csv
import io
import re

import pytest

from assessments.models import Gap, Round, Scorecard
from assessments.views import lists
from communities.models import Community, HouseholdCount
from tests.factories import Territory, make_round, make_source
from tests.pages.addresses import RULE
from tests.pages.conftest import Browser
from tests.pages.reading import body_of

CARD = re.compile(r'href="/communities/(\d{12})/[^"]*"')
NEXT = re.compile(r'rel="next" href="([^"]+)"')
PREVIOUS = re.compile(r'rel="prev" href="([^"]+)"')


def _text(browser: Browser, address: str, **headers: str) -> str:
    response = browser().get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def _walk(browser: Browser, address: str, pattern: re.Pattern[str]) -> tuple[list[list[str]], str]:
    """The rows of every page following ``pattern``, and the address of the last page."""
    pages, found = [], address
    while True:
        text = _text(browser, found)
        pages.append(CARD.findall(text))
        link = pattern.search(text)
        if link is None:
            return pages, found
        found = address.partition("?")[0] + link[1].replace("&amp;", "&")


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize(
    "address",
    ["/communities/", "/communities/?ordering=households", "/communities/?ordering=-unknown", "/gaps/", "/gaps/?ordering=rule"],
)
def test_pages_lose_and_repeat_no_row(address: str, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = CARD.findall(_text(browser, address))
    monkeypatch.setattr(lists, "ROWS", 2)
    pages, last = _walk(browser, address, NEXT)
    assert len(pages) > 1
    assert [row for part in pages for row in part] == whole
    back, _ = _walk(browser, last, PREVIOUS)
    assert [row for part in reversed(back) for row in part] == whole


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize("cursor", ["x", "%00", "W10", "[]:abc"])
def test_a_cursor_that_is_not_ours_begins_at_the_start(cursor: str, browser: Browser) -> None:
    assert len(CARD.findall(_text(browser, f"/communities/?cursor={cursor}"))) == 6


@pytest.mark.usefixtures("is_open", "assessed")
def test_filters_narrow_and_say_so_and_can_be_removed(browser: Browser) -> None:
    text = _text(browser, "/communities/?division=900101&build_class=unknown")
    assert len(CARD.findall(text)) == 2
    assert "2 个社区" in text
    assert 'href="?build_class=unknown&amp;ordering=-gaps"' in text
    assert 'href="?division=900101&amp;ordering=-gaps"' in text


@pytest.mark.usefixtures("is_open", "assessed")
def test_the_most_gaps_stand_first(browser: Browser) -> None:
    codes = CARD.findall(_text(browser, "/communities/"))
    assert codes == list(Scorecard.objects.order_by("-gaps", "code").values_list("code", flat=True))


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize("address", ["/communities/?division=x", "/gaps/?rule=NOPE", "/communities/?verdict=gap"])
def test_a_filter_that_cannot_be_read_shows_no_rows_and_says_why(address: str, browser: Browser) -> None:
    text = _text(browser, address)
    assert CARD.findall(text) == []
    assert 'class="field__error"' in text
    assert browser().get(address.replace("/?", ".csv?")).status_code == 302


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize("address", ["/communities/?division=900101", "/gaps/?division=900101", "/rules/?search=kindergarten"])
def test_htmx_gets_the_results_alone_from_the_same_address(address: str, browser: Browser) -> None:
    fragment = _text(browser, address, HX_Request="true")
    assert "<html" not in fragment
    assert fragment in _text(browser, address)
    assert "<html" in _text(browser, address, HX_Request="true", HX_History_Restore_Request="true")
    assert "HX-Request" in browser().get(address).headers["Vary"]


@pytest.mark.usefixtures("is_open", "assessed")
def test_nothing_found_says_why_and_how_to_go_on(browser: Browser) -> None:
    text = _text(browser, "/communities/?search=nowhere")
    assert 'class="empty-state"' in text
    assert 'href="/communities/"' in text


@pytest.mark.usefixtures("is_open", "assessed")
@pytest.mark.parametrize("name", ["communities", "gaps"])
@pytest.mark.parametrize("query", ["", "?division=900101", f"?rule={RULE}"])
def test_a_file_holds_the_rows_of_the_page(name: str, query: str, browser: Browser) -> None:
    response = browser().get(f"/{name}.csv{query}")
    rows = csv.reader(io.StringIO(body_of(response).decode("utf-8-sig")))
    codes = [row[0].strip("\t'=\"") for row in rows if row and re.search(r"\d{12}", row[0])]
    assert codes == CARD.findall(_text(browser, f"/{name}/{query}"))


@pytest.mark.usefixtures("is_open")
def test_gaps_of_a_rule_are_counted_above_the_list(assessed: Round, browser: Browser) -> None:
    text = _text(browser, f"/gaps/?rule={RULE}")
    assert f"{Gap.objects.filter(round=assessed, rule=RULE).count()} 项短板" in text


@pytest.mark.usefixtures("is_open")
def test_an_older_round_stays_chosen(territory: Territory, assessed: Round, browser: Browser) -> None:
    make_round()
    text = _text(browser, f"/communities/?round={assessed.pk}")
    assert f"/communities/{territory.own[0].code}/?round={assessed.pk}" in text
    assert f'name="round" value="{assessed.pk}"' in text
    assert Community.objects.count() == len(CARD.findall(text))


@pytest.mark.usefixtures("is_open")
@pytest.mark.parametrize("address", ["/communities/", "/gaps/", "/"])
def test_where_not_all_is_synthetic_each_row_says_what_it_is(territory: Territory, browser: Browser, address: str) -> None:
    synthetic = make_source("synthetic fill", provenance="synthetic")
    HouseholdCount.objects.filter(community=territory.own[0]).update(source=synthetic)
    make_round()
    text = browser(language="en").get(address).content.decode()
    main = text[text.index("<main") :]
    assert "Synthetic data" in main
    fragment = browser(language="en").get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Synthetic data" in fragment
