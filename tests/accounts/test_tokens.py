"""Tokens: shown once, kept as a hash, and never more than their owner may at that moment."""

import base64
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.minting import mint, parts_of
from accounts.models import ApiToken, User
from accounts.refusals import Refused
from accounts.services.people import deactivate_user
from accounts.services.tokens import make_token, revoke_token
from communities.models import Division
from tests.api.reading import is_problem
from tests.factories import Territory, make_division, make_grant, make_user, make_worker, revoke_all

pytestmark = pytest.mark.django_db
READ, WRITE = "/api/v1/communities/", "/api/v1/imports/"
MONTH = timedelta(days=30)


@pytest.fixture(autouse=True)
def closed(settings: Settings) -> None:
    settings.OPEN_READING = False


def token(owner: User, *rights: str, division: Division | None = None, networks: tuple[str, ...] = ()) -> str:
    _made, text = make_token(
        by=owner, name="test", rights=rights or ("community.read",), expires_at=timezone.now() + MONTH, division=division,
        networks=networks,
    )  # fmt: skip
    return text


def bearer(text: str, **options: Any) -> Client:
    return Client(headers={"Authorization": f"Bearer {text}"}, **options)


def basic(text: str, user: str = "anybody") -> Client:
    packed = base64.b64encode(f"{user}:{text}".encode()).decode()
    return Client(headers={"Authorization": f"Basic {packed}"})


def codes(client: Client, path: str = READ) -> set[str]:
    response = client.get(path)
    assert response.status_code == 200, response.content
    return {row["code"] for row in response.json()["results"]}


@pytest.mark.parametrize("way", [bearer, basic, lambda text: basic(text, "")])
def test_a_token_reads_what_its_owner_reads(way: Any, territory: Territory, planner: User) -> None:
    assert codes(way(token(planner))) == {community.code for community in territory.own}


def test_of_the_secret_only_a_hash_is_kept_and_nothing_is_logged(
    planner: User, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        text = token(planner)
        bearer(text).get(READ)
        bearer(text + "0").get(READ)
    secret = text.rpartition("_")[2]
    call_command("dumpdata", "accounts")
    assert secret not in capsys.readouterr().out
    assert secret not in caplog.text
    assert ApiToken.objects.get().prefix in caplog.text


def test_a_token_has_256_random_bits_and_a_prefix_that_is_none_of_them() -> None:
    first, second = mint(), mint()
    assert len(first.text.rpartition("_")[2]) * 4 == 256
    assert first.prefix not in first.text.rpartition("_")[2]
    assert first.text != second.text
    assert parts_of(first.text) == (first.prefix, first.secret_hash)
    assert [parts_of(wrong) for wrong in ("", "wz_", first.text[:-1], first.text + "0", first.text.upper())] == [None] * 5


def test_a_token_has_the_rights_that_were_chosen_and_no_other(territory: Territory, planner: User) -> None:
    client = bearer(token(planner, "community.read"))
    assert client.get(READ).status_code == 200
    assert is_problem(client.get("/api/v1/gaps/"), 403, "forbidden")["errors"][0]["right"] == "result.read"
    assert is_problem(client.post(WRITE), 403, "forbidden")["errors"][0]["right"] == "import.create"


def test_a_token_may_be_of_a_part_only(territory: Territory, planner: User) -> None:
    client = bearer(token(planner, division=make_division("900101")))
    assert codes(client) == {community.code for community in territory.own[:2]}
    assert client.get(f"{READ}{territory.own[2].code}/").status_code == 404


def test_what_the_owner_loses_the_token_loses(territory: Territory, planner: User) -> None:
    client = bearer(token(planner, "community.read", "import.create"))
    assert client.post(WRITE).status_code == 400
    for grant in planner.grants.filter(role="clerk"):
        call_command("revoke", str(grant.pk), "--reason", "test")
    assert is_problem(client.post(WRITE), 403, "forbidden")["errors"][0]["right"] == "import.create"
    revoke_all(planner)
    make_grant(planner, make_division("900101"), "viewer")
    assert codes(client) == {community.code for community in territory.own[:2]}
    revoke_all(planner)
    is_problem(client.get(READ), 403, "forbidden")


def test_what_the_owner_gains_the_token_does_not(territory: Territory, planner: User) -> None:
    client = bearer(token(planner, division=territory.city))
    make_grant(planner, territory.province)
    assert codes(client) == {community.code for community in territory.own}


def test_open_reading_does_not_widen_a_token(territory: Territory, planner: User, settings: Settings) -> None:
    settings.OPEN_READING = True
    client = bearer(token(planner, "community.read", division=make_division("900101")))
    assert len(codes(client)) == 2
    is_problem(client.get("/api/v1/gaps/"), 403, "forbidden")


@pytest.mark.parametrize("path", [READ, "/api/v1/", "/api/schema/", "/api/v1/rules/", "/api/nothing"])
def test_a_token_that_is_none_opens_nothing_not_even_what_is_open(path: str, planner: User) -> None:
    good = token(planner)
    wrong = (good[:-1] + ("0" if good[-1] != "0" else "1"), "wz_" + "0" * 12 + "_" + "0" * 64, "x", "", "Ünïcode")
    for client in (*(bearer(text.encode().decode("latin-1")) for text in wrong), *(basic(text) for text in wrong)):
        client.force_login(planner)
        response = client.get(path)
        is_problem(response, 401, "bad_token")
        assert response["WWW-Authenticate"].startswith('Bearer realm="wanzheng", error="invalid_token"')


def test_the_password_of_a_person_is_no_token(planner: User) -> None:
    is_problem(basic("planner-password", "planner").get(READ), 401, "bad_token")


def test_a_password_that_a_browser_remembers_is_worth_nothing_to_another_site(planner: User) -> None:
    text = token(planner, "community.read", "import.create")
    for site, status in (("cross-site", 401), ("same-site", 401), ("same-origin", 400), ("none", 400)):
        assert basic(text).post(WRITE, headers={"Sec-Fetch-Site": site}).status_code == status, site
    assert (
        bearer(text).post(WRITE, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    )  # no browser sends it by itself


def test_another_scheme_is_none_of_ours(planner: User) -> None:
    is_problem(Client(headers={"Authorization": "Digest x"}).get(READ), 401, "not_authenticated")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda row: ApiToken.objects.filter(pk=row.pk).update(expires_at=timezone.now()), "expired"),
        (lambda row: revoke_token(by=row.owner, token=row), "revoked"),
        (lambda row: deactivate_user(by=None, user=row.owner), "revoked"),
        (lambda row: User.objects.filter(pk=row.owner_id).update(is_active=False), "revoked"),
        (lambda row: ApiToken.objects.filter(pk=row.pk).update(networks=["10.0.0.0/8"]), "address"),
    ],
)
def test_a_token_that_is_over_says_why(change: Any, word: str, planner: User) -> None:
    client = bearer(token(planner))
    assert client.get(READ).status_code == 200
    change(ApiToken.objects.get())
    document = is_problem(client.get(READ, headers={"Accept-Language": "en"}), 401, "bad_token")
    assert word in document["detail"]


