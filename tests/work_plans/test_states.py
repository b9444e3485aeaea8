"""The review as rules: every state, every action, every person; and walks of a machine that never breaks them."""

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import sampled_from

from communities.scope import AreaScope
from pilots.reviewing.offices import Level, Office, offices, passed_over
from pilots.reviewing.states import OPEN, Action, Case, Person, State, after, office_now, possible, refusal
from pilots.troubles import TROUBLES

PATH = "/90/9001/900101/900101001/900101001001/"
OFFICES = offices(PATH, ["district", "city", "province"])
WRITER, SUBMITTER, DISTRICT, CITY, PROVINCE, OTHER, PASSED = 1, 2, 3, 4, 5, 6, 7
PEOPLE = {
    "writer": Person(WRITER, may_write=True),
    "writer who reviews": Person(WRITER, may_write=True, reviews=AreaScope(("/90/",))),
    "submitter who reviews": Person(SUBMITTER, may_write=True, reviews=AreaScope(("/90/",))),
    "another writer": Person(8, may_write=True),
    "district": Person(DISTRICT, reviews=AreaScope(("/90/9001/900101/",))),
    "city": Person(CITY, reviews=AreaScope(("/90/9001/",))),
    "province": Person(PROVINCE, reviews=AreaScope(("/90/",))),
    "passed the district": Person(PASSED, reviews=AreaScope(("/90/",))),
    "another city": Person(OTHER, reviews=AreaScope(("/90/9002/",))),
    "reader": Person(9),
    "nobody": Person(None),
}
WRITERS = {"writer", "writer who reviews", "submitter who reviews", "another writer"}
REVIEWS = {
    Level.DISTRICT: {"district", "city", "province", "passed the district"},
    Level.CITY: {"city", "province"},
    Level.PROVINCE: {"province"},
}
"""Who may return and approve at a level: the mandate covers the office, no part in the text, no word at another level."""


def case(state: State, level: Level | None = None, **said: object) -> Case:
    given = {
        "writers": frozenset({WRITER}), "submitter": SUBMITTER, "approvals": frozenset({(PASSED, Level.DISTRICT)}),
        "is_passed": level not in (None, Level.DISTRICT), **said,
    }  # fmt: skip
    return Case(state, OFFICES, level, **given)  # type: ignore[arg-type]  # what a test says


CASES = [
    (State.DRAFT, None), (State.RETURNED, None), (State.APPROVED, None), (State.SUPERSEDED, None),
    *((State.SUBMITTED, level) for level in Level),
]  # fmt: skip


def allowed(state: State, level: Level | None, action: Action) -> set[str]:
    """Worked out anew, from the sentences of the docs."""
    if action in (Action.EDIT, Action.SUBMIT):
        return WRITERS if state in (State.DRAFT, State.RETURNED) else set()
    if action is Action.REVISE:
        return WRITERS if state is State.APPROVED else set()
    if action is Action.DISCARD:
        return WRITERS if state is State.DRAFT else set()
    if state is not State.SUBMITTED or level is None:
        return set()
    if action is Action.WITHDRAW:
        return {"submitter who reviews"} if level is Level.DISTRICT else set()
    return REVIEWS[level]


@pytest.mark.parametrize(("state", "level"), CASES)
@pytest.mark.parametrize("action", Action)
def test_every_state_action_and_person(state: State, level: Level | None, action: Action) -> None:
    one = case(state, level)
    found = {name for name, person in PEOPLE.items() if refusal(one, action, person) is None}
    assert found == allowed(state, level, action)
    for person in PEOPLE.values():
        code = refusal(one, action, person)
        assert code is None or code in TROUBLES
        assert (action in possible(one, person)) == (code is None)


@pytest.mark.parametrize(
    ("said", "actions", "code"),
    [
        ({"takes_part": False}, (Action.EDIT, Action.SUBMIT), "pilot_left"),
        ({"missing": ("goals",)}, (Action.SUBMIT,), "work_plan_incomplete"),
        ({"takes_part": False}, (Action.DISCARD,), "pilot_left"),
        ({"was_submitted": True}, (Action.DISCARD,), "work_plan_was_submitted"),
        ({"carries_projects": True}, (Action.DISCARD,), "work_plan_rests"),
    ],
)
def test_what_keeps_a_draft_from_going_on(said: dict[str, object], actions: tuple[Action, ...], code: str) -> None:
    for action in actions:
        assert refusal(case(State.DRAFT, None, **said), action, PEOPLE["writer"]) == code


def test_a_pilot_that_has_left_is_not_approved_and_may_go_back() -> None:
    one = case(State.SUBMITTED, Level.CITY, takes_part=False)
    assert refusal(one, Action.APPROVE, PEOPLE["city"]) == "pilot_left"
    assert refusal(one, Action.RETURN, PEOPLE["city"]) is None


