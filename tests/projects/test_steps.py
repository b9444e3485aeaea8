"""Milestones and notes: who is late at the day's edge, what stays as it was written."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from communities.scope import AreaScope
from pilots.filters import ProjectFilter
from pilots.models import Enrolment, KeyProject, Milestone, ProgressNote
from pilots.selectors.due import due_dates, overdue_dates
from pilots.selectors.projects import projects
from pilots.services.carrying_out import drop_project, finish_project
from pilots.services.entering import Care, edit_project
from pilots.services.milestones import add_milestone, edit_milestone, reach_milestone, remove_milestone
from pilots.services.noting import note_progress
from pilots.services.refusing import Refused
from tests.factories.communities import DAY
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()


def today() -> date:
    return timezone.localdate()


def late(answer: str) -> list[int]:
    found = ProjectFilter({"late": answer}, projects(ALL), scope=ALL)
    return [one.pk for one in found.qs]


def test_a_milestone_is_set_moved_reached_and_taken_back(entered: KeyProject) -> None:
    step = add_milestone(by=None, project=entered, name="招标", due_on=DAY)
    edit_milestone(by=None, milestone=step, name="完成招标", due_on=DAY + timedelta(days=1))
    reach_milestone(by=None, milestone=step, on=DAY)
    with pytest.raises(Refused, match="milestone_reached"):
        remove_milestone(by=None, milestone=step)
    reach_milestone(by=None, milestone=step, on=None)
    step.refresh_from_db()
    assert (step.name, step.done_on, step.version) == ("完成招标", None, 4)
    remove_milestone(by=None, milestone=step)
    assert not Milestone.objects.exists()


def test_what_cannot_be_is_refused(entered: KeyProject) -> None:
    step = add_milestone(by=None, project=entered, name="招标", due_on=DAY)
    other = add_milestone(by=None, project=entered, name="开工", due_on=DAY)
    with pytest.raises(Refused, match="milestone_there"):
        add_milestone(by=None, project=entered, name="招标", due_on=DAY)
    with pytest.raises(Refused, match="milestone_there"):
        edit_milestone(by=None, milestone=other, name="招标", due_on=DAY)
    edit_milestone(by=None, milestone=step, name="招标", due_on=DAY + timedelta(days=2))
    with pytest.raises(Refused, match="in_the_future"):
        reach_milestone(by=None, milestone=step, on=today() + timedelta(days=1))
    finish_project(by=None, project=entered, on=DAY)
    with pytest.raises(Refused, match="project_ended"):
        reach_milestone(by=None, milestone=step, on=DAY)


@pytest.mark.parametrize(("days", "answer"), [(-1, "yes"), (0, "no"), (1, "no")])
def test_late_is_what_was_due_before_today(days: int, answer: str, entered: KeyProject) -> None:
    assert late("unknown") == [entered.pk]
    add_milestone(by=None, project=entered, name="招标", due_on=today() + timedelta(days=days))
    edit_project(by=None, project=entered, version=1, care=Care(due_on=today() + timedelta(days=30)))
    assert late(answer) == [entered.pk]
    assert late("unknown") == []
    assert [row.kind for row in overdue_dates(ALL, today())] == (["milestone"] if answer == "yes" else [])


def test_what_is_done_or_has_ended_is_not_late(pilot: Enrolment, entered: KeyProject) -> None:
    step = add_milestone(by=None, project=entered, name="招标", due_on=DAY)
    reach_milestone(by=None, milestone=step, on=DAY)
    other = make_project(pilot, care=Care(due_on=DAY))
    add_milestone(by=None, project=other, name="招标", due_on=DAY)
    assert late("yes") == [other.pk]
    drop_project(by=None, project=other, on=DAY)
    assert late("yes") == []
    assert {(row.kind, row.status) for row in due_dates(ALL)} == {
        ("milestone", "done"), ("project", "closed"), ("milestone", "closed"),
    }  # fmt: skip


def test_the_newest_note_counts_and_none_is_altered(entered: KeyProject) -> None:
    note_progress(by=None, project=entered, percent=60, on=DAY, text="主体完工")
    note_progress(by=None, project=entered, percent=40, on=DAY, text="更正")
    first = ProgressNote.objects.first()
    assert first is not None
    assert first.percent == 40
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgressNote.objects.update(percent=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgressNote.objects.all().delete()
    for said, code in (
        ({"percent": 101, "on": DAY}, "no_percent"),
        ({"percent": 1, "on": today() + timedelta(1)}, "in_the_future"),
    ):
        with pytest.raises(Refused, match=code):
            note_progress(by=None, project=entered, text="x", **said)  # type: ignore[arg-type]  # as above
    drop_project(by=None, project=entered, on=DAY)
    with pytest.raises(Refused, match="project_ended"):
        note_progress(by=None, project=entered, percent=1, on=DAY, text="x")
