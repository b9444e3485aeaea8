"""Two or three plans side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.models import PromisedCard, RemedyPlan, RoundState
from assessments.plan_filters import CardFilter
from assessments.selectors.plan_sums import cards_at, changed_rules, differing, line_sums, rule_sums
from assessments.selectors.plans import plans as plans_of
from assessments.standards.model import Verdict
from assessments.templatetags.components import Column
from assessments.views.choosing import FilterForm, filter_form
from assessments.views.frame import draw
from assessments.views.language import lang_now, name_of, number, spoken
from assessments.views.lists import page_href, part_of, rows_of
from assessments.views.plans.compared import rule_table, total_table, way_costs, wish_table, year_costs
from assessments.views.plans.finding import card_href, crumbs
from assessments.views.plans.map import PlanMap, maps_of
from assessments.views.plans.parts import empty_of
from communities.filters import Spoken
from communities.requests import ScopedRequest
from communities.scope import AreaScope

MOST = 3


@dataclass(frozen=True)
class ComparePage:
    """``plans`` holds fewer than two where there is nothing to compare. ``differs``: why they cannot be compared rule by rule;
    the rest is empty then.
    """

    breadcrumbs: list[Link]
    plans: Sequence[RemedyPlan]
    provenance_flags: Sequence[str] = ()
    differs: Sequence[str] = ()
    note: str = ""
    tables: Sequence[Table] = ()
    maps: Sequence[PlanMap] = ()
    form: FilterForm | None = None
    kept: Sequence[tuple[str, str]] = ()
    active: Sequence[Spoken] = ()
    total: str = ""
    clear: str = ""
    table: Table | None = None
    previous_href: str = ""
    next_href: str = ""


@require_safe
def compare(request: ScopedRequest) -> HttpResponse:
    """Raises Http404 for a plan outside the scope, as for one that there is not, or that has no lines."""
    plans = _asked(request.scope, request.GET)
    trail = crumbs(Link(_("Compare plans")))
    if len(plans) < 2:
        return draw(request, "plans/compare.html", ComparePage(trail, plans))
    context = _context(request, plans, trail)
    return draw(request, "plans/compare.html", context, fragment="plans/_compare.html")


def _asked(scope: AreaScope, query: QueryDict) -> list[RemedyPlan]:
    """In the order in which they are named, each once, three at most."""
    keys = list(dict.fromkeys(query.getlist("plan")))[:MOST]
    if not all(key.isdecimal() and len(key) < 10 for key in keys):
        raise Http404
    found = {one.pk: one for one in plans_of(scope).filter(pk__in=keys, state=RoundState.FINISHED)}
    if len(found) < len(keys):
        raise Http404
    return [found[int(key)] for key in keys]


def _context(request: ScopedRequest, plans: list[RemedyPlan], trail: list[Link]) -> ComparePage:
    scope, differs = request.scope, differences(plans)
    labels = 0
    for plan in plans:
        labels |= plan.labels
    sums = [line_sums(scope, plan) for plan in plans]
    tables = [wish_table(plans), total_table(plans), year_costs(plans), way_costs(plans, sums)]
    if differs:
        return ComparePage(trail, plans, label_codes(labels), differs, tables=tables)
    tables.append(rule_table(plans, [rule_sums(scope, plan) for plan in plans]))
    return _with_communities(request, plans, ComparePage(trail, plans, label_codes(labels), note=_note(plans), tables=tables))


def differences(plans: Sequence[RemedyPlan]) -> list[str]:
    """What keeps them from being compared rule by rule."""
    places, rounds = ({getattr(plan, name) for plan in plans} for name in ("division_id", "round_id"))
    return [
        *([_("They are plans of different divisions.")] if len(places) > 1 else []),
        *([_("They start from different rounds, so that their rules and days differ.")] if len(rounds) > 1 else []),
    ]


def _note(plans: Sequence[RemedyPlan]) -> str:
    """Facts may have been mended between one plan and the next."""
    is_same = len({plan.fingerprint for plan in plans}) == 1
    return "" if is_same else _("The data was changed between one plan and another: figures of today are those of the first.")


def _with_communities(request: ScopedRequest, plans: list[RemedyPlan], page: ComparePage) -> ComparePage:
    """The communities for which the plans promise different answers."""
    query, scope = request.GET, request.scope
    narrowed = CardFilter(query, queryset=differing(scope, plans), scope=scope, plan=plans[0])
    clear = f"{reverse('assessments:plan-compare')}?{'&'.join(f'plan={plan.pk}' for plan in plans)}"
    part, total = part_of(rows_of(narrowed), narrowed.order(), query), narrowed.count() if narrowed.is_valid() else 0
    return ComparePage(
        page.breadcrumbs, plans, page.provenance_flags, note=page.note, tables=page.tables,
        maps=maps_of(scope, plans),
        form=filter_form(narrowed, scope, main=("division", "search")),
        kept=[("plan", str(plan.pk)) for plan in plans],
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s community", "%(number)s communities", total) % {"number": number(total)},
        clear=clear,
        table=_table(scope, plans, list(part.rows), empty_of(narrowed, clear, _same())),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
    )  # fmt: skip


def _same() -> Empty:
    return Empty(_("No community fares differently"), _("The plans promise the same answers everywhere."))


def _table(scope: AreaScope, plans: list[RemedyPlan], rows: list[PromisedCard], empty: Empty) -> Table:
    codes = [row.code for row in rows]
    others = [cards_at(scope, plan, codes) for plan in plans[1:]] if codes else []
    columns = [
        Column(_("Community"), "text"), Column(_("Gaps today"), "number"), *(Column(plan.name, "number") for plan in plans),
        Column(_("What differs"), "text"),
    ]  # fmt: skip
    found = [_row(plans, [row, *(each[row.code] for each in others)]) for row in rows]
    return Table(_("Communities that fare differently"), columns, found, empty, titled=True)


def _row(plans: list[RemedyPlan], cards: list[PromisedCard]) -> list[Cell]:
    first = cards[0]
    return [
        Cell(name_of(first.community), card_href(plans[0], first.code), note=first.code),
        Cell(number(first.gaps_before)),
        *(Cell(number(card.gaps_after)) for card in cards),
        Cell(lines=_differing_rules(plans[0], cards)),
    ]


def _differing_rules(plan: RemedyPlan, cards: list[PromisedCard]) -> list[str]:
    """Each rule on which they differ, with the answer of each plan."""
    codes = {code for card in cards[1:] for code, _was, _will in changed_rules(plan, cards[0].after, card.after)}
    return [f"{spoken(rule_named(code).name)}: {_answers(plan.round.rules.index(code), cards)}" for code in sorted(codes)]


def _answers(at: int, cards: list[PromisedCard]) -> str:
    return " / ".join(spoken(Verdict(card.after[at]).words) for card in cards)
