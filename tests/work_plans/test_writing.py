"""Who writes a key project writes the plan that holds it: whatever the verb, but for what only says how the work goes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from communities.scope import AreaScope
from pilots.models import Funding, KeyProject, Milestone, WorkPlan
from pilots.selectors.writing import NO_PART
from pilots.services.carrying_out import begin_project, drop_project, finish_project
from pilots.services.entering import Care, edit_project
from pilots.services.evidence import keep_evidence
from pilots.services.funding import set_funding
from pilots.services.milestones import add_milestone, edit_milestone, reach_milestone, remove_milestone
from pilots.services.noting import note_progress
from pilots.services.refusing import Refused
from pilots.services.reviewing import Seen, approve_work_plan, submit_work_plan
from tests.factories import make_worker
from tests.factories.projects import DAYS, fit_to_submit, make_project, photo
from tests.work_plans.conftest import Officials
from tests.work_plans.test_verbs import submitted

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
Verb = Callable[[User, KeyProject], object]


def step(one: KeyProject) -> Milestone:
    return Milestone.objects.get_or_create(project=one, name="开工", due_on=date(2027, 4, 1))[0]


def money(by: User, one: KeyProject, planned: int, arrived: int | None = None) -> None:
    one.refresh_from_db()
    set_funding(by=by, project=one, version=one.version, sources={"district": (planned, arrived, None)})


def care(by: User, one: KeyProject) -> None:
    one.refresh_from_db()
    said = Care(owner="区住房和城乡建设局", risk="high", starts_on=DAYS["starts_on"], due_on=DAYS["due_on"])
    edit_project(by=by, project=one, version=one.version, care=said)


def moved(by: User, one: KeyProject) -> None:
    edit_milestone(by=by, milestone=step(one), name="开工", due_on=date(2027, 5, 1))


WRITES: dict[str, Verb] = {
    "money": lambda by, one: money(by, one, 3_000_000),
    "care": care,
    "a milestone": lambda by, one: add_milestone(by=by, project=one, name="验收", due_on=date(2027, 11, 1)),
    "a milestone moved": moved,
    "a milestone taken away": lambda by, one: remove_milestone(by=by, milestone=step(one)),
    "who is in charge": lambda by, one: begin_project(by=by, project=one, on=date(2026, 9, 1), owner="街道办"),
}
WORKS: dict[str, Verb] = {
    "money that arrived": lambda by, one: money(by, one, 2_000_000, 1),
    "begun": lambda by, one: begin_project(by=by, project=one, on=date(2026, 9, 1)),
    "finished": lambda by, one: finish_project(by=by, project=one, on=timezone.localdate()),
    "reached": lambda by, one: reach_milestone(by=by, milestone=step(one), on=date(2026, 9, 1)),
    "progress": lambda by, one: note_progress(by=by, project=one, percent=5, on=date(2026, 9, 1), text="x"),
    "evidence": lambda by, one: keep_evidence(
        by=by, project=one, data=photo(), stage="before", shows="x", taken_on=None, is_clean=True
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_who_writes_a_project_has_written_the_plan(name: str, complete: WorkPlan, planner: User, officials: Officials) -> None:
    one = KeyProject.objects.get()
    step(one)
    WRITES[name](officials.district, one)
    plan = submitted(complete, planner)
    assert officials.district.pk in plan.writers
    with pytest.raises(Refused, match="own_work_plan"):
        approve_work_plan(by=officials.district, scope=ALL, plan=plan, seen=Seen.of(plan))


@pytest.mark.parametrize("name", WORKS)
def test_who_says_how_the_work_goes_has_not(name: str, complete: WorkPlan, planner: User, officials: Officials) -> None:
    one = KeyProject.objects.get()
    step(one)
    WORKS[name](officials.district, one)
    plan = submitted(complete, planner)
    assert officials.district.pk not in plan.writers
    approve_work_plan(by=officials.district, scope=ALL, plan=plan, seen=Seen.of(plan))


def test_a_planner_who_becomes_an_official_does_not_review_their_own_money(
    complete: WorkPlan, planner: User, officials: Officials
) -> None:
    """Written before the submission, by somebody who now may review; what is written after it is none of this revision."""
    both = make_worker("both", complete.enrolment.community.division, "planner", "official")
    money(both, KeyProject.objects.get(), 5)
    plan = submitted(complete, planner)
    money(officials.city, KeyProject.objects.get(), 6)
    assert (both.pk in plan.writers, officials.city.pk in plan.writers) == (True, False)
    with pytest.raises(Refused, match="own_work_plan"):
        approve_work_plan(by=both, scope=ALL, plan=plan, seen=Seen.of(plan))


def test_who_gives_a_project_up_has_written_and_who_worked_elsewhere_has_not(
    complete: WorkPlan, planner: User, officials: Officials
) -> None:
    pilot = complete.enrolment
    given_up = make_project(pilot, by=officials.far)
    money(officials.city, given_up, 7)
    drop_project(by=officials.district, project=given_up, on=date(2026, 9, 1))
    plan = submitted(complete, planner)
    assert officials.district.pk in plan.writers
    assert officials.city.pk not in plan.writers


def test_what_is_planned_counts_whichever_column_it_is() -> None:
    """A column that only says how the work goes is named; any other one counts."""
    for model in (KeyProject, Funding, Milestone):
        columns = {field.column for field in model._meta.concrete_fields}
        assert NO_PART[model._meta.db_table] <= columns


def test_a_hand_made_project_makes_the_plan_incomplete_until_all_is_said(complete: WorkPlan, planner: User) -> None:
    one = make_project(complete.enrolment, by=planner)
    complete.refresh_from_db()
    with pytest.raises(Refused, match="work_plan_incomplete"):
        submit_work_plan(by=planner, scope=ALL, plan=complete, version=complete.version)
    fit_to_submit(one)
    assert submitted(complete, planner).projects[1]["funding"] == {"district": 2_000_000}
