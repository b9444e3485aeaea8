"""A work plan is drafted, edited, and revised once it is approved. Its review: pilots.services.reviewing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from assessments.models import PlannedRemedy, RemedyPlan
from communities.acts import acting_beside
from communities.journal import note_created
from communities.models import Act
from communities.noted import altered
from communities.scope import AreaScope
from pilots.drafting.texts import draft
from pilots.models import Enrolment, KeyProject, ReviewStep, StepAction, WorkPlan
from pilots.reviewing.content import TEXTS
from pilots.reviewing.states import Action
from pilots.services.applying import apply_plan
from pilots.services.permitting import check, held
from pilots.services.refusing import Refused
from pilots.services.seeding import seed_of

if TYPE_CHECKING:
    from accounts.models import User

COPIED = (*TEXTS, "combined_with", "remedy_plan_id", "drafted_from_id", "labels")
"""What a new revision takes over."""


def draft_work_plan(
    *, by: "User | None", scope: AreaScope, pilot: Enrolment, remedy_plan: RemedyPlan | None = None
) -> WorkPlan:
    """The first revision, drafted from the newest round of the community; lines of the ``remedy_plan`` about it become its key
    projects. ``scope``: where ``by`` may write work plans.

    Raises Refused: not there, a pilot that has left, a plan that is there already, a remedy plan that is not finished or has no
    line about the community.
    """
    with acting_beside(by=by, verb="draft_work_plan") as act:
        one = held(pilot.pk)
        _may_draft(one, scope)
        lines = _lines(one, remedy_plan)
        seed, found = seed_of(one, remedy_plan, lines)
        text = draft(seed)
        plan = WorkPlan.objects.create(
            enrolment=one, revision=1, goals=text.goals, content=text.content, sequence=text.sequence, labels=text.labels,
            remedy_plan=remedy_plan, drafted_from=found.round if found else None, made_by=by, writers=_keys(by),
        )  # fmt: skip
        note_created(act, WorkPlan, [plan.pk])
        if remedy_plan:
            _take_up(act, by, one, remedy_plan, [line.position for line in lines])
    return plan


def _may_draft(one: Enrolment, scope: AreaScope) -> None:
    if not one.takes_part:
        raise Refused("pilot_left")
    if not scope.covers(one.path):
        raise Refused("not_a_writer")
    if WorkPlan.objects.filter(enrolment=one).exists():
        raise Refused("work_plan_there")


def _lines(one: Enrolment, plan: RemedyPlan | None) -> Sequence[PlannedRemedy]:
    if plan is None:
        return []
    found = list(PlannedRemedy.objects.filter(plan=plan, community=one.community_id).order_by("position"))
    if not found:
        raise Refused("no_line_of_pilot")
    return found


def _take_up(act: Act, by: "User | None", one: Enrolment, plan: RemedyPlan, positions: Sequence[int]) -> None:
    """The lines become projects of the pilot; one that another pilot has taken up stays there."""
    apply_plan(by=by, plan=plan, lines=positions)
    free = list(KeyProject.objects.filter(plan=plan, line__in=positions, enrolment=None))
    if free:
        with altered(act, *free):
            KeyProject.objects.filter(pk__in=[each.pk for each in free]).update(enrolment=one)


def edit_work_plan(
    *, by: "User | None", scope: AreaScope, plan: WorkPlan, version: int, texts: Mapping[str, str], combined_with: Sequence[str]
) -> None:
    """Put these texts in place of those of ``version``. Where another was faster nothing is stored; the same form sent twice
    does no harm. Raises Refused.
    """
    wanted = {**{name: texts[name] for name in TEXTS}, "combined_with": list(combined_with)}
    with acting_beside(by=by, verb="edit_work_plan") as act:
        held(plan.enrolment_id)
        one = WorkPlan.objects.select_related("enrolment__programme").get(pk=plan.pk)
        check(one, Action.EDIT, by, scope)
        if all(getattr(one, name) == value for name, value in wanted.items()):
            return  # so it stands already
        if version != one.version:
            raise Refused("work_plan_changed")
        with altered(act, one):
            WorkPlan.objects.filter(pk=one.pk).update(**wanted, **_edited(by, one))


def _edited(by: "User | None", one: WorkPlan) -> dict[str, Any]:
    writers = sorted({*one.writers, *_keys(by)})
    return {"version": F("version") + 1, "writers": writers, "edited_at": timezone.now(), "edited_by": by}


def revise_work_plan(*, by: "User | None", scope: AreaScope, plan: WorkPlan) -> WorkPlan:
    """The next revision, as a copy to be edited; the approved one stays in force until that is approved. Who wrote the text
    wrote the copy too. Raises Refused.
    """
    with acting_beside(by=by, verb="revise_work_plan") as act:
        held(plan.enrolment_id)
        one = WorkPlan.objects.select_related("enrolment__programme").get(pk=plan.pk)
        check(one, Action.REVISE, by, scope)
        copied = {name: getattr(one, name) for name in COPIED}
        made = WorkPlan.objects.create(
            enrolment=one.enrolment, revision=one.revision + 1, made_by=by, writers=sorted({*one.writers, *_keys(by)}), **copied
        )
        note_created(act, WorkPlan, [made.pk])
        step = ReviewStep.objects.create(plan=made, action=StepAction.REVISE, fingerprint=one.fingerprint, by=by)
        note_created(act, ReviewStep, [step.pk])
    return made


def _keys(by: "User | None") -> list[int]:
    return [by.pk] if by else []
