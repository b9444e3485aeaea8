"""The price book: what holds in a place today, the lines entered here, and the form for a new one."""

from dataclasses import dataclass
from datetime import date

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
from assessments.price_filter import PriceFilter
from assessments.remedies.price_words import UNIT_WORDS, about
from assessments.remedies.prices import PriceLine
from assessments.selectors.prices import history, price_line, prices_on
from assessments.services.prices import set_price
from assessments.templatetags.components import Column
from assessments.views.choosing import FilterForm, offer_places
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, lang_now, moment_text, spoken
from assessments.views.price_words import money
from communities.filters import Spoken
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE, AreaScope


@dataclass(frozen=True)
class PricesPage:
    """``form`` is None for somebody who lacks ``right``; ``login_href`` is empty for somebody logged in."""

    breadcrumbs: list[Link]
    asked: FilterForm
    active: list[Spoken]
    in_force: Table
    entered: Table
    form: PriceForm | None
    login_href: str
    right: str


@require_http_methods(["GET", "HEAD", "POST"])
def prices(request: ScopedRequest) -> HttpResponse:
    if request.method == "POST":
        return _add(request)
    form = _form(request) if request.work_scope.paths else None
    return draw(request, "prices.html", _context(request, form))


def _form(request: ScopedRequest) -> PriceForm:
    data = request.POST if request.method == "POST" else None
    form = PriceForm(data, lang=lang_now(), today=timezone.localdate(), scope=request.work_scope)
    offer_places(form, request.work_scope)
    return form


def _add(request: ScopedRequest) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        response = draw(request, "prices.html", _context(request, form))
        response.status_code = 422
        return response
    set_price(by=request.user, **form.line())  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    messages.success(request, _("The line has been added."))
    return redirect("assessments:prices")


def _context(request: ScopedRequest, form: PriceForm | None) -> PricesPage:
    here = reverse("assessments:prices")
    login = f"{reverse('accounts:login')}?next={here}"
    narrowed = PriceFilter(request.GET, history(), scope=AreaScope.everywhere())
    return PricesPage(
        breadcrumbs=[home_crumb(), Link(_("Price book"))],
        asked=_asked(narrowed),
        active=narrowed.spoken(lang_now()),
        in_force=_in_force(timezone.localdate(), narrowed),
        entered=_entered(narrowed, names_people=request.user.is_authenticated),
        form=form,
        login_href="" if request.user.is_authenticated else login,
        right=str(request.rights.missing(request.work_right)),
    )


def _asked(narrowed: PriceFilter) -> FilterForm:
    form = narrowed.form
    form.fields["division"].help_text = _("Code of 2 to 12 digits")
    return FilterForm(list(form), [], more_open=False)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Remedy"), "text"), Column(_("Facility type or works"), "text"), Column(_("From, yuan"), "number"),
        Column(_("To, yuan"), "number"), Column(_("Unit"), "text"), Column(_("Holds in"), "text"),
        Column(_("Holds from"), "code"), Column(_("Source"), "text"),
    )  # fmt: skip


def _in_force(today: date, narrowed: PriceFilter) -> Table:
    """At the place that is asked for, else those that hold everywhere."""
    lines = prices_on(today).at(narrowed.path or EVERYWHERE).in_force()
    return Table(_("Prices in force today"), _columns(), [_row(line) for line in lines if _is_asked(line, narrowed)])


def _is_asked(line: PriceLine, narrowed: PriceFilter) -> bool:
    """The filter of the lines entered here holds for the lines in force too; a line of any type is of every type."""
    asked = narrowed.form.cleaned_data if narrowed.is_valid() else {}
    remedy, kind = asked.get("remedy"), asked.get("facility_type")
    return (not remedy or line.remedy == remedy) and (not kind or line.facility_type in ("", kind))


def _entered(narrowed: PriceFilter, *, names_people: bool) -> Table:
    """Who entered a line is told to those who work here, not to everybody."""
    found = narrowed.qs if narrowed.is_valid() else ()
    rows = [[*_row(price_line(line)), _who(line, names_people=names_people)] for line in found]
    columns = (*_columns(), Column(_("Entered"), "text"))
    return Table(_("Every line entered here, the newest first"), columns, rows, _nothing(narrowed))


def _who(line: Price, *, names_people: bool) -> Cell:
    return Cell(str(line.entered_by) if names_people else "—", note=moment_text(line.entered_at))


def _nothing(narrowed: PriceFilter) -> Empty:
    """That a filter leaves no line does not say that there is none."""
    if narrowed.asked_names() or not narrowed.is_valid():
        return Empty(_("No line has been entered for this"), _("Remove a filter to see others."))
    return Empty(_("No line has been entered yet"), _("All prices in force are placeholders."))


def _row(line: PriceLine) -> list[Cell]:
    badge = "placeholder" if line.is_placeholder else ""
    return [
        Cell(priced(lang_now()).get(line.remedy, line.remedy)),
        Cell(spoken(about(line.facility_type, line.item))),
        Cell(money(line.low)),
        Cell(money(line.high)),
        Cell(spoken(UNIT_WORDS[line.unit])),
        Cell(spoken(line.place_name)),
        Cell(day_text(line.since) if line.since else "—"),
        Cell(spoken(line.source), provenance=badge),
    ]