def test_each_reason_is_the_right_one() -> None:
    one = case(State.SUBMITTED, Level.CITY)
    for name, code in (
        ("district", "not_this_office"), ("writer who reviews", "own_work_plan"), ("submitter who reviews", "own_work_plan"),
        ("passed the district", "approved_elsewhere"), ("another city", "not_this_office"), ("nobody", "not_this_office"),
    ):  # fmt: skip
        assert refusal(one, Action.APPROVE, PEOPLE[name]) == code
    assert refusal(one, Action.WITHDRAW, PEOPLE["submitter who reviews"]) == "work_plan_passed"
    fresh = case(State.SUBMITTED, Level.DISTRICT)
    assert refusal(fresh, Action.WITHDRAW, PEOPLE["writer"]) == "not_the_submitter"
    assert refusal(case(State.APPROVED, has_newer=True), Action.REVISE, PEOPLE["writer"]) == "newer_revision"


def test_whoever_passed_the_district_may_pass_the_district_again() -> None:
    assert refusal(case(State.SUBMITTED, Level.DISTRICT), Action.APPROVE, PEOPLE["passed the district"]) is None


@pytest.mark.parametrize(
    ("path", "found", "skipped"),
    [
        (PATH, ["district", "city", "province"], []),
        ("/11/1101/110108/110108001/110108001001/", ["district", "province"], ["city"]),
        ("/44/4419/441900003/441900003001/", ["city", "province"], ["district"]),
        ("/42/4290/429004/429004001/429004001001/", ["district", "province"], ["city"]),
    ],
)
def test_a_level_that_the_place_does_not_have_is_passed_over(path: str, found: list[str], skipped: list[str]) -> None:
    levels = ["district", "city", "province"]
    assert [each.level.value for each in offices(path, levels)] == found
    assert [each.value for each in passed_over(path, levels)] == skipped
    assert all(path.startswith(each.path) for each in offices(path, levels))
    assert [each.level.value for each in offices(path, ["province"])] == ["province"]


def test_where_no_level_is_left_it_cannot_be_submitted() -> None:
    none = Case(State.DRAFT, offices("/11/1101/110108/", ["city"]))
    assert refusal(none, Action.SUBMIT, PEOPLE["writer"]) == "no_office"


def test_a_level_that_is_gone_hands_on_to_the_next() -> None:
    """Divisions are merged while a plan waits."""
    one = Case(State.SUBMITTED, OFFICES[1:], Level.DISTRICT)
    assert office_now(one) == Office(Level.CITY, "/90/9001/")
    assert after(one, Action.APPROVE) == (State.SUBMITTED, Level.PROVINCE)


class Review(RuleBasedStateMachine):
    """One plan in many hands. Beside the machine, a plain record of what each person did."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = State.DRAFT
        self.level: Level | None = None
        self.writers: set[int] = {WRITER}
        self.submitter: int | None = None
        self.approvals: list[tuple[int, Level]] = []
        self.now: list[Level] = []

    def case(self) -> Case:
        return Case(
            self.state, OFFICES, self.level, frozenset(self.writers), self.submitter, frozenset(self.approvals), bool(self.now)
        )

    def go(self, action: Action) -> None:
        self.state, self.level = after(self.case(), action)

    @rule(person=sampled_from(sorted(PEOPLE)), action=sampled_from(sorted(Action)))
    def act(self, person: str, action: Action) -> None:
        who = PEOPLE[person]
        if refusal(self.case(), action, who):
            return
        level = self.level
        if action in (Action.REVISE, Action.DISCARD):
            return
        self.go(action)
        if action in (Action.EDIT, Action.SUBMIT):
            self.writers.add(who.key or 0)
        if action is Action.SUBMIT:
            self.submitter, self.now = who.key, []
        if action is Action.APPROVE and level:
            assert who.key not in self.writers
            self.approvals.append((who.key or 0, level))
            self.now.append(level)
        if action in (Action.RETURN, Action.WITHDRAW):
            self.now = []

    @invariant()
    def nobody_speaks_at_two_levels(self) -> None:
        levels: dict[int, set[Level]] = {}
        for who, level in self.approvals:
            levels.setdefault(who, set()).add(level)
        assert all(len(each) == 1 for each in levels.values())

    @invariant()
    def no_writer_has_approved_what_was_submitted(self) -> None:
        current = self.approvals[len(self.approvals) - len(self.now) :]
        assert not {who for who, _ in current} & {*self.writers, self.submitter}

    @invariant()
    def levels_come_in_their_order_and_none_is_left_out(self) -> None:
        assert self.now == list(Level)[: len(self.now)]

    @precondition(lambda self: self.state is State.APPROVED)
    @invariant()
    def what_is_approved_was_approved_by_all(self) -> None:
        assert self.now == list(Level)

    @invariant()
    def it_waits_at_a_level_only_while_it_is_under_review(self) -> None:
        assert (self.level is not None) == (self.state is State.SUBMITTED)
        assert self.state not in OPEN or not self.now


Review.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestReview = Review.TestCase
