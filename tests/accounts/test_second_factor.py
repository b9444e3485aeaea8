"""Codes of an app: set up, asked for, worth something once, lost. And roles that need them."""

import html
import re
from base64 import b32decode
from binascii import hexlify
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from accounts.checks import check_second_factor
from accounts.models import User
from accounts.services.second_factor import CODES, enrol
from communities.models import Act, Change
from communities.sealing import verify as verify_log
from tests.factories import Territory, make_worker
from tests.gate.people import make_people

pytestmark = pytest.mark.django_db
PAGE = "/me/second-factor/"
LEVEL_3 = "dengbao-3"
KEY = "3132333435363738393031323334353637383930"


def code_of(key: str = KEY, *, steps: int = 0) -> str:
    """Of now, or of so many half minutes later."""
    return f"{totp(bytes.fromhex(key), drift=steps):06d}"


@pytest.fixture
def wang(territory: Territory, settings: Settings) -> User:
    """A planner with an app. The code of now has been used for setting it up."""
    settings.OPEN_READING = False
    user = make_worker("wang", territory.city)
    enrol(by=user, key=KEY, code=code_of())
    return user


def came_in(name: str = "wang") -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"username": name, "password": f"{name}-password"}).status_code == 302
    client.cookies["django_language"] = "en"
    return client


def given(client: Client, code: str, act: str = "give") -> HttpResponse:
    return client.post(PAGE, {"code": code, "act": act})  # type: ignore[return-value]  # a response, with more


def recovery_codes(user: User) -> list[str]:
    return list(StaticToken.objects.filter(device__user=user).values_list("token", flat=True))


def test_it_is_set_up_on_a_page_and_shows_recovery_codes_once(planner: User) -> None:
    client = came_in("planner")
    page = client.get(PAGE)
    text = page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert 'src="data:image/svg+xml' in text
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    (secret,) = re.findall(r"<code>([A-Z2-7]{32})</code>", text)
    key = hexlify(b32decode(secret)).decode()
    assert given(client, "000000", "enrol").status_code == 422
    assert secret in client.get(PAGE).content.decode()
    answer = given(client, code_of(key), "enrol")
    codes = re.findall(r"\b[a-z2-7]{8}\b", re.findall(r"<code>(.*?)</code>", answer.content.decode())[0])
    assert (len(codes), answer["Cache-Control"]) == (CODES, "private, no-store")
    assert User.objects.get(pk=planner.pk).has_second_factor
    assert client.get("/me/").status_code == 200
    assert secret not in client.get(PAGE).content.decode()


def test_until_the_code_is_given_nothing_opens(wang: User) -> None:
    client = came_in()
    for path in ("/", "/me/", "/me/password/", "/me/tokens/new/", "/communities/"):
        assert client.get(path)["Location"] == PAGE, path
        assert client.post(path)["Location"] == PAGE, path
    answer = client.get("/api/v1/communities/")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert "Enter the code" in client.get(PAGE).content.decode()
    before = client.session.session_key
    assert given(client, code_of(steps=1))["Location"] == "/"
    assert client.session.session_key != before
    assert [client.get(path).status_code for path in ("/", "/me/", "/api/v1/communities/")] == [200, 200, 200]


def test_a_code_is_worth_something_once(wang: User) -> None:
    code = code_of(steps=1)
    assert given(came_in(), code).status_code == 302
    again = came_in()
    answer = given(again, code)
    assert answer.status_code == 422
    assert "[factor_wrong]" in html.unescape(answer.content.decode())
    assert again.get("/")["Location"] == PAGE


def test_a_code_of_before_is_worth_nothing(wang: User) -> None:
    assert given(came_in(), code_of()).status_code == 422
    _wait()
    assert given(came_in(), code_of(steps=-1)).status_code == 422


def test_guessing_is_slowed_down(wang: User) -> None:
    client = came_in()
    for _ in range(4):
        assert given(client, "000000").status_code == 422
        _wait(timedelta(minutes=1))
    given(client, "000000")
    assert given(client, code_of(steps=1)).status_code == 422
    _wait(timedelta(minutes=1))
    assert given(client, code_of(steps=1)).status_code == 302


def _wait(span: timedelta = timedelta(minutes=1)) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.update(throttling_failure_timestamp=F("throttling_failure_timestamp") - span)


