"""Where a pilot has no work plan yet: draft one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.contexts import Link
from assessments.labels import label_codes
from assessments.models import RemedyPlan, RoundState
from assessments.selectors.plans import plans
from assessments.views.frame import draw
from assessments.views.language import name_of
from communities.requests import ScopedRequest, need_work
from pilots.models import Enrolment
from pilots.selectors.shortcomings import shortcomings
from pilots.services.refusing import Refused
from pilots.services.work_plans import draft_work_plan
from pilots.views.programmes import pilot_or_404
from pilots.views.telling import refusal_text
from pilots.views.work_plans.finding import crumbs, plan_href
from pilots.work_plan_forms import DraftForm


@dataclass(frozen=True)
class DraftPage:
    """``form`` None: who asks may not draft one. ``origin``: the round, empty where nothing was assessed there."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    pilot: Enrolment
    origin: str
    form: DraftForm | None
    may_choose: bool


def draft_page(request: ScopedRequest, one: Enrolment, form: DraftForm | None = None) -> DraftPage:
    may = request.rights.scope("workplan.create").covers(one.path) and one.takes_part
    found = shortcomings(one.community)
    origin = found.round if found else None
    return DraftPage(
        heading=f"{name_of(one.community)} · {_('Work plan')}",
        breadcrumbs=crumbs(one),
        provenance_flags=label_codes(found.labels) if found else [],
        pilot=one,
        origin=_("Round %(number)s, data of %(as_of)s") % {"number": origin.pk, "as_of": origin.as_of} if origin else "",
        form=(form or DraftForm(plans=_choices(request, one))) if may else None,
        may_choose=_may_choose(request, one),
    )


def _may_choose(request: ScopedRequest, one: Enrolment) -> bool:
    """Lines of a remedy plan become key projects: that takes the right to make them."""
    return request.rights.scope("project.create").covers(one.path)


def _choices(request: ScopedRequest, one: Enrolment) -> list[RemedyPlan]:
    """Finished ones in the scope that have a line about the community, the newest first."""
    if not _may_choose(request, one):
        return []
    found = plans(request.rights.scope("result.read")).filter(state=RoundState.FINISHED, remedies__community=one.community_id)
    return list(found.distinct()[:50])


@require_POST
def draft(request: ScopedRequest, pk: int) -> HttpResponse:
    one = pilot_or_404(request, pk)
    need_work(request, one.path)
    choices = _choices(request, one)
    form = DraftForm(request.POST, plans=choices)
    if not form.is_valid():
        return _again(request, one, form)
    chosen = next((plan for plan in choices if plan.pk == form.cleaned_data["remedy_plan"]), None)
    try:
        made = draft_work_plan(by=request.user, scope=request.work_scope, pilot=one, remedy_plan=chosen)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
        return redirect("pilots:work-plan", pk)
    messages.success(request, _("Drafted. Read every word of it: what a program has written is a beginning and no more."))
    return redirect(plan_href(made))


def _again(request: ScopedRequest, one: Enrolment, form: DraftForm) -> HttpResponse:
    response = draw(request, "work_plans/draft.html", draft_page(request, one, form), room="pilots")
    response.status_code = 422
    return response
