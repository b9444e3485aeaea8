"""A project of a community is taken up by its pilot, or let go."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.requests import ScopedRequest
from pilots.services.refusing import Refused
from pilots.services.taking_up import let_go_project, take_up_project
from pilots.views.asking import done, worked_on
from pilots.views.takers import pilots_for
from pilots.views.telling import refusal_text


@require_POST
def take_up(request: ScopedRequest, pk: int) -> HttpResponse:
    """By the pilot ``enrolment``, whose page comes then."""
    one, asked = worked_on(request, pk), request.POST.get("enrolment", "")
    pilot = next((each for each in pilots_for(request, one) if str(each.pk) == asked), None)
    if pilot is None:
        messages.error(request, _("Choose a pilot of the community of the project."))
        return redirect("pilots:project", pk)
    try:
        take_up_project(by=_who(request), project=one, enrolment=pilot)
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    else:
        messages.success(request, _("Taken up. Its next work plan names it."))
    return redirect("pilots:pilot", pilot.pk)


@require_POST
def let_go(request: ScopedRequest, pk: int) -> HttpResponse:
    one = worked_on(request, pk)
    return done(request, one, lambda: let_go_project(by=_who(request), project=one))


def _who(request: ScopedRequest) -> Any:
    """The gate has seen that somebody is logged in."""
    return cast("Any", request.user)
