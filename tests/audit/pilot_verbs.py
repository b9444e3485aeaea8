"""The verbs of the pilots' room, each ready to be done once in the small country."""

from collections.abc import Callable, Mapping
from typing import Final

from accounts.models import User
from communities.scope import AreaScope
from pilots.models import Correction, Enrolment, KeyProject, Programme, Return
from pilots.returns.quarters import Quarter
from pilots.rosters.finding import found_in_register
from pilots.rosters.reading import NamedPilot
from pilots.services.applying import apply_plan
from pilots.services.enrolling import close_roster, enrol, withdraw
from pilots.services.programmes import change_programme, set_up_programme
from pilots.services.returns.correcting import correct, take_back
from pilots.services.returns.drawing import draw_up
from pilots.services.returns.freezing import fingerprint_of, freeze_return
from pilots.services.rosters import bring_roster
from pilots.services.taking_up import let_go_project, take_up_project
from tests.factories import make_round
from tests.factories.pilots import ENDS, STARTS, make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row
from tests.factories.territory import Territory

Do = Callable[[], object]
ALL: Final = AreaScope.everywhere()
UNIT: Final = "900101000000"


def _programme(there: Territory) -> Programme:
    return make_programme(there.province, least=1, most=2)


def _pilot(there: Territory) -> Enrolment:
    return make_enrolment(_programme(there), there.own[0])


def _set_up(by: User, there: Territory) -> Do:
    made = Programme(kind="notice", name="试点", division=there.city, starts_on=STARTS, ends_on=ENDS)
    return lambda: set_up_programme(by=by, scope=ALL, programme=made)


def _change(by: User, there: Territory) -> Do:
    """A pilot comes to stand under another unit with it."""
    one = _pilot(there).programme
    return lambda: change_programme(by=by, programme=one, terms={"unit_level": "city"})


def _enrol(by: User, there: Territory) -> Do:
    one = _programme(there)
    return lambda: enrol(by=by, scope=ALL, programme=one, communities=there.own[:2], on=STARTS)


def _withdraw(by: User, there: Territory) -> Do:
    one = _pilot(there)
    return lambda: withdraw(by=by, enrolment=one, on=STARTS, reason="x")


def _close(by: User, there: Territory) -> Do:
    one = _pilot(there).programme
    return lambda: close_roster(by=by, scope=ALL, programme=one, unit=UNIT, on=STARTS)


def _bring(by: User, there: Territory) -> Do:
    """In place of a list that is there."""
    one, found = _programme(there), found_in_register([NamedPilot(2, "民主村", ("示例省",))])
    bring_roster(by=None, scope=ALL, programme=one, found=found, source="before")
    return lambda: bring_roster(by=by, scope=ALL, programme=one, found=found, source="after")


QUARTER: Final = Quarter(2026, 3)


def _open_return(there: Territory) -> Return:
    one = _pilot(there).programme
    return draw_up(by=None, scope=ALL, programme=one, division=there.city, quarter=QUARTER)


def _draw(by: User, there: Territory) -> Do:
    """A revision, that takes a correction over."""
    one = _corrected(there).of
    freeze_return(by=None, of=one, mark=fingerprint_of(one))
    return lambda: draw_up(by=by, scope=ALL, programme=one.programme, division=there.city, quarter=QUARTER, why="x")


def _corrected(there: Territory) -> Correction:
    return correct(by=None, of=_open_return(there), row="213", amount=1, reason="x")


def _correct(by: User, there: Territory) -> Do:
    one = _open_return(there)
    return lambda: correct(by=by, of=one, row="213", amount=1, reason="x")


def _take_back(by: User, there: Territory) -> Do:
    one = _corrected(there)
    return lambda: take_back(by=by, correction=one)


def _freeze(by: User, there: Territory) -> Do:
    one = _open_return(there)
    return lambda: freeze_return(by=by, of=one, mark=fingerprint_of(one))


def _free_project(there: Territory) -> KeyProject:
    """Of a line of a plan, of the first community."""
    plan = plan_row(make_round(there.city), there.city)
    line_row(plan, there.own[0])
    return apply_plan(by=None, plan=plan)[0]


def _take_up(by: User, there: Territory) -> Do:
    pilot, one = _pilot(there), _free_project(there)
    return lambda: take_up_project(by=by, project=one, enrolment=pilot)


def _let_go(by: User, there: Territory) -> Do:
    pilot, one = _pilot(there), _free_project(there)
    take_up_project(by=None, project=one, enrolment=pilot)
    one.refresh_from_db()
    return lambda: let_go_project(by=by, project=one)


PILOT_VERBS: Mapping[str, Callable[[User, Territory], Do]] = {
    "set_up_programme": _set_up,
    "change_programme": _change,
    "enrol": _enrol,
    "withdraw": _withdraw,
    "close_roster": _close,
    "bring_roster": _bring,
    "draw_up_return": _draw,
    "correct_return": _correct,
    "take_back_correction": _take_back,
    "freeze_return": _freeze,
    "take_up_project": _take_up,
    "let_go_project": _let_go,
}
