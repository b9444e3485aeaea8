"""Which plan an address names, for whom."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Link
from assessments.models import RemedyPlan, RoundState
from assessments.selectors.plans import plan_named
from assessments.views.frame import home_crumb
from assessments.views.plans.words import path_of_plan
from communities.requests import ScopedRequest

LARGEST = 2**63


def plan_or_404(request: ScopedRequest, pk: int) -> RemedyPlan:
    """A plan of the reader's scope, in whatever state. Raises Http404 for any other, as for what there is nowhere."""
    found = plan_named(request.scope, pk) if pk < LARGEST else None
    if found is None:
        raise Http404
    return found


def finished_or_404(request: ScopedRequest, pk: int) -> RemedyPlan:
    """One that has lines to be read."""
    found = plan_or_404(request, pk)
    if found.state != RoundState.FINISHED:
        raise Http404
    return found


def may_plan(request: ScopedRequest, plan: RemedyPlan) -> bool:
    """Whether the reader may make, stop and drop plans of its place."""
    return request.rights.scope("plan.create").covers(path_of_plan(plan))


def may_apply(request: ScopedRequest, plan: RemedyPlan) -> bool:
    """Whether the reader may make projects of its lines."""
    return request.rights.scope("project.create").covers(path_of_plan(plan))


def card_href(plan: RemedyPlan, code: str) -> str:
    """The card of a community in the round from which the plan starts."""
    return f"{reverse('assessments:scorecard', args=[code])}?round={plan.round_id}"


def crumbs(*below: Link) -> list[Link]:
    return [home_crumb(), Link(_("Remedy plans"), reverse("assessments:plans")), *below]


def plan_crumbs(plan: RemedyPlan, *below: Link) -> list[Link]:
    """The name of the plan leads back to it from what lies below it."""
    href = reverse("assessments:plan", args=[plan.pk]) if below else ""
    return crumbs(Link(plan.name, href), *below)
