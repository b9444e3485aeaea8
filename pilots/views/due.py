"""What is late and who is in charge; and how a calendar is told what is due."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.choosing import FilterForm, filter_form
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, lang_now, name_of, number, spoken
from assessments.views.lists import kept, page_href, part_of, rows_of, unreadable
from communities.filters import Spoken
from communities.requests import ScopedRequest
from pilots.due.sources import SOURCES
from pilots.filters import OverdueFilter
from pilots.models import DueDate
from pilots.projects.lateness import days_late
from pilots.projects.words import risk_words
from pilots.selectors.due import overdue_dates
from pilots.views.tables import late_text

MAIN = ("division", "department", "risk")


@dataclass(frozen=True)
class OverduePage:
    breadcrumbs: list[Link]
    form: FilterForm
    kept: Sequence[tuple[str, str]]
    active: Sequence[Spoken]
    total: str
    clear: str
    table: Table
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class SubscribePage:
    """``addresses``: (what is in it, address) of calendars to subscribe to."""

    breadcrumbs: list[Link]
    addresses: Sequence[tuple[str, str]]
    token_href: str


@require_safe
def overdue(request: ScopedRequest) -> HttpResponse:
    """What is late, the longest first."""
    narrowed = OverdueFilter(request.GET, overdue_dates(request.scope, timezone.localdate()), scope=request.scope)
    return draw(request, "overdue.html", _overdue(narrowed, request), fragment="_overdue.html", room="pilots")


def _overdue(narrowed: OverdueFilter, request: ScopedRequest) -> OverduePage:
    found, query, title = rows_of(narrowed), request.GET, _("Overdue")
    part, total = part_of(found, narrowed.order(), query), found.order_by().count()
    return OverduePage(
        breadcrumbs=[home_crumb(), Link(_("Key projects"), reverse("pilots:projects")), Link(title)],
        form=filter_form(narrowed, request.scope, main=MAIN),
        kept=kept(query),
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s thing is late", "%(number)s things are late", total) % {"number": number(total)},
        clear=reverse("pilots:overdue"),
        table=_table(part.rows, is_valid=narrowed.is_valid()),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
    )


def _table(rows: list[DueDate], *, is_valid: bool) -> Table:
    columns = (
        Column(_("What is late"), "text"), Column(_("Community"), "text"), Column(_("Due on"), "text"),
        Column(_("Late by"), "text"), Column(_("Department in charge"), "text"), Column(_("Risk"), "text"),
    )  # fmt: skip
    nothing = Empty(_("Nothing is late"), _("Everything that has a day is done, or there is still time."))
    empty = nothing if is_valid else unreadable(reverse("pilots:overdue"))
    return Table(_("Overdue"), columns, [_row(each) for each in rows], empty, titled=True)


def _row(each: DueDate) -> list[Cell]:
    source = SOURCES[each.kind]
    href = reverse(source.route, args=[getattr(each, source.key)])
    days = days_late(each.due_on, today=timezone.localdate(), is_open=each.status == "open") or 0
    return [
        Cell(each.name, href, note=spoken(source.words), badges=label_codes(each.labels)),
        Cell(name_of(each.community), note=each.code),
        Cell(day_text(each.due_on)),
        Cell(late_text(days)),
        Cell(each.owner or _("nobody is named")),
        Cell(spoken(risk_words(each.risk))),
    ]


@require_safe
def subscribe(request: ScopedRequest) -> HttpResponse:
    title, address = _("Due dates in your calendar"), request.build_absolute_uri(reverse("api:due-date-list"))
    lang = lang_now()
    page = SubscribePage(
        breadcrumbs=[home_crumb(), Link(_("Key projects"), reverse("pilots:projects")), Link(title)],
        addresses=[
            (_("Everything in your mandate that is still open"), f"{address}?format=ics&lang={lang}&status=open"),
            (_("Only what is late"), f"{address}?format=ics&lang={lang}&late=yes"),
            (_("Of one pilot (its number instead of 1)"), f"{address}?format=ics&lang={lang}&pilot=1"),
        ],
        token_href=reverse("accounts:me"),
    )
    return draw(request, "subscribe.html", page, room="pilots")
