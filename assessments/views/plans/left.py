"""The gaps that a plan leaves open, and why."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Empty, Link, Table
from assessments.labels import label_codes
from assessments.models import RemedyPlan
from assessments.plan_filters import LeftFilter
from assessments.selectors.plans import left_counts, left_gaps
from assessments.views.choosing import filter_form
from assessments.views.frame import draw
from assessments.views.language import lang_now, number
from assessments.views.lists import heads, kept, page_href, part_of, rows_of
from assessments.views.plans.finding import finished_or_404, plan_crumbs
from assessments.views.plans.left_tables import left_rows, reason_table
from assessments.views.plans.parts import PlanList, empty_of
from communities.requests import ScopedRequest


@require_safe
def left(request: ScopedRequest, pk: int) -> HttpResponse:
    plan = finished_or_404(request, pk)
    return draw(request, "plans/parts.html", _context(request, plan), fragment="plans/_parts.html")


def _context(request: ScopedRequest, plan: RemedyPlan) -> PlanList:
    query, here, heading = request.GET, reverse("assessments:plan-left", args=[plan.pk]), _("Gaps left open")
    narrowed = LeftFilter(query, queryset=left_gaps(request.scope, plan), scope=request.scope, plan=plan)
    part, total = part_of(rows_of(narrowed), narrowed.order(), query), narrowed.count() if narrowed.is_valid() else 0
    named = (("code", _("Community")), ("rule", _("Rule")), ("", _("Reason")), ("", _("Why")))
    columns = heads(query, [(order, label, "text") for order, label in named])
    empty = empty_of(narrowed, here, Empty(_("No gap is left open"), _("The plan closes every gap of its place.")))
    return PlanList(
        heading=heading,
        breadcrumbs=plan_crumbs(plan, Link(heading)),
        provenance_flags=label_codes(plan.labels),
        badges=label_codes(plan.labels),
        plan=plan,
        form=filter_form(narrowed, request.scope, main=("why", "rule", "division", "search")),
        kept=kept(query),
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s gap", "%(number)s gaps", total) % {"number": number(total)},
        clear=here,
        table=Table(heading, columns, left_rows(list(part.rows), plan), empty, titled=True),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
        counts=reason_table(left_counts(request.scope, plan), here),
    )
