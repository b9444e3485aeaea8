"""The list of communities in a round: filter, order, totals, pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Link, Table, Tally
from assessments.filters import ScorecardFilter
from assessments.labels import label_codes
from assessments.models import Round, Scorecard
from assessments.reports.tables import lean
from assessments.selectors.scorecards import Totals, scorecards
from assessments.views.choosing import filter_form
from assessments.views.frame import chosen_round, draw, home_crumb
from assessments.views.language import lang_now, name_of, number
from assessments.views.lists import (
    RoundList,
    clear_href,
    empty_list,
    export_links,
    heads,
    kept,
    page_href,
    part_of,
    round_tail,
    rows_of,
    with_order,
)
from assessments.views.scorecard import build_class_word, card_verdict
from communities.requests import ScopedRequest
from communities.scope import AreaScope

USUAL = "-gaps"
"""The communities with most gaps first: the planner's first question."""

MAIN = ("division", "search", "has_gaps", "complete")


@dataclass(frozen=True)
class CommunitiesPage(RoundList):
    """``round`` is None where nothing has been assessed; the rest is empty then."""

    sums: Totals | None = None
    stats: Sequence[Tally] = ()
    table: Table | None = None
    previous_href: str = ""
    next_href: str = ""
    exports: Sequence[Link] = ()


@require_safe
def communities(request: ScopedRequest) -> HttpResponse:
    one = chosen_round(request)
    crumbs = [home_crumb(), Link(_("Communities"))]
    if one is None:
        return draw(request, "communities.html", CommunitiesPage(crumbs))
    context = _context(request.scope, one, request.GET, crumbs)
    return draw(request, "communities.html", context, fragment="_communities.html")


def filtered(scope: AreaScope, one: Round, query: QueryDict) -> ScorecardFilter:
    """The page's and the export's one way to narrow the cards of a round."""
    cards = lean(scorecards(scope, one))
    return ScorecardFilter(with_order(query, USUAL), queryset=cards, scope=scope, one=one)


def _context(scope: AreaScope, one: Round, query: QueryDict, crumbs: list[Link]) -> CommunitiesPage:
    narrowed = filtered(scope, one, query)
    found = rows_of(narrowed)
    part = part_of(found, narrowed.order(), query)
    sums = narrowed.totals()
    return CommunitiesPage(
        breadcrumbs=crumbs,
        round=one,
        provenance_flags=label_codes(sums.labels),
        form=filter_form(narrowed, scope, main=MAIN),
        kept=kept(query, "round"),
        active=narrowed.spoken(lang_now()),
        total=_total(sums.communities),
        clear=clear_href("communities", query),
        sums=sums,
        stats=_stats(sums),
        table=_table(part.rows, query, is_valid=narrowed.is_valid(), is_mixed=sums.is_mixed),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
        exports=export_links("communities", query),
    )


def _total(count: int) -> str:
    return ngettext("%(number)s community", "%(number)s communities", count) % {"number": number(count)}


def _stats(sums: Totals) -> list[Tally]:
    return [
        Tally(_("Communities"), number(sums.communities)),
        Tally(_("Complete"), number(sums.complete)),
        Tally(_("With gaps"), number(sums.with_gaps)),
        Tally(_("Undecided"), number(sums.undecided)),
    ]


def _table(rows: list[Scorecard], query: QueryDict, *, is_valid: bool, is_mixed: bool) -> Table:
    """``is_mixed``: not every row carries the same labels, so each shows its own."""
    columns = heads(
        with_order(query, USUAL),
        (
            ("code", _("Community"), "text"),
            ("", _("Division"), "text"),
            ("", _("Build class"), "text"),
            ("households", _("Households"), "number"),
            ("", _("Result"), "text"),
            ("gaps", _("Gaps"), "number"),
            ("unknown", _("Undecided"), "number"),
            ("", _("Met"), "number"),
        ),
    )
    tail = round_tail(query)
    empty = empty_list("communities", query, is_valid=is_valid)
    return Table(_("Communities of the round"), columns, [_row(card, tail, is_mixed=is_mixed) for card in rows], empty)


def _row(card: Scorecard, tail: str, *, is_mixed: bool) -> list[Cell]:
    community: Any = card.community
    badges = label_codes(card.labels) if is_mixed else ()
    address = reverse("assessments:scorecard", args=[card.code]) + tail
    return [
        Cell(name_of(community), address, note=card.code, badges=badges),
        Cell(name_of(community.division)),
        Cell(build_class_word(community.build_class)),
        Cell(number(card.households)),
        Cell(verdict=card_verdict(card)),
        Cell(number(card.gaps)),
        Cell(number(card.unknown)),
        Cell(number(card.met)),
    ]
