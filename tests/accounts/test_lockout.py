"""Wrong passwords: a name is locked at an address for a while, whether anybody has it or not. And what is on record."""

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from accounts.lockout import address
from accounts.models import User
from accounts.profiles import PROFILES, profile
from communities.models import Act
from communities.sealing import verify
from tests.accounts.test_tokens import bearer
from tests.factories import Territory, make_user, make_worker
from tests.gate.people import make_people

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
RIGHT, WRONG = "li-password", "wrong"


@pytest.fixture
def li() -> User:
    return make_user("li")


def tried(name: str, password: str = WRONG, **meta: str) -> Any:
    said = {"username": name, "password": password}
    return Client(headers={"Cookie": "django_language=en"}, **meta).post(LOGIN, said)  # type: ignore[arg-type]  # what stands in META


def tried_often(name: str, times: int, **meta: str) -> list[int]:
    return [tried(name, **meta).status_code for _ in range(times)]


def said(answer: Any, name: str) -> str:
    return re.sub(r'value="\w{64}"', "", answer.content.decode().replace(f'value="{name}"', ""))


@pytest.mark.parametrize("code", PROFILES)
def test_after_the_last_try_nobody_comes_in_with_that_name_from_there(code: str, li: User, settings: Settings) -> None:
    settings.PASSWORD_PROFILE = code
    tries = PROFILES[code].tries
    assert tried_often("li", tries) == [200] * (tries - 1) + [429]
    answer = tried("li", RIGHT)
    assert (answer.status_code, "_auth_user_id" in answer.client.session) == (429, False)
    assert answer["Retry-After"] == str(int(PROFILES[code].cool_off.total_seconds()))
    assert "Too many tries" in answer.content.decode()


def test_a_name_that_nobody_has_is_answered_in_the_same_words(li: User) -> None:
    closed = make_user("closed", is_active=False)
    for number in range(profile().tries + 1):
        answers = {name: tried(name) for name in ("li", "nobody-there", closed.username)}
        assert len({answer.status_code for answer in answers.values()}) == 1
        assert len({said(answer, name) for name, answer in answers.items()}) == 1, number
    assert said(tried("li", RIGHT), "li") == said(tried("nobody-there", RIGHT), "nobody-there")


def test_other_names_and_other_addresses_are_free(li: User) -> None:
    make_user("wang")
    tried_often("li", profile().tries)
    assert tried("wang", "wang-password").status_code == 302
    assert tried("li", RIGHT, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_the_lock_opens_after_a_while_and_tries_do_not_prolong_it(li: User) -> None:
    tried_often("li", profile().tries)
    moments = list(AccessAttempt.objects.values_list("attempt_time", "failures_since_start"))
    assert tried_often("li", 3) == [429] * 3
    assert list(AccessAttempt.objects.values_list("attempt_time", "failures_since_start")) == moments
    _go_by(profile().cool_off - timedelta(minutes=1))
    assert tried("li", RIGHT).status_code == 429
    _go_by(timedelta(minutes=2))
    assert tried("li", RIGHT).status_code == 302


def _go_by(span: timedelta) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - span)


def test_coming_in_forgets_what_went_wrong_before(li: User) -> None:
    tried_often("li", profile().tries - 1)
    assert tried("li", RIGHT).status_code == 302
    assert not AccessAttempt.objects.exists()
    assert AccessFailureLog.objects.filter(username="li", ip_address="127.0.0.1").count() == profile().tries - 1
    assert tried_often("li", profile().tries - 1) == [200] * (profile().tries - 1)


def test_behind_a_proxy_the_address_is_the_one_that_it_names(li: User, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    for number in range(profile().tries):
        tried("li", HTTP_X_FORWARDED_FOR=f"10.9.9.{number}, 10.0.0.1")  # what comes first anybody can invent
    assert tried("li", RIGHT, HTTP_X_FORWARDED_FOR="10.0.0.1").status_code == 429
    assert tried("li", RIGHT, HTTP_X_FORWARDED_FOR="10.0.0.1, 10.0.0.2").status_code == 302


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("", None),
        ("unknown", None),
    ],
)
def test_which_address_counts(given: str, counted: str | None) -> None:
    request = Client().get("/healthz", REMOTE_ADDR=given).wsgi_request
    assert address(request) == counted


def test_where_no_address_can_be_read_the_name_is_locked_all_the_same(li: User) -> None:
    assert tried_often("li", profile().tries, REMOTE_ADDR="unknown")[-1] == 429
    assert tried("li", RIGHT, REMOTE_ADDR="unknown").status_code == 429


def test_no_password_is_kept_of_a_try(li: User) -> None:
    for password in ("secret-one", "secret-two"):
        tried("li", password)
    (kept,) = AccessAttempt.objects.values()
    assert "secret" not in str(kept)


def test_a_lock_closes_the_login_and_nothing_else(territory: Territory) -> None:
    people = make_people({"own": territory.city, "child": territory.city})
    at_work = people["planner"].clients
    tried_often("the-planner", profile().tries)
    assert tried("the-planner", "the-planner-password").status_code == 429
    assert at_work["session"].get("/").status_code == 200
    assert at_work["bearer"].get("/api/v1/me/").status_code == 200


def test_coming_in_and_going_out_are_acts_and_a_failed_try_is_none(li: User) -> None:
    before = Act.objects.count()
    tried("li")
    tried("nobody-there")
    assert Act.objects.count() == before
    client = Client()
    client.post(LOGIN, {"username": "li", "password": RIGHT})
    client.post("/accounts/logout/")
    client.post("/accounts/logout/")
    done = Act.objects.order_by("pk").values_list("verb", "who", "via")[before:]
    assert list(done) == [("login", "li", "page"), ("logout", "li", "page")]
    assert verify()[1] is None


def test_a_session_has_another_key_once_somebody_is_known(li: User) -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.post(LOGIN, {"username": "li", "password": RIGHT})
    assert client.session.session_key not in (None, before)
    inside = client.session.session_key
    client.post("/accounts/logout/")
    assert not client.session.exists(str(inside))


def test_a_page_behind_the_login_is_reached_after_it(territory: Territory) -> None:
    make_worker("wang", territory.city)
    answer = Client().post(f"{LOGIN}?next=/rules/", {"username": "wang", "password": "wang-password", "next": "/rules/"})
    assert answer["Location"] == "/rules/"
    away = Client().post(LOGIN, {"username": "wang", "password": "wang-password", "next": "https://example.org/"})
    assert away["Location"] == "/"


def test_a_token_asks_no_login(li: User) -> None:
    assert bearer("wz_nothing").get("/api/v1/me/").status_code == 401
    assert not AccessAttempt.objects.exists()
