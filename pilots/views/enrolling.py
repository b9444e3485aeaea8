"""Communities are chosen for a programme: who may join is said while one chooses, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.contexts import Link
from assessments.views.choosing import FilterForm, filter_form
from assessments.views.frame import draw
from assessments.views.language import lang_now, number
from assessments.views.lists import kept, page_href, part_of, rows_of
from communities.filters import Spoken
from communities.filters.community import CommunityFilter
from communities.models import Community
from communities.requests import ScopedRequest
from communities.selectors import communities
from pilots.models import Programme
from pilots.programme_forms import EnrolForm
from pilots.services.enrolling import close_roster, enrol
from pilots.services.refusing import Refused
from pilots.views.candidates import Candidate, UnitCheck, candidates, checks
from pilots.views.programmes import programme_crumbs, programme_or_404
from pilots.views.telling import refusal_text

MAIN = ("division", "search")
MOST = 200
"""So many are looked at in one request."""


@dataclass(frozen=True)
class EnrolPage:
    breadcrumbs: list[Link]
    one: Programme
    form: EnrolForm
    filter: FilterForm
    kept: Sequence[tuple[str, str]]
    active: Sequence[Spoken]
    total: str
    clear: str
    candidates: list[Candidate]
    checks: list[UnitCheck]
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class CheckPage:
    checks: list[UnitCheck]


@require_http_methods(["GET", "HEAD", "POST"])
def enrol_page(request: ScopedRequest, pk: int) -> HttpResponse:
    one, ticked = programme_or_404(request, pk), _ticked(request)
    if request.method != "POST":
        return _draw(request, one, EnrolForm(codes=[], programme=one), ticked)
    chosen = list(_open_to(request, one).filter(code__in=ticked))
    form = EnrolForm(request.POST, codes=[each.code for each in chosen], programme=one)
    if form.is_valid() and _joined(request, one, form, chosen):
        words = ngettext("%(number)s community takes part now.", "%(number)s communities take part now.", len(chosen))
        messages.success(request, words % {"number": number(len(chosen))})
        return redirect("pilots:programme", one.pk)
    return _draw(request, one, form, ticked)


def _joined(request: ScopedRequest, one: Programme, form: EnrolForm, chosen: list[Community]) -> bool:
    """What was refused stands in the form."""
    on, scope = form.cleaned_data["on"], request.work_scope
    try:
        enrol(by=request.user, scope=scope, programme=one, communities=chosen, on=on)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as wrong:
        form.add_error(None, refusal_text(wrong))
        return False
    return True


def _ticked(request: ScopedRequest) -> list[str]:
    asked = request.POST if request.method == "POST" else request.GET
    return [code for code in asked.getlist("community") if code.isascii() and code.isdecimal() and len(code) == 12][:MOST]


def _open_to(request: ScopedRequest, one: Programme) -> QuerySet[Community]:
    """Where the reader may enrol and the programme reaches."""
    return communities(request.work_scope.narrowed(one.path)).defer("boundary", "division__boundary")


def _draw(request: ScopedRequest, one: Programme, form: EnrolForm, ticked: list[str]) -> HttpResponse:
    query = request.GET.copy()
    query.pop("community", None)
    narrowed = CommunityFilter(query, _open_to(request, one), scope=request.work_scope)
    part = part_of(rows_of(narrowed), narrowed.order(), query)
    found = rows_of(narrowed).count()
    page = EnrolPage(
        breadcrumbs=programme_crumbs(one, _("Enrol communities")),
        one=one,
        form=form,
        filter=filter_form(narrowed, request.work_scope, main=MAIN),
        kept=kept(query),
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s community", "%(number)s communities", found) % {"number": number(found)},
        clear=request.path,
        candidates=candidates(request, one, part.rows, ticked),
        checks=_checks(request, one, ticked),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
    )
    response = draw(request, "enrol.html", page, room="pilots")
    response.status_code = 422 if form.errors else 200
    return response


def _checks(request: ScopedRequest, one: Programme, ticked: list[str]) -> list[UnitCheck]:
    """Of those ticked that the reader may enrol and that do not take part yet."""
    there = _open_to(request, one).filter(code__in=ticked).exclude(enrolments__programme=one, enrolments__state="enrolled")
    return checks(one, there.values_list("code", flat=True))


@require_safe
def check(request: ScopedRequest, pk: int) -> HttpResponse:
    """What the ticked communities would come to: the fragment that changes while one ticks."""
    one = programme_or_404(request, pk)
    return draw(request, "_checks.html", CheckPage(_checks(request, one, _ticked(request))), room="pilots")


@require_POST
def close(request: ScopedRequest, pk: int) -> HttpResponse:
    """The roster of a city (district) is said to be complete."""
    one, unit = programme_or_404(request, pk), request.POST.get("unit", "")
    try:
        others = close_roster(by=request.user, scope=request.work_scope, programme=one, unit=unit, on=timezone.localdate())  # type: ignore[arg-type]
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    else:
        words = _("The roster is complete: %(number)s other communities are said to be no pilot. Assess anew to see it judged.")
        messages.success(request, words % {"number": number(others)})
    return redirect("pilots:programme", one.pk)
