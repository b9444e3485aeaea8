"""Somebody whom one looks after: what they may do here, and the closing of their account."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.refusals import Refused
from accounts.selectors.grants import grants_in
from accounts.selectors.people import people
from accounts.services.granting import revocable
from accounts.services.people import deactivate_user
from accounts.views.grant_tables import grant_table
from accounts.views.people import people_crumb
from accounts.views.words import giver_word, place_word, refusal_word
from assessments.contexts import Empty, Link, Table, Term
from assessments.views.frame import draw, home_crumb
from assessments.views.language import moment_text
from communities.requests import ScopedRequest, need_work


@dataclass(frozen=True)
class PersonPage:
    heading: str
    breadcrumbs: list[Link]
    about: list[Term]
    grants: Table
    actions: list[Link]


@dataclass(frozen=True)
class ClosePage:
    heading: str
    breadcrumbs: list[Link]
    one: User
    problem: str


def person_or_404(request: ScopedRequest, key: int) -> User:
    found = people(request.scope).filter(pk=key).first() if key < 2**31 else None
    if found is None:
        raise Http404
    return found


@require_safe
def person(request: ScopedRequest, pk: int) -> HttpResponse:
    one = person_or_404(request, pk)
    context = PersonPage(
        heading=one.username,
        breadcrumbs=[home_crumb(request), people_crumb(), Link(one.username)],
        about=_about(one),
        grants=_grants(request, one),
        actions=_actions(request, one),
    )
    return draw(request, "person.html", context, room="accounts")


def _about(one: User) -> list[Term]:
    return [
        Term(_("State"), _("open") if one.is_active else _("closed")),
        Term(_("Looked after by"), place_word(one.home)),
        Term(_("Made"), moment_text(one.date_joined), note=giver_word(one.made_by)),
        Term(_("Second factor"), _("yes") if one.has_second_factor else _("no")),
        Term(_("Last login"), moment_text(one.last_login) or _("never")),
    ]


def _grants(request: ScopedRequest, one: User) -> Table:
    """Those within the reader's scope; whether there are others is not told."""
    nothing = Empty(_("No grants here"), _("This account may do nothing in your divisions."))
    found = list(grants_in(request.scope).filter(user=one))
    own = revocable(request.user, found)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    return grant_table(found, nothing, {key: reverse("accounts:grant-revoke", args=[key]) for key in own})


def _actions(request: ScopedRequest, one: User) -> list[Link]:
    past = Link(_("History"), reverse("accounts:person-history", args=[one.pk]))
    give = Link(_("Give a grant"), f"{reverse('accounts:grant-new')}?person={one.username}")
    close = Link(_("Close the account"), reverse("accounts:person-close", args=[one.pk]))
    home = one.home.path if one.home else "/"
    if not one.is_active or one == request.user:
        return [past]
    return [
        past,
        *([give] if request.rights.has("grant.create") else []),
        *([close] if request.rights.scope("user.create").covers(home) else []),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ScopedRequest, pk: int) -> HttpResponse:
    """Asked once more, because it is for good."""
    one = person_or_404(request, pk)
    need_work(request, one.home.path if one.home else "/")
    if request.method == "POST":
        try:
            deactivate_user(by=request.user, user=one)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        except Refused as refused:
            response = _draw(request, one, refusal_word(refused.code))
            response.status_code = 422
            return response
        messages.success(request, _("The account has been closed. Its sessions, tokens and jobs have ended."))
        return redirect("accounts:person", one.pk)
    return _draw(request, one, "")


def _draw(request: ScopedRequest, one: User, problem: str) -> HttpResponse:
    here = Link(one.username, reverse("accounts:person", args=[one.pk]))
    heading = _("Close the account %(name)s") % {"name": one.username}
    context = ClosePage(heading, [home_crumb(), people_crumb(), here, Link(_("Close"))], one, problem)
    return draw(request, "person_close.html", context, room="accounts")
