"""How far a project is, is noted. What was noted stays."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from communities.noted import adding
from pilots.models import KeyProject, ProgressNote, ProjectState
from pilots.services.refusing import Refused
from pilots.services.touching import locked

if TYPE_CHECKING:
    from accounts.models import User


def note_progress(*, by: "User | None", project: KeyProject, percent: int, on: date, text: str) -> ProgressNote:
    """``percent`` as somebody judged it, 0 to 100. Also of a finished project, whose acceptance and warranty go on.

    Raises Refused for a day to come, a percent that is none, and a project that was given up.
    """
    if on > timezone.localdate():
        raise Refused("in_the_future")
    if not 0 <= percent <= 100:
        raise Refused("no_percent")
    with adding(by=by, verb="note_progress") as added:
        one = locked(project)
        if one.state == ProjectState.DROPPED:
            raise Refused("project_ended")
        made = ProgressNote.objects.create(project=one, percent=percent, on=on, text=text, made_by=by)
        added.append(made)
    return made
