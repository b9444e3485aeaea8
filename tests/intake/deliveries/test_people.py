"""Who meets a delivery: its clerk, an officer above, a planner beside, a stranger, nobody. On pages and in the API."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from communities.models import Division
from intake.deliveries.receiving import ask_to_store
from intake.models import Delivery, RowIssue
from tests.factories import make_user, make_worker
from tests.intake.deliveries.conftest import HandIn, Work
from tests.intake.making import FIRST

READ = (
    "/imports/{0}/", "/imports/{0}/problems/", "/imports/{0}/undo/", "/imports/{0}/annotated.xlsx", "/imports/{0}/tables/{1}/",
    "/api/v1/imports/{0}/", "/api/v1/imports/{0}/problems/",
)  # fmt: skip
WRITE = (
    "/imports/{0}/store/", "/imports/{0}/check/", "/imports/{0}/cancel/", "/imports/{0}/undo/", "/imports/{0}/tables/{1}/",
    "/api/v1/imports/{0}/store/", "/api/v1/imports/{0}/cancel/", "/api/v1/imports/{0}/undo/",
)  # fmt: skip
LISTS = ("/imports/", "/api/v1/imports/")


def _as(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def people(stored: Division) -> dict[str, User]:
    """A planner of the district beside, an officer of the province, somebody without a mandate."""
    beside, province = Division.objects.get(code="900102000000"), Division.objects.get(code="900000000000")
    return {
        "planner": make_worker("planner", beside),
        "officer": make_worker("officer", province),
        "stranger": make_user("stranger"),
    }


@pytest.fixture
def checked(hand_in: HandIn, work: Work) -> Delivery:
    """A delivery of the clerk's with an error, whose value nobody else may see."""
    delivery = hand_in({"secret-名称.csv": f"社区代码,户数,统计日期\n{FIRST},5,2024-12-31\n{FIRST},secret,2024-12-30\n"})
    work()
    return Delivery.objects.get(pk=delivery.pk)


def _addresses(addresses: tuple[str, ...], delivery: Delivery) -> list[str]:
    return [address.format(delivery.pk, delivery.batches.get().pk) for address in addresses]


def test_the_clerk_and_the_officer_above_read_all_of_it(checked: Delivery, clerk: User, people: dict[str, User]) -> None:
    for user in (clerk, people["officer"]):
        for address in _addresses(READ, checked):
            response = _as(user).get(address)
            assert response.status_code == 200, (user, address)
            assert response.getvalue()
        for address in LISTS:
            assert "secret" in _as(user).get(address).content.decode(), (user, address)


def _said(response: Any, address: str) -> str:
    """The body without what differs at every answer."""
    return re.sub(r'value="\w{64}"', "", response.content.decode().replace(address, ""))


def test_to_the_planner_beside_it_looks_like_none(checked: Delivery, people: dict[str, User]) -> None:
    client = _as(people["planner"])
    for address, method in (*((each, "GET") for each in READ), *((each, "POST") for each in WRITE)):
        (real,) = _addresses((address,), checked)
        absent = address.format(999_999, 1)
        found, missing = client.generic(method, real), client.generic(method, absent)
        assert (found.status_code, missing.status_code) == (404, 404), address
        assert _said(found, real) == _said(missing, absent), address
    for address in LISTS:
        assert "secret" not in client.get(address).content.decode()


def test_the_stranger_may_not_come_in(checked: Delivery, people: dict[str, User]) -> None:
    client = _as(people["stranger"])
    for address in ("/imports/", "/imports/new/", *(each for each in _addresses(READ, checked) if "/api/" not in each)):
        assert client.get(address).status_code == 403, address
    for address in _addresses(WRITE, checked):
        assert client.post(address).status_code == 403, address
    assert client.get("/api/v1/imports/").status_code == 403
    assert client.post("/api/v1/imports/").status_code == 403


def test_nobody_is_asked_to_log_in(checked: Delivery, settings: object) -> None:
    client = _as(None)
    for address in ("/imports/", "/imports/new/", *_addresses(READ[:5], checked)):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/accounts/login/"), address
    assert client.get("/api/v1/imports/").status_code == 401
    assert AnonymousUser().is_anonymous


@pytest.mark.usefixtures("stored")
def test_where_reading_is_open_deliveries_are_not(checked: Delivery, people: dict[str, User], settings: object) -> None:
    settings.OPEN_READING = True  # type: ignore[attr-defined]  # pytest-django's
    assert _as(None).get(f"/imports/{checked.pk}/").status_code == 302
    assert _as(None).get("/api/v1/imports/").status_code == 401
    assert _as(people["planner"]).get(f"/imports/{checked.pk}/").status_code == 404


def test_a_clerk_cannot_hand_in_for_another_place(browser: Client, stored: Division) -> None:
    for code in ("900102", "9001", "90", "910000", "x"):
        posted = {"given": _file(), "division": code}
        assert browser.post("/imports/new/", posted).status_code == 422, code
        answer = browser.post("/api/v1/imports/", {"files": _file(), "division": code})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_body"), code
    assert not Delivery.objects.filter(brought_by__isnull=False).exists()


def _file() -> object:
    return SimpleUploadedFile("a.csv", f"社区代码,户数,统计日期\n{FIRST},5,2024-12-31\n".encode())


def test_what_is_stored_by_one_is_undone_by_whoever_works_there(
    hand_in: HandIn, work: Work, clerk: User, people: dict[str, User]
) -> None:
    delivery = hand_in({"a.csv": f"社区代码,户数,统计日期\n{FIRST},5,2024-12-31\n"})
    work()
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    work()
    assert _as(people["officer"]).post(f"/imports/{delivery.pk}/undo/").status_code == 302
    work()
    found = Delivery.objects.select_related("act").get(pk=delivery.pk)
    assert found.state == "undone"
    assert found.act
    assert found.act.undone_by.by == people["officer"]
    assert not RowIssue.objects.filter(code="not_undoable").exists()
