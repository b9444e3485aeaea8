"""The people whom somebody looks after, and a new account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.people import NewUserForm
from accounts.models import Grant, User
from accounts.refusals import Refused
from accounts.selectors.grants import grants_in, not_ended
from accounts.selectors.people import people as people_of
from accounts.services.people import create_user
from accounts.views.once import show_once
from accounts.views.words import giver_word, place_word, refusal_word, role_word
from assessments.contexts import Cell, Empty, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import listed, moment_text
from assessments.views.lists import page_href, part_of
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class PeoplePage:
    breadcrumbs: list[Link]
    table: Table
    actions: list[Link]
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class NewUserPage:
    breadcrumbs: list[Link]
    form: NewUserForm


def people_crumb() -> Link:
    return Link(_("People"), reverse("accounts:people"))


@require_safe
def people(request: ScopedRequest) -> HttpResponse:
    part = part_of(people_of(request.scope), ["username"], request.GET)
    context = PeoplePage(
        breadcrumbs=[home_crumb(request), Link(_("People"))],
        table=_table(part.rows, _roles_of(request, part.rows)),
        actions=_actions(request),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
    )
    return draw(request, "people.html", context, room="accounts")


def _actions(request: ScopedRequest) -> list[Link]:
    offered = (("accounts:person-new", _("New account")), ("accounts:grant-new", _("Give a grant")))
    return [Link(label, reverse(name)) for name, label in offered if request.rights.may_visit(name)]


def _roles_of(request: ScopedRequest, found: Sequence[User]) -> Mapping[int, list[str]]:
    """What each of them is or will be within the reader's scope; what they are elsewhere is not told."""
    held: dict[int, list[str]] = {}
    for grant in grants_in(request.scope).filter(not_ended(timezone.localdate()), user__in=found):
        held.setdefault(grant.user_id, []).append(_grant_word(grant))
    return held


def _grant_word(grant: Grant) -> str:
    return f"{role_word(grant.role)} ({place_word(grant.division)})"


def _table(found: Sequence[User], held: Mapping[int, list[str]]) -> Table:
    columns = (
        Column(_("User name"), "text"), Column(_("State"), "text"), Column(_("Grants"), "text"),
        Column(_("Looked after by"), "text"),
    )  # fmt: skip
    nothing = Empty(_("There is nobody yet"), _("Make an account, then give it what it may do."))
    return Table(_("People"), columns, [_row(each, held.get(each.pk, [])) for each in found], nothing, titled=True)


def _row(user: User, held: list[str]) -> list[Cell]:
    return [
        Cell(user.username, reverse("accounts:person", args=[user.pk]), note=_made_note(user)),
        Cell(_("open") if user.is_active else _("closed")),
        Cell(listed(held) or "—"),
        Cell(place_word(user.home)),
    ]


def _made_note(user: User) -> str:
    return f"{giver_word(user.made_by)} · {moment_text(user.date_joined)}"


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: ScopedRequest) -> HttpResponse:
    """Make an account; its first password is shown once."""
    form = NewUserForm(request.POST if request.method == "POST" else None, scope=request.work_scope)
    if request.method != "POST" or not form.is_valid():
        return _draw(request, form)
    try:
        made, password = create_user(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as refused:
        form.add_error("username", refusal_word(refused.code))
        return _draw(request, form)
    crumbs = [home_crumb(), people_crumb(), Link(made.username)]
    said = _("The account %(name)s has been made. This is its first password. Hand it over safely; it is not shown again.")
    onward = Link(_("To the person, to give a grant"), reverse("accounts:person", args=[made.pk]))
    return show_once(request, crumbs, said % {"name": made.username}, password, onward)


def _draw(request: ScopedRequest, form: NewUserForm) -> HttpResponse:
    crumbs = [home_crumb(), people_crumb(), Link(_("New account"))]
    response = draw(request, "person_new.html", NewUserPage(crumbs, form), room="accounts")
    response.status_code = 422 if form.errors else 200
    return response
