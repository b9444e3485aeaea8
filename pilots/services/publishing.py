"""A practice is handed in, published, returned or withdrawn. Every step stays on record.

``scope``: where ``by`` has the right, ``practice.create`` to hand in and ``practice.publish`` for the rest. ``written``: how
often the text had been written when ``by`` looked at it.
"""

from typing import TYPE_CHECKING

from django.utils import timezone

from communities.acts import acting_beside
from communities.models import Act
from communities.scope import AreaScope
from pilots.models import Practice, PracticeAction, PracticeState
from pilots.practices.states import CHECKS, Action, Person
from pilots.services.practices import as_it_is, held, no_numbers_of_persons, step, write
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User


def hand_in_practice(*, by: "User | None", scope: AreaScope, practice: Practice, written: int) -> None:
    """It waits for an official now, with the size and build class that its community has today. Raises Refused."""
    with acting_beside(by=by, verb="hand_in_practice") as act:
        one = held(practice, CHECKS[Action.HAND_IN], Person(by.pk if by else None, writes=scope), written)
        writers = sorted({*one.writers, by.pk} if by else {*one.writers})
        write(act, one, state=PracticeState.HANDED_IN, writers=writers, **as_it_is(one.enrolment.community, one.told))
        step(act, one, PracticeAction.HAND_IN, by)


def publish_practice(*, by: "User | None", scope: AreaScope, practice: Practice, written: int) -> None:
    """Everybody who may read the library reads it from now on, in place of the version before. Raises Refused."""
    with acting_beside(by=by, verb="publish_practice") as act:
        one = held(practice, CHECKS[Action.PUBLISH], Person(by.pk if by else None, publishes=scope), written)
        _supersede(act, one)
        write(act, one, state=PracticeState.PUBLISHED, published_at=timezone.now())
        step(act, one, PracticeAction.PUBLISH, by)


def _supersede(act: Act, one: Practice) -> None:
    before = Practice.objects.select_for_update().filter(newer=one, state=PracticeState.PUBLISHED).first()
    if before:
        write(act, before, state=PracticeState.SUPERSEDED)


def return_practice(*, by: "User | None", scope: AreaScope, practice: Practice, written: int, remarks: str) -> None:
    """To be amended, with what is to be amended. Raises Refused."""
    if not remarks.strip():
        raise Refused("reason_missing")
    no_numbers_of_persons(remarks)
    with acting_beside(by=by, verb="return_practice") as act:
        one = held(practice, CHECKS[Action.RETURN], Person(by.pk if by else None, publishes=scope), written)
        write(act, one, state=PracticeState.RETURNED)
        step(act, one, PracticeAction.RETURN, by, remarks.strip())


def withdraw_practice(*, by: "User | None", scope: AreaScope, practice: Practice, reason: str) -> None:
    """Nobody outside its place reads it any more. Raises Refused."""
    if not reason.strip():
        raise Refused("reason_missing")
    no_numbers_of_persons(reason)
    with acting_beside(by=by, verb="withdraw_practice") as act:
        one = held(practice, CHECKS[Action.WITHDRAW], Person(by.pk if by else None, publishes=scope))
        write(act, one, state=PracticeState.WITHDRAWN)
        step(act, one, PracticeAction.WITHDRAW, by, reason.strip())
