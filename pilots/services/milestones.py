"""The milestones of a project are set, moved, reached, and taken back. Of a project that has ended nothing is."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from communities.noted import adding, altering, removing
from pilots.models import KeyProject, Milestone
from pilots.services.refusing import Refused
from pilots.services.touching import open_one, touched

if TYPE_CHECKING:
    from accounts.models import User


def add_milestone(*, by: "User | None", project: KeyProject, name: str, due_on: date) -> Milestone:
    """Raises Refused for a name that the project has already."""
    with adding(by=by, verb="add_milestone") as added:
        one = open_one(project)
        _free(one, name)
        made = Milestone.objects.create(project=one, name=name, due_on=due_on)
        added.append(made)
    return made


def edit_milestone(*, by: "User | None", milestone: Milestone, name: str, due_on: date) -> None:
    with altering(milestone, by=by, verb="edit_milestone"):
        one = open_one(milestone.project)
        _free(one, name, but=milestone.pk)
        Milestone.objects.filter(pk=milestone.pk).update(name=name, due_on=due_on, **touched())


def reach_milestone(*, by: "User | None", milestone: Milestone, on: date | None) -> None:
    """On that day; None: it was not reached after all. Raises Refused for a day to come."""
    if on and on > timezone.localdate():
        raise Refused("in_the_future")
    with altering(milestone, by=by, verb="reach_milestone"):
        open_one(milestone.project)
        Milestone.objects.filter(pk=milestone.pk).update(done_on=on, **touched())


def remove_milestone(*, by: "User | None", milestone: Milestone) -> None:
    """Of one that was reached nothing is taken away: that is what happened. Raises Refused for it."""
    with removing(milestone, by=by, verb="remove_milestone"):
        open_one(milestone.project)
        if not Milestone.objects.filter(pk=milestone.pk, done_on__isnull=True).delete()[0]:
            raise Refused("milestone_reached")


def _free(project: KeyProject, name: str, *, but: int = 0) -> None:
    if Milestone.objects.filter(project=project, name=name).exclude(pk=but).exists():
        raise Refused("milestone_there")
