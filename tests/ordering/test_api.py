"""A round in the background for programs: ordered, asked about, cancelled; a key makes it safe to send twice."""

import json
from typing import Any

import pytest

from accounts.models import User
from assessments.models import Round
from tests.api.reading import as_person, is_problem
from tests.factories import Territory
from tests.ordering.conftest import Work, order

HERE = "/api/v1/rounds/"


def send(user: User, key: str = "", language: str = "en", **said: Any) -> Any:
    headers = {"Accept-Language": language, **({"Idempotency-Key": key} if key else {})}
    asked = {"division": "9001", "day": "2026-06-30", "background": True, **said}
    return as_person(user).post(HERE, json.dumps(asked), content_type="application/json", headers=headers)


def test_it_is_ordered_asked_about_and_read(planner: User, territory: Territory, work: Work) -> None:
    answer = send(planner)
    assert answer.status_code == 202, answer.content
    made = answer.json()
    assert answer["Location"] == made["url"]
    assert made["url"].endswith(f"{HERE}{made['id']}/job/")
    assert (made["state"], made["is_ended"], made["percent"], made["round"]) == ("waiting", False, 0, None)
    client = as_person(planner)
    Round.objects.update(state="running", stage="reading", percent=50)
    found = client.get(made["url"]).json()
    assert (found["state"], found["stage"], found["percent"], found["trouble"]) == ("running", "reading", 50, None)
    work()
    found = client.get(made["url"]).json()
    assert (found["state"], found["is_ended"], found["percent"]) == ("finished", True, 100)
    assert client.get(found["round"]).json()["communities"] == 4


def test_without_it_the_answer_waits_for_the_round(planner: User, territory: Territory) -> None:
    answer = send(planner, background=False)
    assert (answer.status_code, answer.json()["communities"]) == (201, 4)
    found = as_person(planner).get(f"{HERE}{answer.json()['id']}/job/").json()
    assert (found["state"], found["percent"], found["is_ended"]) == ("finished", 100, True)
    is_problem(send(planner, background=False, key="round-2026-06"), 400, "bad_request")


def test_the_same_key_is_the_same_round(planner: User, officer: User, territory: Territory, work: Work) -> None:
    first, second = (send(planner, key="round-2026-06").json() for _ in range(2))
    assert first["id"] == second["id"]
    assert work() == ["rounds.judge"]
    assert send(planner, key="round-2026-06").json()["state"] == "finished"
    for other in ({"day": "2026-06-29"}, {"division": "900101"}, {"packs": ["cn-ccs-2020"]}):
        is_problem(send(planner, key="round-2026-06", **other), 422, "key_reused")
    is_problem(send(planner, key="a b"), 400, "bad_request")
    assert send(planner, key="round-2026-07").json()["id"] != first["id"]
    assert send(officer, key="round-2026-06").json()["id"] != first["id"]


def test_it_is_cancelled_and_then_no_more(planner: User, territory: Territory, work: Work) -> None:
    made = send(planner).json()
    address = f"{HERE}{made['id']}/cancel/"
    answer = as_person(planner).post(address)
    assert (answer.status_code, answer.json()["state"], answer["Location"]) == (202, "cancelled", made["url"])
    is_problem(as_person(planner).post(address), 409, "conflict")
    is_problem(as_person(planner).get(address), 405, "method_not_allowed")
    work()
    assert as_person(planner).get(made["url"]).json()["state"] == "cancelled"


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "没有可评估的社区"), ("en", "No community lies there")])
def test_why_it_failed_is_told_in_both_languages(
    language: str, said: str, planner: User, territory: Territory, work: Work
) -> None:
    made = send(planner, day="2022-09-30").json()  # before the law
    work()
    found = as_person(planner).get(made["url"], headers={"Accept-Language": language}).json()
    assert (found["state"], found["trouble"]["code"]) == ("failed", "nothing_to_assess")
    assert found["trouble"]["sentence"].startswith(said)
    assert found["trouble"]["what_to_do"]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [({"packs": ["no-such-pack"]}, "/packs"), ({"division": "9002"}, "/division"), ({"background": "perhaps"}, "/background")],
)
def test_what_is_not_understood_is_refused_at_once(
    said: dict[str, Any], pointer: str, planner: User, territory: Territory
) -> None:
    document = is_problem(send(planner, **said), 400, "invalid_body")
    assert document["errors"][0]["pointer"].startswith(pointer)
    assert not Round.objects.exists()


def test_a_number_that_is_none_is_not_found(planner: User, territory: Territory) -> None:
    order(planner, territory.city)
    for address in (f"{HERE}999999/job/", f"{HERE}x/job/"):
        assert as_person(planner).get(address).status_code == 404
