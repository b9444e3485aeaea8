"""`manage.py plan`: tells the plan, writes it out, keeps it only where it is asked to."""

import io
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan
from communities.models import Act
from tests.api.reading import as_person
from tests.factories import Territory, make_round
from tests.plans.planned import MONEY, furnish, made

pytestmark = pytest.mark.django_db
BUDGET = ",".join(f"{yuan / 1e6:g}e6" for yuan in MONEY)
TABLES = (RemedyPlan, PlannedRemedy, LeftGap, PromisedCard, Act)


def plan(*said: str, division: str = "9001", budget: str = BUDGET) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    given = ("--division", division, "--budget", budget, "--first-year", "2027", *said)
    call_command("plan", *given, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def rows() -> list[int]:
    return [model._default_manager.count() for model in TABLES]


def test_it_tells_in_both_languages_and_keeps_nothing(territory: Territory) -> None:
    furnish(territory)
    before = rows()
    said, steps = plan()
    assert rows() == before
    assert said.startswith("Plan, not kept / 方案（未保存）")
    assert "没有别的方案能得更多" in said
    assert "no other plan is worth more" in said
    assert [line.split(":")[0].strip() for line in steps.splitlines()] == [
        "reading", "options", "choosing", "promising", "telling",
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "has", "lacks"), [("zh", "预算", "The plan"), ("en", "The plan", "本方案")])
def test_in_one_language(lang: str, has: str, lacks: str, territory: Territory) -> None:
    furnish(territory)
    said, _ = plan("--lang", lang)
    assert has in said
    assert lacks not in said


def test_kept_it_is_what_a_worker_makes(territory: Territory, planner: User) -> None:
    one = furnish(territory)
    said, _ = plan("--store", "--name", "三年")
    kept = RemedyPlan.objects.get()
    assert said.startswith(f"Plan {kept.pk} / 方案 {kept.pk}: 三年")
    assert (kept.made_by, kept.state, kept.finished_at is not None) == (None, "finished", True)
    other = made(planner, territory.city, one)
    assert (kept.worth, kept.bound, kept.spent, kept.wishes) == (other.worth, other.bound, other.spent, other.wishes)
    assert as_person(planner).get(f"/api/v1/plans/{kept.pk}/").json()["result"]["quality"]["gap_percent"] == "0.00"


def test_as_json_and_as_files(territory: Territory, tmp_path: Path, planner: User) -> None:
    one = furnish(territory)
    book, paper = tmp_path / "plan.xlsx", tmp_path / "plan.docx"
    said, _ = plan("--json", "--xlsx", str(book), "--docx", str(paper), "--lang", "en")
    told: dict[str, Any] = json.loads(said)
    kept = made(planner, territory.city, one)
    client = as_person(planner)
    read = client.get(f"/api/v1/plans/{kept.pk}/").json()
    assert told["id"] is None
    assert told["result"] == read["result"]
    for name in ("remedies", "left", "communities"):
        assert told[name] == client.get(f"/api/v1/plans/{kept.pk}/{name}/").json()["results"]
    assert openpyxl.load_workbook(book).sheetnames[0] == "Overview"
    assert docx.Document(str(paper)).paragraphs[0].text.startswith("Plan to make up")


def test_wishes_are_those_of_the_api(territory: Territory) -> None:
    furnish(territory)
    code = territory.own[0].code
    plan(
        "--years", "3", "--objective", "worst_first", "--price", "high", "--carry-over", "--floor", "5", "--rate", "0.02",
        "--sharing", "1", "--joint", "2", "--known-only", "--must", f"{code}:N48-FAC-04", "--never", "lease:900101",
        "any:900102", "--store", budget="1e7",
    )  # fmt: skip
    wishes = RemedyPlan.objects.get().wishes
    assert wishes["budgets"] == [3_333_334, 3_333_333, 3_333_333]
    assert wishes["never"] == [{"path": "/90/9001/900101/", "way": "lease"}, {"path": "/90/9001/900102/", "way": ""}]
    assert wishes["must"] == [{"code": code, "rule": "N48-FAC-04"}]
    plain = ("objective", "price", "carries_over", "floor", "rate", "sharing", "joint", "is_known_only")
    assert [wishes[name] for name in plain] == ["worst_first", "high", True, 5, "0.02", 1, 2, True]


@pytest.mark.parametrize(
    ("said", "budget", "en", "zh"),
    [
        (["--must", "900101001001:N48-FAC-04"], "1000", "costs more than the budget", "超出预算"),
        (["--must", "900101001001:N48-XX-01"], "1e6", "no such rule", "没有这条规则"),
        (["--must", "900101001999:N48-FAC-04"], "1e6", "is none, or no measure", "不存在"),
        (["--never", "magic"], "1e6", "is no way", "没有这种方式"),
        (["--never", "any"], "1e6", "no gap that a measure", "没有可以安排的短板"),
        (["--floor", "200"], "1e6", "0 to 100 percent", "0 至 100"),
        (["--years", "2"], "1e6,1e6", "goes with one --budget", "单个"),
        (["--round", "99999"], "1e6", "no finished round", "没有已完成的批次"),
        (["--xlsx", "/no/such/place/plan.xlsx"], "1e6", "Name a file", "无法写入"),
    ],
)
def test_what_cannot_be_done_is_said_in_both_languages(
    said: list[str], budget: str, en: str, zh: str, territory: Territory
) -> None:
    furnish(territory)
    before = rows()
    with pytest.raises(CommandError) as wrong:
        plan(*said, budget=budget)
    assert en in str(wrong.value)
    assert zh in str(wrong.value)
    assert wrong.value.returncode == 1
    assert rows() == before


def test_a_round_of_another_place_and_no_round_at_all(territory: Territory) -> None:
    with pytest.raises(CommandError, match="Nothing has been assessed"):
        plan()
    elsewhere = make_round(territory.near.division)
    with pytest.raises(CommandError, match="does not hold this division"):
        plan("--round", str(elsewhere.pk))


@pytest.mark.parametrize("budget", ["x", "1.5", "1e99", "nan"])
def test_money_that_is_none(budget: str, territory: Territory) -> None:
    with pytest.raises(CommandError):
        plan(budget=budget)
