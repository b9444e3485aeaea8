"""A programme is set up, and its terms are changed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Link
from assessments.views.choosing import offer_places
from assessments.views.frame import draw, home_crumb
from communities.requests import ScopedRequest, need_work
from pilots.programme_forms import ChangeForm, ProgrammeForm, TermsForm
from pilots.services.programmes import change_programme, set_up_programme
from pilots.services.refusing import Refused
from pilots.views.programmes import programme_crumbs, programme_or_404
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class TermsPage:
    heading: str
    intro: str
    breadcrumbs: list[Link]
    form: TermsForm
    send: str


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ScopedRequest) -> HttpResponse:
    """Set one up, and go to its page."""
    form = ProgrammeForm(request.POST if request.method == "POST" else None, scope=request.work_scope)
    offer_places(form, request.work_scope)
    if request.method == "POST" and form.is_valid():
        try:
            made = set_up_programme(by=request.user, scope=request.work_scope, programme=form.programme())  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        except Refused as wrong:
            form.add_error("name", refusal_text(wrong))
        else:
            messages.success(request, _("The programme is set up. Enrol its communities now."))
            return redirect("pilots:programme", made.pk)
    crumbs = [home_crumb(), Link(_("Pilot programmes"), reverse("pilots:programmes")), Link(_("Set up a programme"))]
    intro = _("Its place, its days, how many pilots a city (district) has, and who reviews their work plans.")
    return _draw(request, TermsPage(_("Set up a programme"), intro, crumbs, form, _("Set up")))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ScopedRequest, pk: int) -> HttpResponse:
    one = programme_or_404(request, pk)
    need_work(request, one.path)
    form = ChangeForm(request.POST if request.method == "POST" else None, programme=one)
    if request.method == "POST" and form.is_valid():
        try:
            change_programme(by=request.user, programme=one, terms=form.cleaned_data)  # type: ignore[arg-type]
        except Refused as wrong:
            form.add_error(None, refusal_text(wrong))
        else:
            messages.success(request, _("The terms have been changed."))
            return redirect("pilots:programme", one.pk)
    heading = _("Change the terms")
    intro = _("Pilots stay enrolled. Counted in other units they must still be within the quota.")
    return _draw(request, TermsPage(heading, intro, programme_crumbs(one, heading), form, _("Change")))


def _draw(request: ScopedRequest, page: TermsPage) -> HttpResponse:
    response = draw(request, "terms.html", page, room="pilots")
    response.status_code = 422 if page.form.errors else 200
    return response
