"""The deliveries, and the page on which files are handed in."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import moment_text, number
from assessments.views.lists import page_href, part_of
from communities.requests import ScopedRequest
from intake.deliveries.receiving import Said, receive
from intake.models import Delivery
from intake.selectors import deliveries, waiting, with_counts
from intake.upload_form import UploadForm
from intake.views.words import place_word


@dataclass(frozen=True)
class DeliveriesPage:
    """``waiting`` is the number of rows that wait for a person; empty where none does."""

    breadcrumbs: list[Link]
    waiting: str
    may_hand_in: bool
    table: Table
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class UploadPage:
    breadcrumbs: list[Link]
    form: UploadForm


@require_safe
def listed(request: ScopedRequest) -> HttpResponse:
    part = part_of(with_counts(deliveries(request.scope)), ["-pk"], request.GET)
    context = DeliveriesPage(
        breadcrumbs=[home_crumb(), Link(_("Bring in data"))],
        waiting=number(waiting(request.scope).count() or None).strip("—"),
        may_hand_in=bool(request.work_scope.paths),
        table=_table(part.rows),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
    )
    return draw(request, "deliveries.html", context, room="intake")


def _table(found: list[Delivery]) -> Table:
    columns = (
        Column(_("Delivery"), "text"),
        Column(_("State"), "text"),
        Column(_("Division"), "text"),
        Column(_("Rows read"), "number"),
        Column(_("New"), "number"),
        Column(_("Changed"), "number"),
        Column(_("Errors"), "number"),
    )
    nothing = Empty(
        _("Nothing has been brought in yet"),
        _("Hand in a workbook, a table or a map file: it is checked first, and nothing is stored before you say so."),
    )
    return Table(_("Deliveries, the newest first"), columns, [_row(one) for one in found], nothing)


def _row(one: Delivery) -> list[Cell]:
    """``one`` carries the numbers of with_counts."""
    names = [file.name for file in one.files.all()] or [batch.file_name for batch in one.batches.all()]
    said = ", ".join(dict.fromkeys(names))
    who = str(one.brought_by) if one.brought_by else _("a command")
    numbers = [getattr(one, name) or 0 for name in ("rows_read", "created_rows", "changed_rows", "errors_found")]
    title = said if len(said) <= 60 else f"{said[:59]}…"
    return [
        Cell(
            title or str(one.pk),
            reverse("intake:delivery", args=[one.pk]),
            note=f"{one.pk} · {who} · {moment_text(one.brought_at)}",
        ),
        Cell(one.get_state_display()),
        Cell(place_word(one)),
        *(Cell(number(each)) for each in numbers),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ScopedRequest) -> HttpResponse:
    """Take files, and go to the page of their delivery, where the check shows."""
    if request.method != "POST":
        return _draw(request, UploadForm(scope=request.work_scope))
    form = UploadForm(request.POST, request.FILES, scope=request.work_scope)
    if not form.is_valid():
        response = _draw(request, form)
        response.status_code = 422
        return response
    given = form.cleaned_data
    said = Said(**{name: given[name] for name in Said.__dataclass_fields__})
    made = receive(by=request.user, files=given["given"], division=given["division"], said=said)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    return redirect("intake:delivery", made.pk)


def _draw(request: ScopedRequest, form: UploadForm) -> HttpResponse:
    crumbs = [home_crumb(), Link(_("Bring in data"), reverse("intake:deliveries")), Link(_("Hand in files"))]
    return draw(request, "new.html", UploadPage(crumbs, form), room="intake")
