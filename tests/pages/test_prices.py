"""The price book: everybody reads, the right writes, and nothing is ever changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from assessments.models import Price
from communities.divisions import full_code
from tests.factories import Territory, make_division, make_worker
from tests.pages.conftest import Browser

LINE = {
    "remedy": "lease",
    "facility_type": "",
    "low": "900",
    "high": "1200.50",
    "since": "2026-01-01",
    "source": "造价指标 2026",
}


@pytest.fixture
def editor(db: None) -> User:
    """A planner of everything: the price book is of the whole installation."""
    return make_worker("editor", None, "planner")


@pytest.mark.usefixtures("is_open", "db")
def test_anybody_sees_placeholders_labelled_and_a_way_to_log_in(browser: Browser) -> None:
    text = browser().get("/prices/").content.decode()
    assert text.count("占位价格") >= 6
    assert "/accounts/login/?next=/prices/" in text
    assert 'name="low"' not in text


@pytest.mark.usefixtures("is_open")
def test_the_right_adds_a_line_that_replaces_the_placeholder(editor: User, browser: Browser) -> None:
    client = browser(editor)
    assert 'name="low"' in client.get("/prices/").content.decode()
    assert client.post("/prices/", LINE).status_code == 302
    line = Price.objects.get()
    assert (line.low, line.high, line.since, line.entered_by) == (Decimal(900), Decimal("1200.50"), date(2026, 1, 1), editor)
    text = client.get("/prices/").content.decode()
    assert "造价指标 2026" in text
    assert "1,200.50" in text


@pytest.mark.usefixtures("is_open")
def test_somebody_without_the_right_is_refused_and_told_its_name(browser: Browser, db: None) -> None:
    client = browser(make_worker("reader", make_division("9001"), "viewer"))
    response = client.post("/prices/", LINE)
    assert response.status_code == 403
    assert "price.create" in response.content.decode()
    assert "price.create" in client.get("/prices/").content.decode()
    assert not Price.objects.exists()


PLACES = ("", "90", "9001", "900101", "9002", "91")
MAY_PRICE = {"planner": {"9001", "900101"}, "officer": {"90", "9001", "900101", "9002"}, "stranger": set[str]()}


@pytest.mark.parametrize("who", MAY_PRICE)
def test_a_price_is_set_only_where_a_grant_covers_the_whole_place(
    who: str, territory: Territory, request: pytest.FixtureRequest, browser: Browser
) -> None:
    client = browser(request.getfixturevalue(who))
    for number in PLACES:
        make_division(number) if number else None
        client.post("/prices/", LINE | {"division": number, "source": f"page {number}"})
        client.post("/api/v1/prices/", {**LINE, "division": number or None, "source": f"api {number}"}, "application/json")
    said = {(line.source.partition(" ")[0], line.place.code if line.place else "") for line in Price.objects.all()}
    own = {(way, full_code(number)) for way in ("page", "api") for number in MAY_PRICE[who]}
    assert said == own | ({("api", full_code(HOME[who]))} if who in HOME else set())


HOME = {"planner": "9001", "officer": "90"}
"""Whoever names no place to the API, and has a mandate in one, means that."""


@pytest.mark.usefixtures("is_open")
def test_the_prices_of_a_place_come_before_those_of_a_larger_one(editor: User, browser: Browser) -> None:
    client = browser(editor)
    for number, low in (("9001", 901), ("90", 902), ("9002", 903)):
        make_division(number)
        client.post("/prices/", LINE | {"division": number, "low": low, "high": 999})
    here = client.get("/prices/?division=900101&remedy=lease").content.decode()
    assert [f"{low}</" in here.replace(" ", "").replace("\n", "") for low in (901, 902, 903)] == [True, True, False]
    assert "903" in client.get("/prices/").content.decode()
    found = client.get("/api/v1/prices/?division=900101").json()["results"]
    assert [line["place"]["code"][:4] for line in found] == ["9000", "9001"]
    assert client.get("/api/v1/prices/?division=x").status_code == 400


@pytest.mark.usefixtures("is_open")
def test_works_are_priced_for_a_community_and_name_what_they_are(editor: User, browser: Browser) -> None:
    client = browser(editor)
    works = LINE | {"remedy": "works", "item": "green", "low": "500000", "high": "2500000"}
    for bad in ({"item": ""}, {"facility_type": "canteen"}, {"remedy": "lease"}):
        assert client.post("/prices/", works | bad).status_code == 422
        assert client.post("/api/v1/prices/", works | bad, "application/json").status_code == 400
    assert client.post("/prices/", works).status_code == 302
    text = client.get("/prices/").content.decode()
    assert "公共绿地" in text
    assert "每个社区" in text
    answer = client.get("/api/v1/prices/").json()["results"][0]
    assert (answer["unit"], answer["about"]["zh"]) == ("each", "公共绿地")


@pytest.mark.usefixtures("anonymous", "is_open")
def test_nobody_unknown_adds_a_line(browser: Browser) -> None:
    response = browser().post("/prices/", LINE)
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/prices/"
    assert not Price.objects.exists()


@pytest.mark.usefixtures("is_open")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("low", "-1"),
        ("low", "x"),
        ("high", "1"),
        ("since", "yesterday"),
        ("source", ""),
        ("remedy", "magic"),
        ("low", "1e99"),
        ("division", "77"),
    ],
)
def test_a_bad_line_comes_back_with_its_field_marked(field: str, value: str, editor: User, browser: Browser) -> None:
    response = browser(editor).post("/prices/", LINE | {field: value})
    assert response.status_code == 422
    assert 'class="field__error"' in response.content.decode()
    assert not Price.objects.exists()


@pytest.mark.usefixtures("is_open")
def test_a_forged_form_is_refused(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post("/prices/", LINE)
    assert response.status_code == 403
    assert "表单已失效" in response.content.decode()
    assert not Price.objects.exists()
