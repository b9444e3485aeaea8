"""One project: what it builds, who looks after it, how far it is, whether it is late, what it has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table
from assessments.labels import label_codes
from assessments.remedies.catalogue import BY_CODE
from assessments.services.planning.placing import named_in
from assessments.views.frame import draw, home_crumb
from assessments.views.language import name_of, spoken
from communities.models import Community
from communities.requests import ScopedRequest
from communities.selectors import within
from pilots.forms import BeginForm, DayForm, FinishForm
from pilots.models import KeyProject, ProjectState
from pilots.selectors.projects import evidence, notes
from pilots.selectors.projects import project as project_of
from pilots.views.about import About, about_of
from pilots.views.album import Album, album_of
from pilots.views.money import Money, money_of
from pilots.views.steps import Progress, Step, progress_of, steps_of
from pilots.views.tables import builds_table, changes_table, gaps_table
from pilots.views.takers import Takers, takers_of
from pilots.work_forms import EvidenceForm, FundingForm, MilestoneForm, NoteForm


@dataclass(frozen=True)
class Sent:
    """Forms that were sent and could not be taken, by name; of milestones by their key."""

    forms: Mapping[str, Form] = field(default_factory=dict)
    steps: Mapping[int, Form] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.forms or self.steps)


@dataclass(frozen=True)
class May:
    """What who asks may do with this project now."""

    create: bool
    progress: bool
    look_in: bool
    names_people: bool


@dataclass(frozen=True)
class ProjectPage:
    """The forms are None where they cannot be sent: by a reader who may not, or of a project that has ended. ``progress`` and
    ``album`` are None for a reader who may not look into them.
    """

    heading: str
    breadcrumbs: list[Link]
    one: KeyProject
    provenance_flags: Sequence[str]
    about: About
    actions: Sequence[Link]
    builds: Table
    closes: Table
    changes: Table | None
    missed: Table | None
    money: Money
    steps: Sequence[Step]
    milestone: MilestoneForm | None
    progress: Progress | None
    album: Album | None
    begin: Form | None
    finish: Form | None
    give_up: Form | None
    takers: Takers | None


@require_safe
def project(request: ScopedRequest, pk: int) -> HttpResponse:
    return draw_project(request, project_or_404(request, pk))


def project_or_404(request: ScopedRequest, pk: int) -> KeyProject:
    found = project_of(request.scope, pk)
    if found is None:
        raise Http404
    return found


def heading_of(one: KeyProject) -> str:
    """By hand the name is somebody's words; of a plan it says no more than where and how."""
    return one.name if one.is_by_hand else f"{name_of(one.community)} · {spoken(BY_CODE[one.way].name)}"


def crumbs_of(one: KeyProject, *more: Link) -> list[Link]:
    own = Link(heading_of(one), reverse("pilots:project", args=[one.pk]) if more else "")
    return [home_crumb(), Link(_("Key projects"), reverse("pilots:projects")), own, *more]


def may_of(request: ScopedRequest, one: KeyProject) -> May:
    def has(right: str) -> bool:
        return request.rights.scope(right).covers(one.path)

    return May(has("project.create"), has("progress.create"), has("pilot.read"), request.user.is_authenticated)


def draw_project(request: ScopedRequest, one: KeyProject, sent: Sent | None = None) -> HttpResponse:
    sent = sent or Sent()
    response = draw(request, "project.html", _page(request, one, sent, timezone.localdate()), room="pilots")
    response.status_code = 422 if sent else 200
    return response


def _page(request: ScopedRequest, one: KeyProject, sent: Sent, today: date) -> ProjectPage:
    may, forms = may_of(request, one), sent.forms
    names, works = names_in(request, one), may.create and one.is_open
    return ProjectPage(
        heading=heading_of(one),
        breadcrumbs=crumbs_of(one),
        one=one,
        provenance_flags=label_codes(one.labels),
        about=about_of(one, today, may_look_in=may.look_in),
        actions=_actions(one, may),
        builds=builds_table(one, names),
        closes=gaps_table(_("Gaps that it is to close"), one.closes, names),
        changes=changes_table(one, names) if one.outcome else None,
        missed=gaps_table(_("Gaps that are still there"), one.missed, names) if one.missed else None,
        money=money_of(one, _funding_form(one, may, forms)),
        steps=steps_of(
            one, today, may_reach=may.progress and one.is_open, may_edit=works, sent=sent.steps
        ),
        milestone=_milestone_form(forms) if works else None,
        progress=_progress(request, one, may, forms) if may.look_in else None,
        album=_album(request, one, may, forms) if may.look_in else None,
        begin=(forms.get("begin") or BeginForm()) if works and one.state == ProjectState.PLANNED else None,
        finish=(forms.get("finish") or FinishForm(project=one)) if works else None,
        give_up=(forms.get("give_up") or DayForm(prefix="drop")) if works else None,
        takers=takers_of(request, one) if may.create and may.look_in else None,
    )  # fmt: skip


def _actions(one: KeyProject, may: May) -> list[Link]:
    edit = [Link(_("Edit"), reverse("pilots:edit", args=[one.pk]))] if may.create and one.is_open else []
    is_told = one.state == ProjectState.FINISHED and may.look_in
    return [*edit, *([Link(_("Before and after the works"), reverse("pilots:before-after", args=[one.pk]))] if is_told else [])]


def _funding_form(one: KeyProject, may: May, forms: Mapping[str, Form]) -> FundingForm | None:
    sent = forms.get("funding")
    if not may.create:
        return None
    return sent if isinstance(sent, FundingForm) else FundingForm(project=one, auto_id="money-%s")


def _milestone_form(forms: Mapping[str, Form]) -> MilestoneForm:
    sent = forms.get("milestone")
    return sent if isinstance(sent, MilestoneForm) else MilestoneForm(auto_id="milestone-%s")


def _progress(request: ScopedRequest, one: KeyProject, may: May, forms: Mapping[str, Form]) -> Progress:
    sent, may_note = forms.get("note"), may.progress and one.state != ProjectState.DROPPED
    form = sent if isinstance(sent, NoteForm) else NoteForm(auto_id="note-%s") if may_note else None
    return progress_of(list(notes(request.scope, one)), form, names_people=may.names_people)


def _album(request: ScopedRequest, one: KeyProject, may: May, forms: Mapping[str, Form]) -> Album:
    sent = forms.get("evidence")
    form = sent if isinstance(sent, EvidenceForm) else EvidenceForm(auto_id="evidence-%s") if may.progress else None
    return album_of(evidence(request.scope, one.pk), form, may_remove=may.progress, names_people=may.names_people)


def names_in(request: ScopedRequest, one: KeyProject) -> dict[str, str]:
    """Of every community that it touches and the reader may know."""
    codes = {*named_in(one.builds), *(code for code, _rule in one.closes), *(one.outcome or {}).get("changed", {})}
    found = within(Community.objects.filter(code__in=codes), request.scope).only("code", "name", "name_en")
    return {each.code: name_of(each) for each in found}
