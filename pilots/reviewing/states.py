"""How a work plan goes from draft to approved: what may be done to it, by whom, and why not. Pure.

draft -> submitted (district -> city -> province) -> approved -> superseded;  a draft that was never submitted -> discarded
submitted -> returned -> submitted, at the first level again;  submitted -> draft, by whoever submitted it
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from communities.scope import AreaScope
from communities.words import Words
from pilots.reviewing.offices import Level, Office


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


STATE_WORDS: Final = {
    State.DRAFT: Words("编制中", "draft"),
    State.SUBMITTED: Words("审核中", "under review"),
    State.RETURNED: Words("已退回", "returned"),
    State.APPROVED: Words("已批准", "approved"),
    State.SUPERSEDED: Words("已被新版替代", "superseded"),
}
OPEN: Final = (State.DRAFT, State.RETURNED)
"""States in which the text may be edited."""


class Action(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    APPROVE = "approve"
    REVISE = "revise"
    DISCARD = "discard"


ACTION_WORDS: Final = {
    Action.EDIT: Words("编辑", "edit"),
    Action.SUBMIT: Words("报审", "submitted"),
    Action.WITHDRAW: Words("撤回", "withdrawn"),
    Action.RETURN: Words("退回", "returned"),
    Action.APPROVE: Words("审核通过", "approved"),
    Action.REVISE: Words("启动修订", "new revision begun"),
    Action.DISCARD: Words("放弃草稿", "draft discarded"),
}
"""As they stand in the list of steps."""


@dataclass(frozen=True)
class Case:
    """A revision as the rules see it. People are keys.

    ``level``: where a submitted one waits. ``offices``: those that review it, from below. ``approvals``: (who, level) of every
    approval that this revision ever had; ``is_passed``: it has one since it was submitted last. ``missing``: sections that are
    not complete. ``has_newer``: there is a later revision. ``was_submitted``: once at least. ``carries_projects``: key projects
    rest on it.
    """

    state: State
    offices: tuple[Office, ...]
    level: Level | None = None
    writers: frozenset[int] = frozenset()
    submitter: int | None = None
    approvals: frozenset[tuple[int, Level]] = frozenset()
    is_passed: bool = False
    missing: tuple[str, ...] = ()
    has_newer: bool = False
    takes_part: bool = True
    was_submitted: bool = False
    carries_projects: bool = False


@dataclass(frozen=True)
class Person:
    """``key`` None: nobody who has an account. ``may_write``: plans of this place; ``reviews``: where they may review."""

    key: int | None
    may_write: bool = False
    reviews: AreaScope = AreaScope()  # noqa: RUF009  # never changes


def office_now(case: Case) -> Office | None:
    """Where a submitted one waits: at its level, or the next above where the place has lost that level since."""
    if case.state is not State.SUBMITTED or case.level is None:
        return None
    ranks = list(Level)
    return next((each for each in case.offices if ranks.index(each.level) >= ranks.index(case.level)), None)


def office_next(case: Case) -> Office | None:
    """The one after that; None where the next approval is the last."""
    now = office_now(case)
    left = case.offices[case.offices.index(now) + 1 :] if now else case.offices
    return left[0] if left else None


def after(case: Case, action: Action) -> tuple[State, Level | None]:
    """The state, and the level at which it waits then, of an action that is possible."""
    following = office_next(case)
    if action in (Action.SUBMIT, Action.APPROVE):
        return (State.SUBMITTED, following.level) if following else (State.APPROVED, None)
    states = {Action.WITHDRAW: State.DRAFT, Action.RETURN: State.RETURNED, Action.REVISE: State.DRAFT}
    return states.get(action, case.state), None


# -- what stands in the way: the code of a reason (pilots/troubles.py), or None

Check = Callable[[Case, Person], str | None]


def _takes_part(case: Case, _person: Person) -> str | None:
    return None if case.takes_part else "pilot_left"


def _is_open(case: Case, _person: Person) -> str | None:
    return None if case.state in OPEN else "work_plan_not_open"


def _may_write(_case: Case, person: Person) -> str | None:
    return None if person.may_write else "not_a_writer"


def _is_complete(case: Case, _person: Person) -> str | None:
    return "work_plan_incomplete" if case.missing else None


def _has_office(case: Case, _person: Person) -> str | None:
    return None if case.offices else "no_office"


def _is_submitted(case: Case, _person: Person) -> str | None:
    return None if case.state is State.SUBMITTED else "work_plan_not_submitted"


def _is_submitter(case: Case, person: Person) -> str | None:
    return None if person.key == case.submitter else "not_the_submitter"


def _not_passed(case: Case, _person: Person) -> str | None:
    return "work_plan_passed" if case.is_passed else None


def _covers_office(case: Case, person: Person) -> str | None:
    now = office_now(case)
    return None if now and person.key is not None and person.reviews.covers(now.path) else "not_this_office"


def _is_no_writer(case: Case, person: Person) -> str | None:
    return "own_work_plan" if person.key in case.writers or person.key == case.submitter else None


def _spoke_nowhere_else(case: Case, person: Person) -> str | None:
    now = office_now(case)
    elsewhere = any(who == person.key and now and level is not now.level for who, level in case.approvals)
    return "approved_elsewhere" if elsewhere else None


def _is_in_force(case: Case, _person: Person) -> str | None:
    return None if case.state is State.APPROVED else "work_plan_not_in_force"


def _has_no_newer(case: Case, _person: Person) -> str | None:
    return "newer_revision" if case.has_newer else None


def _never_submitted(case: Case, _person: Person) -> str | None:
    return None if case.state is State.DRAFT and not case.was_submitted else "work_plan_was_submitted"


def _carries_nothing(case: Case, _person: Person) -> str | None:
    return "work_plan_rests" if case.carries_projects else None


_REVIEWING: Final = (_is_submitted, _covers_office, _is_no_writer, _spoke_nowhere_else)
CHECKS: Final[Mapping[Action, tuple[Check, ...]]] = {
    Action.EDIT: (_takes_part, _is_open, _may_write),
    Action.SUBMIT: (_takes_part, _is_open, _may_write, _has_office, _is_complete),
    Action.WITHDRAW: (_is_submitted, _not_passed, _is_submitter),
    Action.RETURN: _REVIEWING,
    Action.APPROVE: (_takes_part, *_REVIEWING),
    Action.REVISE: (_takes_part, _is_in_force, _has_no_newer, _may_write),
    Action.DISCARD: (_takes_part, _never_submitted, _may_write, _carries_nothing),
}
"""The first that is not None is the reason that is said: what is wrong with the plan before what is wrong with who asks."""


def refusal(case: Case, action: Action, person: Person) -> str | None:
    """Why ``person`` cannot do it now: a code of pilots/troubles.py; None where they can."""
    return next((code for check in CHECKS[action] if (code := check(case, person))), None)


def possible(case: Case, person: Person) -> list[Action]:
    """What the person may do now."""
    return [action for action in Action if refusal(case, action, person) is None]
