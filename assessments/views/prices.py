"""The price book: shipped placeholders, the lines entered here, and the form for a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Cell, Empty, Link, Table
from assessments.forms import PriceForm, priced
from assessments.models import Price
from assessments.remedies.prices import RENT, PriceLine
from assessments.selectors.prices import history, prices_on
from assessments.services.prices import set_price
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, lang_now, moment_text, spoken
from communities.requests import ScopedRequest
from facilities.catalogue import FACILITY_TYPES


@dataclass(frozen=True)
class PricesPage:
    """``form`` is None for somebody who lacks ``right``; ``login_href`` is empty for somebody logged in."""

    breadcrumbs: list[Link]
    in_force: Table
    entered: Table
    form: PriceForm | None
    login_href: str
    right: str


@require_http_methods(["GET", "HEAD", "POST"])
def prices(request: ScopedRequest) -> HttpResponse:
    if request.method == "POST":
        return _add(request)
    return draw(request, "prices.html", _context(request, _empty_form(request)))


def _empty_form(request: ScopedRequest) -> PriceForm | None:
    """None for somebody who may not add a line."""
    may_edit = bool(request.work_scope.paths)
    return PriceForm(lang=lang_now(), today=timezone.localdate()) if may_edit else None


def _add(request: ScopedRequest) -> HttpResponse:
    form = PriceForm(request.POST, lang=lang_now(), today=timezone.localdate())
    if not form.is_valid():
        response = draw(request, "prices.html", _context(request, form))
        response.status_code = 422
        return response
    set_price(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    messages.success(request, _("The line has been added."))
    return redirect("assessments:prices")


def _context(request: ScopedRequest, form: PriceForm | None) -> PricesPage:
    here = reverse("assessments:prices")
    login = f"{reverse('accounts:login')}?next={here}"
    return PricesPage(
        breadcrumbs=[home_crumb(), Link(_("Price book"))],
        in_force=_in_force(timezone.localdate()),
        entered=_entered(history(), names_people=request.user.is_authenticated),
        form=form,
        login_href="" if request.user.is_authenticated else login,
        right=str(request.rights.missing(request.work_right)),
    )


def _in_force(today: date) -> Table:
    columns = (
        Column(_("Remedy"), "text"),
        Column(_("Facility type"), "text"),
        Column(_("From, yuan"), "number"),
        Column(_("To, yuan"), "number"),
        Column(_("Unit"), "text"),
        Column(_("Source"), "text"),
    )
    lines = prices_on(today).lines.values()
    return Table(_("Prices in force today"), columns, [_line_row(line) for line in lines])


def _line_row(line: PriceLine) -> list[Cell]:
    badge = "placeholder" if line.is_placeholder else ""
    return [
        Cell(priced(lang_now()).get(line.remedy, line.remedy)),
        Cell(_type_name(line.facility_type)),
        Cell(_money(line.low)),
        Cell(_money(line.high)),
        Cell(_unit(line.remedy)),
        Cell(spoken(line.source), provenance=badge),
    ]


def _entered(lines: Sequence[Price], *, names_people: bool) -> Table:
    """Who entered a line is told to those who work here, not to everybody."""
    columns = (
        Column(_("Remedy"), "text"),
        Column(_("Facility type"), "text"),
        Column(_("From, yuan"), "number"),
        Column(_("To, yuan"), "number"),
        Column(_("Holds from"), "code"),
        Column(_("Source"), "text"),
        Column(_("Entered"), "text"),
    )
    nothing = Empty(_("No line has been entered yet"), _("All prices in force are placeholders."))
    return Table(
        _("Every line entered here, the newest first"),
        columns,
        [_entered_row(line, str(line.entered_by) if names_people else "—") for line in lines],
        nothing,
    )


def _entered_row(line: Price, entered_by: str) -> list[Cell]:
    return [
        Cell(priced(lang_now()).get(line.remedy, line.remedy)),
        Cell(_type_name(line.facility_type)),
        Cell(_money(line.low)),
        Cell(_money(line.high)),
        Cell(day_text(line.since)),
        Cell(line.source),
        Cell(entered_by, note=moment_text(line.entered_at)),
    ]


def _type_name(code: str) -> str:
    return FACILITY_TYPES[code].name(lang_now()) if code in FACILITY_TYPES else _("any type")


def _money(amount: Decimal) -> str:
    text = f"{amount:,.2f}"
    return text.removesuffix(".00")


def _unit(remedy: str) -> str:
    return _("per m² and month") if remedy == RENT else _("per m²")
