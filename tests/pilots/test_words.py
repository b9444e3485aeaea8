"""One word for one thing: a state is called the same in lists, on pages, on the board and in the report."""

import pytest
from django.utils import translation

from communities.words import Words
from pilots.filters import STATES
from pilots.models import ProjectState, WorkPlanState
from pilots.progress.words import PLAN_STATES, STATE_WORDS
from pilots.reviewing.states import STATE_WORDS as REVIEW_WORDS
from pilots.reviewing.states import State


def label(choice: ProjectState | WorkPlanState) -> Words:
    """As the board says it."""
    with translation.override("zh-hans"):
        zh = str(choice.label)
    with translation.override("en"):
        return Words(zh, str(choice.label))


@pytest.mark.parametrize("state", ProjectState)
def test_of_projects(state: ProjectState) -> None:
    said = STATES[state.value]
    if state is not ProjectState.FINISHED:  # rounds and jobs are finished too, and are called otherwise
        assert label(state) == said
    assert (STATE_WORDS[state.value].zh, STATE_WORDS[state.value].en.lower()) == (said.zh, said.en)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved"])
def test_of_work_plans(state: str) -> None:
    said = REVIEW_WORDS[State(state)]
    assert label(WorkPlanState(state)) == PLAN_STATES[state] == said
