"""The pages of ordering: the form, the progress, the button that cancels, what a round without a result says."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessments.models import Round
from assessments.troubles import TROUBLES
from communities.models import Community, Division
from tests.factories import Territory, make_division, make_grant
from tests.ordering.conftest import Work, order
from tests.pages.clicking import TOKEN, english, page
from tests.pages.test_words import _chinese_in

BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


@pytest.fixture
def browser(planner: User) -> Client:
    return english(planner)


def answers(browser: Client, **other: Any) -> dict[str, Any]:
    """What the form sends."""
    found = TOKEN.search(page(browser, "/rounds/new/"))
    assert found
    return {"division": "9001", "day": "2026-06-30", "as_of": "2026-06-30", "token": found[1], **other}


def test_from_the_button_to_the_round(browser: Client, territory: Territory, work: Work) -> None:
    assert 'href="/rounds/new/"' in page(browser, "/rounds/")
    sent = browser.post("/rounds/new/", answers(browser))
    assert sent.status_code == 302, sent.content
    one = Round.objects.get()
    here = sent.headers["Location"]
    assert here == f"/rounds/{one.pk}/"
    text = page(browser, here)
    for said in ("waiting for its turn", 'hx-trigger="every 1s"', 'max="100"', "Look again", f'action="{here}cancel/"'):
        assert said in text, said
    fragment = page(browser, here, headers={"HX-Request": "true"})
    assert fragment.strip().startswith('<div id="round"')
    assert f'href="{here}"' in page(browser, "/rounds/")
    Round.objects.update(state="running", stage="refreshing", percent=37)
    text = page(browser, here)
    assert 'value="37"' in text
    assert "bringing the facts up to date" in text
    assert "running · 37%" in page(browser, "/rounds/")
    assert work() == ["rounds.judge"]
    assert browser.get(here, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    text = page(browser, here)
    assert "About this round" in text
    assert "hx-trigger" not in text
    assert "Rounds without a result" not in page(browser, "/rounds/")


def test_sent_twice_it_asks_once_and_other_answers_ask_again(browser: Client, territory: Territory) -> None:
    sent = answers(browser)
    first, second = (browser.post("/rounds/new/", sent).headers["Location"] for _ in range(2))
    assert first == second
    third = browser.post("/rounds/new/", {**sent, "as_of": "2026-06-29"}).headers["Location"]
    fourth = browser.post("/rounds/new/", answers(browser)).headers["Location"]
    assert len({first, third, fourth}) == 3
    assert Round.objects.count() == 3


def test_a_part_of_the_mandate_and_other_documents_may_be_chosen(browser: Client, territory: Territory, work: Work) -> None:
    text = page(browser, "/rounds/new/")
    for code in ("900100000000", "900101000000", "900102001000"):
        assert f'value="{code}"' in text, code
    assert 'value="900200000000"' not in text
    assert 'value="900100000000" selected' in text
    browser.post("/rounds/new/", answers(browser, division="900101", packs=["cn-ccs-2020"]))
    work()
    one = Round.objects.get()
    assert (one.state, one.on_request, one.communities) == ("finished", True, 2)
    assert one.division == make_division("900101")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"division": "9002"}, "lies outside your mandate"),
        ({"division": "90"}, "lies outside your mandate"),
        ({"division": ""}, "lies outside your mandate"),
        ({"division": "x"}, "lies outside your mandate"),
        ({"day": "tomorrow"}, "Enter a valid date"),
        ({"as_of": ""}, "This field is required"),
        ({"packs": ["no-such-pack"]}, "Select a valid choice"),
        ({"token": "x" * 33}, ""),
    ],
)
def test_what_is_wrong_with_the_form_is_said(other: dict[str, Any], said: str, browser: Client) -> None:
    response = browser.post("/rounds/new/", answers(browser, **other))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Round.objects.exists()


def test_cancelled_it_says_so_and_offers_to_begin_again(
    browser: Client, planner: User, territory: Territory, work: Work
) -> None:
    one = order(planner, territory.city)
    here = f"/rounds/{one.pk}/"
    assert browser.post(f"{here}cancel/").headers["Location"] == here
    text = page(browser, here)
    for said in ("cancelled", "Nothing of it was stored.", "Assess again"):
        assert said in text, said
    assert "hx-trigger" not in text
    assert browser.get(f"{here}cancel/").status_code == 405
    browser.post(f"{here}cancel/")
    assert "The round has ended already." in page(browser, here)
    work()
    assert Round.objects.get().state == "cancelled"


def test_while_it_stops_there_is_nothing_more_to_press(browser: Client, planner: User, territory: Territory) -> None:
    one = order(planner, territory.city)
    Round.objects.update(state="running", cancel_asked=True)
    text = page(browser, f"/rounds/{one.pk}/")
    assert "It stops as soon as it can." in text
    assert "cancel/" not in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", sorted(TROUBLES))
def test_every_trouble_is_told_in_both_languages(
    code: str, language: str, browser: Client, planner: User, territory: Territory
) -> None:
    one = order(planner, territory.city)
    Round.objects.update(state="failed", trouble=code)
    browser.cookies["django_language"] = language
    text = page(browser, f"/rounds/{one.pk}/")
    wanted = TROUBLES[code].sentence
    assert (wanted.en if language == "en" else wanted.zh) in text


def test_english_pages_are_english(browser: Client, planner: User, territory: Territory) -> None:
    for model in (Community, Division):
        model._default_manager.update(name_en=Concat(Value("Place "), F("code")))
    one = order(planner, territory.city)
    for state in ("waiting", "running", "failed", "cancelled"):
        Round.objects.update(state=state, trouble="round_fault" if state == "failed" else "")
        for address in ("/rounds/", f"/rounds/{one.pk}/"):
            assert _chinese_in(page(browser, address)) == [], (state, address)


def test_pages_keep_their_budgets_however_many_rounds_were_ordered(
    browser: Client, planner: User, territory: Territory
) -> None:
    one = order(planner, territory.city)
    few = {address: _asked(browser, address.format(one.pk)) for address in BUDGETS}
    for _ in range(12):
        order(planner, territory.city)
    many = {address: _asked(browser, address.format(one.pk)) for address in BUDGETS}
    assert many == few
    assert {address: count for address, count in many.items() if count > BUDGETS[address]} == {}


def _asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def test_the_chief_may_have_everything_judged(browser: Client, planner: User, territory: Territory, work: Work) -> None:
    make_grant(planner, None)
    assert '<option value="" selected>' in page(browser, "/rounds/new/")
    browser.post("/rounds/new/", answers(browser, division=""))
    work()
    assert (Round.objects.get().division, Round.objects.get().communities) == (None, 6)
