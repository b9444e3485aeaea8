"""What is read of a plan: as a whole, line by line, what it leaves open, its communities, on paper, beside another."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessments.models import LeftGap, PlannedRemedy, RemedyPlan, Round
from assessments.remedies.wishes import Never, Objective, Wishes
from assessments.selectors.plan_sums import line_sums, rule_sums
from communities.models import Community, Division, Source
from communities.scope import AreaScope
from facilities.models import Premises
from tests.factories import Territory, make_worker
from tests.pages.clicking import page
from tests.pages.test_words import _chinese_in
from tests.plans.conftest import finished
from tests.plans.test_pages_ordering import browser
from tests.plans.test_refusing import RULE

__all__ = ["browser"]
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("page_budgets.json").read_text())
PARTS = ("", "lines/", "lines/1/", "left/", "communities/", "print/")
RICH = Wishes((9_000_000, 9_000_000), 2027, objective=Objective.LEVELS)


@pytest.fixture
def here(plan: RemedyPlan) -> str:
    return f"/plans/{plan.pk}/"


@pytest.fixture
def other(judged: Round, planner: User) -> RemedyPlan:
    """With more money, by other wishes."""
    return finished(planner, judged, RICH, name="另一方案")


def test_the_whole(browser: Client, here: str, plan: RemedyPlan) -> None:
    text = page(browser, here)
    for said in (
        "With CNY 6,000,000 in 2 years (2027–2028)", "it is proven best", "1 of 1 lines rests on placeholder prices",
        'href="/prices/?division=9001"', "CNY 2,960,000", "no year has the money", "On paper", "plan-curve__worth",
        "Plan again with other wishes", f'href="/record/plan/{plan.pk}/"', "Gaps left open",
    ):  # fmt: skip
        assert said in text, said


def test_a_line(browser: Client, here: str, plan: RemedyPlan) -> None:
    text = page(browser, f"{here}lines/1/")
    for said in (
        "闲置小学", "P-1, rooms, publicly owned; source: register", "Kindergarten", "2,200.00 m²", "it takes 2 to 5 months",
        "3,060,000 yuan close 1 gap, worth 2,667 household-gaps", "Rent a year", "A lease is never a permanent answer",
        "fit-out, rent comes on top", 'href="/communities/900101001001/', "CNY 3,060,000",
    ):  # fmt: skip
        assert said in text, said
    assert "Next line" not in text
    assert browser.get(f"{here}lines/2/").status_code == 404
    assert browser.get(f"/plans/{plan.pk + 1}/lines/1/").status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("lines/?way=lease", 1), ("lines/?way=swap", 0), ("lines/?year=2027", 1), ("lines/?year=2028", 0),
        (f"lines/?rule={RULE}", 1), ("lines/?rule=N48-FAC-05", 0), ("lines/?division=900101", 1), ("lines/?division=900102", 0),
        ("left/?why=no_room", 3), ("left/?why=unknown", 0), (f"left/?rule={RULE}", 3), ("left/?division=900101", 1),
        ("communities/?changes=yes", 1), ("communities/?changes=no", 3), ("communities/?complete=yes", 0),
        ("communities/?search=900102", 2), ("lines/?way=nonsense", 0), ("lines/?year=1", 0),
    ],
)  # fmt: skip
def test_lists_are_narrowed(query: str, count: int, browser: Client, here: str) -> None:
    text = page(browser, here + query, headers={"HX-Request": "true"})
    assert "<html" not in text
    assert len(re.findall(r'<th scope="row"', text)) == count
    assert re.search(rf"\b{count} (line|gap|communit)", text)
    assert count or "Nothing matches" in text or "The filter has an error" in text


def test_what_is_left_leads_to_the_card_and_to_the_line_that_took_it(browser: Client, here: str, plan: RemedyPlan) -> None:
    LeftGap.objects.filter(code="900101001002").update(
        why="taken", about={"way": "lease", "by": 1, "yuan": 5, "worth": 1, "per_wan": 1.0, "margin": 2.0, "premises": "P-1"}
    )
    text = page(browser, f"{here}left/")
    assert f'href="{here}lines/1/"' in text
    assert "would take premises that line 1 has already" in text
    assert f'href="/communities/900101001002/?round={plan.round_id}#{RULE}"' in text


def test_paper_tells_every_line(browser: Client, here: str, plan: RemedyPlan) -> None:
    text = page(browser, f"{here}print/")
    assert text.count('class="plan-line"') == plan.remedies.count() == 1
    assert "yuan close 1 gap" in text
    assert "P-1" in text


@pytest.mark.parametrize("part", ["", "print/"])
def test_a_gap_that_no_line_names_is_explained_where_the_sums_differ(
    browser: Client, here: str, plan: RemedyPlan, part: str
) -> None:
    more, (before, after) = "1 gap more is met by several lines together", plan.told["gaps"]
    assert more not in page(browser, f"{here}{part}")
    RemedyPlan.objects.filter(pk=plan.pk).update(told={**plan.told, "gaps": [before, after - 1]})
    assert more in page(browser, f"{here}{part}")


def test_sums_are_those_of_the_lines(plan: RemedyPlan, territory: Territory) -> None:
    scope = AreaScope((territory.city.path,))
    sums = line_sums(scope, plan)
    assert (sums.lines, sums.gaps, sums.placeholder, sums.ready) == (1, 1, 1, {2027: 1})
    assert (sums.ways["lease"].lines, sums.ways["lease"].yuan) == (1, sum(plan.spent))
    assert rule_sums(scope, plan)[RULE] == (4, 3)


def test_plans_side_by_side(browser: Client, plan: RemedyPlan, other: RemedyPlan) -> None:
    assert f'value="{plan.pk}" form="compare"' in page(browser, "/plans/")
    text = page(browser, f"/plans/compare/?plan={plan.pk}&plan={other.pk}")
    for said in ("mandatory requirements first", "另一方案", "Gaps by rule", "What differs", "Gap / Met", RULE):
        assert said in text, said
    differing = RemedyPlan.objects.get(pk=other.pk).told["gaps"][1]
    assert differing < plan.told["gaps"][1]
    narrowed = page(browser, f"/plans/compare/?plan={plan.pk}&plan={other.pk}&search=910", headers={"HX-Request": "true"})
    assert "Nothing matches" in narrowed
    assert "Two plans are needed" in page(browser, f"/plans/compare/?plan={plan.pk}")
    assert "The plans promise the same answers" in page(browser, f"/plans/compare/?plan={plan.pk}&plan={_twin(plan).pk}")


def _twin(plan: RemedyPlan) -> RemedyPlan:
    """Another plan with the same cards."""
    cards = list(plan.cards.all())
    twin = RemedyPlan.objects.get(pk=plan.pk)
    twin.pk, twin.finished_at = None, None
    twin.save()
    for card in cards:
        card.pk, card.plan = None, twin
        card.save()
    return twin


def test_plans_of_other_rounds_and_places_are_told_apart(
    browser: Client, plan: RemedyPlan, other: RemedyPlan, territory: Territory
) -> None:
    RemedyPlan.objects.filter(pk=other.pk).update(division=territory.own[0].division)
    text = page(browser, f"/plans/compare/?plan={plan.pk}&plan={other.pk}")
    assert "They are plans of different divisions." in text
    assert "Gaps by rule" not in text
    assert "Spent in each year" in text


def test_three_people_and_a_reader_of_a_district(
    planner: User, officer: User, stranger: User, here: str, territory: Territory, other: RemedyPlan
) -> None:
    """The planner of the city, an official of the province, and a stranger; who reads a district sees no plan of the city."""
    district = make_worker("district", Division.objects.get(code="900101000000"), "viewer", "planner")
    far = make_worker("far", territory.far.division, "viewer", "planner")
    reader = make_worker("reader", territory.city, "viewer")
    compare = f"/plans/compare/?plan={other.pk}&plan={here.split('/')[2]}"
    for address in (*(here + part for part in PARTS), compare):
        for user, status in ((planner, 200), (officer, 200), (reader, 200), (district, 404), (far, 404), (stranger, 403)):
            assert _as(user).get(address).status_code == status, (address, user)
        assert Client().get(address).status_code == 302
    for user in (district, far):
        assert here not in _as(user).get("/plans/").content.decode()
    assert "/drop/" not in _as(reader).get(here).content.decode()
    for address in (f"{here}drop/", f"{here}cancel/"):
        for user, status in ((reader, 403), (district, 404), (far, 404), (stranger, 403)):
            assert _as(user).post(address).status_code == status, (address, user)
    assert _as(reader).get("/plans/new/").status_code == 403
    assert RemedyPlan.objects.count() == 2


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_english_pages_are_english(browser: Client, here: str, plan: RemedyPlan, other: RemedyPlan) -> None:
    for model in (Community, Division):
        model._default_manager.update(name_en=Concat(Value("Place "), F("code")))
    Premises.objects.update(name="School")
    Source.objects.update(name="Register")
    RemedyPlan.objects.update(name="Plan")
    wishes = Wishes(RICH.budgets, 2027, floor=1, never=(Never("/90/9001/", "lease"),)).as_json()
    RemedyPlan.objects.filter(pk=other.pk).update(wishes=wishes)
    compare = f"/plans/compare/?plan={plan.pk}&plan={other.pk}"
    for address in (*(here + part for part in PARTS), compare, "/plans/", "/plans/new/", f"{here}drop/", f"/plans/{other.pk}/"):
        assert _chinese_in(page(browser, address)) == [], address


def test_pages_keep_their_budgets_however_many_lines_there_are(
    browser: Client, here: str, plan: RemedyPlan, other: RemedyPlan
) -> None:
    addresses = {name: name.format(plan.pk, other.pk) for name in BUDGETS}
    few = {name: _asked(browser, address) for name, address in addresses.items()}
    _more_lines(plan)
    many = {name: _asked(browser, address) for name, address in addresses.items()}
    assert many == few
    assert {name: count for name, count in many.items() if count > BUDGETS[name]} == {}


def _more_lines(plan: RemedyPlan) -> None:
    line = plan.remedies.get()
    for position in range(2, 20):
        PlannedRemedy.objects.create(
            **{field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields if field.name != "id"}
            | {"position": position}
        )


def _asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)