@pytest.mark.parametrize(
    ("networks", "address", "may"),
    [
        (("10.1.2.0/24",), "10.1.2.3", True), (("10.1.2.0/24",), "10.1.3.3", False), (("10.1.2.3",), "10.1.2.3", True),
        (("2001:db8::/32",), "2001:db8::1", True), (("10.1.2.0/24",), "::ffff:10.1.2.3", True),
        (("10.1.2.0/24",), "", False), (("10.1.2.0/24", "192.0.2.0/24"), "192.0.2.9", True),
    ],
)  # fmt: skip
def test_a_token_may_be_bound_to_networks(networks: tuple[str, ...], address: str, may: bool, planner: User) -> None:  # noqa: FBT001  a case
    client = bearer(token(planner, networks=networks), REMOTE_ADDR=address)
    assert client.get(READ).status_code == (200 if may else 401)


def test_behind_a_proxy_of_ours_its_word_counts_and_no_other(planner: User, settings: Settings) -> None:
    text = token(planner, networks=("10.1.2.0/24",))
    asked = {"Authorization": f"Bearer {text}", "X-Forwarded-For": "192.0.2.1, 10.1.2.3"}
    assert Client(headers=asked, REMOTE_ADDR="192.0.2.7").get(READ).status_code == 401
    settings.BEHIND_PROXY = True
    assert Client(headers=asked, REMOTE_ADDR="192.0.2.7").get(READ).status_code == 200
    asked["X-Forwarded-For"] = "10.1.2.3, 192.0.2.1"
    assert Client(headers=asked, REMOTE_ADDR="10.1.2.3").get(READ).status_code == 401


def test_a_token_is_for_the_api_and_no_key_to_pages(planner: User) -> None:
    text = token(planner)
    for path in ("/", "/me/", "/me/tokens/new/", "/people/", "/communities/"):
        assert bearer(text).get(path)["Location"].startswith("/accounts/login/"), path


