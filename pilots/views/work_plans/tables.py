"""Parts of a work plan as tables: sections, key projects, steps, revisions."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.labels import label_codes
from assessments.remedies.build_words import build_words
from assessments.remedies.catalogue import BY_CODE
from assessments.templatetags.components import Column
from assessments.views.language import day_text, moment_text, spoken
from pilots.models import KeyProject, ProjectState, ReviewStep, WorkPlan
from pilots.reviewing.content import Project
from pilots.reviewing.offices import LEVEL_WORDS, Level
from pilots.reviewing.sections import Section
from pilots.reviewing.states import ACTION_WORDS, STATE_WORDS, Action, State
from pilots.views.tables import rule_text, state_text, yuan_text
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


def project_table(projects: Sequence[Project], live: Iterable[KeyProject], today: date) -> Table:
    """What is planned, and where each project stands now."""
    columns = (
        Column(_("Project"), "text"), Column(_("Way"), "text"), Column(_("Begins in"), "number"), Column(_("Cost"), "number"),
        Column(_("Builds"), "text"), Column(_("Closes"), "text"),
        Column(_("Today"), "text"),
    )  # fmt: skip
    known = {one.pk: one for one in live}
    is_mixed = len({one["labels"] for one in projects}) > 1
    rows = [_project(one, known.get(one["key"]), today, is_mixed=is_mixed) for one in projects]
    reason = _("Take up lines of a remedy plan when the work plan is drafted.")
    return Table(_("Key projects"), columns, rows, Empty(_("No key project yet"), reason), titled=True)


def _project(one: Project, live: KeyProject | None, today: date, *, is_mixed: bool) -> list[Cell]:
    """With whoever is in charge; where ``is_mixed`` each shows its own labels, else the page shows them."""
    builds = [spoken(build_words(build)) for build in one["builds"]]
    labels = label_codes(one["labels"]) if is_mixed else ()
    closes = list(dict.fromkeys(rule_text(rule) for _code, rule in one["closes"]))
    return [
        Cell(one["name"], reverse("pilots:project", args=[one["key"]]), note=_owner(one), badges=labels),
        Cell(spoken(BY_CODE[one["way"]].name)),
        Cell(str(one["year"])),
        Cell(yuan_text(one["yuan"])),
        Cell(builds[0] if builds else "—", lines=builds[1:]),
        Cell(closes[0] if closes else "—", lines=closes[1:]),
        Cell(
            state_text(live) if live else _("no longer a key project of this pilot"),
            note=late_text(live, today) if live else "",
        ),
    ]


def _owner(one: Project) -> str:
    return _("in charge: %(owner)s") % {"owner": one["owner"]} if one["owner"] else ""


def late_text(one: KeyProject, today: date) -> str:
    """Why it is late; empty where it is not."""
    if one.state == ProjectState.PLANNED and one.year < today.year:
        return _("late: it was to begin in %(year)s") % {"year": one.year}
    return ""


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
