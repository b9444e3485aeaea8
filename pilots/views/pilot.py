"""One pilot: where it takes part, how it stands, its work, and how it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contexts import Link, Table, Tally, Term
from assessments.labels import LABELS, label_codes
from assessments.views.frame import draw
from assessments.views.language import day_text, name_of, number, spoken
from communities.requests import ScopedRequest, need_work
from pilots.models import Enrolment
from pilots.programme_forms import WithdrawForm
from pilots.selectors.near_rounds import newest_cards
from pilots.selectors.practices import practices
from pilots.selectors.programmes import enrolment, enrolments
from pilots.selectors.projects import projects
from pilots.services.enrolling import withdraw
from pilots.services.refusing import Refused
from pilots.views.practices.tables import pilot_practices
from pilots.views.programmes import programme_crumbs
from pilots.views.tables import pilot_projects
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class PilotPage:
    """``withdraw`` is None where nobody can leave, or the reader may not let them."""

    heading: str
    breadcrumbs: list[Link]
    one: Enrolment
    provenance_flags: Sequence[str]
    stats: list[Tally]
    about: list[Term]
    projects: Table
    enter_href: str
    practices: Table
    may_write: bool
    withdraw: WithdrawForm | None


@require_safe
def pilot(request: ScopedRequest, pk: int) -> HttpResponse:
    return _draw(request, pilot_or_404(request, pk))


def pilot_or_404(request: ScopedRequest, pk: int) -> Enrolment:
    found = enrolment(request.scope, pk)
    if found is None:
        raise Http404
    return found


def _draw(request: ScopedRequest, one: Enrolment, form: WithdrawForm | None = None) -> HttpResponse:
    may = one.takes_part and request.rights.scope("enrolment.create").covers(one.path)
    heading = name_of(one.community)
    page = PilotPage(
        heading=heading,
        breadcrumbs=programme_crumbs(one.programme, heading),
        one=one,
        provenance_flags=label_codes(LABELS.get(one.community.source.provenance, 0)),
        stats=_stats(request, one),
        about=_about(request, one),
        projects=pilot_projects(list(projects(request.scope).filter(enrolment=one))),
        enter_href=_enter_href(request, one),
        practices=pilot_practices(practices(request.scope).filter(enrolment=one)),
        may_write=request.rights.scope("practice.create").covers(one.path),
        withdraw=form or (WithdrawForm() if may else None),
    )
    response = draw(request, "pilot.html", page, room="pilots")
    response.status_code = 422 if form else 200
    return response


def _enter_href(request: ScopedRequest, one: Enrolment) -> str:
    """Empty where no project can be entered by hand."""
    may = one.takes_part and request.rights.scope("project.create").covers(one.path)
    return f"{reverse('pilots:project-new')}?pilot={one.pk}" if may else ""


def _stats(request: ScopedRequest, one: Enrolment) -> list[Tally]:
    """By the newest round that holds it."""
    found, cards = newest_cards(request.scope, one.path, [one.community])
    card = cards.get(one.community_id)
    href = reverse("assessments:scorecard", args=[one.code])
    note = _("round %(round)s, data of %(day)s") % {"round": found.pk, "day": day_text(found.as_of)} if found and card else ""
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
    one = pilot_or_404(request, pk)
    need_work(request, one.path)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw(by=request.user, enrolment=one, **form.cleaned_data)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        except Refused as wrong:
            form.add_error(None, refusal_text(wrong))
        else:
            return redirect("pilots:pilot", one.pk)
    return _draw(request, one, form)
