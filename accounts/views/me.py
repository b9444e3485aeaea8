"""The own page: what one may do, and the keys of one's programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.first_things import first_thing
from accounts.models import ApiToken, Grant, User
from accounts.selectors.acts import acts_of, tables_of
from accounts.selectors.tokens import is_over, tokens_of
from accounts.services.passwords import change_password
from accounts.views.act_tables import acts_table
from accounts.views.grant_tables import grant_table
from accounts.views.words import place_word, right_word
from assessments.contexts import Cell, Empty, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import listed, moment_text, spoken
from communities.requests import ScopedRequest

_DONE: Final = 10


@dataclass(frozen=True)
class MePage:
    """``open_tokens`` are those that can be revoked; ``done`` is what one did last."""

    heading: str
    breadcrumbs: list[Link]
    grants: Table
    tokens: Table
    open_tokens: list[ApiToken]
    done: Table
    people_href: str
    acts_href: str


@require_safe
def me(request: ScopedRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    tokens = list(tokens_of(user))  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    context = MePage(
        heading=str(user),
        breadcrumbs=[home_crumb(request), Link(_("Your account"))],
        grants=_grants(user),  # type: ignore[arg-type]  # as above
        tokens=_tokens(tokens, now),
        open_tokens=[each for each in tokens if not is_over(each, now)],
        done=_done(user),
        people_href=_href(request, "accounts:people"),
        acts_href=_href(request, "accounts:acts"),
    )
    return draw(request, "me.html", context, room="accounts")


def _href(request: ScopedRequest, route: str) -> str:
    """Empty for somebody who may not go there."""
    return reverse(route) if request.rights.may_visit(route) else ""


def _done(user: Any) -> Table:
    found = acts_of(user, _DONE)
    nothing = Empty(_("Nothing yet"), _("What you write here is on record: what, when, and why if you say so."))
    return acts_table(found, tables_of(found), nothing, links=False)


def _grants(user: User) -> Table:
    reason = _("Your account has no grant, so it may do nothing here yet. Ask whoever manages your division for one.")
    found = Grant.objects.filter(user=user).select_related("division", "granted_by", "revoked_by").order_by("-pk")
    return grant_table(list(found), Empty(_("No grants"), reason))


def _tokens(found: list[ApiToken], now: datetime) -> Table:
    columns = (
        Column(_("Name"), "text"), Column(_("State"), "text"), Column(_("Rights"), "text"), Column(_("Division"), "text"),
        Column(_("Last used"), "text"),
    )  # fmt: skip
    nothing = Empty(_("No tokens"), _("A program that asks in your name needs a token: never give it your password."))
    return Table(_("Tokens"), columns, [_row(each, now) for each in found], nothing, titled=True)


def _row(token: ApiToken, now: datetime) -> list[Cell]:
    words = {"revoked": _("revoked"), "expired": _("expired"), "": _("in force")}
    until = _("until %(moment)s") % {"moment": moment_text(token.expires_at)}
    return [
        Cell(token.name, note=f"wz_{token.prefix}_…"),
        Cell(words[is_over(token, now)], note=until),
        Cell(listed([right_word(right) for right in token.rights])),
        Cell(place_word(token.division) if token.division else _("wherever you may"), note=", ".join(token.networks)),
        Cell(moment_text(token.last_used_at) or _("never")),
    ]


class Password(PasswordChangeView):
    """Another password of one's own; every other session ends. Whoever must choose one is told why, and goes on afterwards."""

    template_name = "accounts/password.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        thing = first_thing(self.request.user, self.request.rights)  # type: ignore[arg-type, attr-defined]  # of a ScopedRequest
        return super().get_context_data(why=spoken(thing.words) if thing else "", **options)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        change_password(by=form.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("Your password has been changed."))
        return redirect("accounts:me")
