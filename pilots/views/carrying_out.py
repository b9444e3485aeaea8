"""A project begins, is given up, is finished."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from communities.requests import ScopedRequest
from pilots.forms import BeginForm, DayForm, FinishForm
from pilots.services.carrying_out import begin_project, drop_project, finish_project
from pilots.views.asking import done, worked_on
from pilots.views.one import Sent, draw_project


@require_POST
def begin(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = worked_on(request, pk), BeginForm(request.POST)
    if not form.is_valid():
        return draw_project(request, one, Sent({"begin": form}))
    return done(request, one, lambda: begin_project(by=request.user, project=one, **form.cleaned_data))  # type: ignore[arg-type]  # the gate has seen that somebody is logged in


@require_POST
def give_up(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = worked_on(request, pk), DayForm(request.POST, prefix="drop")
    if not form.is_valid():
        return draw_project(request, one, Sent({"give_up": form}))
    return done(request, one, lambda: drop_project(by=request.user, project=one, on=form.cleaned_data["on"]))  # type: ignore[arg-type]


@require_POST
def finish(request: ScopedRequest, pk: int) -> HttpResponse:
    one = worked_on(request, pk)
    form = FinishForm(request.POST, project=one)
    if not form.is_valid():
        return draw_project(request, one, Sent({"finish": form}))
    said = {"on": form.cleaned_data["on"], "builds": form.builds()}
    return done(request, one, lambda: finish_project(by=request.user, project=one, **said))  # type: ignore[arg-type]
