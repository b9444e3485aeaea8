"""The lists of a plan for programs: lines, gaps left open, communities; narrowed, in pages, and as files."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessments.models import RemedyPlan
from tests.api.reading import as_person, body_of, is_problem, pages, results
from tests.factories import Territory
from tests.plans.planned import furnish, made

pytestmark = pytest.mark.django_db
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("api_budgets.json").read_text())


@pytest.fixture
def plan(planner: User, territory: Territory) -> RemedyPlan:
    return made(planner, territory.city, furnish(territory))


def address(plan: RemedyPlan, what: str) -> str:
    return f"/api/v1/plans/{plan.pk}/{what}"


def test_a_line_says_what_where_when_for_how_much_and_why(plan: RemedyPlan, planner: User) -> None:
    rows = results(as_person(planner), address(plan, "remedies/"))
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    bought = next(row for row in rows if row["way"] == "purchase")
    works = next(row for row in rows if row["way"] == "retrofit")
    assert bought["premises"]["name"].startswith("示例房屋")
    assert bought["yuan"] == sum(bought["outlay"]) == bought["account"]["yuan"]
    assert bought["cost"]["once"]["low"] == f"{bought['yuan']}.00"  # what its owner asks
    assert (bought["cost"]["asked_by_owner"], works["cost"]["asked_by_owner"]) == (True, False)
    assert [closed["rule"] for closed in bought["closes"]] == ["N48-FAC-04"]
    assert bought["builds"][0]["thing"] == "kindergarten"
    assert f"{bought['yuan']:,} yuan close 1 gap" in bought["sentence"]["en"]
    assert f"用 {bought['yuan']:,} 元关闭 1 个短板" in bought["sentence"]["zh"]
    assert bought["instead"]["closes"] == 1
    assert "The next best is" in bought["instead_sentence"]["en"]
    assert (works["instead"], works["instead_sentence"]["zh"]) == (None, "没有其他措施能关闭这些短板。")
    (price,) = works["cost"]["prices"]
    assert (price["source"]["zh"], price["low"], price["since"]) == ("=市政定额", "200000.00", "2026-06-30")
    assert works["builds"][0]["kind"] == "answered"


def test_what_is_left_says_why_and_a_community_what_changes(plan: RemedyPlan, planner: User) -> None:
    client = as_person(planner)
    left = results(client, address(plan, "left/"))
    assert {row["why"] for row in left} <= {"too_dear", "no_room"}
    assert all(row["sentence"]["zh"] and row["reason"]["en"] and row["about"]["yuan"] for row in left)
    cards = results(client, address(plan, "communities/"))
    assert sum(row["gaps"]["today"] - row["gaps"]["with_plan"] for row in cards) == 8 - len(left)
    for row in cards:
        changed = [each for each in row["verdicts"] if each["today"] != each["with_plan"]]
        assert row["changes"] == bool(changed)
        assert {each["with_plan"] for each in changed} <= {"met"}


@pytest.mark.parametrize(
    ("what", "asked", "number"),
    [
        ("remedies/", "way=retrofit", 4), ("remedies/", "year=2027&way=retrofit", 4), ("remedies/", "division=900101001001", 2),
        ("remedies/", "rule=N48-INF-02", 4), ("remedies/", "premises=none", 0), ("left/", "rule=N48-INF-02", 0),
        ("left/", "division=900101", 0), ("communities/", "changes=no", 0), ("communities/", "division=900101", 2),
    ],
)  # fmt: skip
def test_they_are_narrowed_as_the_page_is(what: str, asked: str, number: int, plan: RemedyPlan, planner: User) -> None:
    client = as_person(planner)
    assert client.get(f"{address(plan, what)}?{asked}").json()["count"] == number
    text = body_of(client.get(f"{address(plan, what)}?{asked}&format=csv")).decode()
    assert len(list(csv.reader(io.StringIO(text)))) == number + 1
    is_problem(client.get(f"{address(plan, what)}?nothing=1"), 400, "unknown_parameter")
    is_problem(client.get(f"{address(plan, what)}?division=x"), 400, "bad_value")


def test_of_one_premises(plan: RemedyPlan, planner: User) -> None:
    client = as_person(planner)
    (code,) = {row["premises"]["code"] for row in results(client, address(plan, "remedies/?way=purchase"))[:1]}
    assert [row["premises"]["code"] for row in results(client, address(plan, f"remedies/?premises={code}"))] == [code]


@pytest.mark.parametrize("what", ["remedies/", "left/", "communities/"])
def test_they_come_in_pages_and_cost_the_same_however_many(what: str, plan: RemedyPlan, planner: User) -> None:
    client = as_person(planner)
    whole = results(client, address(plan, what))
    assert [row for page in pages(client, address(plan, f"{what}?limit=1")) for row in page] == whole
    for limit in (1, 100):
        with CaptureQueriesContext(connection) as asked:
            client.get(address(plan, f"{what}?limit={limit}"))
        assert len(asked) <= BUDGETS[what], [query["sql"][:120] for query in asked.captured_queries]


def test_a_plan_and_the_list_of_plans_cost_the_same_however_large(plan: RemedyPlan, planner: User) -> None:
    client = as_person(planner)
    for what, path in (("", address(plan, "")), ("list", "/api/v1/plans/")):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= BUDGETS[what], [query["sql"][:120] for query in asked.captured_queries]


def cells(content: bytes) -> Iterator[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    yield from (list(row) for row in sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_as_a_workbook_text_stays_text(language: str, plan: RemedyPlan, planner: User) -> None:
    name = "=1+1"
    RemedyPlan.objects.update(name=name)
    response = as_person(planner).get(address(plan, f"remedies/?format=xlsx&lang={language}"))
    assert response["Content-Disposition"] == f'attachment; filename="wanzheng-plan{plan.pk}-remedies-9001.xlsx"'
    content = body_of(response)
    heads, *rows = cells(content)
    assert len(rows) == plan.remedies.count() == int(response["X-Total-Count"])
    assert heads[0] == ("序号" if language == "zh" else "No.")
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    said = [[cell.value for cell in row] for row in about.iter_rows()]
    assert all(cell.data_type != "f" for row in about.iter_rows() for cell in row)
    assert any(row[1] == f"{plan.pk} {name}" for row in said)


def test_the_options_of_a_gap_are_those_of_its_card(territory: Territory, planner: User, officer: User, stranger: User) -> None:
    furnish(territory)
    own, far = territory.own[0].code, territory.far.code
    here = f"/api/v1/options/?community={own}&rule=N48-FAC-04"
    found = as_person(planner).get(here).json()
    card = as_person(planner).get(f"/api/v1/scorecards/{own}/").json()
    assert found["options"] == next(row for row in card["findings"] if row["rule"] == "N48-FAC-04")["options"] != []
    assert (found["verdict"], found["changed"], found["community"]) == ("gap", False, own)
    assert as_person(officer).get(here).status_code == 200
    is_problem(as_person(stranger).get(here), 403, "forbidden")
    absent = is_problem(as_person(planner).get("/api/v1/options/?community=900101001999&rule=N48-FAC-04"), 404, "not_found")
    assert is_problem(as_person(planner).get(f"/api/v1/options/?community={far}&rule=N48-FAC-04"), 404, "not_found") == absent
    is_problem(as_person(planner).get(f"/api/v1/options/?community={own}&rule=N48-XXX-01"), 404, "not_found")
    for asked in ("", f"?community={own}", "?community=1&rule=N48-FAC-04", f"?community={own}&rule=x/y"):
        is_problem(as_person(planner).get(f"/api/v1/options/{asked}"), 400, "bad_value")
    is_problem(as_person(planner).get(f"{here}&nothing=1"), 400, "unknown_parameter")
