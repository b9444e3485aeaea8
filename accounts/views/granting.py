"""Giving a grant: filled in, then seen with the number of communities it opens, then given. And revoking one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.people import GrantForm, ReasonForm
from accounts.holding import Held
from accounts.models import Grant
from accounts.policy import policy
from accounts.refusals import Refused
from accounts.selectors.grants import grants_in, held_by, opened_by
from accounts.services.granting import Asked, give_grant, refusal_of, refusal_to_revoke, revoke_grant
from accounts.views.people import people_crumb
from accounts.views.words import giver_word, period_word, place_word, refusal_word, role_word
from assessments.contexts import Link, Term
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, number
from communities.requests import ScopedRequest, need_work


@dataclass(frozen=True)
class GrantPage:
    """``about`` is empty while the form is filled in; then it says what is about to be given, and the form is hidden."""

    breadcrumbs: list[Link]
    form: GrantForm
    about: list[Term]
    opens: int
    problem: str


@dataclass(frozen=True)
class RevokePage:
    breadcrumbs: list[Link]
    one: Grant
    about: list[Term]
    form: ReasonForm
    problem: str


@require_http_methods(["GET", "HEAD", "POST"])
def grant_new(request: ScopedRequest) -> HttpResponse:
    form = _form(request)
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return _draw(request, form)
    asked = form.asked()
    refusal = refusal_of(request.user, asked)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    if refusal:
        return _draw(request, form, problem=refusal)
    opens = opened_by(asked.division)
    if request.POST.get("opens") != str(opens):  # not seen yet, or not any more what was seen
        return _draw(request, form, asked=asked, opens=opens)
    return _give(request, form, asked)


def _give(request: ScopedRequest, form: GrantForm, asked: Asked) -> HttpResponse:
    try:
        give_grant(
            by=request.user, user=asked.user, role=asked.role, division=asked.division, valid_from=asked.valid_from,  # type: ignore[arg-type]  # as above
            valid_to=asked.valid_to, reason=asked.reason,
        )  # fmt: skip
    except Refused as refused:  # what was true a moment ago
        return _draw(request, form, problem=refused.code)
    messages.success(request, _("The grant has been given."))
    return redirect("accounts:person", asked.user.pk)


def _form(request: ScopedRequest) -> GrantForm:
    initial = {"person": request.GET.get("person", "")}
    data = request.POST if request.method == "POST" else None
    roles = _roles(held_by(request.user, day=timezone.localdate()))
    return GrantForm(data, initial=initial, reach=request.scope, scope=request.work_scope, roles=roles)


def _roles(own: Collection[Held]) -> list[tuple[str, str]]:
    """The roles that the giver may give somewhere, in the order of the table."""
    table = policy().roles
    given = {role for one in own for role in table[one.role].gives | table[one.role].gives_everywhere}
    return [(role, role_word(role)) for role in table if role in given]


def _draw(
    request: ScopedRequest, form: GrantForm, asked: Asked | None = None, opens: int = 0, problem: str = ""
) -> HttpResponse:
    crumbs = [home_crumb(), people_crumb(), Link(_("Give a grant"))]
    said = refusal_word(problem) if problem else ""
    response = draw(request, "grant_new.html", GrantPage(crumbs, form, _told(asked, opens), opens, said), room="accounts")
    response.status_code = 422 if problem or form.errors else 200
    return response


def _told(asked: Asked | None, opens: int) -> list[Term]:
    if asked is None:
        return []
    return [
        Term(_("User name"), asked.user.username),
        Term(_("Role"), role_word(asked.role)),
        Term(_("Division"), place_word(asked.division), note=_("communities it opens: %(number)s") % {"number": number(opens)}),
        Term(_("Last day"), day_text(asked.valid_to) or _("no end")),
        Term(_("Reason"), asked.reason),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def grant_revoke(request: ScopedRequest, pk: int) -> HttpResponse:
    one = grants_in(request.scope).filter(pk=pk).first() if pk < 2**31 else None
    if one is None:
        raise Http404
    need_work(request, one.path)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _revoke(request, one, form)
    refusal = "already_revoked" if one.revoked_at else refusal_to_revoke(request.user, one)  # type: ignore[arg-type]  # as above
    return _draw_revoke(request, one, form, refusal)


def _revoke(request: ScopedRequest, one: Grant, form: ReasonForm) -> HttpResponse:
    try:
        revoke_grant(by=request.user, grant=one, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]  # as above
    except Refused as refused:
        response = _draw_revoke(request, one, form, refused.code)
        response.status_code = 422
        return response
    messages.success(request, _("The grant has been revoked: it opens nothing from now on."))
    return redirect("accounts:person", one.user_id)


def _draw_revoke(request: ScopedRequest, one: Grant, form: ReasonForm, refusal: str) -> HttpResponse:
    here = Link(one.user.username, reverse("accounts:person", args=[one.user_id]))
    crumbs = [home_crumb(), people_crumb(), here, Link(_("Revoke a grant"))]
    about = [
        Term(_("User name"), one.user.username),
        Term(_("Role"), role_word(one.role)),
        Term(_("Division"), place_word(one.division)),
        Term(_("Period"), period_word(one)),
        Term(_("Reason"), one.reason, note=giver_word(one.granted_by)),
    ]
    said = refusal_word(refusal) if refusal else ""
    response = draw(request, "grant_revoke.html", RevokePage(crumbs, one, about, form, said), room="accounts")
    response.status_code = 422 if form.errors else 200
    return response
