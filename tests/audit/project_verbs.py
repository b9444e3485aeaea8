"""The verbs of key projects while they go on, each ready to be done once in the small country."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from accounts.models import User
from pilots.models import Evidence, KeyProject, Milestone
from pilots.services.entering import Care, edit_project
from pilots.services.evidence import remove_evidence
from pilots.services.funding import set_funding
from pilots.services.milestones import add_milestone, edit_milestone, reach_milestone, remove_milestone
from pilots.services.noting import note_progress
from tests.factories import make_round
from tests.factories.communities import DAY
from tests.factories.projects import bring, make_pilot, make_project, step_of, work_on
from tests.factories.territory import Territory

Do = Callable[[], object]


def _project(there: Territory) -> KeyProject:
    make_round()
    return make_project(make_pilot(there.own[0]))


def _step(there: Territory) -> Milestone:
    one = _project(there)
    return add_milestone(by=None, project=one, name="节点", due_on=DAY)


def _enter(by: User, there: Territory) -> Do:
    make_round()
    pilot = make_pilot(there.own[0])
    return lambda: make_project(pilot, by=by)


def _edit(by: User, there: Territory) -> Do:
    one = _project(there)
    care = Care(owner="住建局", due_on=DAY, combined_with=["old_compound"])
    return lambda: edit_project(by=by, project=one, version=one.version, care=care)


def _fund(by: User, there: Territory) -> Do:
    """A source is left out, one is changed, one is new."""
    one = _project(there)
    set_funding(by=None, project=one, version=1, sources={"city": (1, None, None), "bonds": (2, None, None)})
    return lambda: set_funding(by=by, project=one, version=2, sources={"city": (5, 4, None), "other": (None, None, None)})


def _move(by: User, there: Territory) -> Do:
    step = _step(there)
    return lambda: edit_milestone(by=by, milestone=step, name="验收", due_on=DAY + timedelta(days=9))


def _reach(by: User, there: Territory) -> Do:
    step = _step(there)
    return lambda: reach_milestone(by=by, milestone=step, on=DAY)


def _take_away(by: User, there: Territory) -> Do:
    step = _step(there)
    return lambda: remove_milestone(by=by, milestone=step)


def _add(by: User, there: Territory) -> Do:
    one = _project(there)
    return lambda: add_milestone(by=by, project=one, name="节点", due_on=DAY)


def _note(by: User, there: Territory) -> Do:
    one = _project(there)
    return lambda: note_progress(by=by, project=one, percent=5, on=DAY, text="进场")


def _keep(by: User, there: Territory) -> Do:
    one = _project(there)
    return lambda: bring(one, by=by)


def _remove(by: User, there: Territory) -> Do:
    one = _project(there)
    work_on(one, "x")
    assert step_of(one)
    found = Evidence.objects.get(project=one)
    return lambda: remove_evidence(by=by, evidence=found, why="含车牌")


PROJECT_VERBS: Mapping[str, Callable[[User, Territory], Do]] = {
    "enter_project": _enter,
    "edit_project": _edit,
    "set_funding": _fund,
    "add_milestone": _add,
    "edit_milestone": _move,
    "reach_milestone": _reach,
    "remove_milestone": _take_away,
    "note_progress": _note,
    "keep_evidence": _keep,
    "remove_evidence": _remove,
}
