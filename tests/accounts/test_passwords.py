"""What a password must be under each profile, and when it must be another one."""

import html
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.passwords import is_due, kinds
from accounts.profiles import PROFILES, profile
from accounts.refusals import Refused
from accounts.services.passwords import change_password, renew_password
from accounts.services.people import create_user
from communities.models import Act
from communities.sealing import verify
from tests.factories import Territory, make_user, make_worker
from tests.gate.people import make_people

pytestmark = pytest.mark.django_db
GOOD = "Quiet-Harbour-47"
LEVEL_3, NO_SUCH = "dengbao-3", "none"


@pytest.fixture
def li() -> User:
    return make_user("li")


def codes(password: str, user: User | None = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        return {str(each.code) for each in wrong.error_list}
    return set()


@pytest.mark.parametrize(
    ("code", "password", "wrong"),
    [
        ("asvs", "elevensigns", {"password_short"}),
        ("asvs", "twelve-signs", set()),
        ("asvs", "onlysmalllettershere", set()),
        ("asvs", "中文密码也要十二个字符才行", set()),
        ("asvs", "123456789012345678", set()),
        ("asvs", "administrator", {"password_too_common"}),
        ("dengbao-2", "Nine-sig9", {"password_short"}),
        ("dengbao-2", "Ten-signs9", set()),
        ("dengbao-2", "onlysmalllettershere", {"password_kinds"}),
        ("dengbao-2", "small-and-other", {"password_kinds"}),
        ("dengbao-3", "Ten-signs9", {"password_short"}),
        ("dengbao-3", "SmallAndCapital", {"password_kinds"}),
        ("dengbao-3", GOOD, set()),
    ],
)
def test_what_a_password_must_be(code: str, password: str, wrong: set[str], settings: Settings) -> None:
    settings.PASSWORD_PROFILE = code
    assert codes(password) == wrong


def test_a_password_like_the_name_is_refused_everywhere(settings: Settings) -> None:
    for code in PROFILES:
        settings.PASSWORD_PROFILE = code
        assert "password_too_similar" in codes("Zhangsanfeng-1", User(username="zhangsanfeng-1")), code


@pytest.mark.parametrize(("password", "number"), [("abc", 1), ("aB", 2), ("aB1", 3), ("aB1-", 4), ("密码aB", 3), ("", 0)])
def test_kinds_of_signs(password: str, number: int) -> None:
    assert kinds(password) == number


def test_a_profile_that_is_not_there_stops_everything(settings: Settings) -> None:
    settings.PASSWORD_PROFILE = NO_SUCH
    with pytest.raises(ImproperlyConfigured, match="dengbao-3"):
        profile()


@pytest.mark.parametrize(("code", "history"), [("asvs", 0), ("dengbao-2", 3), ("dengbao-3", 5)])
def test_passwords_before_do_not_come_again(code: str, history: int, li: User, settings: Settings) -> None:
    settings.PASSWORD_PROFILE = code
    used = [f"{GOOD}-{number}" for number in range(history + 2)]
    for password in used:
        change_password(by=li, password=password)
    assert len(li.past_passwords) == history
    li.refresh_from_db()
    found = [codes(password, li) for password in used]
    assert found == [set(), *([{"password_used"}] * history), {"password_same"} if history else set()]


def test_the_log_has_no_password_and_no_hash(li: User, settings: Settings) -> None:
    settings.PASSWORD_PROFILE = LEVEL_3
    for number in range(3):
        change_password(by=li, password=f"{GOOD}-{number}")
    noted = str(list(Act.objects.values_list("changes__before", "changes__after")))
    assert (GOOD in noted, "md5$" in noted, li.password in noted) == (False, False, False)
    assert verify()[1] is None


@pytest.mark.parametrize(("code", "days"), [("asvs", 0), ("dengbao-2", 180), ("dengbao-3", 90)])
def test_when_another_one_is_due(code: str, days: int, li: User, settings: Settings) -> None:
    settings.PASSWORD_PROFILE = code
    now = timezone.now()
    assert not is_due(li, now)
    assert is_due(li, now + timedelta(days=days or 36_500)) == bool(days)
    li.password_set_at = now - timedelta(days=50)
    assert not is_due(li, now + timedelta(days=(days or 51) - 51))
    li.password_is_first = True
    assert is_due(li, now)
    li.set_unusable_password()
    assert not is_due(li, now)


def came_in(name: str, password: str) -> Client:
    client = Client()
    answer = client.post("/accounts/login/", {"username": name, "password": password})
    assert answer.status_code == 302
    client.cookies["django_language"] = "en"
    return client


def test_a_first_password_opens_one_page_only(territory: Territory) -> None:
    _user, first = create_user(by=None, username="wang", home=territory.city)
    client = came_in("wang", first)
    for path in ("/", "/me/", "/me/tokens/new/", "/rules/"):
        assert client.get(path)["Location"] == "/me/password/", path
        assert client.post(path)["Location"] == "/me/password/", path
    answer = client.get("/api/v1/me/")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert "another password" in answer.json()["detail"]
    assert "was given to you" in client.get("/me/password/").content.decode()
    assert client.get("/accounts/login/").status_code == 200
    _changed(client, first, first, "password_same")
    _changed(client, first, GOOD)
    assert client.get("/me/").status_code == 200
    assert not User.objects.get(username="wang").password_is_first


def _changed(client: Client, old: str, new: str, wrong: str = "") -> None:
    answer = client.post("/me/password/", {"old_password": old, "new_password1": new, "new_password2": new})
    assert answer.status_code == (200 if wrong else 302)
    assert wrong in html.unescape(answer.content.decode())


def test_what_has_lasted_too_long_opens_one_page_only_and_tokens_go_on(territory: Territory, settings: Settings) -> None:
    settings.PASSWORD_PROFILE, settings.OPEN_READING = "dengbao-3", False
    clients = make_people({"own": territory.city, "child": territory.city})["planner"].clients
    assert clients["session"].get("/").status_code == 200
    User.objects.filter(username="the-planner").update(password_set_at=timezone.now() - timedelta(days=91))
    assert clients["session"].get("/")["Location"] == "/me/password/"
    assert clients["session"].post("/accounts/logout/").status_code == 302
    assert [clients[way].get("/api/v1/me/").status_code for way in ("bearer", "basic")] == [200, 200]
    _changed(came_in("the-planner", "the-planner-password"), "the-planner-password", GOOD)
    assert came_in("the-planner", GOOD).get("/").status_code == 200


def test_refusals_are_said_in_both_languages_with_their_codes(li: User, settings: Settings) -> None:
    settings.PASSWORD_PROFILE = LEVEL_3
    client = came_in("li", "li-password")
    _changed(client, "li-password", "short", "A password has at least 12 signs. [password_short]")
    client.cookies["django_language"] = "zh-hans"
    _changed(client, "li-password", "onlysmallletters", "至少 3 种。 [password_kinds]")


def test_a_forgotten_one_is_renewed_by_a_command(territory: Territory, capsys: pytest.CaptureFixture[str]) -> None:
    user = make_worker("wang", territory.city)
    client = came_in("wang", "wang-password")
    call_command("renew_password", "wang")
    name, _colon, password = capsys.readouterr().out.strip().partition(": ")
    assert name == "wang"
    assert client.get("/me/")["Location"].startswith("/accounts/login/")
    assert came_in("wang", password).get("/me/")["Location"] == "/me/password/"
    act = Act.objects.filter(verb="renew_password").get()
    assert (act.by, act.changes.get().first) == (None, user.pk)
    User.objects.update(is_active=False)
    user.refresh_from_db()
    with pytest.raises(Refused, match="account_closed"):
        renew_password(user=user)
