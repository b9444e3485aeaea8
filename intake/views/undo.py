"""Undoing a delivery: asked once more, or refused with the list of what rests on it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Cell, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import moment_text, number
from communities.requests import ScopedRequest
from communities.undoing import Obstacle, obstacles
from intake.deliveries.receiving import NotNow, ask_to_undo
from intake.models import Delivery
from intake.models.delivery import DeliveryState
from intake.selectors import delivery
from intake.views import words
from intake.views.guard import delivery_to_work_on


@dataclass(frozen=True)
class UndoPage:
    """``obstacles`` is empty where it can be undone."""

    heading: str
    breadcrumbs: list[Link]
    one: Delivery
    is_stored: bool
    obstacles: Table | None


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: ScopedRequest, pk: int) -> HttpResponse:
    one = delivery_to_work_on(request, pk)
    if request.method == "POST":
        try:
            ask_to_undo(by=request.user, delivery=one.pk)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        except NotNow as wrong:
            messages.error(request, " ".join(words.fault_words(wrong.code)))
        return redirect("intake:delivery", one.pk)
    home = Link(_("Delivery %(number)s") % {"number": one.pk}, reverse("intake:delivery", args=[one.pk]))
    is_stored = one.state == DeliveryState.STORED and one.act is not None
    found = obstacles(one.act) if is_stored and one.act else []
    context = UndoPage(
        heading=_("Undo delivery %(number)s") % {"number": one.pk},
        breadcrumbs=[home_crumb(), Link(_("Bring in data"), reverse("intake:deliveries")), home, Link(_("Undo"))],
        one=one,
        is_stored=is_stored,
        obstacles=_table(request, found) if found else None,
    )
    return draw(request, "undo.html", context, room="intake")


def _table(request: ScopedRequest, found: list[Obstacle]) -> Table:
    columns = (Column(_("What came later"), "text"), Column(_("Rows concerned"), "number"), Column(_("In"), "text"))
    return Table(_("What stands in the way"), columns, [_row(request, each) for each in found])


def _row(request: ScopedRequest, each: Obstacle) -> list[Cell]:
    return [_later(request, each), Cell(number(each.rows)), Cell(words.table_word(each.table))]


def _later(request: ScopedRequest, each: Obstacle) -> Cell:
    """The later delivery with its author where the reader may see it; else only that there is one."""
    if each.later is None:
        return Cell(_("rows that rest on what it created"))
    made = getattr(each.later, "delivery", None)
    seen = delivery(request.scope, made.pk) if made else None
    if seen is None:
        return Cell(_("a later change"), note=moment_text(each.later.done_at))
    who = str(each.later.by) if each.later.by else _("a command")
    label = _("Delivery %(number)s") % {"number": seen.pk}
    return Cell(label, reverse("intake:delivery", args=[seen.pk]), note=f"{who} · {moment_text(each.later.done_at)}")
