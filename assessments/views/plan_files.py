"""A whole plan as a file, from its page."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from assessments.reports.plan_writers import PLAN_WRITERS, plan_download
from assessments.selectors.plans import finished_plan
from assessments.views.language import lang_now
from communities.requests import ScopedRequest


@require_safe
def plan_file(request: ScopedRequest, pk: int, suffix: str) -> HttpResponseBase:
    """Raises Http404 for a format that nobody writes, and for a plan that is not finished or not to be seen."""
    plan = finished_plan(request.scope, pk) if suffix in PLAN_WRITERS else None
    if plan is None:
        raise Http404
    return plan_download(request.scope, plan, suffix, lang_now())