def test_a_recovery_code_opens_once(wang: User) -> None:
    code = recovery_codes(wang)[0]
    assert given(came_in(), code.upper()).status_code == 302
    assert given(came_in(), code).status_code == 422
    assert len(recovery_codes(wang)) == CODES - 1


def test_another_session_must_give_a_code_too(planner: User) -> None:
    here, there = came_in("planner"), came_in("planner")
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", here.get(PAGE).content.decode())[0]
    given(here, code_of(hexlify(b32decode(secret)).decode()), "enrol")
    assert (here.get("/me/").status_code, there.get("/me/")["Location"]) == (200, PAGE)


def test_the_device_of_somebody_else_is_none(wang: User, territory: Territory) -> None:
    client, other = came_in(), make_worker("other", territory.city)
    device, _codes = enrol(by=other, key=KEY[::-1], code=code_of(KEY[::-1]))
    session = client.session
    session["otp_device_id"] = device.persistent_id
    session.save()
    assert client.get("/")["Location"] == PAGE


@pytest.mark.parametrize("act", ["renew", "drop"])
def test_changing_it_needs_a_code_once_more(act: str, wang: User) -> None:
    client, before = came_in(), recovery_codes(wang)
    given(client, before[0])
    assert given(client, "000000", act).status_code == 422
    _wait()
    answer = given(client, before[1], act)
    left = recovery_codes(wang)
    wang.refresh_from_db()
    if act == "drop":
        assert (answer["Location"], left, wang.has_second_factor) == ("/me/", [], False)
        assert came_in().get("/").status_code == 200
    else:
        assert (answer.status_code, len(left), set(left) & set(before)) == (200, CODES, set())


@pytest.mark.parametrize("act", ["renew", "drop", "enrol", "nonsense", ""])
def test_nothing_but_the_code_is_taken_before_the_code(act: str, wang: User) -> None:
    client = came_in()
    given(client, code_of(steps=1), act)
    wang.refresh_from_db()
    assert (client.get("/")["Location"], wang.has_second_factor, len(recovery_codes(wang))) == (PAGE, True, CODES)


def test_a_command_drops_it_for_who_has_lost_all(wang: User) -> None:
    call_command("drop_second_factor", "wang")
    assert came_in().get("/").status_code == 200
    assert not TOTPDevice.objects.exists()
    assert (Act.objects.get(verb="drop_second_factor").by, verify_log()[1]) == (None, None)


def test_roles_of_the_profile_need_one_and_others_do_not(territory: Territory, settings: Settings) -> None:
    settings.PASSWORD_PROFILE, settings.OPEN_READING = LEVEL_3, False
    people = make_people({"own": territory.city, "child": territory.city})
    for name in ("manager", "system", "auditor", "mixed"):
        client = people[name].clients["session"]
        assert client.get("/me/")["Location"] == PAGE, name
        assert client.get(PAGE).status_code == 200
    for name in ("viewer", "clerk", "planner", "official", "author", "stranger"):
        assert people[name].clients["session"].get("/me/").status_code == 200, name
    answer = people["manager"].clients["session"].get("/api/v1/me/")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert people["manager"].clients["bearer"].get("/api/v1/me/").status_code == 200


def test_an_installation_names_more_roles(territory: Territory, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES, settings.OPEN_READING = ["planner"], False
    make_worker("wang", territory.city)
    client = came_in()
    assert client.get("/")["Location"] == PAGE
    text = client.get(PAGE).content.decode()
    assert "Your role demands a second factor" in text
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", text)[0]
    assert given(client, code_of(hexlify(b32decode(secret)).decode()), "enrol").status_code == 200
    assert client.get("/").status_code == 200
    assert check_second_factor(None) == []
    settings.SECOND_FACTOR_ROLES = ["none"]
    assert [error.id for error in check_second_factor(None)] == ["accounts.E005"]


def test_the_log_says_what_was_done_and_no_secret(wang: User) -> None:
    client, codes = came_in(), recovery_codes(wang)
    given(client, code_of(steps=1))
    given(client, codes[0], "renew")
    given(client, recovery_codes(wang)[0], "drop")
    noted = str(list(Change.objects.values_list("before", "after"))) + str(list(Act.objects.values_list("why", "verb")))
    assert [secret for secret in (KEY, *codes, *recovery_codes(wang)) if secret in noted] == []
    verbs = list(Act.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-5:] == [
        "verify_second_factor", "verify_second_factor", "renew_recovery_codes", "verify_second_factor", "drop_second_factor",
    ]  # fmt: skip
    assert verify_log()[1] is None
