"""The facts worth collecting in a place: ranked, in an order to go about it, and the rules that wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Empty, Link, Table, Tally
from assessments.fact_filters import FactFilter
from assessments.labels import label_codes
from assessments.models import Round
from assessments.selectors.scorecards import scorecards
from assessments.selectors.settling import Ranking, worth_collecting
from assessments.views import lists
from assessments.views.choosing import filter_form
from assessments.views.fact_tables import order_table, waiting_table, worth_table
from assessments.views.frame import chosen_round, draw, home_crumb
from assessments.views.language import lang_now, number
from communities.requests import ScopedRequest
from communities.scope import AreaScope


@dataclass(frozen=True)
class Ranked:
    """What there is to show of a place."""

    stats: Sequence[Tally]
    worth: Table
    order: Table
    waiting: Table


@dataclass(frozen=True)
class FactsPage(lists.RoundList):
    """``round`` is None where nothing has been assessed; ``ranked`` is None where the place cannot be read."""

    unreadable: Empty | None = None
    ranked: Ranked | None = None


@require_safe
def facts(request: ScopedRequest) -> HttpResponse:
    one = chosen_round(request)
    crumbs = [home_crumb(), Link(_("Facts worth collecting"))]
    if one is None:
        return draw(request, "facts.html", FactsPage(crumbs))
    return draw(request, "facts.html", _context(request.scope, one, request.GET, crumbs), fragment="_facts.html")


def _context(scope: AreaScope, one: Round, query: QueryDict, crumbs: list[Link]) -> FactsPage:
    asked = FactFilter(query, queryset=scorecards(scope, one), scope=scope, one=one)
    found = worth_collecting(scope, one, asked.path) if asked.is_valid() else None
    clear = lists.clear_href("facts", query)
    return FactsPage(
        breadcrumbs=crumbs,
        round=one,
        provenance_flags=label_codes(found.labels) if found else (),
        form=filter_form(asked, scope, main=("division",)),
        kept=lists.kept(query, "round"),
        active=asked.spoken(lang_now()),
        total=_total(found) if found else "",
        clear=clear,
        unreadable=None if found else lists.unreadable(clear),
        ranked=_ranked(found, query) if found else None,
    )


def _total(found: Ranking) -> str:
    return _("%(verdicts)s unknown answers of binding rules in %(communities)s communities") % {
        "verdicts": number(found.open_verdicts),
        "communities": number(found.communities),
    }


def _ranked(found: Ranking, query: QueryDict) -> Ranked:
    return Ranked(
        stats=_stats(found),
        worth=worth_table(found, lists.nothing_found(lists.clear_href("facts", query))),
        order=order_table(found),
        waiting=waiting_table(found, query),
    )


def _stats(found: Ranking) -> list[Tally]:
    return [
        Tally(_("Communities"), number(found.communities)),
        Tally(_("Unknown answers"), number(found.open_verdicts), note=_("of binding rules about the community")),
        Tally(_("Unknown answers of all rules"), number(found.open_of_all)),
        Tally(_("Undefined over zero"), number(found.hopeless), note=_("no fact settles these: correct the figure that is 0")),
    ]
