"""The law book through the API: as the document says, narrowed as the pages, wrong values as problems."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from pytest_django import DjangoAssertNumQueries, Settings

from assessments.law import all_rules, packs
from assessments.law_filters import RuleFilter
from communities.in_memory import MemoryRows
from tests.api.reading import is_problem, pages, results
from tests.api.test_schema import conforms

NOTICE = "cn-pilot-2022-48"
ADDRESSES = {
    "/api/v1/packs/": "/api/v1/packs/",
    "/api/v1/packs/{code}/": f"/api/v1/packs/{NOTICE}/",
    "/api/v1/packs/{code}/diff/": "/api/v1/packs/cn-hb-2023-draft/diff/",
    "/api/v1/rules/": "/api/v1/rules/",
    "/api/v1/rules/{code}/": "/api/v1/rules/CCS20-06-1/",
    "/api/v1/law/": "/api/v1/law/?place=520103&drafts=yes",
    "/api/v1/coverage/": "/api/v1/coverage/",
}


@pytest.fixture
def reader(db: None, settings: Settings, client: Client) -> Client:
    settings.OPEN_READING = True
    return client


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    generator: Any = SchemaGenerator
    made: dict[str, Any] = generator().get_schema(request=None, public=True)
    return made


@pytest.mark.parametrize("path", ADDRESSES)
def test_answers_are_as_the_document_says(path: str, document: dict[str, Any], reader: Client) -> None:
    response = reader.get(ADDRESSES[path])
    assert response.status_code == 200, response.content
    conforms(document, document["paths"][path]["get"], "200", "application/json", response.json())


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_the_database_is_not_asked(address: str, reader: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert reader.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/packs/", "/api/v1/rules/", "/api/v1/law/", "/api/v1/coverage/"])
def test_nobody_reads_where_reading_is_not_open(address: str, db: None, settings: Settings, client: Client) -> None:
    settings.OPEN_READING = False
    is_problem(client.get(address), 401, "not_authenticated")


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", lambda rule: True),
        ("pack=cn-ccs-2020", lambda rule: rule.pack_id == "cn-ccs-2020"),
        ("domain=SMT", lambda rule: rule.domain == "SMT"),
        ("level=mandatory", lambda rule: rule.level == "mandatory"),
        ("enabled=no", lambda rule: not rule.enabled),
        ("enabled=yes&pack=cn-care", lambda rule: rule.enabled and rule.pack_id == "cn-care"),
        ("status=draft", lambda rule: rule.pack_id.endswith("-draft")),
        ("search=幼儿园", lambda rule: "幼儿园" in rule.name.zh + rule.clause.text.zh + rule.pointer_zh),
    ],
)
def test_rules_are_narrowed_as_on_the_page(query: str, holds: Any, reader: Client) -> None:
    found = [row["code"] for row in results(reader, f"/api/v1/rules/?limit=1000&{query}")]
    page = RuleFilter(QueryDict(query), MemoryRows(all_rules())).qs
    assert found == [rule.code for rule in page] == sorted(rule.code for rule in all_rules() if holds(rule))
    assert found


def test_every_rule_exactly_once_page_by_page(reader: Client) -> None:
    walked = [row["code"] for page in pages(reader, "/api/v1/rules/?limit=25") for row in page]
    assert walked == sorted(rule.code for rule in all_rules())
    assert reader.get("/api/v1/rules/?limit=1").json()["count"] == len(all_rules())


def test_a_list_can_be_turned_round(reader: Client) -> None:
    assert [row["id"] for row in results(reader, "/api/v1/packs/?ordering=-id")] == sorted(
        (p.id for p in packs()), reverse=True
    )
    overlays = {row["id"] for row in results(reader, "/api/v1/packs/?parent=cn-ccs-2020")}
    assert overlays == {pack.id for pack in packs() if pack.parent == "cn-ccs-2020"}


def test_a_rule_tells_who_changes_it_and_what_may_stand_instead(reader: Client) -> None:
    rule = reader.get("/api/v1/rules/CCS20-01/").json()
    assert {"HB-01", "GY-01", "XX-01"} <= set(rule["changed_by"])
    assert rule["parameters"][0]["values"][0] == {"since": "2020-08-18", "value": "800", "confidence": "V", "checked_on": None}
    assert reader.get("/api/v1/rules/CCS20-04-1/").json()["alternatives"] == ["CCS20-04-B"]


def test_the_difference_with_the_parent_or_with_another(reader: Client) -> None:
    found = reader.get("/api/v1/packs/cn-hb-2023-draft/diff/").json()
    assert (found["before"]["pack"], found["after"]["pack"]) == ("cn-ccs-2020", "cn-hb-2023-draft")
    assert found["rules"][0]["changes"][1]["words"]["zh"] == "下限由 800 ㎡ 提高到 1,000 ㎡"
    other = reader.get("/api/v1/packs/cn-ccs-2020/diff/?with=cn-hb-2023-draft&on=2024-01-01").json()
    assert other["before"] == {"pack": "cn-hb-2023-draft", "version": "1", "day": "2024-01-01"}


def test_the_law_at_a_place(reader: Client) -> None:
    found = reader.get("/api/v1/law/?place=42&day=2026-01-01&drafts=yes").json()
    (thing,) = found["things"]
    assert [(line["rule"], line["fate"]) for line in thing["lines"]] == [("CCS20-01", "displaced"), ("HB-01", "stands")]
    assert thing["lines"][0]["displaced_by"][0]["rule"] == "HB-01"
    assert reader.get("/api/v1/law/?place=42").json()["things"] == []
    assert len(reader.get("/api/v1/law/").json()["things"]) > 3


def test_the_coverage(reader: Client) -> None:
    assert [row["number"] for row in results(reader, "/api/v1/coverage/")] == list(range(1, 88))
    assert {row["status"] for row in results(reader, "/api/v1/coverage/?status=guidance")} == {"guidance"}


PROBLEMS = [
    ("/api/v1/rules/?pack=nowhere", 400, "bad_value"),
    ("/api/v1/rules/?enabled=perhaps", 400, "bad_value"),
    ("/api/v1/rules/?colour=red", 400, "unknown_parameter"),
    ("/api/v1/rules/?cursor=x", 400, "bad_cursor"),
    ("/api/v1/rules/NOPE/", 404, "not_found"),
    ("/api/v1/packs/nowhere/", 404, "not_found"),
    ("/api/v1/packs/nowhere/diff/", 404, "not_found"),
    (f"/api/v1/packs/{NOTICE}/diff/", 400, "bad_value"),
    (f"/api/v1/packs/{NOTICE}/diff/?with=nowhere", 400, "bad_value"),
    (f"/api/v1/packs/{NOTICE}/diff/?with={NOTICE}&on=yesterday", 400, "bad_value"),
    (f"/api/v1/packs/{NOTICE}/?with={NOTICE}", 400, "unknown_parameter"),
    ("/api/v1/law/?place=4x", 400, "bad_value"),
    ("/api/v1/law/?day=2026-02-30", 400, "bad_value"),
    ("/api/v1/law/?drafts=perhaps", 400, "bad_value"),
    ("/api/v1/law/?limit=5", 400, "unknown_parameter"),
    ("/api/v1/coverage/?status=encoded&status=guidance", 400, "repeated_parameter"),
]


@pytest.mark.parametrize(("address", "status", "code"), PROBLEMS)
def test_what_is_wrong_is_a_problem_document(address: str, status: int, code: str, reader: Client) -> None:
    is_problem(reader.get(address), status, code)


def test_the_law_cannot_be_written(reader: Client, django_user_model: Any) -> None:
    reader.force_login(django_user_model.objects.create_user("somebody"))
    for address in ("/api/v1/packs/", "/api/v1/rules/", "/api/v1/law/", "/api/v1/coverage/"):
        is_problem(reader.post(address), 405, "method_not_allowed")
