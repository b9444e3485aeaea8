"""The same walk for programs: one request hands in and stores, a key makes it safe to send twice."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from communities.models import Division, HouseholdCount
from intake.models import Delivery
from tests.api.reading import is_problem
from tests.factories import make_grant
from tests.intake.deliveries.conftest import Work
from tests.intake.making import FIRST, SECOND

TEXT = f"社区代码,户数,统计日期\n{FIRST},500,2024-12-31\n"
BROKEN = f"{TEXT}{SECOND},many,2024-12-31\n"
HERE = "/api/v1/imports/"


def _send(browser: Client, text: str = TEXT, key: str = "", **said: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    file = SimpleUploadedFile("a.csv", text.encode())
    return browser.post(HERE, {"files": file, **said}, headers={"Accept-Language": "en", **headers})


def test_one_request_hands_in_and_stores(browser: Client, work: Work) -> None:
    answer = _send(browser, source="street register")
    assert answer.status_code == 202, answer.content
    made = answer.json()
    assert answer["Location"] == made["url"]
    assert (made["state"], made["is_finished"], made["division"]["code"]) == ("storing", False, "900101000000")
    assert work() == ["intake.store"]
    found = browser.get(made["url"]).json()
    assert (found["state"], found["is_finished"]) == ("stored", True)
    (table,) = found["tables"]
    assert (table["kind"], table["state"], table["rows"], table["created"]) == ("households", "committed", 1, 1)
    assert HouseholdCount.objects.get().households == 500


def test_a_dry_run_stores_nothing_and_can_be_stored(browser: Client, work: Work) -> None:
    made = _send(browser, dry_run="true").json()
    work()
    assert browser.get(made["url"]).json()["state"] == "checked"
    assert not HouseholdCount.objects.exists()
    assert browser.post(f"{made['url']}store/", {}, content_type="application/json").status_code == 202
    work()
    assert HouseholdCount.objects.count() == 1
    assert browser.post(f"{made['url']}undo/").status_code == 202
    work()
    assert browser.get(made["url"]).json()["state"] == "undone"
    assert not HouseholdCount.objects.exists()


def test_errors_are_told_row_by_row_and_the_good_rows_go_in_if_asked(browser: Client, work: Work) -> None:
    made = _send(browser, BROKEN).json()
    work()
    found = browser.get(made["url"]).json()
    assert found["state"] == "rejected"
    assert not HouseholdCount.objects.exists()
    (problem,) = browser.get(f"{found['problems']}?is_error=yes", headers={"Accept-Language": "en"}).json()["results"]
    place = {
        "file": "a.csv",
        "sheet": "",
        "row": 3,
        "column": "户数",
        "value": "many",
        "code": "not_a_number",
        "is_error": True,
    }
    words = {"sentence": "This is not a number.", "what_to_do": "Write digits only, such as 2666 or 799.80."}
    assert problem == {**place, **words}
    made = _send(browser, BROKEN, good_rows="true").json()
    work()
    (table,) = browser.get(made["url"]).json()["tables"]
    assert (table["state"], table["created"], table["left_out"]) == ("partial", 1, 1)


def test_the_same_key_is_the_same_import(browser: Client, work: Work) -> None:
    first, second = (_send(browser, key="upload-2024-12", source="x").json() for _ in range(2))
    assert first["id"] == second["id"]
    assert work() == ["intake.store"]
    assert Delivery.objects.exclude(brought_by=None).count() == 1
    for other in ({"source": "y"}, {"source": "x", "dry_run": "true"}):
        is_problem(_send(browser, key="upload-2024-12", **other), 422, "key_reused")
    is_problem(_send(browser, BROKEN, key="upload-2024-12", source="x"), 422, "key_reused")
    is_problem(_send(browser, key="a b"), 400, "bad_request")
    assert _send(browser, key="upload-2025-01", source="x").json()["id"] != first["id"]


@pytest.mark.parametrize(
    "said", [{"surprise": "x"}, {"date": "31.12.2024"}, {"provenance": "true"}, {"datum": "x"}, {"dry_run": "perhaps"}]
)
def test_what_is_not_understood_is_refused(said: dict[str, str], browser: Client) -> None:
    document = is_problem(_send(browser, **said), 400, "invalid_body")
    assert document["errors"][0]["pointer"] == f"/{next(iter(said))}"
    assert not Delivery.objects.exclude(brought_by=None).exists()


def test_no_file_is_refused(browser: Client) -> None:
    assert is_problem(browser.post(HERE, {"source": "x"}), 400, "invalid_body")["errors"][0]["pointer"] == "/files"
    assert is_problem(browser.post(HERE, {}, content_type="application/json"), 400, "invalid_body")


def test_what_cannot_be_asked_now_is_a_conflict(browser: Client, work: Work) -> None:
    made = _send(browser, BROKEN, dry_run="true").json()
    is_problem(browser.post(f"{made['url']}undo/"), 409, "conflict")
    work()
    is_problem(browser.post(f"{made['url']}store/", {}, content_type="application/json"), 409, "conflict")
    is_problem(browser.post(f"{made['url']}cancel/"), 409, "conflict")
    assert browser.get(f"{HERE}?state=checked").json()["results"][0]["id"] == made["id"]
    assert browser.get(f"{HERE}?state=stored").json()["results"] == []  # one that may write everywhere is not for the clerk


def test_with_several_mandates_a_division_must_be_named(browser: Client, clerk: User, work: Work) -> None:
    make_grant(clerk, Division.objects.get(code="900102000000"))
    assert is_problem(_send(browser), 400, "invalid_body")["errors"][0]["pointer"] == "/division"
    assert _send(browser, division="900102").json()["division"]["code"] == "900102000000"
