"""What a worker does with a plan that was ordered. It may be begun again after a worker was killed: nothing was stored then."""

import logging
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from assessments.models import UNDER_WAY, RemedyPlan, RoundState
from assessments.remedies.planning.infeasible import NothingFound
from assessments.remedies.wishes import BadWish, Wishes, wishes_of
from assessments.services.planning.accounts import accounts_of
from assessments.services.planning.making import Made, NothingToPlan, make
from assessments.services.planning.refusing import Refused
from assessments.services.planning.storing import store_plan
from assessments.services.planning.whole import whole_of
from assessments.services.rounds import path_of
from assessments.services.telling import PLAN_STAGES, Cancelled, Teller, Told, telling
from assessments.services.working import RightGone
from communities.acts import acting_beside
from communities.noted import altered
from communities.requests import work_scope_of
from communities.scope import AreaScope

RIGHT: Final = "plan.create"
_log: Final = logging.getLogger("wanzheng.jobs")


def work(plan_id: int) -> None:
    """Make the plan, if it is still wanted. Whatever goes wrong, the plan says so and has no lines."""
    if not RemedyPlan.objects.filter(pk=plan_id, state__in=UNDER_WAY, cancel_asked=False).update(state=RoundState.RUNNING):
        _end(plan_id, RoundState.CANCELLED)
        return
    one = RemedyPlan.objects.select_related("division", "round", "round__division", "made_by").get(pk=plan_id)
    try:
        with telling(Told(RemedyPlan._meta.db_table, plan_id), lambda: check_right(one), PLAN_STAGES) as tell:
            _plan(one, tell)
    except Cancelled:
        _end(plan_id, RoundState.CANCELLED)
    except RightGone:
        _end(plan_id, RoundState.FAILED, "mandate_gone")
    except NothingToPlan:
        _end(plan_id, RoundState.FAILED, "nothing_to_plan")
    except BadWish as wrong:
        _end(plan_id, RoundState.FAILED, wrong.trouble, wrong.about)
    except NothingFound as wrong:
        _end(plan_id, RoundState.FAILED, "no_plan_in_time", {"bound": wrong.bound})
    except Exception:
        _log.exception("plan %d", plan_id)
        _end(plan_id, RoundState.FAILED, "plan_fault")
        raise


def _end(plan_id: int, state: RoundState, trouble: str = "", about: dict[str, Any] | None = None) -> None:
    """End a plan that is still under way: one that another worker has finished stays as it is."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()  # where the connection was what failed, the next query opens another
    found = RemedyPlan.objects.filter(pk=plan_id, state__in=UNDER_WAY)
    found.update(state=state, trouble=trouble, trouble_about=about or {}, stage="", finished_at=timezone.now())


def check_right(one: RemedyPlan) -> None:
    """Raises RightGone for a plan of somebody who may not make it now. Asked at every step, and last before the commit.

    What the machine's owner ordered, at the command line, is nobody's grant: it may be made.
    """
    if one.made_by is not None and not work_scope_of(one.made_by, RIGHT).covers(path_of(one.division)):
        raise RightGone


def _plan(one: RemedyPlan, tell: Teller) -> None:
    check_right(one)
    path, wishes = path_of(one.division), wishes_of(one.wishes)
    tell("reading")
    try:
        made = make(AreaScope((path,)), one.round, path, wishes, on=one.prices_on, tell=tell, stop=lambda: False)
    except Refused as why:
        _refuse(one, why)
        return
    whole = whole_of(made, wishes, tell, lambda: False)
    _store(one, made, wishes, whole, tell)


def _refuse(one: RemedyPlan, why: Refused) -> None:
    """No plan is possible, and it is known what forbids it."""
    _end(one.pk, RoundState.FAILED, "plan_impossible", {"reasons": why.told})


def _store(one: RemedyPlan, made: Made, wishes: Wishes, whole: dict[str, Any], tell: Teller) -> None:
    """All of it, or nothing where it is not wanted any more. The row comes last: others tell their progress in theirs."""
    tell("storing")
    with acting_beside(by=one.made_by, verb="make_plan") as act:
        wanted = RemedyPlan.objects.filter(pk=one.pk, state=RoundState.RUNNING, cancel_asked=False)
        if not wanted.exists():
            raise Cancelled
        fields = store_plan(one, made, accounts_of(made, wishes), whole)
        with altered(act, one):
            if not wanted.update(**fields):
                raise Cancelled
        check_right(one)
