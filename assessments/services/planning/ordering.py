"""What people ask of a plan: make one in the background, stop it, throw it away."""

import logging
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone
from procrastinate.contrib.django import app

from assessments.models import UNDER_WAY, RemedyPlan, Round, RoundState
from assessments.remedies.wishes import Wishes
from assessments.services.asked_before import asked_before
from assessments.services.ordering import NotNow, OutsideMandate
from assessments.services.rounds import path_of
from communities.models import Division
from communities.noted import adding, altering, removing
from communities.scope import AreaScope

if TYPE_CHECKING:
    from accounts.models import User

QUEUE: Final = "plans"
OWNER: Final = "the machine's owner"
_changes: Final = logging.getLogger("wanzheng.changes")


def order_plan(
    *, by: "User | None", scope: AreaScope, division: Division | None, round: Round, name: str, wishes: Wishes, key: str = "",  # noqa: A002  one word for one thing
    fingerprint: str = "",
) -> RemedyPlan:  # fmt: skip
    """Have the gaps of ``division`` (None: everything) planned by a worker, from a finished round that holds them.

    The same ``key`` of the same person gives the same plan, as long as the ``fingerprint`` of what is asked is the same.
    Whether ``by`` may work there is looked at now, and again by the worker; None is the machine's owner, who may everywhere.
    Nothing is ordered where it raises OutsideMandate, KeyReused, NotNow (the round holds nothing of the place, or is not
    finished).
    """
    theirs = RemedyPlan.objects.filter(made_by=by)
    before = asked_before(theirs, key, fingerprint)
    if before:
        return before
    made = wanted(by=by, scope=scope, division=division, round=round, name=name, wishes=wishes)
    made.request_key, made.request_print = key, fingerprint
    try:
        return _ordered(made)
    except IntegrityError:  # the same key at the same moment
        before = asked_before(theirs, key, fingerprint)
        if before is None:
            raise
        return before


def wanted(
    *,
    by: "User | None",
    scope: AreaScope,
    division: Division | None,
    round: Round,  # noqa: A002  one word for one thing
    name: str,
    wishes: Wishes,
) -> RemedyPlan:
    """The row of a plan that may be made; it is not stored. Raises OutsideMandate, NotNow."""
    if not scope.covers(path_of(division)):
        raise OutsideMandate
    if round.state != RoundState.FINISHED or not path_of(division).startswith(path_of(round.division)):
        raise NotNow("round_elsewhere")
    return RemedyPlan(
        name=name, division=division, round=round, wishes=wishes.as_json(), prices_on=timezone.localdate(),
        software=settings.VERSION, made_by=by,
    )  # fmt: skip


def _ordered(made: RemedyPlan) -> RemedyPlan:
    """The job is put into the queue in the transaction that stores the plan, or neither is."""
    with adding(by=made.made_by, verb="order_plan") as added:
        made.save()
        added.append(made)
        app.configure_task(name="plans.make", queue=QUEUE, lock=QUEUE).defer(plan_id=made.pk)
    _changes.info("plan %d: ordered, by %s", made.pk, made.made_by or OWNER)
    return made


def cancel_plan(*, by: "User | None", plan: RemedyPlan) -> None:
    """Stop it: what runs stops at its next report, what waits is not begun. Raises NotNow for one that has ended."""
    one = RemedyPlan.objects.filter(pk=plan.pk)
    with altering(plan, by=by, verb="cancel_plan"):
        if not one.filter(state__in=UNDER_WAY).update(cancel_asked=True):
            raise NotNow("plan_not_running")
        one.filter(state=RoundState.WAITING).update(state=RoundState.CANCELLED)
    _changes.info("plan %d: to be cancelled, by %s", plan.pk, by or OWNER)


def drop_plan(*, by: "User | None", plan: RemedyPlan) -> None:
    """Throw it away, with its lines. Raises NotNow for one that is under way, or whose lines have become projects."""
    if RemedyPlan.objects.filter(pk=plan.pk, state__in=UNDER_WAY).exists():
        raise NotNow("plan_running")
    try:
        with removing(plan, by=by, verb="drop_plan"):
            plan.delete()
    except ProtectedError:
        raise NotNow("plan_in_use") from None
    _changes.info("plan %d: dropped, by %s", plan.pk, by or OWNER)
