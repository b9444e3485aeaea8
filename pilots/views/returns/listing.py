"""The returns of a programme: which quarters have one, how they compare; and one is drawn up."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import moment_text, name_of, number, spoken
from communities.models import Division
from communities.requests import ScopedRequest
from communities.scope import AreaScope
from pilots.models import Programme, Return
from pilots.return_forms import DrawForm
from pilots.selectors.programmes import places_with_pilots
from pilots.selectors.returns import newest_of_quarters
from pilots.selectors.returns import returns as returns_of
from pilots.services.refusing import Refused
from pilots.services.returns.drawing import draw_up
from pilots.views.programmes import programme_crumbs, programme_or_404
from pilots.views.returns.tables import quarters_table
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class ReturnsPage:
    """``quarters``: side by side, for the place of which there are most. ``form`` is None for who may draw none up."""

    breadcrumbs: list[Link]
    one: Programme
    provenance_flags: list[str]
    table: Table
    quarters: Table | None
    form: DrawForm | None


@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: ScopedRequest, pk: int) -> HttpResponse:
    one = programme_or_404(request, pk)
    places = _places(request.work_scope if request.method == "POST" else request.rights.scope("return.create"), one)
    if request.method != "POST":
        return _draw(request, one, DrawForm(programme=one, places=places) if places else None)
    form = DrawForm(request.POST, programme=one, places=places)
    if not form.is_valid():
        return _draw(request, one, form)
    asked = {"division": form.cleaned_data["place"], "quarter": form.cleaned_data["quarter"], "why": form.cleaned_data["why"]}
    try:
        made = draw_up(by=request.user, scope=request.work_scope, programme=one, **asked)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as wrong:
        form.add_error("why" if wrong.code == "reason_missing" else None, refusal_text(wrong))
        return _draw(request, one, form)
    messages.success(request, _("The return is drawn up from the records of this moment."))
    return redirect("pilots:return", made.pk)


def _places(scope: AreaScope, one: Programme) -> list[tuple[Division, str]]:
    """The place of the programme, and every city and district in it with pilots, as far as the reader works there."""
    own = [(one.division, name_of(one.division))] if one.division and scope.covers(one.division.path) else []
    return [*own, *((each, name_of(each)) for each in places_with_pilots(scope, one))]


def _draw(request: ScopedRequest, one: Programme, form: DrawForm | None) -> HttpResponse:
    found = list(returns_of(request.scope).filter(programme=one))
    widest = min((each.division for each in found), key=lambda place: (place.path.count("/"), place.path), default=None)
    quarters = newest_of_quarters(request.scope, one, widest) if widest else []
    labels = 0
    for each in found:
        labels |= each.labels
    page = ReturnsPage(
        breadcrumbs=programme_crumbs(one, _("Quarterly returns")),
        one=one,
        provenance_flags=label_codes(labels),
        table=_table(found),
        quarters=quarters_table(quarters) if len(quarters) > 1 else None,
        form=form,
    )
    response = draw(request, "returns.html", page, room="pilots")
    response.status_code = 422 if form and form.errors else 200
    return response


def _table(found: list[Return]) -> Table:
    columns = (
        Column(_("Quarter"), "text"), Column(_("Place"), "text"), Column(_("Revision"), "number"), Column(_("State"), "text"),
        Column(_("Drawn up"), "text"),
    )  # fmt: skip
    nothing = Empty(
        _("No return has been drawn up"), _("Its figures are computed from the pilots and their finished projects.")
    )
    rows = [
        [
            Cell(spoken(one.of.words), reverse("pilots:return", args=[one.pk])),
            Cell(name_of(one.division)),
            Cell(number(one.revision), note=one.why),
            Cell(state_text(one)),
            Cell(moment_text(one.drawn_at)),
        ]
        for one in found
    ]
    return Table(_("Quarterly returns"), columns, rows, nothing, titled=True)


def state_text(one: Return) -> str:
    return _("frozen %(moment)s") % {"moment": moment_text(one.frozen_at)} if one.frozen_at else _("not frozen yet")
