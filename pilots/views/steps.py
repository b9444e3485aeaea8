"""The milestones of a project, and what was noted of its progress."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.forms import Form
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.templatetags.components import Column
from assessments.views.language import day_text, moment_text
from pilots.models import KeyProject, Milestone, ProgressNote
from pilots.projects.lateness import days_after, days_late
from pilots.views.tables import late_text
from pilots.work_forms import MilestoneForm, NoteForm, ReachedForm


@dataclass(frozen=True)
class Step:
    """A milestone. ``late``: in words, empty where it is not. The forms are None where they cannot be sent."""

    pk: int
    name: str
    due: str
    state: str
    late: str
    is_done: bool
    reach: ReachedForm | None = None
    edit: MilestoneForm | None = None


@dataclass(frozen=True)
class Progress:
    """``percent`` is that of the newest note; None: nobody has noted any."""

    percent: int | None
    on: str
    table: Table
    form: NoteForm | None


def steps_of(one: KeyProject, today: date, *, may_reach: bool, may_edit: bool, sent: Mapping[int, Form]) -> list[Step]:
    """``sent``: forms that could not be taken, by the milestone they are about."""
    return [
        replace(
            _step(each, one, today),
            reach=_reach(each, sent.get(each.pk)) if may_reach and not each.done_on else None,
            edit=_edit(each, sent.get(each.pk)) if may_edit and not each.done_on else None,
        )
        for each in one.milestones.all()
    ]


def _step(each: Milestone, one: KeyProject, today: date) -> Step:
    is_open = one.is_open and each.done_on is None
    late = late_text(days_late(each.due_on, today=today, is_open=is_open) or 0)
    return Step(each.pk, each.name, day_text(each.due_on), _state(each, one), late, is_done=each.done_on is not None)


def _reach(each: Milestone, sent: Form | None) -> ReachedForm:
    return sent if isinstance(sent, ReachedForm) else ReachedForm(auto_id=f"reach-{each.pk}-%s")


def _edit(each: Milestone, sent: Form | None) -> MilestoneForm:
    return sent if isinstance(sent, MilestoneForm) else MilestoneForm(milestone=each, auto_id=f"edit-{each.pk}-%s")


def _state(each: Milestone, one: KeyProject) -> str:
    if each.done_on is None:
        return _("not yet reached") if one.is_open else _("not reached when the project ended")
    after = days_after(each.due_on, each.done_on) or 0
    said = _("reached on %(day)s") % {"day": day_text(each.done_on)}
    return _("%(reached)s (%(late)s)") % {"reached": said, "late": late_text(after)} if after else said


def progress_of(notes: Sequence[ProgressNote], form: NoteForm | None, *, names_people: bool) -> Progress:
    newest = notes[0] if notes else None
    columns = (Column(_("Day"), "text"), Column(_("Progress"), "number"), Column(_("Note"), "text"))
    rows = [[Cell(day_text(each.on), note=_who(each, names_people=names_people)), Cell(f"{each.percent}%"), Cell(each.text)]
            for each in notes]  # fmt: skip
    nothing = Empty(_("Nothing is noted yet"), _("How far the project is, is not known."))
    return Progress(
        newest.percent if newest else None,
        day_text(newest.on) if newest else "",
        Table(_("Progress notes"), columns, rows, nothing, titled=True),
        form,
    )


def _who(each: ProgressNote, *, names_people: bool) -> str:
    when = moment_text(each.made_at)
    return f"{each.made_by}, {when}" if each.made_by and names_people else when
