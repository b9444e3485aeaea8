"""Looking after people on the pages: a manager of the city, a manager of the province above, a stranger."""

import html
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import ApiToken, Grant, User
from tests.factories import Territory, make_division, make_grant, make_user, make_worker

pytestmark = pytest.mark.django_db


def opened(user: User | None, language: str = "en") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    if user:
        client.force_login(user)
    return client


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return html.unescape(response.content.decode())


@pytest.fixture
def manager(territory: Territory, settings: Settings) -> User:
    """Looks after the people of the city."""
    settings.OPEN_READING = False
    return make_worker("manager", territory.city, "manager")


@pytest.fixture
def chief(territory: Territory, settings: Settings) -> User:
    """Looks after the people of the province."""
    settings.OPEN_READING = False
    return make_worker("chief", territory.province, "manager")


@pytest.fixture
def li(territory: Territory) -> User:
    """Has an account in the city and nothing else."""
    return make_user("li", home=territory.city)


GRANT = {"person": "li", "role": "planner", "division": "9001", "until": "", "reason": "plans the city"}


def test_a_new_account_opens_nothing_and_its_password_is_shown_once(territory: Territory, manager: User) -> None:
    client = opened(manager)
    answer = client.post("/people/new/", {"username": "wang", "home": "900101"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    password = re.findall(r"<code>(\w{16})</code>", answer.content.decode())[0]
    made = User.objects.get(username="wang")
    assert (made.home, made.made_by, made.is_superuser, made.is_staff) == (make_division("900101"), manager, False, False)
    assert not made.grants.exists()
    assert password not in text_of(client, f"/people/{made.pk}/")
    person = opened(None)
    answer = person.post("/accounts/login/", {"username": "wang", "password": password})
    assert answer["Location"] == "/me/"
    assert person.get("/me/")["Location"] == "/me/password/"
    changed = {"old_password": password, "new_password1": "a-much-better-one", "new_password2": "a-much-better-one"}
    assert person.post("/me/password/", changed).status_code == 302
    assert User.objects.get(pk=made.pk).check_password("a-much-better-one")
    assert "Your account has no grant" in text_of(person, "/me/")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"username": "li", "home": "9001"}, "username_taken"),
        ({"username": "a b", "home": "9001"}, "username_bad"),
        ({"username": "wang", "home": "9002"}, "no such division"),
        ({"username": "wang", "home": "90"}, "no such division"),
        ({"username": "wang", "home": "/"}, "no such division"),
        ({"username": "wang", "home": ""}, "required"),
    ],
)
def test_an_account_that_may_not_be_made_is_refused(said: dict[str, str], word: str, manager: User, li: User) -> None:
    before = User.objects.count()
    answer = opened(manager).post("/people/new/", said)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert User.objects.count() == before


def test_a_grant_is_seen_with_what_it_opens_before_it_is_given(territory: Territory, manager: User, li: User) -> None:
    client = opened(manager)
    seen = client.post("/people/grants/new/", GRANT)
    text = seen.content.decode()
    assert (seen.status_code, Grant.objects.filter(user=li).count()) == (200, 0)
    assert "communities it opens: 4" in text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    assert hidden["opens"] == "4"
    given = client.post("/people/grants/new/", {name: hidden.get(name, "") for name in (*GRANT, "opens")})
    assert given["Location"] == f"/people/{li.pk}/"
    made = Grant.objects.get(user=li)
    assert (made.role, made.division, made.granted_by, made.reason) == ("planner", territory.city, manager, "plans the city")
    assert (made.valid_from, made.valid_to) == (timezone.localdate(), None)
    assert "plans the city" in text_of(client, f"/people/{li.pk}/")


def test_what_was_seen_must_still_be_so(manager: User, li: User) -> None:
    client = opened(manager)
    for number in ("", "3", "5", "x"):
        answer = client.post("/people/grants/new/", {**GRANT, "opens": number})
        assert answer.status_code == 200
        assert "communities it opens: 4" in answer.content.decode()
    answer = client.post("/people/grants/new/", {**GRANT, "opens": "4", "change": "1"})
    assert 'name="reason" value="plans the city"' in answer.content.decode()
    assert not Grant.objects.filter(user=li).exists()


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"division": "90"}, "no such division"),
        ({"division": "9002"}, "no such division"),
        ({"division": ""}, "required"),
        ({"division": "/"}, "no such division"),
        ({"division": "%"}, "no such division"),
        ({"role": "auditor"}, "Select a valid choice"),
        ({"role": "system"}, "Select a valid choice"),
        ({"reason": " "}, "required"),
        ({"until": "2020-01-01"}, "period_over"),
        ({"person": "manager"}, "to_oneself"),
        ({"person": "nobody-there"}, "nobody of this name"),
        ({"person": "chief"}, "nobody of this name"),
    ],
)
def test_a_grant_that_may_not_be_given_is_refused(
    said: dict[str, str], word: str, manager: User, chief: User, li: User
) -> None:
    before = Grant.objects.count()
    answer = opened(manager).post("/people/grants/new/", {**GRANT, **said, "opens": "4"})
    assert answer.status_code == 422
    assert word in html.unescape(answer.content.decode())
    assert Grant.objects.count() == before


