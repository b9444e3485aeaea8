"""Have a plan made in the background, stop it, throw it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.contexts import Link
from assessments.models import RemedyPlan, Round
from assessments.plan_form import PlanForm
from assessments.selectors.plans import plan_named
from assessments.selectors.rounds import rounds
from assessments.services.ordering import NotNow
from assessments.services.planning.ordering import cancel_plan, drop_plan, order_plan
from assessments.troubles import TROUBLES
from assessments.views.choosing import DivisionSelect, offer_places
from assessments.views.frame import draw
from assessments.views.language import day_text, spoken
from assessments.views.ordering import place_word
from assessments.views.plans.asking import answers_of, fits
from assessments.views.plans.finding import crumbs, plan_crumbs, plan_or_404
from assessments.views.plans.words import path_of_plan
from communities.requests import ScopedRequest, need_work
from communities.scope import AreaScope

OFFERED = 40
"""So many of the newest rounds are offered."""


@dataclass(frozen=True)
class PlanNewPage:
    """``before``: the plan whose wishes the form is filled in with; ``is_cut``: not all of them fit into it."""

    breadcrumbs: list[Link]
    form: PlanForm
    before: RemedyPlan | None
    is_cut: bool
    is_fine_open: bool


@dataclass(frozen=True)
class PlanDropPage:
    heading: str
    breadcrumbs: list[Link]
    plan: RemedyPlan


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ScopedRequest) -> HttpResponse:
    """Order a plan, and go to its page, where one sees how far it is."""
    before = _before(request)
    form = _form(request, before)
    if request.method == "POST" and form.is_valid():
        made = order_plan(by=request.user, scope=request.work_scope, **form.order())  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        return redirect("assessments:plan", made.pk)
    context = PlanNewPage(
        breadcrumbs=crumbs(Link(_("Plan the remedies"))), form=form, before=before,
        is_cut=bool(before and not fits(before)), is_fine_open=_is_fine_used(form),
    )  # fmt: skip
    response = draw(request, "plans/new.html", context)
    response.status_code = 422 if request.method == "POST" else 200
    return response


def _before(request: ScopedRequest) -> RemedyPlan | None:
    wanted = request.GET.get("from", "")
    return plan_named(request.scope, int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else None


def _form(request: ScopedRequest, before: RemedyPlan | None) -> PlanForm:
    scope, found = request.work_scope, list(rounds(request.work_scope)[:OFFERED])
    initial = {**(answers_of(before) if before else {"name": _("Remedy plan")}), **_asked_for(request.GET)}
    wanted = initial.get("round", "")
    if wanted and wanted not in {str(one.pk) for one in found}:
        found += rounds(scope).filter(pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else []
    form = PlanForm(request.POST if request.method == "POST" else None, scope=scope, offered=_offered(found), initial=initial)
    _offer_places(form, scope)
    return form


def _asked_for(query: Mapping[str, str]) -> dict[str, Any]:
    """What a link to the form names: the place, the round, a gap that must be closed (``must=code rule``)."""
    return {name: str(query[name])[:100] for name in ("division", "round", "must") if query.get(name)}


def _offered(found: list[Round]) -> list[tuple[str, str]]:
    newest = ("", _("the newest that holds the division"))
    return [newest, *((str(one.pk), _round_word(one)) for one in found)]


def _round_word(one: Round) -> str:
    said = {"round": one.pk, "place": place_word(one), "day": day_text(one.day), "as_of": day_text(one.as_of)}
    text = _("Round %(round)s: %(place)s, law as of %(day)s, data as of %(as_of)s") % said
    return _("%(round)s, by documents chosen for the occasion") % {"round": text} if one.on_request else text


def _offer_places(form: PlanForm, scope: AreaScope) -> None:
    """The same places where nothing shall be planned as where a plan can be made, and none of them."""
    asked = form.initial.get("division")
    offer_places(form, scope)
    if asked:
        form.initial["division"] = asked
    widget = form.fields["division"].widget
    if isinstance(widget, DivisionSelect):
        named = [choice for choice in widget.choices if choice[0]]
        form.fields["never_division"].widget = DivisionSelect(choices=[("", _("all of the plan")), *named])


def _is_fine_used(form: PlanForm) -> bool:
    """Whether one of the fields that are folded away holds a mistake, or another answer than the usual one."""
    if form.is_bound:
        return any(form.errors.get(name) for name in FINE) or any(form.data.get(name) not in USUAL[name] for name in FINE)
    return any(str(form.initial.get(name) or "") not in USUAL[name] for name in FINE)


USUAL: Mapping[str, tuple[Any, ...]] = {
    "price": ("middle", None), "rate": ("3.5", "", None), "sharing": ("0", "", None), "joint": ("1", "", None),
    "is_known_only": ("", None), "carries_over": ("", None), "never_ways": ("", "[]", None), "never_division": ("", None),
    "floor": ("0", "", None),
}  # fmt: skip
FINE = tuple(USUAL)


@require_POST
def cancel(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask for it, and go back to the page; what cannot be asked now is said there."""
    plan = plan_or_404(request, pk)
    need_work(request, path_of_plan(plan))
    try:
        cancel_plan(by=request.user, plan=plan)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except NotNow as wrong:
        _say(request, wrong)
    return redirect("assessments:plan", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask once more, then throw it away, with its lines."""
    plan = plan_or_404(request, pk)
    need_work(request, path_of_plan(plan))
    if request.method != "POST":
        heading = _("Delete the plan")
        return draw(request, "plans/drop.html", PlanDropPage(heading, plan_crumbs(plan, Link(heading)), plan))
    try:
        drop_plan(by=request.user, plan=plan)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except NotNow as wrong:
        _say(request, wrong)
        return redirect("assessments:plan", pk)
    messages.success(request, _("The plan “%(name)s” has been deleted.") % {"name": plan.name})
    return redirect("assessments:plans")


def _say(request: ScopedRequest, wrong: NotNow) -> None:
    found = TROUBLES[wrong.code]
    messages.error(request, f"{spoken(found.sentence)} {spoken(found.remedy)}")