def test_no_token_makes_tokens_grants_or_people() -> None:
    manager = make_worker("manager", None, "manager")
    for right in ("grant.create", "user.create", "user.read"):
        with pytest.raises(Refused, match="token_rights"):
            token(manager, right)
    ApiToken.objects.filter(pk=make_token(
        by=manager, name="x", rights=["community.read"], expires_at=timezone.now() + MONTH
    )[0].pk).update(rights=["grant.create", "user.create", "user.read"])  # fmt: skip
    text = token(manager, "community.read")
    ApiToken.objects.update(rights=["grant.create", "user.read"])
    assert bearer(text).get("/api/v1/me/").json()["rights"] == []


def test_a_token_needs_no_csrf_token_and_a_session_does(planner: User) -> None:
    answer = bearer(token(planner, "import.create"), enforce_csrf_checks=True).post(WRITE)
    is_problem(answer, 400, "invalid_body")
    session = Client(enforce_csrf_checks=True)
    session.force_login(planner)
    is_problem(session.post(WRITE), 403, "csrf_failed")


def test_when_it_was_used_is_noted_once_a_minute(planner: User) -> None:
    client = bearer(token(planner))
    client.get(READ)
    first = ApiToken.objects.get().last_used_at
    assert first
    client.get(READ)
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    client.get(READ)
    assert ApiToken.objects.filter(last_used_at__gte=first).exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"rights": []}, "token_rights"),
        ({"rights": ["audit.read"]}, "token_rights"),
        ({"rights": ["nothing.read"]}, "token_rights"),
        ({"expires_at": timedelta(0)}, "token_expiry"),
        ({"expires_at": timedelta(days=367)}, "token_expiry"),
        ({"networks": ["10.0.0.0/33"]}, "token_networks"),
        ({"networks": ["10.0.0.1/8"]}, "token_networks"),
        ({"division": "9002"}, "outside_own_scope"),
        ({"division": "90"}, "outside_own_scope"),
    ],
)
def test_a_token_that_may_not_be_made_is_refused(said: dict[str, Any], code: str, planner: User) -> None:
    given = {"name": "test", "rights": ["community.read"], "expires_at": MONTH, **said}
    given["expires_at"] = timezone.now() + given["expires_at"]
    if "division" in given:
        given["division"] = make_division(given["division"])
    with pytest.raises(Refused, match=code):
        make_token(by=planner, **given)
    assert not ApiToken.objects.exists()


def test_nobody_revokes_the_token_of_another(planner: User) -> None:
    token(planner)
    with pytest.raises(Refused, match="not_own"):
        revoke_token(by=make_user("other"), token=ApiToken.objects.get())


def test_me_says_who_asks_and_what_they_may(
    territory: Territory, planner: User, stranger: User, django_assert_max_num_queries: Any
) -> None:
    session = Client()
    is_problem(session.get("/api/v1/me/"), 401, "not_authenticated")
    session.force_login(planner)
    with django_assert_max_num_queries(3):
        told = session.get("/api/v1/me/", headers={"Accept-Language": "en"}).json()
    rights = {row["right"]: row for row in told["rights"]}
    assert (told["user"], told["token"], told["reading_is_open"]) == ("planner", None, False)
    assert rights["round.create"]["divisions"] == [territory.city.code]
    assert rights["round.create"]["title"] == "order and stop assessments"
    assert (rights["law.read"]["everywhere"], rights["law.read"]["divisions"]) == (True, [])
    assert "user.read" not in rights
    text = token(planner, "community.read", division=make_division("900101"))
    told = bearer(text).get("/api/v1/me/").json()
    assert (told["token"]["name"], told["token"]["prefix"]) == ("test", text.split("_")[1])
    assert [(row["right"], row["divisions"]) for row in told["rights"]] == [("community.read", ["900101000000"])]
    assert [row["right"] for row in bearer(token(stranger, "law.read")).get("/api/v1/me/").json()["rights"]] == ["law.read"]


def test_a_browser_is_not_offered_a_window_for_a_password(anonymous: object) -> None:
    program, browser = Client().get(READ), Client(headers={"Sec-Fetch-Mode": "cors"}).get(READ)
    assert "Basic" in program["WWW-Authenticate"]
    assert "Basic" not in browser["WWW-Authenticate"]


def test_what_a_token_reads_is_not_kept_for_another(planner: User) -> None:
    response = bearer(token(planner)).get(READ)
    assert "Authorization" in response["Vary"]
    assert "private" in response["Cache-Control"]
