"""Making and revoking one's own tokens."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.tokens import TokenForm
from accounts.refusals import Refused
from accounts.selectors.tokens import tokens_of
from accounts.services.tokens import areas_for_tokens, make_token, revoke_token
from accounts.views.once import show_once
from accounts.views.words import refusal_word, right_word
from assessments.contexts import Link
from assessments.views.frame import draw, home_crumb
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class TokenPage:
    breadcrumbs: list[Link]
    form: TokenForm


@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request: ScopedRequest) -> HttpResponse:
    """Make a token; it is shown once."""
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, form)
    try:
        _made, text = make_token(by=request.user, **form.said())  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as refused:
        form.add_error(None, refusal_word(refused.code))
        return _draw(request, form)
    said = _("This is the token. Put it where the program finds it; it is not shown again.")
    return show_once(request, _crumbs(), said, text, Link(_("To your account"), reverse("accounts:me")))


def _form(request: ScopedRequest) -> TokenForm:
    codes = areas_for_tokens(request.user)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    rights = [(code, right_word(code)) for code in codes]
    data = request.POST if request.method == "POST" else None
    return TokenForm(data, scope=request.rights.scope("division.read"), rights=rights)


def _crumbs() -> list[Link]:
    return [home_crumb(), Link(_("Your account"), reverse("accounts:me")), Link(_("New token"))]


def _draw(request: ScopedRequest, form: TokenForm) -> HttpResponse:
    response = draw(request, "token_new.html", TokenPage(_crumbs(), form), room="accounts")
    response.status_code = 422 if form.errors else 200
    return response


@require_POST
def token_revoke(request: ScopedRequest, pk: int) -> HttpResponse:
    found = tokens_of(request.user).filter(pk=pk).first() if pk < 2**31 else None  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    if found is None:
        raise Http404
    revoke_token(by=request.user, token=found)  # type: ignore[arg-type]  # as above
    messages.success(request, _("The token has been revoked: it opens nothing from now on."))
    return redirect("accounts:me")
