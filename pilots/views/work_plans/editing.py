"""The form of a work plan, and what to do where somebody else was faster."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import listed, name_of, spoken
from communities.requests import ScopedRequest, need_work
from pilots.models import WorkPlan
from pilots.reviewing.content import COMBINED, TEXTS
from pilots.services.refusing import Refused
from pilots.services.work_plans import edit_work_plan
from pilots.views.telling import refusal_text
from pilots.views.work_plans.finding import crumbs, plan_href, revision_or_404
from pilots.work_plan_forms import WorkPlanForm


@dataclass(frozen=True)
class EditPage:
    """``beside``: both texts where they clash."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    form: WorkPlanForm
    back: str
    beside: Table | None


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    found, plan = revision_or_404(request, pk, revision)
    need_work(request, found.pilot.path)
    if request.method != "POST":
        return _draw(request, plan, WorkPlanForm(plan=plan))
    form = WorkPlanForm(request.POST, plan=plan)
    if not form.is_valid():
        return _draw(request, plan, form, status=422)
    try:
        edit_work_plan(by=request.user, scope=request.work_scope, plan=plan, **_said(form))  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except Refused as wrong:
        return _clashed(request, plan, form, wrong)
    messages.success(request, _("Saved."))
    return redirect(plan_href(plan))


def _said(form: WorkPlanForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    return {"version": cleaned["version"], "texts": form.texts(), "combined_with": cleaned["combined_with"]}


def _clashed(request: ScopedRequest, plan: WorkPlan, form: WorkPlanForm, wrong: Refused) -> HttpResponse:
    """Nothing that was typed is lost: the form comes back with it, ready to be sent over what stands there now."""
    plan.refresh_from_db()
    if wrong.code != "work_plan_changed":
        messages.error(request, refusal_text(wrong))
        return _draw(request, plan, form, status=409)
    again = WorkPlanForm(
        {**request.POST.dict(), "combined_with": form.cleaned_data["combined_with"], "version": plan.version}, plan=plan
    )
    return _draw(request, plan, again, status=409, beside=_beside(plan, form))


def _beside(plan: WorkPlan, form: WorkPlanForm) -> Table:
    """What stands there now and what was wanted, of the sections where they differ."""
    columns = (Column(_("Section"), "text"), Column(_("As it stands now"), "text"), Column(_("As you want it"), "text"))
    wanted = form.texts()
    pairs = [(spoken(words), getattr(plan, name), wanted[name]) for name, words in TEXTS.items()]
    works = (_works(plan.combined_with), _works(form.cleaned_data["combined_with"]))
    rows = [_row(*each) for each in (*pairs, (_("Combined with"), *works)) if each[1] != each[2]]
    return Table(
        _("Both versions"), columns, rows, Empty(_("No difference"), _("Somebody else has written the same.")), titled=True
    )


def _row(title: str, now: str, wanted: str) -> list[Cell]:
    return [Cell(title), *(Cell(lines[0], lines=lines[1:]) for lines in (_lines(now), _lines(wanted)))]


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else ["—"]


def _works(codes: Sequence[str]) -> str:
    return listed([spoken(COMBINED[code]) for code in codes if code in COMBINED])


def _draw(
    request: ScopedRequest, plan: WorkPlan, form: WorkPlanForm, *, status: int = 200, beside: Table | None = None
) -> HttpResponse:
    heading = _("Edit revision %(number)s") % {"number": plan.revision}
    page = EditPage(
        heading=f"{name_of(plan.enrolment.community)} · {heading}",
        breadcrumbs=crumbs(plan.enrolment, Link(heading)),
        provenance_flags=label_codes(plan.labels),
        form=form,
        back=plan_href(plan),
        beside=beside,
    )
    response = draw(request, "work_plans/edit.html", page, room="pilots")
    response.status_code = status
    return response
