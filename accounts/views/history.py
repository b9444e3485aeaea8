"""What was ever written of one thing: who, when, what it was and what it then was."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.selectors.histories import KINDS, MOST, history_of, person_history
from accounts.views.act_tables import history_table
from accounts.views.people import people_crumb
from accounts.views.person import person_or_404
from assessments.contexts import Empty, Link, Table
from assessments.views.frame import draw, home_crumb
from assessments.views.language import number
from communities.requests import ScopedRequest
from intake.views.words import table_word


@dataclass(frozen=True)
class HistoryPage:
    """``said`` is empty where everything is shown."""

    heading: str
    breadcrumbs: list[Link]
    gone: bool
    table: Table
    said: str


@require_safe
def history(request: ScopedRequest, kind: str, code: str) -> HttpResponse:
    """Raises Http404 for another kind, for what there never was, and for what lies elsewhere."""
    found = history_of(request.scope, kind, code) if kind in KINDS else None
    if found is None:
        raise Http404
    table, crumbs = history_table(found.written, _nothing()), [home_crumb(), *_above(kind, code), Link(_("History"))]
    heading = _("History of %(name)s") % {"name": f"{found.name} {code}"}
    return _draw(request, HistoryPage(heading, crumbs, found.now is None, table, _cut(is_cut=found.is_cut)))


def _above(kind: str, code: str) -> list[Link]:
    routes = {"community": "assessments:scorecard", "division": "assessments:division"}
    label = code if kind in routes else f"{table_word(KINDS[kind]._meta.db_table)} {code}"
    return [Link(label, reverse(routes[kind], args=[code]) if kind in routes else "")]


@require_safe
def person(request: ScopedRequest, pk: int) -> HttpResponse:
    """What was done about an account, and about what it holds in the reader's divisions."""
    one = person_or_404(request, pk)
    found = person_history(request.scope, one)
    here = Link(one.username, reverse("accounts:person", args=[one.pk]))
    heading = _("History of %(name)s") % {"name": one.username}
    crumbs = [home_crumb(), people_crumb(), here, Link(_("History"))]
    return _draw(
        request, HistoryPage(heading, crumbs, False, history_table(found.written, _nothing()), _cut(is_cut=found.is_cut))
    )  # noqa: FBT003


def _nothing() -> Empty:
    return Empty(_("Nothing on record"), _("It was written before there was a record, or lies where you may not look."))


def _cut(*, is_cut: bool) -> str:
    return _("The newest %(number)s writes; older ones stand in the log of acts.") % {"number": number(MOST)} if is_cut else ""


def _draw(request: ScopedRequest, context: HistoryPage) -> HttpResponse:
    return draw(request, "history.html", context, room="accounts")
