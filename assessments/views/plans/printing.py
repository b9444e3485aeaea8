"""The whole plan on paper: every line with its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table, Term
from assessments.labels import label_codes
from assessments.models import PlannedRemedy, RemedyPlan
from assessments.selectors.plan_sums import line_sums
from assessments.selectors.plans import left_counts, remedies
from assessments.templatetags.components import yuan
from assessments.views.frame import draw
from assessments.views.language import listed, name_of
from assessments.views.plans.asking import about_terms, wish_terms
from assessments.views.plans.finding import finished_or_404, plan_crumbs
from assessments.views.plans.left_tables import reason_table
from assessments.views.plans.line_words import account_text, builds_texts, closes_texts
from assessments.views.plans.lines import ready_text
from assessments.views.plans.whole import (
    before_after_table,
    more_text,
    placeholder_text,
    sentence,
    way_note,
    way_table,
    year_note,
    year_table,
)
from assessments.views.plans.words import way_word
from communities.requests import ScopedRequest

MOST = 2_000
"""So many lines fit on a page for paper; the exports hold all of them."""


@dataclass(frozen=True)
class PrintedLine:
    number: int
    heading: str
    code: str
    premises: str
    builds: str
    closes: str
    when: str
    yuan: str
    account: str
    is_placeholder: bool


@dataclass(frozen=True)
class PrintPage:
    """``is_cut``: there are more lines than stand here."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    sentence: str
    placeholder: str
    more: str
    before_after: Table
    years: Table
    year_note: str
    ways: Table
    way_note: str
    lines: Sequence[PrintedLine]
    is_cut: bool
    left: Table
    wishes: Sequence[Term]
    about: Sequence[Term]


@require_safe
def printed(request: ScopedRequest, pk: int) -> HttpResponse:
    plan = finished_or_404(request, pk)
    sums, found = line_sums(request.scope, plan), list(remedies(request.scope, plan)[: MOST + 1])
    context = PrintPage(
        heading=plan.name,
        breadcrumbs=plan_crumbs(plan, Link(_("On paper"))),
        provenance_flags=label_codes(plan.labels),
        sentence=sentence(plan),
        placeholder=placeholder_text(sums),
        more=more_text(plan),
        before_after=before_after_table(plan),
        years=year_table(plan, sums),
        year_note=year_note(plan),
        ways=way_table(plan, sums),
        way_note=way_note(plan, sums),
        lines=[_line(one, plan) for one in found[:MOST]],
        is_cut=len(found) > MOST,
        left=reason_table(left_counts(request.scope, plan), reverse("assessments:plan-left", args=[plan.pk])),
        wishes=wish_terms(plan),
        about=about_terms(plan, names_people=request.user.is_authenticated),
    )
    return draw(request, "plans/print.html", context)


def _line(one: PlannedRemedy, plan: RemedyPlan) -> PrintedLine:
    when = _("begins in %(year)s") % {"year": one.year}
    return PrintedLine(
        number=one.position, heading=f"{name_of(one.community)} · {way_word(one.way)}", code=one.code,
        premises=f"{one.premises.name} ({one.premises.code})" if one.premises else one.facility,
        builds=listed(builds_texts(one)), closes=listed(closes_texts(one.closes)),
        when=", ".join(part for part in (when, ready_text(one)) if part), yuan=yuan(sum(one.outlay)),
        account=account_text(one, plan), is_placeholder=one.cost["is_placeholder"],
    )  # fmt: skip
