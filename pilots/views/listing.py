"""The project library, and a plan that becomes projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments.contexts import Link, Table, Tally
from assessments.selectors.plans import plan_named
from assessments.services.rounds import path_of
from assessments.views.choosing import FilterForm, filter_form
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, number, spoken
from assessments.views.lists import kept, page_href, part_of, rows_of
from communities.filters import Spoken
from communities.requests import ScopedRequest, need_work
from pilots.filters import STATES, ProjectFilter
from pilots.selectors.projects import projects as projects_of
from pilots.selectors.projects import state_counts
from pilots.services.applying import apply_plan
from pilots.services.refusing import Refused
from pilots.views.tables import project_table, yuan_text
from pilots.views.telling import refusal_text

MAIN = ("division", "search", "state", "late", "risk", "department")


@dataclass(frozen=True)
class ProjectsPage:
    breadcrumbs: list[Link]
    form: FilterForm
    kept: Sequence[tuple[str, str]]
    active: Sequence[Spoken]
    total: str
    clear: str
    actions: Sequence[Link]
    stats: Sequence[Tally]
    table: Table
    previous_href: str
    next_href: str


@require_safe
def projects(request: ScopedRequest) -> HttpResponse:
    narrowed = ProjectFilter(request.GET, projects_of(request.scope), scope=request.scope)
    return draw(request, "projects.html", _context(narrowed, request), fragment="_projects.html", room="pilots")


def _context(narrowed: ProjectFilter, request: ScopedRequest) -> ProjectsPage:
    query, found = request.GET, rows_of(narrowed)
    part, counts = part_of(found, narrowed.order(), query), state_counts(found)
    total = sum(count for count, _yuan in counts.values())
    return ProjectsPage(
        breadcrumbs=[home_crumb(), Link(_("Key projects"))],
        form=filter_form(narrowed, request.scope, main=MAIN),
        kept=kept(query),
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s project", "%(number)s projects", total) % {"number": number(total)},
        clear=reverse("pilots:projects"),
        actions=_actions(request),
        stats=_stats(counts),
        table=project_table(part.rows, query, is_valid=narrowed.is_valid()),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
    )


def _actions(request: ScopedRequest) -> list[Link]:
    links = [(_("Overdue"), "pilots:overdue"), (_("Due dates in your calendar"), "pilots:subscribe")]
    enter = [(_("Enter a project"), "pilots:project-new")] if request.rights.has("project.create") else []
    return [Link(label, reverse(route)) for label, route in [*enter, *links]]


def _stats(counts: Mapping[str, tuple[int, int]]) -> list[Tally]:
    """How many projects stand where, and their cost."""
    there = [(words, *counts[state]) for state, words in STATES.items() if state in counts]
    return [Tally(spoken(words), number(count), note=yuan_text(yuan)) for words, count, yuan in there]


@require_POST
def apply(request: ScopedRequest, pk: int) -> HttpResponse:
    """Projects of the ticked lines of a plan, or of all; then to the library, narrowed to the plan."""
    plan = plan_named(request.scope, pk)
    if plan is None:
        raise Http404
    need_work(request, path_of(plan.division))
    ticked = [int(each) for each in request.POST.getlist("line") if each.isdecimal() and len(each) < 7]
    try:
        made = apply_plan(by=request.user, plan=plan, lines=ticked or None)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
        return redirect("assessments:plan", pk)
    words = ngettext("%(number)s project is in the library now.", "%(number)s projects are in the library now.", len(made))
    messages.success(request, words % {"number": number(len(made))})
    return redirect(f"{reverse('pilots:projects')}?plan={plan.pk}")
