"""The verbs of work plans: what they write, what they refuse, what the database refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from communities.models import Act, Change, SurveyAnswer
from communities.scope import AreaScope
from pilots.models import Enrolment, KeyProject, ReviewStep, WorkPlan
from pilots.reviewing.content import Content, fingerprint
from pilots.selectors.work_plans import about_of, content_of
from pilots.services.refusing import Refused
from pilots.services.reviewing import ANSWERED, Seen, approve_work_plan, return_work_plan, submit_work_plan, withdraw_work_plan
from pilots.services.work_plans import draft_work_plan, edit_work_plan, revise_work_plan
from tests.factories import Territory, make_round
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row
from tests.factories.projects import fit_to_submit
from tests.work_plans.conftest import WORDS, Officials

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
PROVINCE, CITY, DISTRICT = AreaScope(("/90/",)), AreaScope(("/90/9001/",)), AreaScope(("/90/9001/900101/",))


def refused(code: str, work: object) -> None:
    acts = Act.objects.count()
    with pytest.raises(Refused) as wrong:
        work()  # type: ignore[operator]  # what a test says
    assert (wrong.value.code, Act.objects.count()) == (code, acts)


def submitted(plan: WorkPlan, by: User) -> WorkPlan:
    plan.refresh_from_db()
    submit_work_plan(by=by, scope=ALL, plan=plan, version=plan.version)
    plan.refresh_from_db()
    return plan


def approved(plan: WorkPlan, officials: Officials, *levels: str) -> WorkPlan:
    """By one after the other; by all three where none is named."""
    for level in levels or ("district", "city", "province"):
        scope = {"district": DISTRICT, "city": CITY, "province": PROVINCE}[level]
        approve_work_plan(by=getattr(officials, level), scope=scope, plan=plan, seen=Seen.of(plan))
        plan.refresh_from_db()
    return plan


def test_a_draft_is_written_from_the_round_and_the_remedy_plan(draft: WorkPlan, pilot: Enrolment, planner: User) -> None:
    one = KeyProject.objects.get(enrolment=pilot)
    assert (draft.revision, draft.state, draft.writers, draft.made_by) == (1, "draft", [planner.pk], planner)
    assert f"依据第 {draft.drafted_from_id} 批评估" in draft.goals
    assert "“幼儿园”（差 1 个）" in draft.goals
    assert "待核实事项" in draft.goals
    assert "以租赁方式" in draft.content
    assert "2027 年：启动重点项目 1 个，计划投资 296.00 万元" in draft.sequence
    assert "占位价格" in draft.sequence
    assert (draft.safeguards, draft.combination, one.year) == ("", "", 2027)


def test_what_cannot_be_drafted(pilot: Enrolment, territory: Territory, planner: User, draft: WorkPlan) -> None:
    refused("work_plan_there", lambda: draft_work_plan(by=planner, scope=ALL, pilot=pilot))
    other = make_enrolment(pilot.programme, territory.own[1])
    empty = plan_row(make_round(territory.city), territory.city)
    refused("no_line_of_pilot", lambda: draft_work_plan(by=planner, scope=ALL, pilot=other, remedy_plan=empty))
    line_row(empty, other.community)
    empty.state = "running"
    refused("plan_unfinished", lambda: draft_work_plan(by=planner, scope=ALL, pilot=other, remedy_plan=empty))
    refused("not_a_writer", lambda: draft_work_plan(by=planner, scope=AreaScope(("/91/",)), pilot=other))
    Enrolment.objects.filter(pk=other.pk).update(state="withdrawn", withdrawn_on="2026-02-01")
    refused("pilot_left", lambda: draft_work_plan(by=planner, scope=ALL, pilot=other))
    assert WorkPlan.objects.count() == 1


def test_without_an_assessment_it_begins_empty(territory: Territory, planner: User) -> None:
    made = draft_work_plan(by=planner, scope=ALL, pilot=make_enrolment(make_programme(None), territory.far))
    assert (made.goals, made.content, made.sequence, made.drafted_from) == ("", "", "", None)


def test_what_is_not_complete_is_not_submitted(draft: WorkPlan, planner: User) -> None:
    refused("work_plan_incomplete", lambda: submit_work_plan(by=planner, scope=ALL, plan=draft, version=1))


def test_two_editors_at_once(complete: WorkPlan, planner: User, officer: User) -> None:
    """Whoever is slower stores nothing; the same form sent twice does no harm."""
    seen = complete.version
    first, second = {**WORDS, "goals": "甲"}, {**WORDS, "goals": "乙"}

    def edit(by: User, texts: dict[str, str]) -> None:
        edit_work_plan(by=by, scope=ALL, plan=complete, version=seen, texts=texts, combined_with=["old_compound"])

    edit(planner, first)
    edit(planner, first)
    refused("work_plan_changed", lambda: edit(officer, second))
    complete.refresh_from_db()
    assert (complete.goals, complete.version, complete.writers) == ("甲", seen + 1, [planner.pk])
    refused("work_plan_changed", lambda: submit_work_plan(by=planner, scope=ALL, plan=complete, version=seen))


def test_what_is_submitted_is_kept_as_it_was(complete: WorkPlan, pilot: Enrolment, planner: User) -> None:
    plan = submitted(complete, planner)
    pilot.projects.update(yuan=1, name="另一名称")
    kept = content_of(plan, [])
    assert [each["yuan"] for each in kept.projects] == [2_960_000]
    assert plan.fingerprint == fingerprint(kept, about_of(plan))
    other = Content(kept.texts, kept.combined, [{**kept.projects[0], "yuan": 1}])
    assert plan.fingerprint != fingerprint(other, about_of(plan))
    assert (plan.state, plan.level, plan.levels) == ("submitted", "district", ["district", "city", "province"])
    refused(
        "work_plan_not_open", lambda: edit_work_plan(by=planner, scope=ALL, plan=plan, version=3, texts=WORDS, combined_with=[])
    )


def test_it_passes_three_offices_and_answers_the_items_of_the_notice(
    complete: WorkPlan, planner: User, officials: Officials, pilot: Enrolment
) -> None:
    plan = approved(submitted(complete, planner), officials, "district", "city")
    assert (plan.state, plan.level, SurveyAnswer.objects.count()) == ("submitted", "province", 0)
    plan = approved(plan, officials, "province")
    assert (plan.state, plan.level) == ("approved", "")
    said = SurveyAnswer.objects.filter(community=pilot.community).order_by("pk")
    assert [(one.item, one.value, one.source.name) for one in said] == [(item, 1, f"work plan {plan.pk}") for item in ANSWERED]
    steps = [(step.action, step.level, step.by) for step in plan.steps.all()]
    assert steps == [
        ("submit", "", planner), ("approve", "district", officials.district), ("approve", "city", officials.city),
        ("approve", "province", officials.province),
    ]  # fmt: skip
    assert {step.fingerprint for step in plan.steps.all()} == {plan.fingerprint}


@pytest.mark.parametrize("kind", ["national", "local"])
def test_only_pilots_of_the_notice_answer(kind: str, territory: Territory, planner: User, officials: Officials) -> None:
    pilot = make_enrolment(make_programme(None, kind=kind, levels=["district"]), territory.own[0])
    made = plan_row(make_round(territory.city), territory.city)
    line_row(made, pilot.community)
    plan = draft_work_plan(by=planner, scope=ALL, pilot=pilot, remedy_plan=made)
    fit_to_submit(*pilot.projects.all())
    edit_work_plan(by=planner, scope=ALL, plan=plan, version=1, texts=WORDS, combined_with=[])
    plan = approved(submitted(plan, planner), officials, "district")
    assert (plan.state, SurveyAnswer.objects.exists()) == ("approved", False)


def test_returned_with_remarks_it_begins_at_the_first_level_again(
    complete: WorkPlan, planner: User, officials: Officials
) -> None:
    plan = approved(submitted(complete, planner), officials, "district")
    refused(
        "remarks_missing",
        lambda: return_work_plan(by=officials.city, scope=CITY, plan=plan, seen=Seen.of(plan), remarks=" "),
    )
    refused("work_plan_passed", lambda: withdraw_work_plan(by=planner, plan=plan))
    return_work_plan(by=officials.city, scope=CITY, plan=plan, seen=Seen.of(plan), remarks="资金来源不明")
    plan.refresh_from_db()
    assert (plan.state, plan.level) == ("returned", "")
    edit_work_plan(
        by=planner, scope=ALL, plan=plan, version=plan.version, texts={**WORDS, "safeguards": "资金由区财政安排。"},
        combined_with=[],
    )  # fmt: skip
    before = plan.fingerprint
    plan = submitted(plan, planner)
    assert (plan.level, plan.fingerprint == before) == ("district", False)
    assert approved(plan, officials).state == "approved"
    assert plan.steps.get(action="return").remarks == "资金来源不明"


def test_nobody_approves_their_own_nor_twice(complete: WorkPlan, planner: User, officer: User, officials: Officials) -> None:
    """``officer`` writes and reviews; whoever edited has written."""
    edit_work_plan(
        by=officer, scope=ALL, plan=complete, version=complete.version, texts={**WORDS, "goals": "官员所改"}, combined_with=[]
    )
    plan = submitted(complete, planner)

    def approve(by: User, scope: AreaScope) -> None:
        approve_work_plan(by=by, scope=scope, plan=plan, seen=Seen.of(plan))

    refused("own_work_plan", lambda: approve(officer, PROVINCE))
    refused("own_work_plan", lambda: approve(planner, ALL))
    approve(officials.province, PROVINCE)
    refused("approved_elsewhere", lambda: approve(officials.province, PROVINCE))
    refused("not_this_office", lambda: approve(officials.district, DISTRICT))
    refused(
        "work_plan_changed", lambda: approve_work_plan(by=officials.city, scope=CITY, plan=plan, seen=Seen("0" * 64, "city"))
    )


def test_a_word_for_one_level_is_not_taken_for_the_next(complete: WorkPlan, planner: User, officials: Officials) -> None:
    """The page of the district was opened, and another official of it was faster."""
    plan = submitted(complete, planner)
    seen = Seen.of(plan)
    approve_work_plan(by=officials.city, scope=CITY, plan=plan, seen=seen)
    refused("work_plan_changed", lambda: approve_work_plan(by=officials.province, scope=PROVINCE, plan=plan, seen=seen))


def test_whoever_made_a_key_project_has_written_it(complete: WorkPlan, planner: User, officials: Officials) -> None:
    KeyProject.objects.update(made_by=officials.district)
    plan = submitted(complete, planner)
    refused(
        "own_work_plan",
        lambda: approve_work_plan(by=officials.district, scope=DISTRICT, plan=plan, seen=Seen.of(plan)),
    )


def test_taken_back_by_whoever_submitted_it(complete: WorkPlan, planner: User, officer: User) -> None:
    plan = submitted(complete, planner)
    refused("not_the_submitter", lambda: withdraw_work_plan(by=officer, plan=plan))
    withdraw_work_plan(by=planner, plan=plan)
    plan.refresh_from_db()
    assert (plan.state, plan.level) == ("draft", "")


def test_a_revision_takes_the_place_of_the_one_before_when_it_is_approved(
    complete: WorkPlan, planner: User, officials: Officials
) -> None:
    first = approved(submitted(complete, planner), officials)
    second = revise_work_plan(by=planner, scope=ALL, plan=first)
    refused("newer_revision", lambda: revise_work_plan(by=planner, scope=ALL, plan=first))
    assert (second.revision, second.goals, second.state) == (2, first.goals, "draft")
    assert second.writers == first.writers
    second = submitted(second, planner)
    first.refresh_from_db()
    assert first.state == "approved"
    approved(second, officials)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "approved")
    assert SurveyAnswer.objects.filter(superseded_on=None).count() == len(ANSWERED)


def test_levels_are_those_of_the_day_of_submission(
    complete: WorkPlan, planner: User, pilot: Enrolment, officials: Officials
) -> None:
    plan = submitted(complete, planner)
    pilot.programme.levels = ["district"]
    pilot.programme.save()
    assert approved(plan, officials, "district").level == "city"


def test_everything_is_on_record(complete: WorkPlan, planner: User, officials: Officials) -> None:
    approved(submitted(complete, planner), officials)
    tables = {
        "approve_work_plan": {"pilots_workplan", "pilots_reviewstep"},
        "submit_work_plan": {"pilots_workplan", "pilots_reviewstep"},
    }
    for verb, wanted in tables.items():
        noted = Change.objects.filter(act=Act.objects.filter(verb=verb).earliest("pk"))
        assert set(noted.values_list("table", flat=True)) == wanted


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pilots_reviewstep SET remarks = 'x'",
        "DELETE FROM pilots_reviewstep",
        "UPDATE pilots_workplan SET goals = 'x'",
        "UPDATE pilots_workplan SET projects = '[]'",
        "UPDATE pilots_workplan SET state = 'draft'",
        "DELETE FROM pilots_workplan",
    ],
)
def test_the_database_refuses_to_change_what_was_decided(
    statement: str, complete: WorkPlan, planner: User, officials: Officials
) -> None:
    approved(submitted(complete, planner), officials)
    with pytest.raises(DatabaseError, match=r"never|does not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ReviewStep.objects.count() == 4


def test_what_is_under_review_keeps_its_words(complete: WorkPlan, planner: User) -> None:
    plan = submitted(complete, planner)
    with pytest.raises(DatabaseError, match="while it is reviewed"), transaction.atomic():
        WorkPlan.objects.filter(pk=plan.pk).update(goals="x")
