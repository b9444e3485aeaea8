"""What waits for whoever asks: work plans to be reviewed, by level, and those that came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import moment_text, name_of, spoken
from communities.requests import ScopedRequest
from communities.words import Words
from pilots.models import ReviewStep, WorkPlan
from pilots.reviewing.next_words import office_words
from pilots.reviewing.offices import Level
from pilots.reviewing.states import Action, Case, office_now, refusal
from pilots.selectors.work_plans import approvals_by_plan, case_of, office_names, returned_to, returns_of, waiting
from pilots.troubles import TROUBLES
from pilots.views.work_plans.finding import person_of, plan_href
from pilots.views.work_plans.tables import level_text

MOST: Final = 200
"""Plans of one list; those that wait longest come first."""


@dataclass(frozen=True)
class InboxPage:
    """``mine``: one table for each level with something in it; ``others``: what waits in my place and not for me."""

    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    total: str
    mine: Sequence[Table]
    others: Table | None
    returned: Table
    is_cut: bool


@dataclass(frozen=True)
class Waiting:
    """A plan, where it waits, and why not for me: a code, None where it does."""

    plan: WorkPlan
    case: Case
    why_not: str | None


@require_safe
def reviews(request: ScopedRequest) -> HttpResponse:
    scope = request.rights.scope("workplan.review")
    plans = list(waiting(scope)[: MOST + 1])
    found = _asked(request, plans[:MOST])
    returned = list(returned_to(request.scope, request.user.pk or 0)[:MOST])
    names = office_names([each.case for each in found])
    mine = [each for each in found if each.why_not is None]
    others = [each for each in found if each.why_not is not None]
    labels = 0
    for plan in (*(each.plan for each in found), *returned):
        labels |= plan.labels
    page = InboxPage(
        breadcrumbs=[home_crumb(), Link(_("Reviews"))],
        provenance_flags=label_codes(labels),
        total=ngettext("%(number)s work plan waits for you.", "%(number)s work plans wait for you.", len(mine))
        % {"number": len(mine)},
        mine=[_level(level, at, names) for level in Level if (at := [each for each in mine if each.plan.level == level])],
        others=_others(others, names) if others else None,
        returned=_returned(returned, returns_of(request.scope, returned)),
        is_cut=len(plans) > MOST,
    )
    return draw(request, "work_plans/reviews.html", page, room="pilots")


def _asked(request: ScopedRequest, plans: Sequence[WorkPlan]) -> list[Waiting]:
    approvals = approvals_by_plan(request.rights.scope("workplan.review"), plans)
    cases = [(plan, case_of(plan, approvals[plan.pk], None, has_newer=False)) for plan in plans]
    return [Waiting(plan, case, refusal(case, Action.APPROVE, person_of(request, plan.enrolment.path))) for plan, case in cases]


def _level(level: Level, found: Sequence[Waiting], names: Mapping[str, Words]) -> Table:
    title = _("At the level: %(level)s") % {"level": level_text(level)}
    columns = (*_head(), Column(_("Office"), "text"))
    return Table(title, columns, [[*_plan(each.plan), _office(each, names)] for each in found], titled=True)


def _others(found: Sequence[Waiting], names: Mapping[str, Words]) -> Table:
    columns = (*_head(), Column(_("Office"), "text"), Column(_("Why not for you"), "text"))
    rows = [[*_plan(each.plan), _office(each, names), Cell(spoken(TROUBLES[each.why_not or ""][0]))] for each in found]
    return Table(_("Wait in your place, and not for you"), columns, rows, titled=True)


def _head() -> tuple[Column, ...]:
    return (Column(_("Pilot"), "text"), Column(_("Programme"), "text"), Column(_("Submitted"), "text"))


def _plan(plan: WorkPlan) -> list[Cell]:
    one = plan.enrolment
    revision = _("revision %(number)s") % {"number": plan.revision}
    return [
        Cell(name_of(one.community), plan_href(plan), note=f"{one.code} · {revision}", badges=label_codes(plan.labels)),
        Cell(one.programme.name),
        Cell(moment_text(plan.submitted_at), note=_days(plan)),
    ]


def _days(plan: WorkPlan) -> str:
    """How long it has waited since it was submitted."""
    if plan.submitted_at is None:
        return ""
    days = (timezone.localdate() - timezone.localtime(plan.submitted_at).date()).days
    return ngettext("%(number)s day ago", "%(number)s days ago", days) % {"number": days}


def _office(each: Waiting, names: Mapping[str, Words]) -> Cell:
    now = office_now(each.case)
    return Cell(spoken(office_words(now, names)) if now else "—")


def _returned(plans: Sequence[WorkPlan], remarks: Mapping[int, ReviewStep]) -> Table:
    """With what is to be amended, as the office wrote it."""
    empty = Empty(_("Nothing was returned to you"), _("Plans that you wrote and an office sent back stand here."))
    columns = (*_head(), Column(_("Remarks"), "text"))
    rows = [[*_plan(plan), _remarks(remarks.get(plan.pk))] for plan in plans]
    return Table(_("Returned to you"), columns, rows, empty, titled=True)


def _remarks(step: ReviewStep | None) -> Cell:
    """Line by line, with the level and the moment."""
    if step is None:
        return Cell("—")
    lines = step.remarks.splitlines() or ["—"]
    return Cell(lines[0], lines=[*lines[1:], f"{level_text(step.level)}, {moment_text(step.at)}"])
