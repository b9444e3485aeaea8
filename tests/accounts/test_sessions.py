"""How long a session lasts, by travelling in time, and what else ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.profiles import PROFILES, profile
from accounts.session_limits import BEGAN, SEEN

pytestmark = pytest.mark.django_db
Travel = Callable[[timedelta], None]
A_MOMENT = timedelta(seconds=2)
NEW = "a-much-better-one"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Goes forward in time, for all that asks Django for it."""
    real, gone = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + gone[0])

    def travel(span: timedelta) -> None:
        gone[0] += span

    return travel


@pytest.fixture
def at_work(planner: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"username": "planner", "password": "planner-password"})
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.mark.parametrize("code", PROFILES)
def test_a_session_that_nobody_uses_ends(code: str, at_work: Client, later: Travel, settings: Settings) -> None:
    settings.PASSWORD_PROFILE = code
    for _ in range(3):
        later(profile().idle - A_MOMENT)
        assert is_in(at_work)
    later(profile().idle + A_MOMENT)
    answer = at_work.get("/me/")
    assert answer["Location"] == "/accounts/login/?next=/me/"
    assert "会话已结束" in at_work.get("/accounts/login/").content.decode()
    assert Session.objects.count() == 0


@pytest.mark.parametrize("code", PROFILES)
def test_a_session_ends_however_much_it_is_used(code: str, at_work: Client, later: Travel, settings: Settings) -> None:
    settings.PASSWORD_PROFILE = code
    step = profile().idle / 2
    for _ in range(int(profile().absolute / step) - 1):
        later(step)
        assert is_in(at_work)
    later(step)
    assert not is_in(at_work)


def test_the_cookie_lasts_no_less_than_any_profile_allows() -> None:
    assert max(each.absolute.total_seconds() for each in PROFILES.values()) <= django_settings.SESSION_COOKIE_AGE


def test_a_page_that_watches_by_itself_keeps_no_session_open(at_work: Client, later: Travel) -> None:
    for _ in range(3):
        later(profile().idle * 0.4)
        at_work.get("/rounds/", headers={"HX-Request": "true", "HX-Trigger": "round"})
    assert not is_in(at_work)


def test_the_api_answers_as_to_nobody(at_work: Client, later: Travel) -> None:
    assert at_work.get("/api/v1/me/").status_code == 200
    later(profile().idle + A_MOMENT)
    assert at_work.get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize("missing", [BEGAN, SEEN])
def test_a_session_of_which_nothing_is_noted_is_over(missing: str, at_work: Client) -> None:
    session = at_work.session
    del session[missing]
    session.save()
    assert not is_in(at_work)


def test_being_seen_is_written_down_once_a_minute(at_work: Client, later: Travel) -> None:
    def written() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert is_in(at_work)
        return sum("UPDATE" in query["sql"] and "django_session" in query["sql"] for query in queries)

    assert (written(), written()) == (0, 0)
    later(timedelta(seconds=61))
    assert (written(), written()) == (1, 0)


def test_another_password_ends_every_other_session(planner: User, at_work: Client) -> None:
    elsewhere = Client()
    elsewhere.post("/accounts/login/", {"username": "planner", "password": "planner-password"})
    before = at_work.session.session_key
    changed = {"old_password": "planner-password", "new_password1": NEW, "new_password2": NEW}
    assert at_work.post("/me/password/", changed).status_code == 302
    assert (is_in(at_work), is_in(elsewhere)) == (True, False)
    assert at_work.session.session_key != before
