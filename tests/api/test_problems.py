"""Every error is a problem document; every answer carries its headers."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory
from rest_framework import exceptions

from accounts.models import User
from communities.api.problems import KINDS
from config import problems
from tests.api.reading import as_person, is_problem
from tests.factories import Territory, make_round

JSON = "application/json"
Ask = Callable[[Client], Any]
CASES: dict[str, tuple[int, str, Ask]] = {
    "unknown parameter": (400, "unknown_parameter", lambda c: c.get("/api/v1/communities/?hosueholds=1")),
    "unknown parameter of a detail": (400, "unknown_parameter", lambda c: c.get("/api/v1/communities/900101001001/?x=1")),
    "paging of a file": (400, "unknown_parameter", lambda c: c.get("/api/v1/gaps/?format=csv&limit=5")),
    "mark of a page": (400, "unknown_parameter", lambda c: c.get("/api/v1/gaps/?bom=1")),
    "repeated": (400, "repeated_parameter", lambda c: c.get("/api/v1/communities/?division=90&division=91")),
    "repeated limit": (400, "repeated_parameter", lambda c: c.get("/api/v1/communities/?limit=1&limit=2")),
    "bad value": (400, "bad_value", lambda c: c.get("/api/v1/communities/?build_class=old")),
    "bad division": (400, "bad_value", lambda c: c.get("/api/v1/communities/?division=abc")),
    "limit 0": (400, "bad_value", lambda c: c.get("/api/v1/communities/?limit=0")),
    "limit above": (400, "bad_value", lambda c: c.get("/api/v1/communities/?limit=10001")),
    "bad count": (400, "bad_value", lambda c: c.get("/api/v1/communities/?count=maybe")),
    "bad lang": (400, "bad_value", lambda c: c.get("/api/v1/gaps/?format=csv&lang=fr")),
    "bad round": (400, "bad_value", lambda c: c.get("/api/v1/gaps/?round=last")),
    "ordering by a hidden field": (400, "bad_value", lambda c: c.get("/api/v1/scorecards/?ordering=round__started_by")),
    "verdict without rule": (400, "bad_value", lambda c: c.get("/api/v1/scorecards/?verdict=met")),
    "bad cursor": (400, "bad_cursor", lambda c: c.get("/api/v1/communities/?cursor=abc")),
    "no json": (400, "malformed_body", lambda c: c.post("/api/v1/rounds/", "{", content_type=JSON)),
    "empty body of two kinds": (400, "malformed_body", lambda c: c.post("/api/v1/rounds/", "[]", content_type=JSON)),
    "bad body": (400, "invalid_body", lambda c: c.post("/api/v1/rounds/", '{"day": "soon"}', content_type=JSON)),
    "unknown field": (400, "invalid_body", lambda c: c.post("/api/v1/rounds/", '{"dya": "2026-01-01"}', content_type=JSON)),
    "no law": (400, "nothing_to_assess", lambda c: c.post("/api/v1/rounds/", '{"day": "1999-01-01"}', content_type=JSON)),
    "nobody": (401, "not_authenticated", lambda c: Client().get("/api/v1/communities/")),
    "missing": (404, "not_found", lambda c: c.get("/api/v1/communities/900101001999/")),
    "unknown path": (404, "not_found", lambda c: c.get("/api/v1/nothing/")),
    "unknown path without slash": (404, "not_found", lambda c: c.get("/api/v2")),
    "post to an unknown path": (404, "not_found", lambda c: c.post("/api/nothing/")),
    "unknown type of problem": (404, "not_found", lambda c: c.get("/api/problems/nothing")),
    "method": (405, "method_not_allowed", lambda c: c.delete("/api/v1/communities/")),
    "trace": (405, "method_not_allowed", lambda c: c.trace("/api/v1/scorecards/900101001001/")),
    "format": (406, "not_acceptable", lambda c: c.get("/api/v1/communities/?format=csv")),
    "accept": (406, "not_acceptable", lambda c: c.get("/api/v1/communities/", headers={"Accept": "text/html"})),
    "media type": (415, "unsupported_media_type", lambda c: c.post("/api/v1/rounds/", "a=1", content_type="text/plain")),
}


@pytest.fixture
def client(territory: Territory, planner: User) -> Client:
    make_round()
    return as_person(planner)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_error_is_a_problem_document(name: str, language: str, client: Client) -> None:
    status, code, ask = CASES[name]
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    document = is_problem(ask(client), status, code)
    if name != "nobody":
        assert document["title"] == KINDS[code].title.of("en" if language == "en" else "zh")


def test_there_is_no_round_yet(territory: Territory, planner: User) -> None:
    is_problem(as_person(planner).get("/api/v1/gaps/"), 404, "no_round")


def test_the_nearest_name_is_offered(client: Client) -> None:
    fault = client.get("/api/v1/communities/?buildclass=new").json()["errors"][0]
    assert (fault["parameter"], fault["nearest"]) == ("buildclass", "build_class")


def test_a_bad_value_names_its_parameter_and_what_would_do(client: Client) -> None:
    document = client.get("/api/v1/communities/?build_class=old&central_heating=maybe").json()
    assert {fault["parameter"] for fault in document["errors"]} == {"build_class", "central_heating"}
    assert document["errors"][0]["allowed"] == ["new", "existing", "unknown"]


def test_a_forged_session_is_refused(territory: Territory, planner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(planner)
    is_problem(client.post("/api/v1/rounds/", "{}", content_type=JSON), 403, "csrf_failed")


def test_a_wrong_host_is_a_problem_too(db: None) -> None:
    is_problem(Client(headers={"Host": "evil.example"}).get("/api/v1/communities/"), 400, "bad_request")


def test_a_crash_is_a_problem_document(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("communities.api.views.communities", crash)
    client.raise_request_exception = False
    document = is_problem(client.get("/api/v1/communities/"), 500, "server_error")
    assert "RuntimeError" not in json.dumps(document)


LOGIN = 'Bearer realm="wanzheng", Basic realm="wanzheng", charset="UTF-8"'


@pytest.mark.parametrize(
    ("error", "code", "header"),
    [
        (exceptions.Throttled(wait=7), "too_many_requests", ("Retry-After", "7")),
        (exceptions.AuthenticationFailed(), "not_authenticated", ("WWW-Authenticate", LOGIN)),
        (exceptions.PermissionDenied(), "forbidden", ("API-Version", "1.0.0")),
    ],
)
def test_what_no_endpoint_says_yet(error: Exception, code: str, header: tuple[str, str], rf: RequestFactory) -> None:
    request = type("Asked", (), {"_request": rf.get("/api/v1/gaps/")})()
    response = problems.problem_response(error, {"request": request})
    is_problem_of = json.loads(response.content)  # type: ignore[union-attr]  # it is one
    assert is_problem_of["code"] == code
    assert response is not None
    assert response[header[0]] == header[1]


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_type_has_a_page(code: str, client: Client) -> None:
    page = client.get(f"/api/problems/{code}").json()
    assert page["status"] == KINDS[code].status
    assert page["title"]["zh"]
    assert page["what_to_do"]["en"]


def test_pages_keep_their_own_errors(db: None, client: Client) -> None:
    assert client.get("/no-such-page/")["Content-Type"].startswith("text/html")


def test_headers_of_every_answer(client: Client) -> None:
    for path in ("/api/", "/api/v1/", "/api/v1/communities/", "/api/schema/", "/api/v1/gaps/?format=csv", "/api/v1/x/"):
        response = client.get(path, headers={"X-Request-ID": "asked-for-123"})
        assert response["X-Request-ID"] == "asked-for-123"
        assert response["API-Version"] == "1.0.0"
        assert "Cookie" in response["Vary"]
    assert client.get("/api/v1/gaps/", headers={"X-Request-ID": "a b\x07"})["X-Request-ID"] != "a b\x07"


def test_an_unchanged_answer_is_not_sent_again(client: Client) -> None:
    first = client.get("/api/v1/scorecards/900101001001/")
    again = client.get("/api/v1/scorecards/900101001001/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["API-Version"]
    is_problem(client.get("/api/v1/scorecards/910101001001/", headers={"If-None-Match": first["ETag"]}), 404, "not_found")


def test_a_forgotten_slash_is_added(client: Client) -> None:
    response = client.get("/api/v1/communities?limit=1")
    assert (response.status_code, response["Location"]) == (308, "/api/v1/communities/?limit=1")
