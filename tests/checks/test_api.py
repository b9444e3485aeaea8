"""The API of the checks: counts, faults, filters as the page's, pages by key, problems, people."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from assessments.checks.book import all_checks
from communities.models import Community
from tests.api.reading import as_person, is_problem, pages, results
from tests.checks.conftest import settle
from tests.checks.planting import PLANTINGS, make_band
from tests.factories import Territory, make_source

DAY = "as_of=2026-06-30"
THREE = "check=DATA-POP-01&check=DATA-POP-03&check=DATA-DUP-02"


@pytest.fixture
def seven(db: None, settings: Settings) -> list[Community]:
    """Seven communities with too few residents; the first has an error and a notice too."""
    settings.OPEN_READING = True
    made = [settle(f"90010100{number}001") for number in range(1, 8)]
    for community in made:
        PLANTINGS["DATA-POP-01"](community)
    PLANTINGS["DATA-POP-03"](made[0])
    PLANTINGS["DATA-DUP-02"](made[0])
    return made


def test_the_checks_with_their_counts(seven: list[Community], client: Client) -> None:
    rows = results(client, f"/api/v1/checks/?{DAY}")
    assert [row["code"] for row in rows] == [check.code for check in all_checks()]
    assert {row["code"]: row["faults"] for row in rows if row["faults"]} == {
        "DATA-POP-01": 7, "DATA-POP-03": 1, "DATA-DUP-02": 1,
    }  # fmt: skip
    pop = next(row for row in rows if row["code"] == "DATA-POP-01")
    assert pop["advice"].keys() == pop["name"].keys() == {"zh", "en"}
    assert len(results(client, f"{pop['faults_url']}&{DAY}")) == 7


def test_the_checks_can_be_narrowed(seven: list[Community], client: Client) -> None:
    rows = results(client, f"/api/v1/checks/?{DAY}&division=900101001&severity=warning&check=DATA-POP-01&check=DATA-POP-03")
    assert [(row["code"], row["faults"]) for row in rows] == [("DATA-POP-01", 1)]


def test_a_fault_names_its_place_and_figures(seven: list[Community], client: Client) -> None:
    seven[0].household_counts.update(source=make_source("s", provenance="synthetic"))
    [row] = results(client, f"/api/v1/faults/?{DAY}&check=DATA-POP-01&division=900101001001")
    assert row["text"]["en"] == "2,500 residents ÷ 99 households = 25.25 each; expected 1 to 6."
    assert (row["check"], row["severity"], row["facility"], row["data_labels"]) == (
        "DATA-POP-01",
        "warning",
        None,
        ["synthetic"],
    )
    assert row["community"] == {"code": seven[0].code, "name": seven[0].name, "name_en": seven[0].name_en}
    assert client.get(row["community_url"]).json()["code"] == seven[0].code
    [row] = results(client, f"/api/v1/faults/?{DAY}&severity=notice")
    assert row["facility"]["facility_type"]["code"] == "nursery"
    assert re.search(r"F\d+", row["text"]["zh"])


@pytest.mark.parametrize("ordering", ["severity", "-severity", "code", "-code"])
def test_pages_lose_and_repeat_no_fault(ordering: str, seven: list[Community], client: Client) -> None:
    address = f"/api/v1/faults/?{DAY}&ordering={ordering}"
    whole = results(client, address)
    walked = list(pages(client, f"{address}&limit=4&{THREE}"))
    assert [row for page in walked for row in page] == whole
    assert len(whole) == client.get(address).json()["count"] == 9
    last = client.get(f"{address}&limit=4&{THREE}").json()
    while last["next"]:
        last = client.get(last["next"]).json()
    back = [last["results"], *pages(client, last["previous"], "previous")]
    assert [row for page in reversed(back) for row in page] == whole


def test_checks_come_in_pages_too(seven: list[Community], client: Client) -> None:
    walked = list(pages(client, f"/api/v1/checks/?{DAY}&limit=10"))
    assert [row["code"] for page in walked for row in page] == [check.code for check in all_checks()]


def test_a_list_goes_on_as_of_its_day(seven: list[Community], client: Client) -> None:
    following = client.get("/api/v1/faults/?limit=1").json()["next"]
    assert re.search(r"as_of=\d{4}-\d\d-\d\d", following)
    assert client.get(following).status_code == 200
    is_problem(client.get(re.sub(r"as_of=[\d-]+", "as_of=2020-01-01", following)), 400, "bad_cursor")
    is_problem(client.get(f"{following}&ordering=code"), 400, "bad_cursor")


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("check=NOPE", "bad_value", "check"),
        ("severity=bad", "bad_value", "severity"),
        ("division=x", "bad_value", "division"),
        ("as_of=2026-02-30", "bad_value", "as_of"),
        ("chek=DATA-POP-01", "unknown_parameter", "chek"),
        ("as_of=2026-01-01&as_of=2026-01-02", "repeated_parameter", "as_of"),
        ("limit=0", "bad_value", "limit"),
    ],
)
@pytest.mark.parametrize("what", ["checks", "faults"])
def test_a_bad_filter_is_a_problem(
    what: str, query: str, code: str, parameter: str, seven: list[Community], client: Client
) -> None:
    document = is_problem(client.get(f"/api/v1/{what}/?{query}"), 400, code)
    assert [error["parameter"] for error in document["errors"]] == [parameter]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_day_breaks_a_check(day: str, seven: list[Community], client: Client) -> None:
    assert client.get(f"/api/v1/checks/?as_of={day}").status_code == 200


def test_three_people_and_nobody(
    territory: Territory, planner: User, officer: User, stranger: User, anonymous: AnonymousUser
) -> None:
    for community in Community.objects.all():
        make_band(community, "total", 9, counted_on=date(2026, 6, 30))
    own = [community.code for community in territory.own]
    for user, wanted in ((planner, own), (officer, [*own, territory.near.code])):
        client = as_person(user)
        assert [row["community"]["code"] for row in results(client, f"/api/v1/faults/?{DAY}")] == sorted(wanted)
        counts = {row["code"]: row["faults"] for row in results(client, f"/api/v1/checks/?{DAY}")}
        assert counts["DATA-POP-01"] == sum(counts.values()) == len(wanted)
        assert client.get(f"/api/v1/faults/?{DAY}&division=91").json()["count"] == 0
    for what in ("checks", "faults"):
        is_problem(as_person(None).get(f"/api/v1/{what}/"), 401, "not_authenticated")
        is_problem(as_person(stranger).get(f"/api/v1/{what}/"), 403, "forbidden")
        is_problem(as_person(planner).post(f"/api/v1/{what}/"), 405, "method_not_allowed")
