"""The work plan of a pilot in one line: where it stands, what is next, and which projects it does not name."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.views.language import listed, spoken
from communities.requests import ScopedRequest
from pilots.models import WorkPlan
from pilots.reviewing.next_words import next_words
from pilots.reviewing.states import Action, State, possible
from pilots.selectors.work_plans import is_open, office_names, skipped
from pilots.views.tables import said_there
from pilots.views.work_plans.finding import Revisions, person_of, plan_href
from pilots.views.work_plans.tables import plan_state_text


@dataclass(frozen=True)
class PlanLine:
    """``unnamed``: a sentence about projects that a plan under review or in force does not name; ``revise_href``: where whoever
    reads may begin a revision, empty where they may not.
    """

    state: str
    next: str
    href: str
    unnamed: str = ""
    revise_href: str = ""


def plan_line(request: ScopedRequest, found: Revisions) -> PlanLine:
    if not found.plans:
        return PlanLine(_("not yet drafted"), _next_of_none(found), reverse("pilots:work-plan", args=[found.pilot.pk]))
    newest = found.plans[0]
    case = found.case(newest)
    may_revise = Action.REVISE in possible(case, person_of(request, found.pilot.path))
    return PlanLine(
        state=_state(found, newest),
        next=spoken(next_words(case, skipped(newest), office_names([case]))[0]),
        href=plan_href(newest),
        unnamed=_unnamed(found, newest),
        revise_href=reverse("pilots:work-plan-revise", args=[found.pilot.pk, newest.revision]) if may_revise else "",
    )


def _next_of_none(found: Revisions) -> str:
    if not found.pilot.takes_part:
        return _("The community has left the programme.")
    return _("Planners and data clerks of the place may draft it, while the community takes part.")


def _state(found: Revisions, newest: WorkPlan) -> str:
    """With the revision that is in force meanwhile."""
    said = f"{_('Revision %(number)s') % {'number': newest.revision}} · {plan_state_text(newest)}"
    older = next((each for each in found.plans[1:] if State(each.state) is State.APPROVED), None)
    return f"{said}{_(' (revision %(number)s is in force)') % {'number': older.revision}}" if older else said


def _unnamed(found: Revisions, newest: WorkPlan) -> str:
    """An open one holds the projects as they are."""
    if is_open(newest):
        return ""
    named = {one["key"] for one in newest.projects}
    names = listed([said_there(one) for one in found.live if one.pk not in named])
    if not names:
        return ""
    if State(newest.state) is State.SUBMITTED:
        return _("The revision under review does not name: %(names)s.") % {"names": names}
    return _("The work plan in force does not name: %(names)s. A new revision takes them up.") % {"names": names}