def test_a_grant_longer_than_the_own_is_refused(territory: Territory, li: User, settings: Settings) -> None:
    settings.OPEN_READING = False
    end = timezone.localdate() + timedelta(days=10)
    manager = make_user("manager")
    make_grant(manager, territory.city, "manager", valid_to=end)
    client = opened(manager)
    for until in ("", (end + timedelta(days=1)).isoformat()):
        answer = client.post("/people/grants/new/", {**GRANT, "until": until, "opens": "4"})
        assert (answer.status_code, "beyond_own_expiry" in answer.content.decode()) == (422, True)
    assert client.post("/people/grants/new/", {**GRANT, "until": end.isoformat(), "opens": "4"}).status_code == 302


def test_a_revoked_grant_holds_no_longer_at_the_next_request(territory: Territory, manager: User, planner: User) -> None:
    at_work = opened(planner)
    assert at_work.get("/").status_code == 200
    client = opened(manager)
    for grant in planner.grants.all():
        assert f"/people/grants/{grant.pk}/revoke/" in text_of(client, f"/people/{planner.pk}/")
        assert client.post(f"/people/grants/{grant.pk}/revoke/", {"reason": ""}).status_code == 422
        assert client.post(f"/people/grants/{grant.pk}/revoke/", {"reason": "moved"}).status_code == 302
        assert "already_revoked" in text_of(client, f"/people/grants/{grant.pk}/revoke/")
    assert at_work.get("/").status_code == 403
    assert "revoked" in text_of(client, f"/people/{planner.pk}/")
    assert Grant.objects.filter(user=planner, revoked_by=manager, revoke_reason="moved").count() == 2


def test_each_manager_sees_the_people_of_the_own_place_and_what_they_are_there(
    territory: Territory, manager: User, chief: User, li: User, stranger: User
) -> None:
    both, near = make_worker("zhao", territory.city, "viewer"), make_user("qian", home=make_division("9002"))
    make_grant(both, make_division("9002"), "clerk")
    city, province = text_of(opened(manager), "/people/"), text_of(opened(chief), "/people/")
    assert [name for name in ("li", "zhao", "qian", "manager", "chief", "stranger") if f">{name}</a>" in city] == [
        "li", "zhao", "manager",
    ]  # fmt: skip
    assert [name for name in ("li", "zhao", "qian", "manager", "chief", "stranger") if f">{name}</a>" in province] == [
        "li", "zhao", "qian", "manager", "chief",
    ]  # fmt: skip
    assert "data clerk" not in text_of(opened(manager), f"/people/{both.pk}/")
    assert "data clerk" in text_of(opened(chief), f"/people/{both.pk}/")
    assert opened(manager).get(f"/people/{near.pk}/").status_code == 404
    for path in ("/people/", "/people/new/", "/people/grants/new/", f"/people/{li.pk}/"):
        assert opened(stranger).get(path).status_code == 403
        assert opened(None).get(path)["Location"].startswith("/accounts/login/")
    assert "/people/" not in text_of(opened(stranger), "/rules/")
    assert 'href="/people/"' in text_of(opened(manager), "/")


def test_an_auditor_looks_and_touches_nothing(territory: Territory, li: User, settings: Settings) -> None:
    settings.OPEN_READING = False
    client = opened(make_worker("auditor", territory.city, "auditor"))
    (grant,) = make_grant(li, territory.city, "viewer")
    page = text_of(client, "/people/") + text_of(client, f"/people/{li.pk}/")
    assert "viewer" in page
    assert not re.search(r'href="/people/(new|grants|\d+/close)', page)
    for path in ("/people/new/", "/people/grants/new/", f"/people/grants/{grant.pk}/revoke/", f"/people/{li.pk}/close/"):
        assert client.post(path, {"reason": "x"}).status_code == 403, path


def test_a_closed_account_opens_nothing_any_more(territory: Territory, manager: User, planner: User) -> None:
    User.objects.filter(pk=planner.pk).update(home=territory.city)
    at_work = opened(planner)
    at_work.post("/me/tokens/new/", {"name": "x", "rights": ["community.read"], "expires": timezone.localdate() + timedelta(9)})
    assert at_work.get("/").status_code == 200
    client = opened(manager)
    assert "Close it" in text_of(client, f"/people/{planner.pk}/close/")
    assert client.post(f"/people/{planner.pk}/close/").status_code == 302
    assert at_work.get("/")["Location"].startswith("/accounts/login/")
    assert ApiToken.objects.get().revoked_at is not None
    closed = User.objects.get(pk=planner.pk)
    assert (closed.is_active, closed.has_usable_password()) == (False, False)
    closed.is_active = True  # even so the sessions of before are worth nothing
    closed.save()
    assert Session.objects.exists()
    assert at_work.get("/")["Location"].startswith("/accounts/login/")
    assert client.post("/people/grants/new/", {**GRANT, "person": "nobody"}).status_code == 422


