"""Work plans of pilots and their review, as the rules of pilots.reviewing see them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Words
from pilots.models import Enrolment, KeyProject, ProjectState, ReviewStep, StepAction, WorkPlan, WorkPlanState
from pilots.reviewing.content import TEXTS, About, Content, Project
from pilots.reviewing.offices import Level, Office, offices, passed_over
from pilots.reviewing.sections import missing
from pilots.reviewing.states import OPEN, Case, State

_WITH: Final = (
    "enrolment__programme", "enrolment__community__division", "made_by", "edited_by", "submitted_by", "remedy_plan",
    "drafted_from",
)  # fmt: skip


def work_plans(scope: AreaScope) -> QuerySet[WorkPlan]:
    """Every revision; the newest of a pilot first. ``has_newer``: there is a later one."""
    later = WorkPlan.objects.filter(enrolment=OuterRef("enrolment"), revision__gt=OuterRef("revision"))
    found = WorkPlan.objects.select_related(*_WITH).defer("enrolment__community__boundary").annotate(has_newer=Exists(later))
    return within(found, scope, path="enrolment__path").order_by("enrolment__code", "enrolment", "-revision")


def revisions(scope: AreaScope, of: Enrolment) -> list[WorkPlan]:
    """The newest first."""
    return list(work_plans(scope).filter(enrolment=of))


def steps_of(scope: AreaScope, plans: Collection[WorkPlan]) -> list[ReviewStep]:
    """Of these revisions, in the order in which they were taken."""
    found = ReviewStep.objects.filter(plan__in=plans).select_related("by", "plan").order_by("pk")
    return list(within(found, scope, path="plan__enrolment__path"))


# -- what it says


def live_projects(of: Enrolment) -> list[KeyProject]:
    """The key projects of a pilot as they are now, but for those given up."""
    there = KeyProject.objects.filter(enrolment=of).exclude(state=ProjectState.DROPPED)
    return list(there.prefetch_related("funding", "milestones").order_by("year", "pk"))


def project_told(one: KeyProject) -> Project:
    """As a plan keeps it: what is planned, and of the work itself only that it is finished."""
    return {
        "key": one.pk, "name": one.name, "way": one.way, "year": one.year, "yuan": one.yuan, "owner": one.owner,
        "starts_on": _iso(one.starts_on), "due_on": _iso(one.due_on),
        "funding": {each.source: each.planned for each in one.funding.all()},
        "combined_with": list(one.combined_with), "combined_note": one.combined_note,
        "risk": one.risk, "risk_note": one.risk_note,
        "milestones": [{"name": each.name, "due_on": _iso(each.due_on)} for each in one.milestones.all()],
        "builds": one.builds, "closes": one.closes, "labels": one.labels,
        "finished_on": _iso(one.ended_on) if one.state == ProjectState.FINISHED else None,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def content_of(plan: WorkPlan, live: Sequence[KeyProject]) -> Content:
    """Its texts, and the key projects: those of now while it may be edited, else those that were submitted."""
    projects = [project_told(one) for one in live] if is_open(plan) else plan.projects
    return Content({name: getattr(plan, name) for name in TEXTS}, plan.combined_with, projects)


def about_of(plan: WorkPlan) -> About:
    return About(plan.enrolment.programme_id, plan.enrolment.code, plan.revision)


def is_open(plan: WorkPlan) -> bool:
    return State(plan.state) in OPEN


def bound_by(enrolment: int, project: int) -> bool:
    """Whether a plan that is under review or in force names that project of the pilot."""
    fixed = WorkPlan.objects.filter(enrolment=enrolment, state__in=(WorkPlanState.SUBMITTED, WorkPlanState.APPROVED))
    return fixed.filter(projects__contains=[{"key": project}]).exists()


def carries(plan: WorkPlan, live: Iterable[KeyProject]) -> bool:
    """Whether key projects rest on the draft: a first one took them up from its remedy plan."""
    taken = any(one.plan_id is not None and one.plan_id == plan.remedy_plan_id for one in live)
    return plan.revision == 1 and taken


# -- where it stands


@dataclass(frozen=True)
class Approvals:
    """(who, level) of all that a revision ever had; ``is_passed``: one since it was submitted last."""

    ever: frozenset[tuple[int, Level]] = frozenset()
    is_passed: bool = False


def approvals_of(steps: Iterable[ReviewStep]) -> Approvals:
    """Of the steps of one revision, in their order."""
    ever, is_passed = set[tuple[int, Level]](), False
    for step in steps:
        if step.action == StepAction.APPROVE:
            ever.add((step.by_id or 0, Level(step.level)))
            is_passed = True
        elif step.action == StepAction.SUBMIT:
            is_passed = False
    return Approvals(frozenset(ever), is_passed)


def approvals_by_plan(scope: AreaScope, plans: Collection[WorkPlan]) -> Mapping[int, Approvals]:
    """One query for many."""
    grouped = defaultdict[int, list[ReviewStep]](list)
    for step in steps_of(scope, plans):
        grouped[step.plan_id].append(step)
    return {plan.pk: approvals_of(grouped[plan.pk]) for plan in plans}


def case_of(
    plan: WorkPlan, approvals: Approvals, content: Content | None, *, has_newer: bool, carries_projects: bool = False
) -> Case:
    """``content`` None: whether it is complete is not asked."""
    return Case(
        state=State(plan.state), offices=_offices(plan), level=Level(plan.level) if plan.level else None,
        writers=frozenset(plan.writers), submitter=plan.submitted_by_id, approvals=approvals.ever,
        is_passed=approvals.is_passed, missing=missing(content) if content and is_open(plan) else (), has_newer=has_newer,
        takes_part=plan.enrolment.takes_part, was_submitted=bool(plan.fingerprint), carries_projects=carries_projects,
    )  # fmt: skip


def levels_of(plan: WorkPlan) -> Sequence[str]:
    """Those it was submitted under; of one that may be edited, those of the programme."""
    return plan.enrolment.programme.levels if is_open(plan) else plan.levels


def _offices(plan: WorkPlan) -> tuple[Office, ...]:
    return offices(plan.enrolment.path, levels_of(plan))


def skipped(plan: WorkPlan) -> tuple[Level, ...]:
    """Levels that the place does not have."""
    return passed_over(plan.enrolment.path, levels_of(plan))


def office_names(cases: Iterable[Case]) -> dict[str, Words]:
    """Short code of a division that reviews -> its name. They lie above what the reader sees, and are no secret."""
    paths = {office.path for case in cases for office in case.offices}
    found = Division.objects.filter(path__in=paths).values_list("path", "name", "name_en")
    return {path.split("/")[-2]: Words(name, name_en or name) for path, name, name_en in found}


# -- what waits


def waiting(scope: AreaScope) -> QuerySet[WorkPlan]:
    """Submitted, those that wait longest first."""
    return work_plans(scope).filter(state=WorkPlanState.SUBMITTED).order_by("submitted_at", "pk")


def returned_to(scope: AreaScope, key: int) -> QuerySet[WorkPlan]:
    """Returned ones that this person wrote or submitted."""
    found = work_plans(scope).filter(state=WorkPlanState.RETURNED)
    return found.filter(writers__contains=[key]).order_by("submitted_at", "pk")


def returns_of(scope: AreaScope, plans: Collection[WorkPlan]) -> Mapping[int, ReviewStep]:
    """Plan -> the step with which it was returned last."""
    return {step.plan_id: step for step in steps_of(scope, plans) if step.action == StepAction.RETURN}
