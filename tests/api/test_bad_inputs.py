"""A catalogue of what anybody can type: never a server error, always a problem document or a plain answer."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import User
from config.api import router
from tests.api.reading import PROBLEM, as_person
from tests.factories import Territory, make_round, make_territory
from tests.factories.once import stored_once

LISTS: dict[str, Any] = {prefix: viewset for prefix, viewset, _ in router.registry if "(" not in prefix}
SHARE, SHARES = 4, {"faults": 12, "checks": 12}
"""A parameter gets one of so many shares of the values, and the next parameter the next: lists share their kinds of parameters.
Faults and checks are found anew for every answer, in a tenth of a second. ``make bench`` asks them all.
"""
BESIDE = ("format", "limit", "cursor", "count")
VALUES = (
    "", " ", "\0", "a\0b", "%", "_", "'", '"', "\\", "-", "--", "null", "None", "NaN", "Infinity", "-1", "0", "1" * 5000,
    "10" * 30, "1e309", "9999-12-31", "0001-01-01", "2024-13-01", "2024-02-30",
    "９００１", "社区", "\u202e", "\ud7ff", "💥" * 50,
    "a" * 3000, "..", "../../etc", "<script>", "{}", "[]", "true", "=1+1", "\r\nX: y", "N48-FAC-01", "99", "00", "0" * 12,
)  # fmt: skip
BODIES = (
    b"", b"null", b"[]", b'"x"', b"1", b"true", b"{", b"{}x", b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"day": NaN}',
    b'{"day": Infinity}', b'{"division": 9001}', b'{"division": true}', b'{"division": ["9001"]}', b'{"division": {"a": 1}}',
    b'{"division": ""}', b'{"division": "\\u0000"}', b'{"division": "\\ud800"}', b'{"\\ud800": 1}',
    b'{"division": "' + b"9" * 5000 + b'"}', b'{"day": 20260101}', b'{"day": "2026-02-30"}', b'{"day": "9999-12-31"}',
    b'{"day": "0001-01-01"}', b'{"day": "2026-01-01T00:00:00"}', b'{"as_of": "x"}',
    b'{"id": 1, "communities": 5, "started_by": 1}', b'{"day": ' + b"1" * 5000 + b"}",
    b"[" * 100_000, b'{"a":' * 5000 + b"1" + b"}" * 5000, b'{"division": "9001", "division": "9002"}',
)  # fmt: skip
PATHS = (
    "/api/v1/communities/%00/", "/api/v1/communities/90010100100%/", "/api/v1/divisions/9/", "/api/v1/divisions/000000000000/",
    "/api/v1/divisions/123/", "/api/v1/facilities/%00/", "/api/v1/facilities/a%2Fb/", "/api/v1/facilities/%F0%9F%92%A5/",
    "/api/v1/facilities/../", "/api/v1/rounds/999999999/", "/api/v1/rounds/9999999999999999999/", "/api/v1/rounds/abc/",
    "/api/v1/rounds/1/scorecards/1/", "/api/v1/scorecards/900101001001/trace/../", "/api/v1//", "/api//", "/api/v1/%ff/",
    "/api/v1/scorecards/900101001001/trace/NOPE/", "/api/schema/?format=nope", "/api/problems/%00",
    "/api/v1/scorecards/900101001001/?round=",
)  # fmt: skip
CONTENT_TYPES = ("application/json; charset=utf-7", "application/json; charset=nonsense", "", "x", "multipart/form-data")
OVERRIDE = {"X-HTTP-Method-Override": "GET"}


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Territory]:
    with stored_once(django_db_blocker, make_judged) as made:
        yield made


def make_judged() -> Territory:
    territory = make_territory()
    make_round()
    return territory


@pytest.fixture
def territory(stored: Territory, db: None) -> Territory:
    return deepcopy(stored)


@pytest.fixture
def client(officer: User) -> Client:
    return as_person(officer)


def assert_calm(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code < 500, address
    if response.status_code >= 400:
        assert response["Content-Type"] == PROBLEM, (address, response.content[:200])


@pytest.mark.parametrize("what", LISTS)
def test_no_value_breaks_a_list(what: str, client: Client) -> None:
    """A share of the values; the whole is asked by the test below."""
    ask_values(what, SHARES.get(what, SHARE), client)


@pytest.mark.bench
@pytest.mark.parametrize("what", LISTS)
def test_no_value_at_all_breaks_a_list(what: str, client: Client) -> None:
    ask_values(what, 1, client)


def ask_values(what: str, every: int, client: Client) -> None:
    view = LISTS[what]
    own = [parameter.name for parameter in view.list_parameters]
    for place, name in enumerate((*view.filterset_class.base_filters, *own, *BESIDE)):
        for value in VALUES[place % every :: every]:
            assert_calm(client, f"/api/v1/{what}/?{name}={quote(value, safe='')}")


@pytest.mark.parametrize("path", PATHS)
def test_no_path_breaks(path: str, client: Client) -> None:
    assert_calm(client, path)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_no_body_breaks(body: bytes, client: Client) -> None:
    response = client.post("/api/v1/rounds/", body, content_type="application/json")
    assert response.status_code in (201, 400), response.content[:200]
    if response.status_code == 400:
        assert response["Content-Type"] == PROBLEM


def test_too_many_parameters_and_names_from_nowhere(client: Client) -> None:
    assert_calm(client, "/api/v1/communities/?" + "&".join(f"x{number}=1" for number in range(1500)))
    assert_calm(client, "/api/v1/communities/?code__regex=.*&division__path__contains=9&_method=DELETE")
    assert_calm(client, "/api/v1/communities/?%00=1&%ff=2&=3&a[]=4")


def test_a_large_body_is_refused(client: Client) -> None:
    response = client.post("/api/v1/rounds/", b'{"a": "' + b"x" * 6_000_000 + b'"}', content_type="application/json")
    assert response.status_code in (400, 413)
    assert response["Content-Type"] == PROBLEM


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
def test_odd_content_types(content_type: str, client: Client) -> None:
    response = client.generic("POST", "/api/v1/rounds/", b"{}", content_type)
    assert response.status_code in (201, 400, 415), response.content


def test_a_method_cannot_be_smuggled(client: Client) -> None:
    response = client.post(
        "/api/v1/communities/", "{}", content_type="application/json", headers={"X-HTTP-Method-Override": "GET"}
    )
    assert response.status_code == 405


def test_wildcards_are_plain_signs(client: Client) -> None:
    for sign in ("%", "_", "\\"):
        assert client.get("/api/v1/communities/", {"search": sign}).json()["count"] == 0


@pytest.mark.parametrize("method", ["head", "options"])
def test_asking_about_an_address_is_safe(method: str, client: Client) -> None:
    assert getattr(client, method)("/api/v1/gaps/").status_code == 200


def test_a_get_with_a_body_is_as_without(client: Client) -> None:
    response = client.generic("GET", "/api/v1/communities/", json.dumps({"division": "91"}), content_type="application/json")
    assert response.json()["count"] == 5
