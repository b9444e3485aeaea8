"""What a return says of the projects of its pilots, as they were on its day: how far, how late, with which money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pilots.models import DONE_WITH, Funding, KeyProject, ProgressNote, ProjectState
from pilots.projects.lateness import days_late
from pilots.projects.money import AMOUNTS, total

Sums = Mapping[str, Sequence[int | None]]


def projects_told(projects: Iterable[KeyProject], on: date) -> dict[str, dict[str, Any]]:
    """Key of a project -> what is said of it. Money: [known yuan, how many amounts are not known, lines]."""
    found = list(projects)
    percents, money = _percents(found, on), _money(found)
    return {str(each.pk): _told(each, on, percents.get(each.pk), money[each.pk]) for each in found}


def _percents(projects: Iterable[KeyProject], on: date) -> dict[int, int]:
    """The newest note by that day; a project without one has no percentage."""
    notes = ProgressNote.objects.filter(project__in=list(projects), on__lte=on).order_by("on", "pk")
    return dict(notes.values_list("project", "percent"))


def _money(projects: Iterable[KeyProject]) -> dict[int, dict[str, list[int | None]]]:
    """Of each project: planned, arrived and spent, line by line."""
    found: dict[int, dict[str, list[int | None]]] = defaultdict(lambda: {name: [] for name in AMOUNTS})
    for line in Funding.objects.filter(project__in=list(projects)).order_by("project", "pk"):
        for name in AMOUNTS:
            found[line.project_id][name].append(getattr(line, name))
    return found


def state_on(one: KeyProject, on: date) -> ProjectState:
    """Where it stood on that day: what began or ended later had not yet."""
    if one.ended_on and one.ended_on <= on:
        return ProjectState(one.state)
    begun = one.begun_on is not None and one.begun_on <= on
    return ProjectState.UNDER_WAY if begun else ProjectState.PLANNED


def _told(one: KeyProject, on: date, percent: int | None, money: Sums) -> dict[str, Any]:
    sums, state = {name: total(amounts) for name, amounts in money.items()}, state_on(one, on)
    return {
        "name": one.name, "code": one.code, "way": one.way, "owner": one.owner, "labels": one.labels, "year": one.year,
        "yuan": one.yuan, "state": state.value, "begun_on": _by(one.begun_on, on), "ended_on": _by(one.ended_on, on),
        "due_on": _day(one.due_on), "late": days_late(one.due_on, today=on, is_open=state not in DONE_WITH),
        "percent": percent,
        "risk": one.risk, "money": {name: [each.known, each.unknown, each.lines] for name, each in sums.items()},
        "pilot": one.enrolment_id,
    }  # fmt: skip


def _by(day: date | None, on: date) -> str | None:
    """A day that had come by then."""
    return day.isoformat() if day and day <= on else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
