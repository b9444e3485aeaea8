"""One pilot: where it takes part, how it stands, its work, and how it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contexts import Link, Tally, Term
from assessments.labels import LABELS, label_codes
from assessments.views.frame import draw
from assessments.views.language import day_text, name_of, number, spoken
from communities.requests import ScopedRequest, need_work
from pilots.models import Enrolment
from pilots.programme_forms import WithdrawForm
from pilots.selectors.practices import practices
from pilots.selectors.programmes import enrolments
from pilots.selectors.projects import loose_projects
from pilots.selectors.shortcomings import Shortcomings, shortcomings
from pilots.services.enrolling import withdraw
from pilots.services.refusing import Refused
from pilots.views.pilot_panels import Panel, due_panel, gap_panel, project_panel, return_panel
from pilots.views.pilot_plan import PlanLine, plan_line
from pilots.views.practices.tables import pilot_practices
from pilots.views.programmes import programme_crumbs
from pilots.views.tables import said_there
from pilots.views.telling import refusal_text
from pilots.views.work_plans.finding import Revisions, revisions_or_404

MOST_LOOSE = 20


@dataclass(frozen=True)
class Side:
    """The panels beside the projects."""

    due: Panel
    gaps: Panel
    returns: Panel


@dataclass(frozen=True)
class Loose:
    """A project of the community that no pilot has taken up."""

    key: int
    label: str


@dataclass(frozen=True)
class PilotPage:
    """``withdraw`` is None where nobody can leave, or the reader may not let them. ``loose``: projects of the community that no
    pilot has taken up; ``may_take``: whether the reader may do it.
    """

    heading: str
    breadcrumbs: list[Link]
    one: Enrolment
    provenance_flags: Sequence[str]
    plan: PlanLine
    stats: list[Tally]
    about: list[Term]
    projects: Panel
    loose: Sequence[Loose]
    may_take: bool
    side: Side
    practices: Panel
    may_write: bool
    enter_href: str
    withdraw: WithdrawForm | None


@require_safe
def pilot(request: ScopedRequest, pk: int) -> HttpResponse:
    return _draw(request, revisions_or_404(request, pk))


def _draw(request: ScopedRequest, found: Revisions, form: WithdrawForm | None = None) -> HttpResponse:
    response = draw(request, "pilot.html", _page(request, found, form), room="pilots")
    response.status_code = 422 if form else 200
    return response


def _page(request: ScopedRequest, found: Revisions, form: WithdrawForm | None) -> PilotPage:
    one, heading = found.pilot, name_of(found.pilot.community)
    seen, today = shortcomings(one.community), timezone.localdate()
    works = project_panel(request, one, today)
    labels = LABELS.get(one.community.source.provenance, 0) | (seen.labels if seen else 0) | works.labels
    return PilotPage(
        heading=heading,
        breadcrumbs=programme_crumbs(one.programme, heading),
        one=one,
        provenance_flags=label_codes(labels),
        plan=plan_line(request, found),
        stats=_stats(one, seen),
        about=_about(request, one),
        projects=works,
        loose=[Loose(each.pk, said_there(each)) for each in loose_projects(request.scope, one.community_id)[:MOST_LOOSE]],
        may_take=_may(request, one, "project.create"),
        side=Side(due_panel(request, one, today), gap_panel(one, seen, found.live), return_panel(request, one)),
        practices=Panel(pilot_practices(practices(request.scope).filter(enrolment=one))),
        may_write=request.rights.scope("practice.create").covers(one.path),
        enter_href=_enter_href(request, one),
        withdraw=form or (WithdrawForm() if _may(request, one, "enrolment.create") else None),
    )


def _may(request: ScopedRequest, one: Enrolment, right: str) -> bool:
    """While the community takes part."""
    return one.takes_part and request.rights.scope(right).covers(one.path)


def _enter_href(request: ScopedRequest, one: Enrolment) -> str:
    """Empty where no project can be entered by hand."""
    return f"{reverse('pilots:project-new')}?pilot={one.pk}" if _may(request, one, "project.create") else ""


def _stats(one: Enrolment, seen: Shortcomings | None) -> list[Tally]:
    """By the newest round that holds it."""
    card, href = seen.card if seen else None, reverse("assessments:scorecard", args=[one.code])
    words = _("round %(round)s, data of %(day)s")
    note = words % {"round": seen.round.pk, "day": day_text(seen.round.as_of)} if seen else ""
    return [
        Tally(_("Gaps"), number(card.gaps if card else None), href, note=note),
        Tally(_("Unknown"), number(card.unknown if card else None), href),
        Tally(_("Households"), number(card.households if card else None), href),
    ]


def _about(request: ScopedRequest, one: Enrolment) -> list[Term]:
    programme, code = one.programme, reverse("assessments:scorecard", args=[one.code])
    about = [
        Term(_("Programme"), programme.name, spoken(programme.of_kind.words), reverse("pilots:programme", args=[programme.pk])),
        Term(_("City (district)"), name_of(one.unit)),
        Term(_("State"), str(one.get_state_display())),
        Term(_("Joined on"), day_text(one.enrolled_on)),
        Term(_("Left on"), day_text(one.withdrawn_on)),
        Term(_("Reason"), one.reason),
        Term(_("Community code"), one.code, "", code),
        *_elsewhere(request, one),
    ]
    if request.user.is_authenticated and one.made_by:
        about.append(Term(_("Enrolled by"), str(one.made_by)))
    return [term for term in about if term.text]


def _elsewhere(request: ScopedRequest, one: Enrolment) -> list[Term]:
    """The other programmes in which the community takes part."""
    others = enrolments(request.scope).filter(community=one.community).exclude(pk=one.pk)
    label = _("Takes part in another one too")
    return [Term(label, each.programme.name, "", reverse("pilots:pilot", args=[each.pk])) for each in others]


@require_POST
def leave(request: ScopedRequest, pk: int) -> HttpResponse:
    found = revisions_or_404(request, pk)
    one = found.pilot
    need_work(request, one.path)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw(by=request.user, enrolment=one, **form.cleaned_data)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        except Refused as wrong:
            form.add_error(None, refusal_text(wrong))
        else:
            return redirect("pilots:pilot", one.pk)
    return _draw(request, found, form)
