"""A work plan is submitted, taken back, returned or approved. Every step stays on record, with the mark of what was reviewed.

``scope``: where ``by`` has the right, ``workplan.create`` to submit and ``workplan.review`` to return and approve.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F
from django.utils import timezone

from communities.acts import acting, acting_beside
from communities.journal import note_created
from communities.models import Act
from communities.noted import altered
from communities.scope import AreaScope
from pilots.models import Enrolment, ReviewStep, StepAction, WorkPlan, WorkPlanState
from pilots.reviewing.content import fingerprint
from pilots.reviewing.states import Action, State, after, office_next
from pilots.selectors.work_plans import about_of, content_of, levels_of, live_projects
from pilots.selectors.writing import project_writers
from pilots.services.answering import write_answers
from pilots.services.permitting import case_now, check, held
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User

ANSWERED: Final = ("plan_goals", "plan_content", "plan_key_projects", "plan_sequence", "plan_safeguards")
"""Survey items that the rules N48-PRG-06 to 10 read: an approved plan has all five sections."""


@dataclass(frozen=True)
class Seen:
    """What whoever decides looked at: the mark of the text, and the level at which it waited. Where another office was faster,
    a word for one level is not taken for the next.
    """

    mark: str
    level: str

    @classmethod
    def of(cls, plan: WorkPlan) -> "Seen":
        return cls(plan.fingerprint, plan.level)


def submit_work_plan(*, by: "User | None", scope: AreaScope, plan: WorkPlan, version: int) -> None:
    """As it was looked at (``version``), with its key projects as they are now, to the first office. Raises Refused."""
    with acting_beside(by=by, verb="submit_work_plan") as act:
        one = _locked(plan)
        state, level = after(check(one, Action.SUBMIT, by, scope), Action.SUBMIT)
        if version != one.version:
            raise Refused("work_plan_changed")
        sealed = _sealed(one, by)
        _write(act, one, state=state, level=level or "", submitted_at=timezone.now(), submitted_by=by, **sealed)
        _step(act, one, StepAction.SUBMIT, by, print_=sealed["fingerprint"])


def _sealed(one: WorkPlan, by: "User | None") -> dict[str, Any]:
    """What is submitted: the key projects, the mark of all of it, and all whose work it is."""
    live = live_projects(one.enrolment)
    content = content_of(one, live)
    labels = one.labels
    for project in live:
        labels |= project.labels
    made = {key for key in (by.pk if by else None, *(project.made_by_id for project in live)) if key}
    edited = project_writers(one.enrolment_id, [project.pk for project in live])
    return {
        "projects": list(content.projects), "fingerprint": fingerprint(content, about_of(one)), "labels": labels,
        "levels": list(levels_of(one)),
        "writers": sorted({*one.writers, *made, *edited}),
    }  # fmt: skip


def withdraw_work_plan(*, by: "User | None", plan: WorkPlan) -> None:
    """Whoever submitted it takes it back, as long as no office has approved it. Raises Refused."""
    with acting_beside(by=by, verb="withdraw_work_plan") as act:
        one = _locked(plan)
        state, level = after(check(one, Action.WITHDRAW, by, AreaScope.nowhere()), Action.WITHDRAW)
        _write(act, one, state=state, level=level or "")
        _step(act, one, StepAction.WITHDRAW, by, level=one.level)


def return_work_plan(*, by: "User | None", scope: AreaScope, plan: WorkPlan, seen: Seen, remarks: str) -> None:
    """To be amended, with what is to be amended. Raises Refused."""
    if not remarks.strip():
        raise Refused("remarks_missing")
    with acting_beside(by=by, verb="return_work_plan") as act:
        one = _locked(plan)
        state, level = after(check(one, Action.RETURN, by, scope), Action.RETURN)
        _as_seen(one, seen)
        _write(act, one, state=state, level=level or "")
        _step(act, one, StepAction.RETURN, by, level=one.level, remarks=remarks.strip())


def approve_work_plan(*, by: "User | None", scope: AreaScope, plan: WorkPlan, seen: Seen, remarks: str = "") -> None:
    """At the level at which it waits; the last approval puts it in force, in place of the one before, and answers the items
    that the rules of the notice read. Raises Refused.
    """
    is_last = office_next(case_now(plan)) is None
    writing = acting if is_last else acting_beside  # only the last one writes the register
    with writing(by=by, verb="approve_work_plan") as act:
        one = _locked(plan)
        state, level = after(check(one, Action.APPROVE, by, scope), Action.APPROVE)
        _as_seen(one, seen)
        if state is State.APPROVED and not is_last:  # another office was just as fast
            raise Refused("work_plan_changed")
        if state is State.APPROVED:
            _supersede(act, one.enrolment)
        _write(act, one, state=state, level=level or "")
        _step(act, one, StepAction.APPROVE, by, level=one.level, remarks=remarks.strip())
        if state is State.APPROVED:
            _answer(one)


def _supersede(act: Act, enrolment: Enrolment) -> None:
    before = WorkPlan.objects.filter(enrolment=enrolment, state=WorkPlanState.APPROVED).first()
    if before:
        _write(act, before, state=State.SUPERSEDED, level="")


def _answer(one: WorkPlan) -> None:
    """Only for pilots of the notice, whose rules read them."""
    enrolment = one.enrolment
    if enrolment.programme.of_kind.answers:
        answers: Mapping[tuple[int, str], int] = {(enrolment.community_id, item): 1 for item in ANSWERED}
        write_answers(answers, timezone.localdate(), source=f"work plan {one.pk}", name=enrolment.programme.name)


def _as_seen(one: WorkPlan, seen: Seen) -> None:
    if seen != Seen(one.fingerprint, one.level):
        raise Refused("work_plan_changed")


def _locked(plan: WorkPlan) -> WorkPlan:
    held(plan.enrolment_id)
    return WorkPlan.objects.select_related("enrolment__programme", "enrolment__community").get(pk=plan.pk)


def _write(act: Act, one: WorkPlan, **columns: Any) -> None:
    with altered(act, one):
        WorkPlan.objects.filter(pk=one.pk).update(version=F("version") + 1, **columns)


def _step(
    act: Act, one: WorkPlan, action: StepAction, by: "User | None", *, level: str = "", remarks: str = "", print_: str = ""
) -> None:
    step = ReviewStep.objects.create(
        plan=one, action=action, level=level, remarks=remarks, fingerprint=print_ or one.fingerprint, by=by
    )
    note_created(act, ReviewStep, [step.pk])
