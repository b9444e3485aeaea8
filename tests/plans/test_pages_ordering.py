"""From the form of a plan to its page: progress, mistakes at their fields, the same asked twice, stopped, thrown away."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from assessments.models import RemedyPlan, Round
from assessments.remedies.plan_words import plan_words
from assessments.remedies.wishes import Must, Never, Wishes, wishes_of
from assessments.views.plans.asking import answers_of
from tests.factories import Territory, make_division, make_grant
from tests.ordering.conftest import Work, work
from tests.pages.clicking import TOKEN, english, page
from tests.plans.conftest import finished, ordered
from tests.plans.test_refusing import MUSTS, RULE

__all__ = ["work"]
NAME = re.compile(r'name="(\w+)"')


@pytest.fixture
def browser(planner: User) -> Client:
    return english(planner)


def answers(browser: Client, **other: Any) -> dict[str, Any]:
    """What the form sends."""
    found = TOKEN.search(page(browser, "/plans/new/"))
    assert found
    given = {
        "name": "三年补短板", "division": "9001", "round": "", "first_year": "2027", "budgets": "300\n300",
        "objective": "households", "price": "middle",
        "floor": "0", "rate": "3.5", "sharing": "1", "joint": "2", "must": "", "token": found[1],
    }  # fmt: skip
    return {**given, **other}


def test_from_the_button_to_the_plan(browser: Client, judged: Round, work: Work) -> None:
    assert 'href="/plans/new/"' in page(browser, "/plans/")
    sent = browser.post("/plans/new/", answers(browser))
    assert sent.status_code == 302, sent.content
    plan = RemedyPlan.objects.get()
    assert (plan.round, wishes_of(plan.wishes)) == (judged, Wishes((3_000_000,) * 2, 2027, sharing=1, joint=2))
    here = sent.headers["Location"]
    assert here == f"/plans/{plan.pk}/"
    text = page(browser, here)
    for said in ("waiting for its turn", 'hx-trigger="every 1s"', "Look again", f'action="{here}cancel/"', "CNY 6,000,000"):
        assert said in text, said
    assert page(browser, here, headers={"HX-Request": "true"}).lstrip().startswith('<div id="plan"')
    RemedyPlan.objects.update(state="running", stage="choosing", percent=60)
    assert "choosing under the budget" in page(browser, here)
    assert "running · 60%" in page(browser, "/plans/")
    assert work() == ["plans.make"]
    assert browser.get(here, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    text = page(browser, here)
    assert "this plan closes 1 of 4 gaps, in 1 of 4 communities; 2,667 households live there" in text
    assert "hx-trigger" not in text


def test_sent_twice_it_asks_once_and_other_answers_ask_again(browser: Client, judged: Round) -> None:
    sent = answers(browser)
    first, second = (browser.post("/plans/new/", sent).headers["Location"] for _ in range(2))
    assert first == second
    third = browser.post("/plans/new/", {**sent, "budgets": "200,300"}).headers["Location"]
    fourth = browser.post("/plans/new/", answers(browser)).headers["Location"]
    assert len({first, third, fourth}) == 3
    assert RemedyPlan.objects.count() == 3


MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    ({"name": ""}, "name", "This field is required"),
    ({"division": "9002"}, "division", "lies outside your mandate"),
    ({"division": "x"}, "division", "lies outside your mandate"),
    ({"budgets": ""}, "budgets", "This field is required"),
    ({"budgets": " , "}, "budgets", plan_words()["trouble"]["no_budget"]["en"]),
    ({"budgets": "6,000"}, "budgets", "“000” is no amount"),
    ({"budgets": "many"}, "budgets", "“many” is no amount"),
    ({"budgets": "0.00001"}, "budgets", "is no amount"),
    ({"budgets": "1 " * 11}, "budgets", "Too many years: 10 at most."),
    ({"budgets": "100000001"}, "budgets", "The budget of 2027 is no whole number"),
    ({"floor": "101"}, "floor", plan_words()["trouble"]["bad_floor"]["en"]),
    ({"rate": "100"}, "rate", plan_words()["trouble"]["bad_rate"]["en"]),
    ({"rate": "-1"}, "rate", plan_words()["trouble"]["bad_rate"]["en"]),
    ({"first_year": "1999"}, "first_year", "greater than or equal to 2000"),
    ({"sharing": "6"}, "sharing", "less than or equal to 5"),
    ({"joint": "0"}, "joint", "greater than or equal to 1"),
    ({"objective": "x"}, "objective", "Select a valid choice"),
    ({"never_ways": ["pool"]}, "never_ways", "Select a valid choice"),
    ({"never_division": "9002"}, "never_division", "lies outside your mandate"),
    ({"must": "900101001001"}, "must", "“900101001001” is no community code and rule code."),
    ({"must": f"900101001001 {RULE}x"}, "must", "is no gap of the round in this division"),
    ({"must": f"900201001001 {RULE}"}, "must", "is no gap of the round in this division"),
    ({"round": "99999"}, "round", "Select a valid choice"),
]  # fmt: skip


@pytest.mark.parametrize(("other", "field", "said"), MISTAKES)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_ordered(
    other: dict[str, Any], field: str, said: str, browser: Client, judged: Round
) -> None:
    response = browser.post("/plans/new/", answers(browser, **other))
    assert response.status_code == 422
    wrong = _wrong_fields(response.content.decode())
    assert list(wrong) == [field]
    assert said in wrong[field]
    assert not RemedyPlan.objects.exists()


def _wrong_fields(text: str) -> dict[str, str]:
    """What is said at each field with a mistake, by the name of the field."""
    chunks = [html.unescape(chunk) for chunk in text.split('<div class="field">')[1:]]
    return {NAME.findall(chunk)[0]: chunk.split('class="field__error"', 1)[1] for chunk in chunks if "field__error" in chunk}


def test_a_round_of_a_part_does_not_hold_the_whole(browser: Client, judged: Round, planner: User) -> None:
    Round.objects.update(division=make_division("900101"))
    response = browser.post("/plans/new/", answers(browser))
    assert response.status_code == 422
    assert plan_words()["trouble"]["round_elsewhere"]["en"] in response.content.decode()
    assert browser.post("/plans/new/", answers(browser, division="900101")).status_code == 302


def test_what_is_barred_and_what_must_be(browser: Client, judged: Round) -> None:
    sent = answers(
        browser, never_ways=["lease", "swap"], never_division="900102", must=f"900101001002 {RULE}\n900101001002，{RULE}"
    )
    assert browser.post("/plans/new/", sent).status_code == 302
    found = wishes_of(RemedyPlan.objects.get().wishes)
    assert found.never == (Never("/90/9001/900102/", "lease"), Never("/90/9001/900102/", "swap"))
    assert found.must == (Must("900101001002", RULE),)
    browser.post("/plans/new/", answers(browser, never_division="900102"))
    assert wishes_of(RemedyPlan.objects.order_by("-pk")[0].wishes).never == (Never("/90/9001/900102/"),)


def test_the_form_is_filled_in_again(browser: Client, judged: Round, planner: User) -> None:
    wishes = Wishes((3_000_000, 500_000), 2028, floor=20, never=(Never("/90/9001/900102/", "lease"),), must=MUSTS)
    plan = ordered(planner, judged, wishes, name="旧方案")
    text = page(browser, f"/plans/new/?from={plan.pk}")
    for said in (
        "filled in with the wishes of “旧方案”",
        "300\n50</textarea>",
        'value="20"',
        f"900101001002 {RULE}",
        '<details class="finding__more" open>',
    ):
        assert said in text, said
    sent = {name: value for name, value in answers_of(plan).items() if value is not False}
    assert browser.post("/plans/new/", sent).status_code == 302
    again = RemedyPlan.objects.order_by("-pk")[0]
    assert (again.pk != plan.pk, wishes_of(again.wishes), again.name) == (True, wishes, "旧方案")


def test_a_gap_of_the_list_leads_to_the_form(browser: Client, judged: Round) -> None:
    text = page(browser, "/gaps/?division=900101")
    assert f'href="/plans/new/?round={judged.pk}&amp;division=900101"' in text
    link = f"/plans/new/?round={judged.pk}&division=900101&must=900101001001+{RULE}"
    assert link.replace("&", "&amp;") in text
    asked = page(browser, link)
    assert f"900101001001 {RULE}</textarea>" in asked
    assert 'value="900101000000" selected' in asked
    assert f'href="/plans/new/?round={judged.pk}"' in page(browser, f"/rounds/{judged.pk}/")


def test_stopped_it_says_so_and_can_be_thrown_away(browser: Client, judged: Round, planner: User, work: Work) -> None:
    here = f"/plans/{ordered(planner, judged).pk}/"
    browser.post(f"{here}drop/")
    assert "Stop it first, then throw it away." in page(browser, here)
    assert browser.post(f"{here}cancel/").headers["Location"] == here
    text = page(browser, here)
    for said in ("cancelled", "Nothing of it was stored.", "Plan again with other wishes", f'href="{here}drop/"'):
        assert said in text, said
    browser.post(f"{here}cancel/")
    assert "The plan has ended already." in page(browser, here)
    work()
    assert RemedyPlan.objects.get().state == "cancelled"
    assert "It cannot be brought back" in page(browser, f"{here}drop/")
    assert browser.post(f"{here}drop/").headers["Location"] == "/plans/"
    assert "has been deleted" in page(browser, "/plans/")
    assert not RemedyPlan.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", sorted(plan_words()["trouble"]))
def test_every_trouble_is_told_in_both_languages(
    code: str, language: str, browser: Client, judged: Round, planner: User
) -> None:
    plan = ordered(planner, judged)
    about = {"most": 10, "year": 2027, "code": "900101001001", "rule": RULE}
    RemedyPlan.objects.update(state="failed", trouble=code, trouble_about=about)
    browser.cookies["django_language"] = language
    wanted = plan_words()["trouble"][code]["en" if language == "en" else "zh"]
    assert wanted.format(**about) in page(browser, f"/plans/{plan.pk}/")


def test_a_plan_that_is_impossible_says_what_forbids_it(browser: Client, judged: Round, planner: User) -> None:
    text = page(browser, f"/plans/{finished(planner, judged, Wishes((5_000_000,), 2027, must=MUSTS)).pk}/")
    assert "What must be closed costs more than the budget: 2027: CNY 3,360,000." in text
    text = page(browser, f"/plans/{finished(planner, judged, Wishes((1_000_000,), 2028, floor=50)).pk}/")
    assert "The budget does not reach the floors of the districts" in text


REASONS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "NotReady", "measure": {}, "ready": 3, "horizon": 2}, "is ready after 3 years, beyond the 2 of the plan"),
    ({"kind": "NobodyCloses", "gap": ["900101001001", RULE]}, "示例社区900101001001 (900101001001): Kindergarten"),
    ({"kind": "Clash", "resource": ["premises", "P-1"], "measures": [], "wanted": 2, "capacity": 1}, "闲置小学 (P-1)"),
    ({"kind": "MustsApart", "measures": [], "gaps": [["910101001001", RULE]]}, "910101001001 (910101001001)"),
    ({"kind": "FloorOutOfReach", "group": "900101", "least": 900, "most": 40}, "(900101) has to reach 900 household-gaps"),
    ({"kind": "FloorsApart", "short": [["900102", 3]]}, "区划900102000000 (900102): 3 household-gaps"),
    ({"kind": "FloorsTooDear", "more": [[2027, 7]], "short": [], "exact": False}, "2027: CNY 7"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "said"), REASONS, ids=[reason["kind"] for reason, _ in REASONS])
def test_every_reason_is_told_with_names(
    reason: dict[str, Any], said: str, browser: Client, judged: Round, planner: User
) -> None:
    plan = ordered(planner, judged)
    RemedyPlan.objects.update(state="failed", trouble="plan_impossible", trouble_about={"reasons": [reason]})
    assert said in page(browser, f"/plans/{plan.pk}/")


def test_the_chief_may_plan_everything(browser: Client, judged: Round, planner: User, territory: Territory) -> None:
    make_grant(planner, None)
    Round.objects.update(division=None)
    assert browser.post("/plans/new/", answers(browser, division="")).status_code == 302
    assert RemedyPlan.objects.get().division is None
