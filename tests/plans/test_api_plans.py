"""Plans for programs: ordered, asked about, read whole, stopped, thrown away; a key makes it safe to send twice."""

import json
from typing import Any

import pytest

from accounts.models import User
from assessments.models import PlannedRemedy, RemedyPlan
from tests.api.reading import as_person, is_problem, results
from tests.factories import Territory, make_round, make_worker
from tests.plans.planned import MONEY, furnish, made, order
from tests.queue import work_off

pytestmark = pytest.mark.django_db
HERE = "/api/v1/plans/"
RULE = "N48-FAC-04"


def send(user: User | None, key: str = "", language: str = "en", **said: Any) -> Any:
    headers = {"Accept-Language": language, **({"Idempotency-Key": key} if key else {})}
    asked = {"division": "9001", "name": "补短板", "budgets": list(MONEY), "first_year": 2027, **said}
    return as_person(user).post(HERE, json.dumps(asked), content_type="application/json", headers=headers)


def test_it_is_ordered_asked_about_and_read(planner: User, territory: Territory) -> None:
    furnish(territory)
    answer = send(planner)
    assert answer.status_code == 202, answer.content
    told = answer.json()
    assert answer["Location"] == told["url"]
    assert (told["state"], told["is_ended"], told["percent"], told["trouble"]) == ("waiting", False, 0, None)
    client = as_person(planner)
    assert client.get(told["plan"]).json()["result"] is None
    is_problem(client.get(f"{told['plan']}remedies/"), 404, "not_found")
    assert work_off() == ["plans.make"]
    assert client.get(told["url"]).json()["percent"] == 100
    found = client.get(told["plan"]).json()
    assert found["wishes"]["budgets"] == list(MONEY)
    assert (found["spent"], found["budget"]) == (sum(year["spent"] for year in found["result"]["years"]), sum(MONEY))
    assert found["spent"] == sum(line["yuan"] for line in results(client, found["remedies_url"]))
    assert sum(each["gaps"] for each in found["result"]["left"]) == len(results(client, found["left_url"]))
    assert found["result"]["quality"]["gap_percent"] == "0.00"
    assert "no other plan is worth more" in found["result"]["quality"]["sentence"]["en"]
    assert [row["id"] for row in results(client, HERE)] == [found["id"]]


def test_what_was_read_may_be_sent_again(planner: User, territory: Territory) -> None:
    one = furnish(territory)
    wishes: dict[str, Any] = {
        "objective": "worst_first", "price": "high", "carries_over": True, "floor": 10, "rate": "0.0200", "is_known_only": True,
        "sharing": 1, "joint": 2, "never": [{"division": "900101", "way": "lease"}, {"division": None, "way": "swap"}],
        "must": [{"community": territory.own[0].code, "rule": RULE}],
    }  # fmt: skip
    first = send(planner, round=one.pk, **wishes).json()
    work_off()
    read = as_person(planner).get(first["plan"]).json()["wishes"]
    assert {name: read[name] for name in wishes} == wishes
    again: dict[str, Any] = {name: value for name, value in read.items() if not name.endswith("_name")}
    assert send(planner, **again).status_code == 202


def test_the_same_key_is_the_same_plan(planner: User, officer: User, territory: Territory) -> None:
    furnish(territory)
    first, second = (send(planner, key="plan-2027").json() for _ in range(2))
    assert first["id"] == second["id"]
    make_round(territory.city)  # a newer round changes nothing: the plan is there
    assert work_off() == ["plans.make"]
    assert send(planner, key="plan-2027").json()["state"] == "finished"
    for other in ({"budgets": [1, 2]}, {"division": "900101"}, {"never": [{"way": "lease"}]}):
        is_problem(send(planner, key="plan-2027", **other), 422, "key_reused")
    is_problem(send(planner, key="a b"), 400, "bad_request")
    assert send(officer, key="plan-2027").json()["id"] != first["id"]


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({"budgets": []}, "/budgets", "min_length"),
        ({"budgets": [1] * 11}, "/budgets", "max_length"),
        ({"budgets": ["x"]}, "/budgets/0", "invalid"),
        ({"floor": 101}, "/floor", "max_value"),
        ({"rate": "1.5"}, "/rate", "bad_rate"),
        ({"budget": 5}, "/budget", "invalid"),
        ({"division": "9002"}, "/division", "invalid"),
        ({"round": 999_999}, "/round", "round_elsewhere"),
        ({"never": [{"division": "91"}]}, "/never/0/division", "no_division"),
        ({"never": [{"way": "magic"}]}, "/never/0/way", "invalid_choice"),
        ({"must": [{"community": "910101001001", "rule": RULE}]}, "/must/0/community", "no_community"),
        ({"must": [{"community": "900101001001", "rule": "N48-XXX-99"}]}, "/must/0/rule", "no_rule"),
        ({"must": [{"community": "900101001001"}]}, "/must/0/rule", "required"),
    ],
)
def test_what_is_not_understood_is_refused_at_once(
    said: dict[str, Any], pointer: str, code: str, planner: User, territory: Territory
) -> None:
    furnish(territory)
    for language in ("en", "zh-hans"):
        document = is_problem(send(planner, language=language, **said), 400, "invalid_body")
        assert (document["errors"][0]["pointer"], document["errors"][0]["code"]) == (pointer, code)
        assert document["errors"][0]["detail"]
    assert not RemedyPlan.objects.exists()


