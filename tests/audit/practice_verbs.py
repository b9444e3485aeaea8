"""The verbs of the experience library, each ready to be done once in the small country."""

from collections.abc import Callable, Mapping
from typing import Final

from accounts.models import User
from communities.scope import AreaScope
from pilots.models import Enrolment, Practice
from pilots.services.practices import edit_practice, revise_practice, write_practice
from pilots.services.publishing import hand_in_practice, publish_practice, return_practice, withdraw_practice
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.practices import SAID, make_practice
from tests.factories.territory import Territory

Do = Callable[[], object]
ALL: Final = AreaScope.everywhere()


def _pilot(there: Territory) -> Enrolment:
    return make_enrolment(make_programme(there.province), there.own[0])


def _one(there: Territory, state: str = "draft") -> Practice:
    return make_practice(_pilot(there), state=state)


def _write(by: User, there: Territory) -> Do:
    pilot = _pilot(there)
    return lambda: write_practice(by=by, scope=ALL, enrolment=pilot, said=SAID)


def _edit(by: User, there: Territory) -> Do:
    one = _one(there)
    return lambda: edit_practice(by=by, scope=ALL, practice=one, said={**SAID, "title": "x"}, written=1)


def _revise(by: User, there: Territory) -> Do:
    one = _one(there, "published")
    return lambda: revise_practice(by=by, scope=ALL, practice=one)


def _hand_in(by: User, there: Territory) -> Do:
    one = _one(there)
    return lambda: hand_in_practice(by=by, scope=ALL, practice=one, written=1)


def _publish(by: User, there: Territory) -> Do:
    """In place of one that is published."""
    before = _one(there, "published")
    one = make_practice(before.enrolment, replaces=before, version=2, state="handed_in")
    return lambda: publish_practice(by=by, scope=ALL, practice=one, written=1)


def _return(by: User, there: Territory) -> Do:
    one = _one(there, "handed_in")
    return lambda: return_practice(by=by, scope=ALL, practice=one, written=1, remarks="x")


def _withdraw(by: User, there: Territory) -> Do:
    one = _one(there, "published")
    return lambda: withdraw_practice(by=by, scope=ALL, practice=one, reason="x")


PRACTICE_VERBS: Mapping[str, Callable[[User, Territory], Do]] = {
    "write_practice": _write,
    "edit_practice": _edit,
    "revise_practice": _revise,
    "hand_in_practice": _hand_in,
    "publish_practice": _publish,
    "return_practice": _return,
    "withdraw_practice": _withdraw,
}
