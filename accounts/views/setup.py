"""The first page of an installation that nobody has an account in yet; afterwards there is no such address."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.setup import SetupForm
from accounts.refusals import Refused
from accounts.services.setup import is_new, set_up
from accounts.views.once import show_once
from accounts.views.words import refusal_word
from assessments.contexts import Link
from assessments.views.frame import draw, home_crumb
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class SetupPage:
    breadcrumbs: list[Link]
    form: SetupForm


@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: ScopedRequest) -> HttpResponse:
    if not is_new():
        raise Http404
    form = SetupForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, form)
    try:
        made = set_up(**form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refusal_word(refused.code))
        return _draw(request, form)
    said = _("These are the two accounts and their first passwords. Hand them over safely; they are not shown again.")
    secrets = " · ".join(f"{name}: {password}" for name, password in made.items())
    return show_once(request, _crumbs(), said, secrets, Link(_("Log in"), reverse("accounts:login")))


def _crumbs() -> list[Link]:
    return [home_crumb(), Link(_("Set-up"))]


def _draw(request: ScopedRequest, form: SetupForm) -> HttpResponse:
    response = draw(request, "setup.html", SetupPage(_crumbs(), form), room="accounts")
    response["Cache-Control"] = "private, no-store"
    response.status_code = 422 if form.errors else 200
    return response
