"""How a practice goes from draft to published: what may be done to it, by whom, and why not. Pure.

draft -> handed in -> published -> superseded, by the new version that was published in its place
handed in -> returned -> handed in again;  published -> withdrawn
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from communities.scope import AreaScope
from communities.words import Words


class State(StrEnum):
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


STATE_WORDS: Final = {
    State.DRAFT: Words("编制中", "draft"),
    State.HANDED_IN: Words("待审", "handed in"),
    State.RETURNED: Words("已退回", "returned"),
    State.PUBLISHED: Words("已发布", "published"),
    State.SUPERSEDED: Words("已被新版替代", "superseded"),
    State.WITHDRAWN: Words("已撤下", "withdrawn"),
}
OPEN: Final = (State.DRAFT, State.RETURNED)
"""States in which the text may be edited."""


class Action(StrEnum):
    """What is done to one and stays on record."""

    HAND_IN = "hand_in"
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    REVISE = "revise"


ACTION_WORDS: Final = {
    Action.HAND_IN: Words("报送", "handed in"),
    Action.PUBLISH: Words("发布", "published"),
    Action.RETURN: Words("退回", "returned"),
    Action.WITHDRAW: Words("撤下", "withdrawn"),
    Action.REVISE: Words("编写新版", "new version begun"),
}


@dataclass(frozen=True)
class Case:
    """A version as the rules see it. People are keys. ``unit``: path of the city (district) in which the pilot counts.

    ``is_whole``: nothing is lacking. ``has_newer``: there is a later version.
    """

    state: State
    path: str
    unit: str
    writers: frozenset[int]
    is_whole: bool
    has_newer: bool


@dataclass(frozen=True)
class Person:
    """``key`` None: nobody who has an account. ``writes`` and ``publishes``: where they have these rights."""

    key: int | None
    writes: AreaScope = AreaScope()  # noqa: RUF009  # never changes
    publishes: AreaScope = AreaScope()  # noqa: RUF009  # never changes


# -- what stands in the way: the code of a reason (pilots/troubles.py), or None

Check = Callable[[Case, Person], str | None]


def _is_open(case: Case, _person: Person) -> str | None:
    return None if case.state in OPEN else "practice_not_open"


def _may_write(case: Case, person: Person) -> str | None:
    return None if person.writes.covers(case.path) else "practice_not_yours"


def _is_whole(case: Case, _person: Person) -> str | None:
    return None if case.is_whole else "practice_incomplete"


def _waits(case: Case, _person: Person) -> str | None:
    return None if case.state is State.HANDED_IN else "practice_not_waiting"


def _is_of_the_unit(case: Case, person: Person) -> str | None:
    return None if person.publishes.covers(case.unit) else "practice_not_your_unit"


def _is_no_writer(case: Case, person: Person) -> str | None:
    return "practice_own" if person.key in case.writers else None


def _is_published(case: Case, _person: Person) -> str | None:
    return None if case.state is State.PUBLISHED else "practice_not_published"


def _was_published(case: Case, _person: Person) -> str | None:
    return None if case.state in (State.PUBLISHED, State.WITHDRAWN) else "practice_not_published"


def _has_no_newer(case: Case, _person: Person) -> str | None:
    return "practice_has_newer" if case.has_newer else None


EDITING: Final[tuple[Check, ...]] = (_is_open, _may_write)
CHECKS: Final[Mapping[Action, tuple[Check, ...]]] = {
    Action.HAND_IN: (_is_open, _may_write, _is_whole),
    Action.PUBLISH: (_waits, _is_of_the_unit, _is_no_writer),
    Action.RETURN: (_waits, _is_of_the_unit, _is_no_writer),
    Action.WITHDRAW: (_is_published, _is_of_the_unit),
    Action.REVISE: (_was_published, _has_no_newer, _may_write),
}
"""The first that is not None is the reason that is said: what is wrong with the text before what is wrong with who asks."""


def refusal(case: Case, checks: tuple[Check, ...], person: Person) -> str | None:
    """A code of pilots/troubles.py; None where nothing stands in the way."""
    return next((code for check in checks if (code := check(case, person))), None)


def possible(case: Case, person: Person) -> list[Action]:
    """What the person may do now."""
    return [action for action in Action if refusal(case, CHECKS[action], person) is None]
