"""A draft of a work plan that was never submitted is discarded. What it said stays in the log."""

from typing import TYPE_CHECKING

from django.db.models import ProtectedError

from communities.acts import acting_beside
from communities.noted import removing
from communities.scope import AreaScope
from pilots.models import ReviewStep, WorkPlan
from pilots.reviewing.states import Action
from pilots.services.permitting import check, held
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User


def discard_work_plan(*, by: "User | None", scope: AreaScope, plan: WorkPlan, version: int) -> None:
    """As it was looked at (``version``): what another has written meanwhile is not thrown away. The step that began the
    revision goes with it. Raises Refused.
    """
    with acting_beside(by=by, verb="discard_work_plan"):
        held(plan.enrolment_id)
        one = WorkPlan.objects.select_related("enrolment__programme").filter(pk=plan.pk).first()
        if one is None:
            raise Refused("work_plan_changed")
        check(one, Action.DISCARD, by, scope)
        if version != one.version:
            raise Refused("work_plan_changed")
        _remove(by, one)


def _remove(by: "User | None", one: WorkPlan) -> None:
    steps = list(ReviewStep.objects.filter(plan=one))
    if steps:
        with removing(*steps, by=by, verb="discard_work_plan"):
            ReviewStep.objects.filter(plan=one).delete()
    try:
        with removing(one, by=by, verb="discard_work_plan"):
            WorkPlan.objects.filter(pk=one.pk).delete()
    except ProtectedError:  # something that was issued names it
        raise Refused("work_plan_rests") from None
