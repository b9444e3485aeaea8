"""An installation that nobody has an account in: where it leads, what it asks for, and that it is over for good."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Grant, User
from accounts.setup_code import code_at, is_code
from communities.models import Act
from communities.sealing import verify
from tests.factories import make_user
from tests.pages.test_every_page import INLINE

pytestmark = pytest.mark.django_db
PAGE = "/setup/"


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.OPEN_READING = False


def code() -> str:
    return code_at(timezone.now())


def opened(language: str = "en") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    return client


def sent(client: Client, said: dict[str, str] | None = None) -> Any:
    return client.post(PAGE, {"code": code(), "system": "zhao", "manager": "qian", **(said or {})})


def test_every_page_that_needs_a_login_leads_there_until_somebody_has_an_account() -> None:
    paths = ("/", "/me/", "/communities/", "/people/", "/imports/", "/audit/")
    for path in paths:
        assert opened().get(path)["Location"] == PAGE, path
    assert opened().get("/api/v1/communities/").status_code == 401
    assert 'href="/setup/"' in opened().get("/accounts/login/").content.decode()
    make_user("somebody", is_active=False)
    for path in paths:
        assert opened().get(path)["Location"].startswith("/accounts/login/"), path
    assert 'href="/setup/"' not in opened().get("/accounts/login/").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_opens_in_both_languages(language: str) -> None:
    answer = opened(language).get(PAGE)
    text = answer.content.decode()
    assert (answer.status_code, text.count("<h1"), INLINE.search(text)) == (200, 1, None)
    assert ("首次设置" if language == "zh-hans" else "Make the two accounts") in text
    assert code() not in text


def test_it_makes_a_system_administrator_and_a_manager_and_closes_for_good() -> None:
    answer = sent(opened())
    text = html.unescape(answer.content.decode())
    assert answer["Cache-Control"] == "private, no-store"
    passwords = dict(re.findall(r"(zhao|qian): (\w{16})", text))
    held = Grant.objects.filter(division=None, granted_by=None).order_by("pk").values_list("user__username", "role")
    assert list(held) == [("zhao", "system"), ("qian", "manager")]
    for client in (opened(), opened()):
        assert (client.get(PAGE).status_code, sent(client, {"system": "sun", "manager": "li"}).status_code) == (404, 404)
    for name, password in passwords.items():
        client = opened()
        assert client.post("/accounts/login/", {"username": name, "password": password}).status_code == 302
        assert client.get("/people/")["Location"] == "/me/password/"
    act = Act.objects.get(verb="set_up")
    assert (act.changes.count(), act.by, verify()[1]) == (4, None, None)
    User.objects.update(is_active=False)
    assert opened().get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"code": "abcd-efgh-ijkl-mnop"}, "[setup_code]"),
        ({"code": ""}, "required"),
        ({"system": "a b"}, "[username_bad]"),
        ({"manager": "zhao"}, "[username_taken]"),
        ({"manager": ""}, "required"),
    ],
)
def test_what_is_wrong_makes_nobody(said: dict[str, str], word: str) -> None:
    answer = sent(opened(), said)
    assert (answer.status_code, word in html.unescape(answer.content.decode())) == (422, True)
    assert (User.objects.count(), Act.objects.count()) == (0, 0)


def test_the_code_holds_for_an_hour_and_is_that_of_this_installation(settings: Settings) -> None:
    moment = datetime(2026, 3, 1, 10, 30, tzinfo=timezone.get_current_timezone())
    made = code_at(moment)
    assert re.fullmatch(r"([a-z2-7]{4}-){3}[a-z2-7]{4}", made)
    held = [is_code(made, moment + timedelta(minutes=minutes)) for minutes in (-31, 0, 29, 60, 89, 90)]
    assert held == [False, True, True, True, True, False]
    assert is_code(f" {made.upper()} ", moment)
    assert not is_code("", moment)
    settings.SECRET_KEY = "of-another-installation"  # noqa: S105  a test's
    assert not is_code(made, moment)


def test_the_command_prints_it_until_it_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup_code")
    assert capsys.readouterr().out.split()[0] == code()
    make_user("somebody")
    with pytest.raises(CommandError, match="setup_over"):
        call_command("setup_code")


def test_a_form_of_another_site_makes_nobody() -> None:
    assert sent(Client(enforce_csrf_checks=True)).status_code == 403
    assert not User.objects.exists()
