"""The page of a plan: what it does for which money, and the way to its lines, to what it leaves open, to its communities."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from assessments.contexts import Link, Table, Tally, Term
from assessments.labels import label_codes
from assessments.models import RemedyPlan, RoundState
from assessments.selectors.plan_sums import LineSums, line_sums
from assessments.selectors.plans import left_counts
from assessments.views.frame import draw, record_href, wants_fragment
from assessments.views.language import name_of
from assessments.views.plans.asking import about_terms, wish_terms
from assessments.views.plans.curve import Curve, curve_of
from assessments.views.plans.finding import may_apply, may_plan, plan_crumbs, plan_or_404
from assessments.views.plans.left_tables import reason_table
from assessments.views.plans.map import PlanMap, maps_of
from assessments.views.plans.unfinished import unfinished_plan_page
from assessments.views.plans.whole import (
    before_after_table,
    floor_table,
    more_text,
    placeholder_text,
    prices_href,
    sentence,
    stats,
    way_note,
    way_table,
    year_note,
    year_table,
)
from assessments.views.plans.words import path_of_plan
from communities.divisions import full_code
from communities.requests import ScopedRequest
from communities.scope import AreaScope
from communities.selectors import divisions


@dataclass(frozen=True)
class PlanPage:
    """``placeholder``: how many lines rest on placeholder prices, empty where none does."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    plan: RemedyPlan
    sentence: str
    placeholder: str
    prices_href: str
    stats: Sequence[Tally]
    before_after: Table
    years: Table
    year_note: str
    ways: Table
    way_note: str
    more: str
    maps: Sequence[PlanMap]
    curve: Curve | None
    floors: Table | None
    left: Table
    wishes: Sequence[Term]
    about: Sequence[Term]
    may_plan: bool
    may_apply: bool
    record_href: str


@require_safe
def plan_page(request: ScopedRequest, pk: int) -> HttpResponse:
    """Raises Http404 outside the scope. While a plan is under way its page asks how far it is; then it is loaded anew."""
    plan = plan_or_404(request, pk)
    if plan.state != RoundState.FINISHED:
        return unfinished_plan_page(request, plan)
    if wants_fragment(request):
        return HttpResponseClientRefresh()
    return draw(request, "plans/plan.html", _context(request, plan, line_sums(request.scope, plan)))


def _context(request: ScopedRequest, plan: RemedyPlan, sums: LineSums) -> PlanPage:
    return PlanPage(
        heading=plan.name,
        breadcrumbs=plan_crumbs(plan),
        provenance_flags=label_codes(plan.labels),
        plan=plan,
        sentence=sentence(plan),
        placeholder=placeholder_text(sums),
        prices_href=prices_href(plan),
        stats=stats(plan),
        before_after=before_after_table(plan),
        years=year_table(plan, sums),
        year_note=year_note(plan),
        ways=way_table(plan, sums),
        way_note=way_note(plan, sums),
        more=more_text(plan),
        maps=maps_of(request.scope, [plan]),
        curve=curve_of(plan),
        floors=floor_table(plan, district_names(request.scope, plan)),
        left=reason_table(left_counts(request.scope, plan), reverse("assessments:plan-left", args=[plan.pk])),
        wishes=wish_terms(plan),
        about=about_terms(plan, names_people=request.user.is_authenticated),
        may_plan=may_plan(request, plan),
        may_apply=may_apply(request, plan),
        record_href=record_href(request, "plan", plan.pk, path_of_plan(plan)),
    )


def district_names(scope: AreaScope, plan: RemedyPlan) -> dict[str, str]:
    """By the digits that the codes of a district share; nothing is read where no floor was asked for."""
    digits = {full_code(each["district"]): each["district"] for each in plan.told["floors"]}
    found = divisions(scope).filter(code__in=digits) if digits else ()
    return {digits[each.code]: name_of(each) for each in found}
