"""The pages of the rule book: documents, comparison, law at a place, coverage; in both languages, without scripts."""

import re
from itertools import pairwise

import pytest

from accounts.models import User
from assessments.law import all_rules, packs
from tests.factories import Territory
from tests.pages.conftest import Browser
from tests.pages.test_every_page import INLINE
from tests.pages.test_words import _chinese_in as chinese_in

ADDRESSES = (
    "/rules/",
    "/rules/?pack=cn-hb-2023-draft",
    "/rules/?status=draft&enabled=yes",
    "/rules/?domain=nowhere",
    "/rules/HB-01/",
    "/rules/CCS20-05/",
    "/rules/CCS20-06-1/",
    "/rules/packs/",
    "/rules/packs/?status=draft",
    "/rules/packs/?status=superseded",
    "/rules/packs/cn-pilot-2022-48/",
    "/rules/packs/cn-sn-xixian/",
    "/rules/diff/",
    "/rules/diff/?a=cn-ccs-2020&b=cn-hb-2023-draft",
    "/rules/diff/?a=cn-care&b=cn-care",
    "/rules/diff/?a=cn-ccs-2020&b=nowhere&on=x",
    "/rules/place/",
    "/rules/place/?code=520103&drafts=yes",
    "/rules/place/?code=5201&day=nonsense",
    "/rules/place/?code=90",
    "/rules/coverage/",
    "/rules/coverage/?status=guidance",
    "/rules/coverage/?status=nothing",
)
NUMBER = re.compile(r"[一-鿿]{1,4}〔\d{4}〕\d+号")
"""The number of a document is its name, in every language."""
HEADING = re.compile(r"<h([1-6])\b")


@pytest.mark.usefixtures("db", "is_open")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_opens_in_both_languages(address: str, language: str, browser: Browser) -> None:
    response = browser(language=language).get(address)
    text = response.content.decode()
    assert response.status_code == 200
    levels = [int(level) for level in HEADING.findall(text)]
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert INLINE.search(text) is None
    if language == "en":
        assert chinese_in(text) == []


def read(browser: Browser, address: str) -> str:
    return str(browser(language="en").get(address).content.decode())


@pytest.mark.usefixtures("db", "is_open")
def test_every_pack_and_every_rule_has_its_page(browser: Browser) -> None:
    client = browser(language="en")
    for pack in packs():
        text = client.get(f"/rules/packs/{pack.id}/").content.decode()
        assert pack.checksum in text
        assert all(f'href="/rules/{rule.code}/"' in text for rule in pack.rules)
        assert chinese_in(text) == []
    for rule in all_rules():
        text = client.get(f"/rules/{rule.code}/").content.decode()
        assert f'href="/rules/packs/{rule.pack_id}/"' in text
        assert chinese_in(NUMBER.sub("", text)) == [], rule.code


@pytest.mark.usefixtures("db", "is_open")
@pytest.mark.parametrize("address", ["/rules/packs/nowhere/", "/rules/packs/A_B/", "/rules/NOPE/"])
def test_what_is_not_there_is_not_found(address: str, browser: Browser) -> None:
    assert browser().get(address).status_code == 404


@pytest.mark.usefixtures("db", "is_open")
def test_the_pages_lead_to_each_other(browser: Browser) -> None:
    links = ("/rules/", "/rules/packs/", "/rules/diff/", "/rules/place/", "/rules/coverage/")
    for here in links:
        text = read(browser, here)
        navigation = text[text.index('aria-label="Pages of the rule book"') :].partition("</nav>")[0]
        assert [link for link in links if f'href="{link}"' in navigation] == [link for link in links if link != here]
        assert navigation.count('aria-current="page"') == 1


@pytest.mark.usefixtures("db", "is_open")
def test_the_rule_book_narrows_and_says_so(browser: Browser) -> None:
    text = read(browser, "/rules/?pack=cn-care&enabled=no")
    assert "1 rule" in text
    assert 'href="/rules/CARE-05/"' in text
    assert 'href="?pack=cn-care"' in text
    fragment = browser().get("/rules/?pack=cn-care", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment


@pytest.mark.usefixtures("db", "is_open")
def test_a_document_says_where_it_stands(browser: Browser) -> None:
    text = read(browser, "/rules/packs/cn-hb-2023-draft/")
    assert "draft" in text
    assert 'href="/rules/packs/cn-ccs-2020/"' in text
    assert "/rules/diff/?a=cn-ccs-2020&amp;b=cn-hb-2023-draft" in text
    assert "only where it is asked for: draft" in text
    assert "never" in text


@pytest.mark.usefixtures("db", "is_open")
def test_a_difference_in_plain_words(browser: Browser) -> None:
    text = read(browser, "/rules/diff/?a=cn-ccs-2020&b=cn-hb-2023-draft")
    assert "the least asked raised from 800 m² to 1,000 m²" in text
    assert "37 rules of the wider document are left as they are." in text
    wrong = read(browser, "/rules/diff/?a=cn-ccs-2020&b=nowhere&on=x")
    assert wrong.count('class="field__error"') == 2


@pytest.mark.usefixtures("db", "is_open")
def test_a_rule_among_others(browser: Browser) -> None:
    national, local = read(browser, "/rules/CCS20-05/"), read(browser, "/rules/GY-04/")
    assert "changes this rule" in national
    assert "gives way to GY-04 in 5201" in national
    assert "is changed by this rule" in local
    assert "may be met instead" in read(browser, "/rules/CCS20-04-1/")
    assert "counts as met where this one is met" in read(browser, "/rules/CCS20-04-B/")


@pytest.mark.usefixtures("db", "is_open")
def test_the_law_at_a_place_line_by_line(browser: Browser) -> None:
    text = read(browser, "/rules/place/?code=42&drafts=yes")
    assert "displaced by HB-01 (the larger value counts: 1,000 m² against 800 m²)" in text
    assert "HB-01" not in read(browser, "/rules/place/?code=42")
    assert 'class="field__error"' in read(browser, "/rules/place/?code=4x")


def test_a_place_has_its_name_where_the_reader_may_know_it(
    territory: Territory, planner: User, officer: User, browser: Browser
) -> None:
    for user, knows in ((planner, False), (officer, True)):
        text = browser(user).get(f"/rules/place/?code={territory.near.code}").content.decode()
        assert (territory.near.name in text) is knows
        assert browser(user).get("/rules/place/?code=9001").content.decode().count(territory.city.name) == 1


@pytest.mark.usefixtures("db", "is_open")
def test_every_item_of_the_notice_is_told(browser: Browser) -> None:
    text = read(browser, "/rules/coverage/")
    assert "87 items" in text
    assert text.count('role="rowheader"') == 87
    assert "assessments/remedies/catalogue.py" in text
    assert read(browser, "/rules/coverage/?status=not_encodable").count('role="rowheader"') == 2
