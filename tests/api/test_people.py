"""Three people and nobody: who sees what, and that what is hidden looks like what does not exist."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round
from tests.api.reading import as_person, body_of, is_problem, results
from tests.factories import Territory, make_round

LISTS = ("communities", "facilities", "scorecards", "gaps")
DETAILS = (
    "/api/v1/communities/{code}/",
    "/api/v1/scorecards/{code}/",
    "/api/v1/scorecards/{code}/trace/N48-FAC-04/",
    "/api/v1/rounds/{round}/scorecards/{code}/",
    "/api/v1/rounds/{round}/scorecards/{code}/trace/N48-FAC-04/",
)
ROUNDS = ("/api/v1/rounds/{}/", "/api/v1/gaps/?round={}", "/api/v1/scorecards/?round={}", "/api/v1/rounds/{}/scorecards/")
ABSENT = "900101001999"


@pytest.fixture
def one(territory: Territory) -> Round:
    """A round over everything."""
    return make_round()


def code_of(row: dict[str, Any]) -> str:
    place = row.get("community", row)
    return str(place["code"])


@pytest.mark.parametrize("what", LISTS)
def test_a_list_holds_the_mandate_and_nothing_else(
    what: str, territory: Territory, one: Round, planner: User, officer: User, stranger: User
) -> None:
    own = {community.code for community in territory.own}
    assert {code_of(row) for row in results(as_person(planner), f"/api/v1/{what}/")} == own
    assert {code_of(row) for row in results(as_person(officer), f"/api/v1/{what}/")} == own | {territory.near.code}
    is_problem(as_person(stranger).get(f"/api/v1/{what}/"), 403, "forbidden")


@pytest.mark.parametrize("what", LISTS)
def test_counts_tell_nothing_of_hidden_rows(what: str, territory: Territory, one: Round, planner: User) -> None:
    assert as_person(planner).get(f"/api/v1/{what}/?division=90").json()["count"] == len(territory.own)
    assert as_person(planner).get(f"/api/v1/{what}/?division=91").json()["count"] == 0


@pytest.mark.parametrize("address", DETAILS)
def test_a_hidden_community_looks_like_none(address: str, territory: Territory, one: Round, planner: User) -> None:
    client = as_person(planner)
    assert client.get(address.format(code=territory.own[0].code, round=one.pk)).status_code == 200
    absent = is_problem(client.get(address.format(code=ABSENT, round=one.pk)), 404, "not_found")
    for hidden in (territory.near, territory.far):
        found = client.get(address.format(code=hidden.code, round=one.pk))
        assert is_problem(found, 404, "not_found") == absent


@pytest.mark.parametrize("address", DETAILS)
def test_a_stranger_sees_no_detail(address: str, territory: Territory, one: Round, stranger: User) -> None:
    found = as_person(stranger).get(address.format(code=territory.own[0].code, round=one.pk))
    assert is_problem(found, 403, "forbidden")["errors"][0]["right"].endswith(".read")


def test_a_hidden_round_looks_like_none(territory: Territory, planner: User, officer: User) -> None:
    far = make_round(territory.far.division)
    for address in (
        "/api/v1/rounds/{}/",
        "/api/v1/gaps/?round={}",
        "/api/v1/scorecards/?round={}",
        "/api/v1/rounds/{}/scorecards/",
    ):
        hidden = is_problem(as_person(planner).get(address.format(far.pk)), 404, "not_found")
        assert hidden == is_problem(as_person(planner).get(address.format(10**8)), 404, "not_found")


def test_divisions_show_the_way_down_and_no_neighbour(territory: Territory, planner: User) -> None:
    client = as_person(planner)
    above = client.get("/api/v1/divisions/90/").json()
    assert [child["code"] for child in above["children"]] == [territory.city.code]
    is_problem(client.get("/api/v1/divisions/91/"), 404, "not_found")
    is_problem(client.get("/api/v1/divisions/9002/"), 404, "not_found")
    assert all(row["code"].startswith("9001") for row in results(client, "/api/v1/divisions/"))


@pytest.mark.parametrize("what", ["scorecards", "gaps"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_holds_the_mandate_and_nothing_else(
    what: str, form: str, territory: Territory, one: Round, planner: User
) -> None:
    response = as_person(planner).get(f"/api/v1/{what}/?format={form}")
    assert response["X-Total-Count"] == str(len(territory.own))
    if form == "csv":
        text = body_of(response).decode()
        assert territory.own[0].code in text
        assert territory.near.code not in text
        assert territory.far.code not in text


def test_a_shared_facility_names_only_communities_of_the_mandate(territory: Territory, planner: User) -> None:
    facility = territory.own[0].facilities.get()
    for served in (territory.own[0], territory.near):
        facility.served.create(community=served)
    assert as_person(planner).get(f"/api/v1/facilities/{facility.code}/").json()["serves"] == [territory.own[0].code]


@pytest.mark.parametrize("what", [*LISTS, "divisions", "rounds"])
def test_nobody_is_asked_to_log_in(what: str, territory: Territory, anonymous: AnonymousUser) -> None:
    response = as_person(None).get(f"/api/v1/{what}/")
    is_problem(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"]


def test_reading_may_be_open(territory: Territory, one: Round, settings: Settings) -> None:
    settings.OPEN_READING = True
    assert len(results(as_person(None), "/api/v1/communities/")) == 6
    answer = as_person(None).post("/api/v1/rounds/", "{}", content_type="application/json")
    is_problem(answer, 401, "not_authenticated")


@pytest.mark.parametrize("what", [*LISTS, "divisions"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_read_cannot_be_written(what: str, method: str, territory: Territory, planner: User) -> None:
    is_problem(getattr(as_person(planner), method)(f"/api/v1/{what}/"), 405, "method_not_allowed")
    is_problem(getattr(as_person(None), method)(f"/api/v1/{what}/"), 401, "not_authenticated")


def assess(user: User, **asked: Any) -> Any:
    return as_person(user).post("/api/v1/rounds/", json.dumps(asked), content_type="application/json")


def test_a_planner_assesses_the_own_city(territory: Territory, planner: User) -> None:
    response = assess(planner, division="9001", day="2026-06-30")
    assert response.status_code == 201, response.content
    made = Round.objects.get()
    assert (made.division, made.communities, made.started_by) == (territory.city, 4, planner)
    assert response["Location"].endswith(f"/api/v1/rounds/{made.pk}/")
    assert response.json()["as_of"] == "2026-06-30"


def test_without_a_division_the_mandate_is_assessed(territory: Territory, planner: User) -> None:
    assert assess(planner, day="2026-06-30").json()["division"]["code"] == territory.city.code


@pytest.mark.parametrize("code", ["9002", "91", "90", "999999"])
def test_nobody_assesses_beyond_the_mandate(code: str, territory: Territory, planner: User) -> None:
    document = is_problem(assess(planner, division=code), 400, "invalid_body")
    assert document["errors"][0]["pointer"] == "/division"
    assert not Round.objects.exists()


def test_a_stranger_assesses_nothing(territory: Territory, stranger: User) -> None:
    for asked in ({}, {"division": "9001"}):
        assert is_problem(assess(stranger, **asked), 403, "forbidden")["errors"][0]["right"] == "round.create"
    assert not Round.objects.exists()


def test_open_reading_lets_nobody_assess_beyond_the_mandate(
    territory: Territory, planner: User, stranger: User, settings: Settings
) -> None:
    settings.OPEN_READING = True
    is_problem(assess(stranger, division="9001"), 403, "forbidden")
    is_problem(assess(planner, division="9002"), 400, "invalid_body")
    assert assess(planner, day="2026-06-30").json()["division"]["code"] == territory.city.code