def test_nobody_closes_the_account_of_somebody_above_or_the_own(
    territory: Territory, manager: User, chief: User, settings: Settings
) -> None:
    above = make_worker("zhou", territory.province, "viewer")
    User.objects.filter(pk__in=(above.pk, manager.pk, chief.pk)).update(home=territory.city)
    client = opened(manager)
    for user, code in ((above, "holds_more"), (chief, "holds_more"), (manager, "to_oneself")):
        answer = client.post(f"/people/{user.pk}/close/")
        assert (answer.status_code, code in answer.content.decode()) == (422, True)
        assert User.objects.get(pk=user.pk).is_active
    elsewhere = make_worker("wu", territory.city, "viewer")  # works here, and is looked after by others
    assert client.post(f"/people/{elsewhere.pk}/close/").status_code == 403
    assert f"/people/{elsewhere.pk}/close/" not in text_of(client, f"/people/{elsewhere.pk}/")


def test_a_token_is_made_shown_once_and_revoked_by_its_owner(territory: Territory, planner: User, officer: User) -> None:
    client = opened(planner)
    form = text_of(client, "/me/tokens/new/")
    assert "round.create" in form
    assert "user.read" not in form
    assert "audit.read" not in form
    last = (timezone.localdate() + timedelta(days=20)).isoformat()
    said = {"name": "GIS", "rights": ["community.read"], "division": "", "expires": last, "networks": "10.1.2.0/24，10.2.0.1"}
    answer = client.post("/me/tokens/new/", said)
    (text,) = re.findall(r"wz_[0-9a-f]{12}_[0-9a-f]{64}", answer.content.decode())
    assert answer["Cache-Control"] == "private, no-store"
    made = ApiToken.objects.get()
    assert (made.owner, made.networks, made.division) == (planner, ["10.1.2.0/24", "10.2.0.1/32"], None)
    page = text_of(client, "/me/")
    assert text not in page
    assert f"wz_{made.prefix}_…" in page
    assert opened(officer).post(f"/me/tokens/{made.pk}/revoke/").status_code == 404
    assert client.post(f"/me/tokens/{made.pk}/revoke/").status_code == 302
    assert ApiToken.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"rights": ["user.read"]}, "Select a valid choice"),
        ({"expires": (timezone.localdate() + timedelta(days=400)).isoformat()}, "token_expiry"),
        ({"expires": "2020-01-01"}, "token_expiry"),
        ({"networks": "nowhere"}, "token_networks"),
        ({"division": "9002"}, "no such division"),
    ],
)
def test_a_token_that_may_not_be_made_is_refused(said: dict[str, object], word: str, planner: User) -> None:
    good = {"name": "x", "rights": ["community.read"], "expires": timezone.localdate() + timedelta(days=5)}
    answer = opened(planner).post("/me/tokens/new/", {**good, **said})
    assert (answer.status_code, word in html.unescape(answer.content.decode())) == (422, True)
    assert not ApiToken.objects.exists()


def test_every_refusal_is_said_in_both_languages(manager: User, li: User) -> None:
    data = {**GRANT, "person": "manager", "opens": "4"}
    assert "Nobody grants themselves" in opened(manager).post("/people/grants/new/", data).content.decode()
    assert "不能给自己授权" in opened(manager, "zh-hans").post("/people/grants/new/", data).content.decode()
    assert "授权" in text_of(opened(manager, "zh-hans"), f"/people/{li.pk}/")


def test_after_logging_in_one_comes_to_what_one_may_see(territory: Territory, manager: User, settings: Settings) -> None:
    make_worker("system", None, "system")
    for name, target in (("manager", "/"), ("system", "/me/")):
        said = {"username": name, "password": f"{name}-password"}
        assert Client().post("/accounts/login/", said)["Location"] == target
        assert Client().post("/accounts/login/?next=/rules/", {**said, "next": "/rules/"})["Location"] == "/rules/"


def test_the_number_of_people_and_grants_costs_no_query(territory: Territory, manager: User, li: User) -> None:
    def asked(path: str) -> int:
        client = opened(manager)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    paths = ("/people/", f"/people/{li.pk}/", "/me/")
    make_grant(li, territory.city, "viewer")
    few = [asked(path) for path in paths]
    for number in range(10):
        user = make_user(f"more-{number}", home=territory.city)
        make_grant(user, territory.city)
        make_grant(li, territory.city, "clerk", reason=str(number))
        make_grant(manager, territory.city, "clerk", reason=str(number))
    assert [asked(path) for path in paths] == few
    assert max(few) <= 8
