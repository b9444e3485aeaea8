"""While a project goes on: its money, its milestones, its progress."""

from typing import Any, cast

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from communities.requests import ScopedRequest
from pilots.models import KeyProject, Milestone
from pilots.selectors.projects import milestone as milestone_of
from pilots.services.funding import set_funding
from pilots.services.milestones import add_milestone, edit_milestone, reach_milestone, remove_milestone
from pilots.services.noting import note_progress
from pilots.views.asking import done, worked_on
from pilots.views.one import Sent, draw_project
from pilots.work_forms import FundingForm, MilestoneForm, NoteForm, ReachedForm


@require_POST
def funding(request: ScopedRequest, pk: int) -> HttpResponse:
    one = worked_on(request, pk)
    form = FundingForm(request.POST, project=one, auto_id="money-%s")
    if not form.is_valid():
        return draw_project(request, one, Sent({"funding": form}))
    said = {"version": form.cleaned_data["version"], "sources": form.sources()}
    return done(request, one, lambda: set_funding(by=_who(request), project=one, **said), "money")


@require_POST
def note(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = worked_on(request, pk), NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return draw_project(request, one, Sent({"note": form}))
    return done(request, one, lambda: note_progress(by=_who(request), project=one, **form.cleaned_data), "progress")


@require_POST
def milestone_new(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = worked_on(request, pk), MilestoneForm(request.POST, auto_id="milestone-%s")
    if not form.is_valid():
        return draw_project(request, one, Sent({"milestone": form}))
    return done(request, one, lambda: add_milestone(by=_who(request), project=one, **form.cleaned_data), "milestones")


@require_POST
def milestone_edit(request: ScopedRequest, pk: int, key: int) -> HttpResponse:
    one, step = _step(request, pk, key)
    form = MilestoneForm(request.POST, milestone=step, auto_id=f"edit-{step.pk}-%s")
    if not form.is_valid():
        return draw_project(request, one, Sent(steps={step.pk: form}))
    return done(request, one, lambda: edit_milestone(by=_who(request), milestone=step, **form.cleaned_data), "milestones")


@require_POST
def milestone_reached(request: ScopedRequest, pk: int, key: int) -> HttpResponse:
    """With ``undo`` it was not reached after all."""
    one, step = _step(request, pk, key)
    if "undo" in request.POST:
        return done(request, one, lambda: reach_milestone(by=_who(request), milestone=step, on=None), "milestones")
    form = ReachedForm(request.POST, auto_id=f"reach-{step.pk}-%s")
    if not form.is_valid():
        return draw_project(request, one, Sent(steps={step.pk: form}))
    on = form.cleaned_data["on"]
    return done(request, one, lambda: reach_milestone(by=_who(request), milestone=step, on=on), "milestones")


@require_POST
def milestone_remove(request: ScopedRequest, pk: int, key: int) -> HttpResponse:
    one, step = _step(request, pk, key)
    return done(request, one, lambda: remove_milestone(by=_who(request), milestone=step), "milestones")


def _step(request: ScopedRequest, pk: int, key: int) -> tuple[KeyProject, Milestone]:
    one, found = worked_on(request, pk), milestone_of(request.scope, pk, key)
    if found is None:
        raise Http404
    return one, found


def _who(request: ScopedRequest) -> Any:
    """The gate has seen that somebody is logged in."""
    return cast("Any", request.user)