def test_a_round_of_another_place_is_none(planner: User, officer: User, territory: Territory) -> None:
    furnish(territory)
    elsewhere = make_round(territory.near.division)
    assert is_problem(send(officer, round=elsewhere.pk), 400, "invalid_body")["errors"][0]["code"] == "round_elsewhere"
    assert is_problem(send(planner, round=elsewhere.pk), 400, "invalid_body")["errors"][0]["code"] == "round_elsewhere"


def test_without_any_round_it_says_so(planner: User, territory: Territory) -> None:
    is_problem(send(planner), 404, "no_round")


def test_it_is_cancelled_and_thrown_away(planner: User, territory: Territory) -> None:
    one = furnish(territory)
    client, plan = as_person(planner), order(planner, territory.city, one)
    here = f"{HERE}{plan.pk}/"
    is_problem(client.delete(here), 409, "conflict")
    answer = client.post(f"{here}cancel/")
    assert (answer.status_code, answer.json()["state"]) == (202, "cancelled")
    is_problem(client.post(f"{here}cancel/"), 409, "conflict")
    is_problem(client.get(f"{here}cancel/"), 405, "method_not_allowed")
    assert client.delete(here).status_code == 204
    is_problem(client.get(here), 404, "not_found")
    kept = made(planner, territory.city, one)
    assert client.delete(f"{HERE}{kept.pk}/").status_code == 204
    assert not PlannedRemedy.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "必须关闭的短板超出预算：2027 年 "), ("en", "What must be closed costs more than")]
)
def test_why_there_is_none_is_told_in_both_languages(language: str, said: str, planner: User, territory: Territory) -> None:
    furnish(territory)
    answer = send(planner, budgets=[1_000], must=[{"community": territory.own[0].code, "rule": RULE}]).json()
    work_off()
    found = as_person(planner).get(answer["url"], headers={"Accept-Language": language}).json()
    assert (found["state"], found["trouble"]["code"], found["is_ended"]) == ("failed", "plan_impossible", True)
    assert found["trouble"]["reasons"][0].startswith(said)
    assert found["trouble"]["what_to_do"]


def test_three_people(planner: User, officer: User, stranger: User, territory: Territory) -> None:
    one = furnish(territory)
    plan, wide = made(planner, territory.city, one), made(officer, territory.province, one)
    for user in (planner, officer):
        client = as_person(user)
        for part in ("", "job/", "remedies/", "left/", "communities/"):
            assert client.get(f"{HERE}{plan.pk}/{part}").status_code == 200, (user, part)
    absent = is_problem(as_person(planner).get(f"{HERE}999999/"), 404, "not_found")
    for part in ("", "job/", "remedies/", "left/", "communities/"):
        assert is_problem(as_person(planner).get(f"{HERE}{wide.pk}/{part}"), 404, "not_found") == absent
        is_problem(as_person(stranger).get(f"{HERE}{plan.pk}/{part}"), 403, "forbidden")
        is_problem(as_person(None).get(f"{HERE}{plan.pk}/{part}"), 401, "not_authenticated")
    is_problem(as_person(planner).post(f"{HERE}{wide.pk}/cancel/"), 404, "not_found")
    is_problem(as_person(planner).delete(f"{HERE}{wide.pk}/"), 404, "not_found")
    for refused in (send(stranger), as_person(stranger).delete(f"{HERE}{plan.pk}/")):
        assert is_problem(refused, 403, "forbidden")["errors"][0]["right"] == "plan.create"
    assert [row["id"] for row in results(as_person(planner), HERE)] == [plan.pk]
    assert as_person(officer).delete(f"{HERE}{plan.pk}/").status_code == 204


def test_who_may_only_read_is_told_which_right_is_missing(planner: User, territory: Territory) -> None:
    plan = made(planner, territory.city, furnish(territory))
    viewer = as_person(make_worker("viewer", territory.city, "viewer"))
    assert viewer.get(f"{HERE}{plan.pk}/").status_code == 200
    for refused in (
        viewer.get(f"{HERE}{plan.pk}/job/"),
        viewer.post(f"{HERE}{plan.pk}/cancel/"),
        viewer.delete(f"{HERE}{plan.pk}/"),
    ):
        assert is_problem(refused, 403, "forbidden")["errors"][0]["right"] == "plan.create"
