"""What was submitted, as the file whose SHA-256 is its mark."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities.requests import ScopedRequest
from pilots.reviewing.content import canonical
from pilots.selectors.work_plans import about_of, is_open
from pilots.views.work_plans.finding import plan_href, revision_or_404


@require_safe
def sealed(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    """JSON. Of a revision that may be edited there is none: its text has no mark."""
    found, plan = revision_or_404(request, pk, revision)
    if is_open(plan):
        messages.info(request, _("What may still be edited has no mark."))
        return redirect(plan_href(plan))
    response = HttpResponse(canonical(found.content(plan), about_of(plan)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="work-plan-{plan.enrolment.code}-{plan.revision}.json"'
    return response
