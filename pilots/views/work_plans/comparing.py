"""Two revisions of a work plan side by side: sentences and key projects that came, went or changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Choice, Empty, Field, Link, Table
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import listed, name_of, spoken
from communities.requests import ScopedRequest
from pilots.models import WorkPlan
from pilots.reviewing.comparing import Change, Piece, ProjectChanges, compared, projects_compared
from pilots.reviewing.content import COMBINED, TEXTS, Project
from pilots.views.work_plans.finding import Revisions, crumbs, revisions_or_404
from pilots.views.work_plans.project_words import field_names, field_text
from pilots.views.work_plans.tables import plan_state_text

WHOLE: Final = ("way", "year", "yuan", "owner", "starts_on", "due_on", "funding", "builds")
"""Fields that say what a project is that came or went."""


@dataclass(frozen=True)
class SectionChange:
    title: str
    pieces: Sequence[Piece]
    has_changed: bool


@dataclass(frozen=True)
class ComparePage:
    """From revision ``a`` to revision ``b``. ``works``: (before, after) of what it is combined with, where that differs."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    a: WorkPlan
    b: WorkPlan
    a_state: str
    b_state: str
    choices: Sequence[Field]
    sections: Sequence[SectionChange]
    works: Sequence[str]
    projects: Table


@require_safe
def compare(request: ScopedRequest, pk: int) -> HttpResponse:
    """?a= and ?b=; the newest and the one before where they are not said."""
    found = revisions_or_404(request, pk)
    if not found.plans:
        raise Http404
    newest = found.plans[0].revision
    b = _asked(request, found, "b", newest)
    a = _asked(request, found, "a", max(1, b.revision - 1))
    return draw(request, "work_plans/compare.html", _page(found, a, b), room="pilots")


def _asked(request: ScopedRequest, found: Revisions, name: str, otherwise: int) -> WorkPlan:
    text = request.GET.get(name, "") or str(otherwise)
    plan = found.named(int(text)) if text.isdecimal() and len(text) < 6 else None
    if plan is None:
        raise Http404
    return plan


def _page(found: Revisions, a: WorkPlan, b: WorkPlan) -> ComparePage:
    before, after = found.content(a), found.content(b)
    heading = _("Revision %(a)s and revision %(b)s") % {"a": a.revision, "b": b.revision}
    works = [_works(content.combined) for content in (before, after)]
    return ComparePage(
        heading=f"{name_of(found.pilot.community)} · {heading}",
        breadcrumbs=crumbs(found.pilot, Link(heading)),
        provenance_flags=label_codes(a.labels | b.labels),
        a=a,
        b=b,
        a_state=plan_state_text(a),
        b_state=plan_state_text(b),
        choices=[_choice("a", _("From"), found, a), _choice("b", _("To"), found, b)],
        sections=[_section(spoken(words), before.texts[name], after.texts[name]) for name, words in TEXTS.items()],
        works=works if works[0] != works[1] else [],
        projects=_projects(projects_compared(before.projects, after.projects)),
    )


def _choice(name: str, label: str, found: Revisions, chosen: WorkPlan) -> Field:
    options = [
        Choice(str(plan.revision), f"{plan.revision} · {plan_state_text(plan)}", selected=plan == chosen)
        for plan in found.plans
    ]
    return Field(name, label, str(chosen.revision), options)


def _section(title: str, before: str, after: str) -> SectionChange:
    pieces = compared(before, after)
    return SectionChange(title, pieces, has_changed=any(piece.change is not Change.SAME for piece in pieces))


def _works(codes: Sequence[str]) -> str:
    return listed([spoken(COMBINED[code]) for code in codes if code in COMBINED]) or _("none")


def _projects(changes: ProjectChanges) -> Table:
    columns = (
        Column(_("Project"), "text"), Column(_("What"), "text"), Column(_("Before"), "text"), Column(_("After"), "text"),
    )  # fmt: skip
    rows = [
        *([Cell(one["name"]), Cell(_("added")), Cell("—"), Cell(_whole(one))] for one in changes.added),
        *([Cell(one["name"]), Cell(_("removed")), Cell(_whole(one)), Cell("—")] for one in changes.removed),
        *(_altered(each.project, *field) for each in changes.altered for field in each.fields),
    ]
    nothing = Empty(_("No key project has changed"), _("Both revisions name the same projects and say the same of them."))
    return Table(_("Key projects"), columns, rows, nothing, titled=True)


def _altered(project: Project, name: str, before: Any, after: Any) -> list[Cell]:
    said = [field_text(name, value) for value in (before, after)]
    return [Cell(project["name"]), Cell(_("changed: %(field)s") % {"field": field_names().get(name, name)}), *map(Cell, said)]


def _whole(one: Project) -> str:
    return listed([field_text(name, one[name]) for name in WHOLE if one.get(name)])
