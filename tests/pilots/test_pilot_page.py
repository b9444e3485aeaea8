"""The page of a pilot: its plan and what is next, its projects, what is due, its gaps, the returns that hold it."""

import re
from datetime import date, timedelta

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import User
from communities.models import Community, Division
from pilots.models import Enrolment, KeyProject, WorkPlan
from pilots.selectors.work_plans import live_projects, project_told
from pilots.services.applying import apply_plan
from pilots.services.milestones import add_milestone
from pilots.services.noting import note_progress
from pilots.services.work_plans import draft_work_plan
from tests.factories import Territory, make_round, make_worker
from tests.factories.pilots import make_enrolment
from tests.factories.plans import line_row, plan_row
from tests.factories.projects import make_pilot, make_project
from tests.pages.clicking import english, page
from tests.pages.test_words import _chinese_in
from tests.pilots.quarter import drawn, make_office
from tests.projects.making import ALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(territory: Territory) -> Enrolment:
    make_round()
    return make_pilot(territory.own[0])


def here(pilot: Enrolment) -> str:
    return f"/pilots/{pilot.pk}/"


def text_of(pilot: Enrolment, person: User) -> str:
    return re.sub(r"\s+", " ", page(english(person), here(pilot)))


def test_what_there_is_not_is_said(pilot: Enrolment, planner: User) -> None:
    text = text_of(pilot, planner)
    for said in ("not yet drafted", "No key project yet", "Nothing is due", "No return holds it yet", "Gaps today"):
        assert said in text, said
    assert "Not taken up by any pilot" not in text


def test_where_nothing_was_assessed_the_gaps_are_not_known(territory: Territory, planner: User) -> None:
    text = text_of(make_pilot(territory.own[1]), planner)
    assert "its gaps are not known" in text
    assert "No gap " not in text


def test_projects_with_progress_delay_and_risk(pilot: Enrolment, planner: User) -> None:
    one, today = make_project(pilot), timezone.localdate()
    assert "progress not noted" in text_of(pilot, planner)
    KeyProject.objects.update(due_on=today - timedelta(days=9), risk="high", owner="教育局")
    note_progress(by=None, project=one, percent=20, on=date(2026, 3, 1), text="x")
    note_progress(by=None, project=one, percent=35, on=date(2026, 4, 1), text="x")
    add_milestone(by=None, project=one, name="竣工验收", due_on=today + timedelta(days=30))
    text = text_of(pilot, planner)
    for said in ("新建幼儿园", "35%", "9 days late", "high risk", "教育局", "竣工验收", "All that is late", "short by 1"):
        assert said in text, said
    assert "20%" not in text
    gaps = text[text.index("Gaps today") :]
    assert re.search(r"Kindergarten.{0,400}?>\s*yes", gaps)


def test_the_plan_in_one_line(pilot: Enrolment, planner: User, officer: User) -> None:
    plan = draft_work_plan(by=planner, scope=ALL, pilot=pilot)
    assert "Revision 1 · draft" in text_of(pilot, planner)
    WorkPlan.objects.filter(pk=plan.pk).update(state="approved", projects=[])
    one = make_project(pilot)
    text = text_of(pilot, planner)
    assert "The work plan in force does not name: 新建幼儿园. A new revision takes them up." in text
    assert "/plan/1/revise/" in text
    assert "/plan/1/revise/" not in text_of(pilot, make_worker("looks", pilot.community.division, "viewer"))
    WorkPlan.objects.create(enrolment=pilot, revision=2, state="draft")
    text = text_of(pilot, planner)
    assert "Revision 2 · draft (revision 1 is in force)" in text
    assert "does not name" not in text
    named = [project_told(each) for each in live_projects(pilot)]
    WorkPlan.objects.filter(revision=2).update(state="submitted", level="city", levels=["city"], projects=named)
    assert "does not name" not in text_of(pilot, planner)
    make_project(pilot, name="食堂")
    assert "The revision under review does not name: 食堂." in text_of(pilot, planner)
    assert one.pk == named[0]["key"]


def test_what_nobody_has_taken_up_is_offered(
    pilot: Enrolment, planner: User, officer: User, stranger: User, territory: Territory
) -> None:
    plan = plan_row(make_round(territory.city), territory.city)
    line_row(plan, pilot.community)
    (one,) = apply_plan(by=None, plan=plan)
    for person in (planner, officer):
        text = text_of(pilot, person)
        assert "Not taken up by any pilot" in text
        assert f'action="/projects/{one.pk}/take-up/"' in text
    clerk = text_of(pilot, make_worker("clerk-of", territory.city, "clerk"))
    assert "Not taken up by any pilot" in clerk
    assert "take-up/" not in clerk
    page(english(stranger), here(pilot), 403)
    client = english(planner)
    told = client.post(f"/projects/{one.pk}/take-up/", {"enrolment": pilot.pk}, follow=True)
    assert "Taken up. Its next work plan names it." in told.content.decode()
    assert "Not taken up" not in text_of(pilot, planner)


def test_the_returns_that_hold_it_are_a_link_away(territory: Territory, officer: User, planner: User) -> None:
    """A planner of the city sees no return of the province, nor anything of a programme that has none."""
    office = make_office(territory)
    one, inside = drawn(office, territory), office.pilots[0]
    text = text_of(inside, officer)
    assert f'href="/returns/{one.pk}/pilots/{inside.code}/"' in text
    assert "No return holds it yet" in text_of(inside, planner)
    later = make_enrolment(office.programme, territory.own[3])
    assert "No return holds it yet" in text_of(later, officer)


def test_an_english_page_is_english(pilot: Enrolment, planner: User, territory: Territory) -> None:
    for model in (Community, Division):
        model._default_manager.update(name_en=Concat(Value("Place "), "code"))
    plan = plan_row(make_round(territory.city), territory.city)
    line_row(plan, pilot.community)
    draft_work_plan(by=planner, scope=ALL, pilot=pilot, remedy_plan=plan)
    pilot.programme.name = "Programme"
    pilot.programme.save()
    assert _chinese_in(page(english(planner), here(pilot))) == []
