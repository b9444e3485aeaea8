"""A practice is written and edited; what its finished projects say is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Link
from assessments.labels import LABELS, label_codes
from assessments.remedies.catalogue import BY_CODE
from assessments.views.frame import draw
from assessments.views.language import listed, name_of, spoken
from communities.requests import ScopedRequest, need_work
from pilots.models import Enrolment, KeyProject, Practice
from pilots.practice_forms import PracticeForm, proposal, stored
from pilots.practices.figures import NO_BEGINNING, months_of, yuan_words
from pilots.selectors.practices import finished_projects, told_of
from pilots.services.practices import edit_practice, write_practice
from pilots.services.refusing import Refused
from pilots.views.practices.finding import library_crumbs, months_or_unknown, own_or_404, practice_href, title_of
from pilots.views.programmes import pilot_or_404
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class WritePage:
    """``written``: how often it had been written when this form was drawn; 0 for a new one."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    form: PracticeForm
    groups: Sequence[tuple[str, Sequence[BoundField]]]
    may_propose: bool
    written: int
    back: str


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ScopedRequest, pk: int) -> HttpResponse:
    """Of a pilot. It begins with what all its finished projects say."""
    pilot = pilot_or_404(request, pk)
    need_work(request, pilot.path)
    found = finished_projects(pilot)
    form = _form(request, found, proposal([told_of(one) for one in found]))
    heading, back = _("Write down what worked"), reverse("pilots:pilot", args=[pilot.pk])
    page = _Page(request, heading, library_crumbs(Link(name_of(pilot.community), back), Link(heading)), back, pilot, found)
    if _asks_for_proposal(request):
        return page.draw(form.proposed(request.POST))
    if request.method != "POST" or not form.is_valid():
        return page.draw(form)
    try:
        made = write_practice(by=request.user, scope=request.work_scope, enrolment=pilot, said=form.cleaned_data)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as wrong:
        form.add_error(None, refusal_text(wrong))
        return page.draw(form)
    messages.success(request, _("Stored as a draft. Hand it in when it is complete."))
    return redirect(practice_href(made))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ScopedRequest, pk: int) -> HttpResponse:
    one = own_or_404(request, pk)
    need_work(request, one.path)
    pilot, found = one.enrolment, finished_projects(one.enrolment)
    form, heading = _form(request, found, stored(one)), _("Edit")
    crumbs = library_crumbs(Link(title_of(one), practice_href(one)), Link(heading))
    page = _Page(request, heading, crumbs, practice_href(one), pilot, found, _seen(request, one))
    if _asks_for_proposal(request):
        return page.draw(form.proposed(request.POST))
    if request.method != "POST" or not form.is_valid():
        return page.draw(form)
    try:
        edit_practice(
            by=request.user, scope=request.work_scope, practice=one, said=form.cleaned_data, written=page.written  # type: ignore[arg-type]
        )  # fmt: skip
    except Refused as wrong:
        form.add_error(None, refusal_text(wrong))
        return page.draw(form)
    return redirect(practice_href(one))


def _asks_for_proposal(request: ScopedRequest) -> bool:
    return request.method == "POST" and "propose" in request.POST


def _seen(request: ScopedRequest, one: Practice) -> int:
    """How often it had been written when the form was drawn."""
    return seen_of(request) if request.method == "POST" else one.written


def seen_of(request: ScopedRequest) -> int:
    asked = request.POST.get("written", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0


def _form(request: ScopedRequest, found: Sequence[KeyProject], initial: dict[str, Any]) -> PracticeForm:
    sent = request.POST if request.method == "POST" else None
    told = [told_of(one) for one in found]
    return PracticeForm(sent, told=told, names={one.pk: _project_text(one) for one in found}, initial=initial)


def _project_text(one: KeyProject) -> str:
    """Its name, with the figures that would be taken from it."""
    told = [told_of(one)]
    months = months_of(told)
    figures = [spoken(yuan_words(told)), spoken(NO_BEGINNING) if months is None else months_or_unknown(months)]
    return f"{one.name} · {spoken(BY_CODE[one.way].name)} · {listed(figures)}"


class _Page:
    """Draws the form, whatever became of it."""

    def __init__(
        self, request: ScopedRequest, heading: str, crumbs: list[Link], back: str, pilot: Enrolment,
        found: Sequence[KeyProject], written: int = 0,
    ) -> None:  # fmt: skip
        self.request, self.heading, self.crumbs, self.back = request, heading, crumbs, back
        self.pilot, self.found, self.written = pilot, found, written

    def draw(self, form: PracticeForm) -> HttpResponse:
        page = WritePage(
            heading=self.heading, breadcrumbs=self.crumbs, provenance_flags=label_codes(self._labels()), form=form,
            groups=form.groups(), may_propose=bool(self.found), written=self.written, back=self.back,
        )  # fmt: skip
        response = draw(self.request, "practices/write.html", page, room="pilots")
        response.status_code = 422 if form.is_bound and form.errors else 200
        return response

    def _labels(self) -> int:
        labels = LABELS[self.pilot.community.source.provenance]
        for one in self.found:
            labels |= one.labels
        return labels
