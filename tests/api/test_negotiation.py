"""Which format an answer has: ``?format=`` first, then the weights of Accept; and what each method and ETag gets."""

import json
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from assessments.models import Round
from tests.api.reading import as_person, is_problem
from tests.factories import Territory, make_round, make_territory, make_user, make_worker
from tests.factories.once import stored_once

GAPS = "/api/v1/gaps/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Territory, Round]]:
    with stored_once(django_db_blocker, lambda: (make_territory(), make_round())) as made:
        yield made


@pytest.fixture
def territory(stored: tuple[Territory, Round], db: None) -> Territory:
    return deepcopy(stored[0])


@pytest.fixture
def one(stored: tuple[Territory, Round], db: None, settings: Settings) -> Round:
    settings.OPEN_READING = True
    return deepcopy(stored[1])


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/csv, application/json;q=0.5", "text/csv"),
        ("application/json;q=0, text/csv", "text/csv"),
        ("application/json;q=0, */*;q=0.1", "text/csv"),
        ("application/json, text/csv", "application/json"),
        (f"text/csv;q=0.4, {XLSX};q=0.6", XLSX),
        ("text/*", "text/csv"),
        ("text/csv; charset=utf-8", "text/csv"),
        ("application/json; charset=utf-8", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("", "application/json"),
    ],
)
def test_accept_is_weighed(accept: str, wanted: str, one: Round, client: Client) -> None:
    response = client.get(GAPS, headers={"Accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"].split(";")[0] == wanted


@pytest.mark.parametrize("accept", ["application/json", "text/html", "image/png;q=0.1", "x" * 3000])
def test_format_wins_over_accept(accept: str, one: Round, client: Client) -> None:
    response = client.get(f"{GAPS}?format=csv", headers={"Accept": accept})
    assert response["Content-Type"].startswith("text/csv")


@pytest.mark.parametrize("accept", ["text/html", "nonsense", "application/json;q=0", "application/json;q=x", ";", "x" * 9000])
def test_a_format_nobody_makes_is_told_which_there_are(accept: str, one: Round, client: Client) -> None:
    detail = is_problem(client.get(GAPS, headers={"Accept": accept}), 406, "not_acceptable")["detail"]
    assert all(form in detail for form in ("csv", "json", "xlsx"))


def test_an_empty_format_is_no_format(one: Round, client: Client) -> None:
    is_problem(client.get(f"{GAPS}?format="), 400, "bad_value")


def test_another_version_is_a_problem_document(one: Round, client: Client) -> None:
    is_problem(client.get(GAPS, headers={"If-Match": '"another"'}), 412, "precondition_failed")
    etag = client.get(GAPS)["ETag"]
    assert client.get(GAPS, headers={"If-Match": etag}).status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH"])
def test_a_method_that_is_not_offered_is_told_first(method: str, one: Round) -> None:
    client = as_person(make_user())
    for address in (f"{GAPS}?nothing=1", f"{GAPS}?format=nothing", "/api/v1/communities/?cursor=x"):
        is_problem(client.generic(method, address), 405, "method_not_allowed")


@pytest.mark.parametrize("version", ["%0d%0aX:y", "%00", "1", "社区"])
def test_the_name_of_the_document_is_ours(version: str, one: Round, client: Client) -> None:
    response = client.get(f"/api/schema/?version={version}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'inline; filename="wanzheng-api-v1.yaml"'


def test_what_writes_can_be_tried_on_the_page_of_the_docs(one: Round) -> None:
    """The token cannot be read from its cookie; the script of the page carries it, and is kept nowhere."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_worker("somebody", None))
    script = client.get("/api/docs/?script=")
    assert (script["Cache-Control"], script.cookies["csrftoken"]["httponly"]) == ("private, no-store", True)
    token = script.content.decode().partition('request.headers["X-CSRFTOKEN"] = "')[2].partition('"')[0]
    body = json.dumps({"day": "2026-06-30"})
    done = client.post("/api/v1/rounds/", body, content_type="application/json", headers={"X-CSRFToken": token})
    assert done.status_code == 201
    is_problem(client.post("/api/v1/rounds/", body, content_type="application/json"), 403, "csrf_failed")
