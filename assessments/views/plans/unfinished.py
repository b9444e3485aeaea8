"""The page of a plan that has no lines: it waits, runs, was stopped, or cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from assessments.contexts import Link, Term
from assessments.models import RemedyPlan
from assessments.plan_reasons import trouble_in_words
from assessments.views.frame import draw, record_href
from assessments.views.language import spoken
from assessments.views.plans.asking import about_terms, wish_terms
from assessments.views.plans.finding import may_plan, plan_crumbs
from assessments.views.plans.reasons import reasons_of
from assessments.views.plans.words import path_of_plan, stage_text
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class UnfinishedPlanPage:
    """``trouble`` is (sentence, what to do) of a plan that failed; ``reasons``: why none is possible, one by one."""

    heading: str
    breadcrumbs: list[Link]
    plan: RemedyPlan
    stage: str
    trouble: tuple[str, str] | None
    reasons: Sequence[str]
    wishes: list[Term]
    about: list[Term]
    may_plan: bool
    record_href: str


def unfinished_plan_page(request: ScopedRequest, plan: RemedyPlan) -> HttpResponse:
    context = UnfinishedPlanPage(
        heading=plan.name,
        breadcrumbs=plan_crumbs(plan),
        plan=plan,
        stage=stage_text(plan),
        trouble=_trouble(plan),
        reasons=reasons_of(request.scope, plan),
        wishes=wish_terms(plan),
        about=about_terms(plan, names_people=request.user.is_authenticated),
        may_plan=may_plan(request, plan),
        record_href=record_href(request, "plan", plan.pk, path_of_plan(plan)),
    )
    return draw(request, "plans/unfinished.html", context, fragment="plans/_unfinished.html")


def _trouble(plan: RemedyPlan) -> tuple[str, str] | None:
    found = trouble_in_words(plan.trouble, plan.trouble_about)
    return (spoken(found.sentence), spoken(found.remedy)) if found else None
