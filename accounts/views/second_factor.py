"""The second factor of whoever asks: to set it up, to give a code of it, to renew its recovery codes, to drop it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_otp import login as verified_by

from accounts.first_things import first_thing, is_verified
from accounts.forms.second_factor import CodeForm
from accounts.models import User
from accounts.refusals import Refused
from accounts.services.second_factor import address_of, drop, enrol, new_key, renew_codes, verify
from accounts.views.login import first_page
from accounts.views.once import show_once
from accounts.views.words import refusal_word
from assessments.contexts import Link
from assessments.views.frame import draw, home_crumb
from assessments.views.language import spoken
from communities.requests import ScopedRequest

_KEY: Final = "second_factor_key"
"""In the session, until the app has shown that it has it."""


@dataclass(frozen=True)
class FactorPage:
    """``state``: new (with ``picture`` and ``secret`` for the app), asked, or set. ``why``: it must be done first."""

    breadcrumbs: list[Link]
    state: str
    why: str
    picture: str
    secret: str
    form: CodeForm


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: ScopedRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    act = _ACTS[_state(_user(request))].get(request.POST.get("act", ""))
    if request.method != "POST" or act is None or not form.is_valid():
        return _draw(request, form)
    try:
        return act(request, form.cleaned_data["code"])
    except Refused as refused:
        form.add_error("code", refusal_word(refused.code))
        return _draw(request, form)


def _user(request: ScopedRequest) -> User:
    return request.user  # type: ignore[return-value]  # the gate has seen that somebody is logged in


def _state(user: User) -> str:
    if not user.has_second_factor:
        return "new"
    return "set" if is_verified(user) else "asked"


def _enrol(request: ScopedRequest, code: str) -> HttpResponse:
    device, codes = enrol(by=_user(request), key=request.session.get(_KEY, ""), code=code)
    request.session.pop(_KEY)
    _begin(request, device)
    return _show(request, codes)


def _give(request: ScopedRequest, code: str) -> HttpResponse:
    _begin(request, verify(by=_user(request), code=code))
    return redirect(first_page(_user(request)))


def _begin(request: ScopedRequest, device: object) -> None:
    """The session is verified from here on, under a new key."""
    verified_by(request, device)
    request.session.cycle_key()


def _renew(request: ScopedRequest, code: str) -> HttpResponse:
    verify(by=_user(request), code=code)
    return _show(request, renew_codes(by=_user(request)))


def _drop(request: ScopedRequest, code: str) -> HttpResponse:
    verify(by=_user(request), code=code)
    drop(by=_user(request), user=_user(request))
    messages.success(request, _("The second factor has been dropped."))
    return redirect("accounts:me")


_ACTS: Final[dict[str, dict[str, Callable[[ScopedRequest, str], HttpResponse]]]] = {
    "new": {"enrol": _enrol},
    "asked": {"give": _give},
    "set": {"renew": _renew, "drop": _drop},
}
"""State -> what a button may ask for."""


def _show(request: ScopedRequest, codes: list[str]) -> HttpResponse:
    said = _("Your recovery codes: each opens once, where the app is lost. Keep them apart from it; they are not shown again.")
    return show_once(request, _crumbs(), said, " ".join(codes), Link(_("To your account"), reverse("accounts:me")))


def _crumbs() -> list[Link]:
    return [home_crumb(), Link(_("Your account"), reverse("accounts:me")), Link(_("Second factor"))]


def _draw(request: ScopedRequest, form: CodeForm) -> HttpResponse:
    state, thing = _state(_user(request)), first_thing(_user(request), request.rights)  # type: ignore[arg-type]  # a gate's
    picture, secret = _for_app(request) if state == "new" else ("", "")
    context = FactorPage(_crumbs(), state, spoken(thing.words) if thing else "", picture, secret, form)
    response = draw(request, "second_factor.html", context, room="accounts")
    response["Cache-Control"] = "private, no-store"
    response.status_code = 422 if form.errors else 200
    return response


def _for_app(request: ScopedRequest) -> tuple[str, str]:
    """The address of the key as a picture within the page, and the key as it can be typed."""
    key = request.session.setdefault(_KEY, new_key())
    address = address_of(_user(request), key)
    return segno.make(address).svg_data_uri(scale=5), address.partition("secret=")[2].partition("&")[0]
