"""The price book: everybody reads, the right writes, and nothing is ever changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from assessments.models import Price
from tests.factories import make_division, make_worker
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
    client = browser(make_worker("reader", make_division("9001"), "planner"))
    response = client.post("/prices/", LINE)
    assert response.status_code == 403
    assert "price.create" in response.content.decode()
    assert "price.create" in client.get("/prices/").content.decode()
    assert not Price.objects.exists()


@pytest.mark.usefixtures("anonymous", "is_open")
def test_nobody_unknown_adds_a_line(browser: Browser) -> None:
    response = browser().post("/prices/", LINE)
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/prices/"
    assert not Price.objects.exists()


@pytest.mark.usefixtures("is_open")
@pytest.mark.parametrize(
    ("field", "value"),
    [("low", "-1"), ("low", "x"), ("high", "1"), ("since", "yesterday"), ("source", ""), ("remedy", "magic"), ("low", "1e99")],
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
