"""A verb of work plans asks here, under the lock of the pilot, whether it may."""

from typing import TYPE_CHECKING

from communities.scope import EVERYWHERE, AreaScope
from pilots.models import Enrolment, WorkPlan
from pilots.reviewing.states import Action, Case, Person, refusal
from pilots.selectors.work_plans import approvals_of, carries, case_of, content_of, is_open, live_projects, steps_of
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User

_ALL = AreaScope((EVERYWHERE,))


def held(key: int) -> Enrolment:
    """The pilot, locked: whatever is done to its plans is done one after the other."""
    locked = Enrolment.objects.select_for_update(of=("self",)).select_related("programme", "community")
    return locked.get(pk=key)


def check(plan: WorkPlan, action: Action, by: "User | None", scope: AreaScope) -> Case:
    """The case as it is now. ``scope``: where ``by`` has the right that the action needs. Raises Refused."""
    case = case_now(plan)
    person = Person(by.pk if by else None, may_write=scope.covers(plan.enrolment.path), reviews=scope)
    code = refusal(case, action, person)
    if code:
        raise Refused(code)
    return case


def case_now(plan: WorkPlan) -> Case:
    live = live_projects(plan.enrolment) if is_open(plan) else []
    content = content_of(plan, live) if is_open(plan) else None
    has_newer = WorkPlan.objects.filter(enrolment=plan.enrolment_id, revision__gt=plan.revision).exists()
    approvals = approvals_of(steps_of(_ALL, [plan]))
    return case_of(plan, approvals, content, has_newer=has_newer, carries_projects=carries(plan, live))
