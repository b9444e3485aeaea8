"""What was ever written of one thing: who, when, what it was and what it then was."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.selectors.histories import KINDS, History, history_of, person_history
from accounts.selectors.things import THINGS, thing_history
from accounts.views.act_tables import flags_of, history_table
from accounts.views.people import people_crumb
from accounts.views.person import person_or_404
from assessments.contexts import Empty, Link, Table
from assessments.views.frame import draw, home_crumb
from communities.requests import ScopedRequest
from intake.views.words import table_word


@dataclass(frozen=True)
class HistoryPage:
    """``is_cut``: there are older writes than those that are shown."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    table: Table
    is_gone: bool
    is_cut: bool


@require_safe
def history(request: ScopedRequest, kind: str, code: str) -> HttpResponse:
    """Raises Http404 for another kind, for what there never was, and for what lies elsewhere."""
    found = history_of(request.scope, kind, code) if kind in KINDS else None
    if found is None:
        raise Http404
    above = _above(request, kind, code, found.name or code)
    return _draw(request, found, f"{found.name} {code}".strip(), [above])


def _above(request: ScopedRequest, kind: str, code: str, name: str) -> Link:
    """The thing itself, leading to its page where it has one and the reader may go there."""
    route = {"community": "assessments:scorecard", "division": "assessments:division"}.get(kind, "")
    may_go = route and request.rights.may_visit(route)
    return Link(name, reverse(route, args=[code]) if may_go else "")


@require_safe
def record(request: ScopedRequest, kind: str, pk: int) -> HttpResponse:
    """Of a round, a delivery, a form or a source. Raises Http404 for another kind, and for what lies elsewhere."""
    found = thing_history(request.scope, kind, pk) if kind in THINGS else None
    if found is None:
        raise Http404
    thing = THINGS[kind]
    label = f"{table_word(thing.model._meta.db_table)} {found.name}"
    href = reverse(thing.page, args=[pk]) if request.rights.may_visit(thing.page) else ""
    return _draw(request, found, label, [Link(label, href)])


@require_safe
def person(request: ScopedRequest, pk: int) -> HttpResponse:
    """What was done about an account, and about what it holds in the reader's divisions."""
    one = person_or_404(request, pk)
    here = Link(one.username, reverse("accounts:person", args=[one.pk]))
    return _draw(request, person_history(request.scope, one), one.username, [people_crumb(), here])


def _draw(request: ScopedRequest, found: History, name: str, above: list[Link]) -> HttpResponse:
    nothing = Empty(_("Nothing on record"), _("It was written before there was a record, or lies where you may not look."))
    context = HistoryPage(
        heading=_("History of %(name)s") % {"name": name},
        breadcrumbs=[home_crumb(request), *above, Link(_("History"))],
        provenance_flags=flags_of(found.written),
        table=history_table(found.written, request.scope, nothing),
        is_gone=found.is_gone,
        is_cut=found.is_cut,
    )
    return draw(request, "history.html", context, room="accounts")
