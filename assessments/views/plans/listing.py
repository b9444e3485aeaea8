"""The plans of the reader's scope, to be opened, held against each other, or added to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Empty, Link
from assessments.labels import label_codes
from assessments.models import RemedyPlan, RoundState
from assessments.plan_filters import PlanFilter
from assessments.selectors.plans import plans as plans_of
from assessments.views.choosing import FilterForm, filter_form
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, moment_text, number
from assessments.views.lists import page_href, part_of, rows_of
from assessments.views.plans.words import (
    asked,
    budget_text,
    good_text,
    objective_word,
    pair,
    place_of,
    state_text,
    years_text,
)
from communities.filters import Spoken
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class PlanRow:
    """``closed``, ``households`` and ``good`` are of a finished plan."""

    key: int
    name: str
    place: str
    budget: str
    years: str
    objective: str
    closed: str
    households: str
    good: str
    state: str
    is_finished: bool
    who: str
    badges: Sequence[str]


@dataclass(frozen=True)
class PlansPage:
    breadcrumbs: list[Link]
    form: FilterForm
    active: Sequence[Spoken]
    rows: Sequence[PlanRow]
    can_compare: bool
    empty: Empty
    previous_href: str
    next_href: str
    may_order: bool


@require_safe
def plans(request: ScopedRequest) -> HttpResponse:
    narrowed = PlanFilter(request.GET, queryset=plans_of(request.scope), scope=request.scope)
    part = part_of(rows_of(narrowed), narrowed.order(), request.GET)
    rows = [_row(one, names_people=request.user.is_authenticated) for one in part.rows]
    context = PlansPage(
        breadcrumbs=[home_crumb(), Link(_("Remedy plans"))],
        form=filter_form(narrowed, request.scope, main=("division",)),
        active=narrowed.spoken(lang_now()),
        rows=rows,
        can_compare=sum(row.is_finished for row in rows) > 1,
        empty=Empty(
            _("No plan has been made yet"), _("A plan says which gaps to close, where, by which way and in which year.")
        ),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
        may_order=bool(request.work_scope.paths),
    )
    return draw(request, "plans/list.html", context)


def _row(one: RemedyPlan, *, names_people: bool) -> PlanRow:
    wishes, is_finished = asked(one), one.state == RoundState.FINISHED
    who = str(one.made_by) if one.made_by and names_people else ""
    return PlanRow(
        key=one.pk, name=one.name, place=place_of(one), budget=budget_text(wishes), years=years_text(wishes),
        objective=objective_word(wishes.objective), closed=_closed(one) if is_finished else "",
        households=number(one.told["households"]) if is_finished else "", good=good_text(one) if is_finished else "",
        state=state_text(one), is_finished=is_finished,
        who=" · ".join(part for part in (who, moment_text(one.made_at)) if part), badges=label_codes(one.labels),
    )  # fmt: skip


def _closed(one: RemedyPlan) -> str:
    before, after = pair(one.told, "gaps")
    return _("%(closed)s of %(gaps)s") % {"closed": number(before - after), "gaps": number(before)}
