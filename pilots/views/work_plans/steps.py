"""The buttons of a work plan: submit, take back, return, approve, revise, discard."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.requests import ScopedRequest, need_work
from pilots.models import WorkPlan
from pilots.services.discarding import discard_work_plan
from pilots.services.refusing import Refused
from pilots.services.reviewing import Seen, approve_work_plan, return_work_plan, submit_work_plan, withdraw_work_plan
from pilots.services.work_plans import revise_work_plan
from pilots.views.telling import refusal_text
from pilots.views.work_plans.finding import Revisions, plan_href, revision_or_404
from pilots.views.work_plans.page import show
from pilots.work_plan_forms import DecideForm, ReturnForm


@require_POST
def submit(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    _found, plan = _worked_on(request, pk, revision)
    done = _("Submitted. It waits for the first office now.")
    return _done(request, plan, done, lambda: submit_work_plan(**_by(request), plan=plan, version=_version(request)))


@require_POST
def withdraw(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    _found, plan = _worked_on(request, pk, revision)
    done = _("Taken back. It can be edited again.")
    return _done(request, plan, done, lambda: withdraw_work_plan(by=request.user, plan=plan))  # type: ignore[arg-type]  # the gate has seen that somebody is logged in


@require_POST
def give_back(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    found, plan = _worked_on(request, pk, revision)
    form = ReturnForm(request.POST, auto_id="return_%s")
    if not form.is_valid():
        return show(request, found, plan, give_back=form)
    done = _("Returned with your remarks.")
    return _done(request, plan, done, lambda: return_work_plan(**_by(request), plan=plan, **_said(form)))


@require_POST
def approve(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    found, plan = _worked_on(request, pk, revision)
    form = DecideForm(request.POST, auto_id="approve_%s")
    if not form.is_valid():
        return show(request, found, plan, approve=form)
    return _done(
        request, plan, _("Approved."), lambda: approve_work_plan(**_by(request), plan=plan, **_said(form))
    )  # fmt: skip


@require_POST
def revise(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    _found, plan = _worked_on(request, pk, revision)
    made: list[WorkPlan] = []
    done = _("A new revision is begun. The approved one stays in force until this one is approved.")
    response = _done(request, plan, done, lambda: made.append(revise_work_plan(**_by(request), plan=plan)))
    return redirect(plan_href(made[0])) if made else response


@require_POST
def discard(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    """Back to what is left: the revision in force, or the form to draft one."""
    _found, plan = _worked_on(request, pk, revision)
    done = _("Discarded. What it said stays in the log of acts.")
    gone: list[int] = []

    def work() -> None:
        discard_work_plan(**_by(request), plan=plan, version=_version(request))
        gone.append(revision)

    response = _done(request, plan, done, work)
    return redirect("pilots:work-plan", pk) if gone else response


def _version(request: ScopedRequest) -> int:
    """Of the text that was looked at; 0 where it is not said."""
    asked = request.POST.get("version", "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else 0


def _worked_on(request: ScopedRequest, pk: int, revision: int) -> tuple[Revisions, WorkPlan]:
    found, plan = revision_or_404(request, pk, revision)
    need_work(request, found.pilot.path)
    return found, plan


def _by(request: ScopedRequest) -> dict[str, Any]:
    """Who does it, and where they may."""
    return {"by": request.user, "scope": request.work_scope}


def _said(form: DecideForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {"seen": Seen(said["mark"], said["level"]), "remarks": said["remarks"]}


def _done(request: ScopedRequest, plan: WorkPlan, done: str, work: Callable[[], object]) -> HttpResponse:
    """Do it, and go back to the page; what cannot be done now is said there."""
    try:
        work()
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    else:
        messages.success(request, done)
    return redirect(plan_href(plan))
