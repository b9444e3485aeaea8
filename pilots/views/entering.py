"""A project is entered by hand for a pilot, and what is said of one is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Link
from assessments.views.frame import draw, home_crumb
from assessments.views.language import name_of
from communities.requests import ScopedRequest
from pilots.entry_form import CareForm, ProjectForm
from pilots.models import Enrolment, KeyProject
from pilots.selectors.programmes import LIVE, enrolments
from pilots.services.entering import edit_project, enter_project
from pilots.services.refusing import Refused
from pilots.views.asking import worked_on
from pilots.views.one import crumbs_of, heading_of
from pilots.views.telling import refusal_text

MOST = 500
"""Pilots to choose from on one page; the page of a pilot leads here too."""


@dataclass(frozen=True)
class EntryPage:
    """``form`` is a ProjectForm where what is built is said too (``has_content``)."""

    heading: str
    breadcrumbs: list[Link]
    form: CareForm
    has_content: bool
    back: str


@dataclass(frozen=True)
class ChoosePage:
    """For which pilot?"""

    heading: str
    breadcrumbs: list[Link]
    pilots: Sequence[Link]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ScopedRequest) -> HttpResponse:
    """For the pilot of ``?pilot=``, by its number; without one the reader chooses."""
    if "pilot" not in request.GET:
        return _choose(request)
    enrolment = _pilot(request)
    form = ProjectForm(request.POST or None, scope=request.work_scope, enrolment=enrolment)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_project(by=_who(request), enrolment=enrolment, content=form.content(), care=form.care())
            return redirect("pilots:project", made.pk)
        except Refused as wrong:
            form.add_error(None, refusal_text(wrong))
    title = _("A new project for %(pilot)s") % {"pilot": name_of(enrolment.community)}
    crumbs = [home_crumb(), Link(_("Key projects"), reverse("pilots:projects")), Link(title)]
    return _draw(request, EntryPage(title, crumbs, form, has_content=True, back=reverse("pilots:projects")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ScopedRequest, pk: int) -> HttpResponse:
    """What comes from a plan stays as the plan has it; who looks after it, and when, is said here."""
    one = worked_on(request, pk)
    form = _form(request, one)
    if request.method == "POST" and form.is_valid():
        try:
            content = form.content() if isinstance(form, ProjectForm) else None
            edit_project(by=_who(request), project=one, version=form.cleaned_data["version"], care=form.care(), content=content)
            return redirect("pilots:project", pk)
        except Refused as wrong:
            form.add_error(None, refusal_text(wrong))
            _newest(form, worked_on(request, pk))
    title = _("Edit")
    back = reverse("pilots:project", args=[pk])
    heading = f"{heading_of(one)} · {title}"
    return _draw(request, EntryPage(heading, crumbs_of(one, Link(title)), form, isinstance(form, ProjectForm), back))


def _form(request: ScopedRequest, one: KeyProject) -> CareForm:
    data = request.POST or None
    if one.is_by_hand and one.enrolment:
        return ProjectForm(data, project=one, scope=request.work_scope, enrolment=one.enrolment)
    return CareForm(data, project=one)


def _newest(form: CareForm, now: KeyProject) -> None:
    """What was typed, to be sent once more against the row as it is now."""
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(now.version)
    form.data = data


def _draw(request: ScopedRequest, page: EntryPage) -> HttpResponse:
    response = draw(request, "project_entry.html", page, room="pilots")
    response.status_code = 422 if page.form.is_bound else 200
    return response


def _choose(request: ScopedRequest) -> HttpResponse:
    address, title = reverse("pilots:project-new"), _("A new project")
    found = _pilots(request)[:MOST]
    links = [Link(f"{name_of(each.community)} · {each.programme.name}", f"{address}?pilot={each.pk}") for each in found]
    crumbs = [home_crumb(), Link(_("Key projects"), reverse("pilots:projects")), Link(title)]
    return draw(request, "project_choose.html", ChoosePage(title, crumbs, links), room="pilots")


def _pilots(request: ScopedRequest) -> QuerySet[Enrolment]:
    """Those that take part, where the reader may enter projects."""
    return enrolments(request.work_scope).filter(state=LIVE)


def _pilot(request: ScopedRequest) -> Enrolment:
    wanted = request.GET["pilot"]
    found = _pilots(request).filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
    if found is None:
        raise Http404
    return found


def _who(request: ScopedRequest) -> Any:
    """The gate has seen that somebody is logged in."""
    return cast("Any", request.user)
