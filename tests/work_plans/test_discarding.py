"""A draft that was never submitted is discarded: who may, what stays, what the database still refuses."""

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from communities.models import Act, Change
from communities.sealing import verify
from pilots.models import Enrolment, KeyProject, ReviewStep, WorkPlan
from pilots.services.discarding import discard_work_plan
from pilots.services.reviewing import withdraw_work_plan
from pilots.services.taking_up import let_go_project
from pilots.services.work_plans import draft_work_plan, edit_work_plan, revise_work_plan
from tests.api.reading import as_person
from tests.pages.clicking import english, page
from tests.work_plans.conftest import WORDS, Officials
from tests.work_plans.test_pages import here
from tests.work_plans.test_verbs import ALL, approved, refused, submitted

pytestmark = pytest.mark.django_db


def discard(plan: WorkPlan, by: User) -> None:
    discard_work_plan(by=by, scope=ALL, plan=plan, version=plan.version)


def test_a_revision_goes_with_the_step_that_began_it(complete: WorkPlan, planner: User, officials: Officials) -> None:
    first = approved(submitted(complete, planner), officials)
    second, steps = revise_work_plan(by=planner, scope=ALL, plan=first), 4
    discard(second, planner)
    assert list(WorkPlan.objects.values_list("revision", "state")) == [(1, "approved")]
    assert ReviewStep.objects.count() == steps
    noted = Change.objects.filter(act=Act.objects.get(verb="discard_work_plan"))
    assert {(one.table, one.how) for one in noted} == {("pilots_workplan", "deleted"), ("pilots_reviewstep", "deleted")}
    assert any((one.before or {}).get("goals") == WORDS["goals"] for one in noted)
    assert verify()[1] is None
    assert revise_work_plan(by=planner, scope=ALL, plan=first).revision == 2


def test_a_first_draft_goes_when_no_key_project_rests_on_it(draft: WorkPlan, planner: User, pilot: Enrolment) -> None:
    refused("work_plan_rests", lambda: discard(draft, planner))
    let_go_project(by=planner, project=KeyProject.objects.get())
    discard(draft, planner)
    assert not WorkPlan.objects.exists()
    assert draft_work_plan(by=planner, scope=ALL, pilot=pilot, remedy_plan=draft.remedy_plan).revision == 1


def test_what_was_submitted_once_stays(complete: WorkPlan, planner: User, officials: Officials) -> None:
    plan = submitted(complete, planner)
    refused("work_plan_was_submitted", lambda: discard(plan, planner))
    withdraw_work_plan(by=planner, plan=plan)
    plan.refresh_from_db()
    refused("work_plan_was_submitted", lambda: discard(plan, planner))


def test_what_another_has_written_meanwhile_is_not_thrown_away(draft: WorkPlan, planner: User, officer: User) -> None:
    KeyProject.objects.update(enrolment=None)
    edit_work_plan(by=officer, scope=ALL, plan=draft, version=1, texts=WORDS, combined_with=[])
    refused("work_plan_changed", lambda: discard(draft, planner))
    draft.refresh_from_db()
    discard(draft, planner)
    refused("work_plan_changed", lambda: discard(draft, planner))


def test_the_database_lets_no_other_step_go(complete: WorkPlan, planner: User, officials: Officials) -> None:
    first = approved(submitted(complete, planner), officials)
    submitted(revise_work_plan(by=planner, scope=ALL, plan=first), planner)
    for step in ReviewStep.objects.all():
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            ReviewStep.objects.filter(pk=step.pk).delete()


def test_the_page_offers_it_to_whoever_writes(
    complete: WorkPlan, planner: User, officer: User, stranger: User, officials: Officials
) -> None:
    first = approved(submitted(complete, planner), officials)
    second = revise_work_plan(by=planner, scope=ALL, plan=first)
    address, said = here(second, "discard/"), {"version": "1"}
    assert address in page(english(planner), here(second))
    assert address not in page(english(officials.city), here(second))
    assert as_person(stranger).post(address, said).status_code == 403
    assert as_person(officials.city).post(address, said).status_code == 403
    client = english(planner)
    assert client.post(address, {})["Location"] == here(second)
    assert client.post(address, said)["Location"] == f"/pilots/{second.enrolment_id}/plan/"
    assert "Discarded." in page(client, f"/pilots/{second.enrolment_id}/plan/")
    assert WorkPlan.objects.count() == 1
