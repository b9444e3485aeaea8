"""The communities of a plan, today and with it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.models import PromisedCard, RemedyPlan
from assessments.plan_filters import CardFilter
from assessments.selectors.plan_sums import changed_rules
from assessments.selectors.plans import promised_cards
from assessments.views.choosing import filter_form
from assessments.views.frame import draw
from assessments.views.language import lang_now, name_of, number, spoken
from assessments.views.lists import heads, kept, page_href, part_of, rows_of
from assessments.views.plans.finding import card_href, finished_or_404, plan_crumbs
from assessments.views.plans.parts import PlanList, empty_of
from communities.requests import ScopedRequest


@require_safe
def cards(request: ScopedRequest, pk: int) -> HttpResponse:
    plan = finished_or_404(request, pk)
    return draw(request, "plans/parts.html", _context(request, plan), fragment="plans/_parts.html")


def _context(request: ScopedRequest, plan: RemedyPlan) -> PlanList:
    query, heading = request.GET, _("Communities today and with the plan")
    here = reverse("assessments:plan-communities", args=[plan.pk])
    narrowed = CardFilter(query, queryset=promised_cards(request.scope, plan), scope=request.scope, plan=plan)
    part, total = part_of(rows_of(narrowed), narrowed.order(), query), narrowed.count() if narrowed.is_valid() else 0
    columns = (
        ("code", _("Community"), "text"), ("gaps_before", _("Gaps today"), "number"),
        ("gaps_after", _("Gaps with the plan"), "number"),
        ("", _("Undecided today"), "number"), ("", _("Undecided with the plan"), "number"), ("", _("What changes"), "text"),
    )  # fmt: skip
    is_mixed = len({card.labels for card in part.rows}) > 1
    rows = [card_row(card, plan, is_mixed=is_mixed) for card in part.rows]
    return PlanList(
        heading=heading,
        breadcrumbs=plan_crumbs(plan, Link(_("Communities"))),
        provenance_flags=label_codes(plan.labels),
        badges=label_codes(plan.labels),
        plan=plan,
        form=filter_form(narrowed, request.scope, main=("changes", "complete", "division", "search")),
        kept=kept(query),
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s community", "%(number)s communities", total) % {"number": number(total)},
        clear=here,
        table=Table(heading, heads(query, columns), rows, empty_of(narrowed, here, Empty(heading, "")), titled=True),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
    )


def card_row(card: PromisedCard, plan: RemedyPlan, *, is_mixed: bool) -> list[Cell]:
    badges = label_codes(card.labels) if is_mixed else ()
    figures = (card.gaps_before, card.gaps_after, card.unknown_before, card.unknown_after)
    return [
        Cell(name_of(card.community), card_href(plan, card.code), note=card.code, badges=badges),
        *(Cell(number(each)) for each in figures),
        Cell(lines=changes_texts(card, plan) or ["—"]),
    ]


def changes_texts(card: PromisedCard, plan: RemedyPlan) -> list[str]:
    """Each rule whose answer changes: what it is today and with the plan."""
    return [
        _("%(rule)s: %(before)s → %(after)s")
        % {"rule": spoken(rule_named(code).name), "before": spoken(was.words), "after": spoken(will.words)}
        for code, was, will in changed_rules(plan, card.before, card.after)
    ]
