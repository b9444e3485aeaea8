"""Scores under weights that the reader chooses. Without a choice there is none: the page says why, and lists the weights."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Empty, Link, Table, Tally
from assessments.filters import ScoreFilter
from assessments.labels import label_codes
from assessments.models import Round
from assessments.reports.tables import lean
from assessments.scores.loading import weight_sets
from assessments.scores.printed import mean_text
from assessments.selectors.scorecards import scorecards
from assessments.selectors.scores import Part, ScoreList, cards_of, part_of, scores
from assessments.views import lists
from assessments.views.choosing import filter_form
from assessments.views.frame import chosen_round, draw, home_crumb
from assessments.views.language import lang_now, number, spoken
from assessments.views.score_tables import moves_table, scores_table, sets_table, weights_table
from communities.keyset import BadCursor
from communities.requests import ScopedRequest
from communities.scope import AreaScope

MAIN = ("weights", "division")


@dataclass(frozen=True)
class Scored:
    """What there is to show once weights have been chosen. ``title`` is that of the weights."""

    title: str
    stats: Sequence[Tally]
    table: Table
    moves: Table
    previous_href: str
    next_href: str
    exports: Sequence[Link]


@dataclass(frozen=True)
class ScoresPage(lists.RoundList):
    """``round`` is None where nothing has been assessed; ``scored`` is None where no weights have been chosen."""

    unreadable: Empty | None = None
    sets: Table | None = None
    weights: Table | None = None
    scored: Scored | None = None


@require_safe
def scores_page(request: ScopedRequest) -> HttpResponse:
    one = chosen_round(request)
    crumbs = [home_crumb(), Link(_("Scores"))]
    if one is None:
        return draw(request, "scores.html", ScoresPage(crumbs))
    context = _context(request.scope, one, request.GET, crumbs)
    return draw(request, "scores.html", context, fragment="_scores.html")


def filtered(scope: AreaScope, one: Round, query: QueryDict) -> ScoreFilter:
    """The page's and the export's one way to say what is scored, and how."""
    return ScoreFilter(query, queryset=scorecards(scope, one), scope=scope, one=one)


def _context(scope: AreaScope, one: Round, query: QueryDict, crumbs: list[Link]) -> ScoresPage:
    asked = filtered(scope, one, query)
    chosen = asked.chosen if asked.is_valid() else None
    found = scores(scope, one, chosen, asked.path) if chosen else None
    clear = lists.clear_href("scores", query)
    sets = [chosen] if chosen else weight_sets()
    return ScoresPage(
        breadcrumbs=crumbs,
        round=one,
        provenance_flags=label_codes(found.labels) if found else (),
        form=filter_form(asked, scope, main=MAIN),
        kept=lists.kept(query, "round"),
        active=asked.spoken(lang_now()),
        total=_total(found.total) if found else "",
        clear=clear,
        unreadable=None if asked.is_valid() else lists.unreadable(clear),
        sets=sets_table(sets, query),
        weights=weights_table(sets),
        scored=_scored(scope, found, query) if found else None,
    )


def _total(count: int) -> str:
    return ngettext("%(number)s community", "%(number)s communities", count) % {"number": number(count)}


def _scored(scope: AreaScope, found: ScoreList, query: QueryDict) -> Scored:
    part = _part(found, query)
    lines = list(found.lines(part.start, part.stop))
    cards = {card.code: card for card in lean(cards_of(scope, found.round, [each.code for each in lines]))}
    return Scored(
        title=spoken(found.standing.chosen.title),
        stats=_stats(found),
        table=scores_table(lines, cards, query, is_mixed=found.is_mixed),
        moves=moves_table(found.standing.moves),
        previous_href=lists.page_href(query, part.previous),
        next_href=lists.page_href(query, part.next),
        exports=lists.export_links("scores", query),
    )


def _part(found: ScoreList, query: QueryDict) -> Part:
    """A cursor that is not in this list begins at the start."""
    try:
        return part_of(found.codes, limit=lists.ROWS, cursor=query.get(lists.CURSOR))
    except BadCursor:
        return part_of(found.codes, limit=lists.ROWS)


def _stats(found: ScoreList) -> list[Tally]:
    standing, moves = found.standing, found.standing.moves
    return [
        Tally(_("Ranked"), number(standing.ranked)),
        Tally(_("With unknown answers"), number(standing.uncertain), note=_("their score is an interval")),
        Tally(_("Ranks move at most"), number(moves.most), note=_("places, under the other weights")),
        Tally(_("Ranks move on average"), mean_text(moves.mean), note=_("places, over all communities and weights")),
    ]
