"""One project: what it builds, how far it is, what it has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contexts import Link, Table, Term
from assessments.labels import label_codes
from assessments.remedies.catalogue import BY_CODE
from assessments.services.planning.placing import named_in
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, moment_text, name_of, spoken
from communities.models import Community
from communities.requests import ScopedRequest, need_work
from communities.selectors import within
from pilots.forms import BeginForm, DayForm, FinishForm
from pilots.models import KeyProject, ProjectState
from pilots.selectors.projects import project as project_of
from pilots.services.carrying_out import begin_project, drop_project, finish_project
from pilots.services.refusing import Refused
from pilots.views.tables import builds_table, changes_table, gaps_table, state_text, yuan_text
from pilots.views.telling import refusal_text


@dataclass(frozen=True)
class ProjectPage:
    """The forms are None where they cannot be sent: by a reader who may not, or of a project that has ended."""

    heading: str
    breadcrumbs: list[Link]
    one: KeyProject
    provenance_flags: Sequence[str]
    about: list[Term]
    builds: Table
    closes: Table
    changes: Table | None
    missed: Table | None
    begin: BeginForm | None
    finish: FinishForm | None
    give_up: DayForm | None


@require_safe
def project(request: ScopedRequest, pk: int) -> HttpResponse:
    return _draw(request, _project(request, pk))


def _project(request: ScopedRequest, pk: int) -> KeyProject:
    found = project_of(request.scope, pk)
    if found is None:
        raise Http404
    return found


def _draw(request: ScopedRequest, one: KeyProject, **forms: Any) -> HttpResponse:
    """``forms``: those that were sent and could not be taken."""
    may = one.is_open and request.rights.scope("project.create").covers(one.path)
    is_new = may and one.state == ProjectState.PLANNED
    names, heading = _names(request, one), f"{name_of(one.community)} · {spoken(BY_CODE[one.way].name)}"
    page = ProjectPage(
        heading=heading,
        breadcrumbs=[home_crumb(), Link(_("Key projects"), reverse("pilots:projects")), Link(heading)],
        one=one,
        provenance_flags=label_codes(one.labels),
        about=_about(one),
        builds=builds_table(one, names),
        closes=gaps_table(_("Gaps that it is to close"), one.closes, names),
        changes=changes_table(one, names) if one.outcome else None,
        missed=gaps_table(_("Gaps that are still there"), one.missed, names) if one.missed else None,
        begin=forms.get("begin") or (BeginForm() if is_new else None),
        finish=forms.get("finish") or (FinishForm(project=one) if may else None),
        give_up=forms.get("give_up") or (DayForm(prefix="drop") if may else None),
    )
    response = draw(request, "project.html", page, room="pilots")
    response.status_code = 422 if forms else 200
    return response


def _names(request: ScopedRequest, one: KeyProject) -> dict[str, str]:
    """Of every community that it touches and the reader may know."""
    codes = {*named_in(one.builds), *(code for code, _rule in one.closes), *(one.outcome or {}).get("changed", {})}
    found = within(Community.objects.filter(code__in=codes), request.scope).only("code", "name", "name_en")
    return {each.code: name_of(each) for each in found}


def _about(one: KeyProject) -> list[Term]:
    plan, card = reverse("assessments:plan", args=[one.plan.pk]), reverse("assessments:scorecard", args=[one.code])
    terms = [
        Term(_("State"), state_text(one)),
        Term(_("Community"), name_of(one.community), one.code, card),
        Term(_("From the plan"), one.plan.name, _("line %(line)s") % {"line": one.line}, plan),
        Term(_("Begins in"), str(one.year)),
        Term(_("Cost in the plan"), yuan_text(one.yuan)),
        Term(_("Department in charge"), one.owner),
        Term(_("Begun on"), day_text(one.begun_on) if one.begun_on else ""),
        Term(_("Ended on"), day_text(one.ended_on) if one.ended_on else ""),
    ]  # fmt: skip
    return [*terms, Term(_("In the library since"), moment_text(one.made_at))]


@require_POST
def begin(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = _worked_on(request, pk), BeginForm(request.POST)
    if not form.is_valid():
        return _draw(request, one, begin=form)
    return _done(request, one, lambda: begin_project(by=request.user, project=one, **form.cleaned_data))  # type: ignore[arg-type]  # the gate has seen that somebody is logged in


@require_POST
def give_up(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = _worked_on(request, pk), DayForm(request.POST, prefix="drop")
    if not form.is_valid():
        return _draw(request, one, give_up=form)
    return _done(request, one, lambda: drop_project(by=request.user, project=one, on=form.cleaned_data["on"]))  # type: ignore[arg-type]


@require_POST
def finish(request: ScopedRequest, pk: int) -> HttpResponse:
    one = _worked_on(request, pk)
    form = FinishForm(request.POST, project=one)
    if not form.is_valid():
        return _draw(request, one, finish=form)
    done = {"on": form.cleaned_data["on"], "builds": form.builds()}
    return _done(request, one, lambda: finish_project(by=request.user, project=one, **done))  # type: ignore[arg-type]


def _worked_on(request: ScopedRequest, pk: int) -> KeyProject:
    one = _project(request, pk)
    need_work(request, one.path)
    return one


def _done(request: ScopedRequest, one: KeyProject, work: Callable[[], object]) -> HttpResponse:
    """Do it, and go back to the page; what cannot be done now is said there."""
    try:
        work()
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    return redirect("pilots:project", one.pk)
