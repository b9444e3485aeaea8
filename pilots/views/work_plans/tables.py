"""Parts of a work plan as tables: sections, steps, revisions."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.templatetags.components import Column
from assessments.views.language import day_text, moment_text, spoken
from pilots.models import ReviewStep, WorkPlan
from pilots.reviewing.offices import LEVEL_WORDS, Level
from pilots.reviewing.sections import Section
from pilots.reviewing.states import ACTION_WORDS, STATE_WORDS, Action, State
from pilots.views.work_plans.finding import plan_href


def section_table(sections: Sequence[Section]) -> Table:
    """Each section, whether it is complete, and why."""
    columns = (Column(_("Section"), "text"), Column(_("Is it complete"), "text"), Column(_("Why"), "text"))
    rows = [
        [
            Cell(spoken(each.words)),
            Cell(_("yes") if each.is_complete else _("not complete")),
            Cell(spoken(each.reasons[0]), lines=[spoken(reason) for reason in each.reasons[1:]]),
        ]
        for each in sections
    ]
    return Table(_("Sections and what they lack"), columns, rows, titled=True)


def step_table(steps: Sequence[ReviewStep], *, names_people: bool) -> Table:
    """What was done so far, the first first."""
    columns = (
        Column(_("When"), "text"), Column(_("Revision"), "number"), Column(_("What"), "text"), Column(_("Level"), "text"),
        Column(_("Who"), "text"), Column(_("Remarks"), "text"), Column(_("Mark of the text"), "code"),
    )  # fmt: skip
    rows = [_step(one, names_people=names_people) for one in steps]
    empty = Empty(_("No step yet"), _("It has not been submitted."))
    return Table(_("Steps so far"), columns, rows, empty, titled=True)


def _step(one: ReviewStep, *, names_people: bool) -> list[Cell]:
    return [
        Cell(moment_text(one.at)),
        Cell(str(one.plan.revision)),
        Cell(spoken(ACTION_WORDS[Action(one.action)])),
        Cell(level_text(one.level) or "—"),
        Cell(str(one.by) if names_people and one.by else "—"),
        Cell(one.remarks or "—"),
        Cell(one.fingerprint[:12]),
    ]


def level_text(level: str) -> str:
    return spoken(LEVEL_WORDS[Level(level)]) if level else ""


def plan_state_text(plan: WorkPlan) -> str:
    """With the level at which a submitted one waits."""
    words = spoken(STATE_WORDS[State(plan.state)])
    return f"{words} · {level_text(plan.level)}" if plan.level else words


def revision_table(plans: Sequence[WorkPlan]) -> Table:
    """All revisions, the newest first, each with a way to what changed in it."""
    columns = (
        Column(_("Revision"), "text"), Column(_("State"), "text"), Column(_("Begun"), "text"), Column(_("Submitted"), "text"),
        Column(_("What changed"), "text"),
    )  # fmt: skip
    return Table(_("Revisions"), columns, [_revision(plan) for plan in plans], titled=True)


def _revision(plan: WorkPlan) -> list[Cell]:
    compare = reverse("pilots:work-plan-compare", args=[plan.enrolment_id])
    beside = f"{compare}?a={plan.revision - 1}&b={plan.revision}"
    return [
        Cell(str(plan.revision), plan_href(plan)),
        Cell(plan_state_text(plan)),
        Cell(day_text(plan.made_at.date())),
        Cell(moment_text(plan.submitted_at) or "—"),
        Cell(_("since revision %(number)s") % {"number": plan.revision - 1}, beside) if plan.revision > 1 else Cell("—"),
    ]
