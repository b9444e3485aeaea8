"""The tables of the page of scores: the weights, the communities, and how far the ranks move."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.labels import label_codes
from assessments.models import Scorecard
from assessments.scores.model import DOMAINS, WeightSet
from assessments.scores.moves import Moves
from assessments.scores.printed import DASH, mean_text, span_text, weight_words
from assessments.scores.standing import Line, Share
from assessments.selectors.scores import ScoredLine
from assessments.templatetags.components import Column
from assessments.views.language import name_of, number, spoken
from assessments.views.lists import CURSOR, empty_list, round_tail


def _domains() -> list[Column]:
    return [Column(spoken(domain.words), "number") for domain in DOMAINS]


def sets_table(sets: Iterable[WeightSet], query: QueryDict) -> Table:
    """Each set with what it stresses and who says so; its title chooses it."""
    columns = [Column(_("Weights"), "text"), Column(_("What they stress"), "text"), Column(_("Who says so"), "text")]
    return Table(_("Sets of weights"), columns, [_set_row(each, query) for each in sets])


def _set_row(each: WeightSet, query: QueryDict) -> list[Cell]:
    link = query.copy()
    link.pop(CURSOR, None)
    link["weights"] = each.id
    source = Cell(spoken(each.source), note=spoken(each.confidence.words))
    return [Cell(spoken(each.title), f"?{link.urlencode()}"), Cell(spoken(each.reason)), source]


def weights_table(sets: Sequence[WeightSet]) -> Table:
    """The weight of each domain in each set."""
    columns = [Column(_("Domain"), "text"), *(Column(spoken(each.title), "number") for each in sets)]
    rows = [
        [Cell(spoken(domain.words)), *(Cell(spoken(weight_words(each.weights, domain))) for each in sets)] for domain in DOMAINS
    ]
    return Table(_("Weights of the domains"), columns, rows)


def scores_table(lines: Sequence[ScoredLine], cards: Mapping[str, Scorecard], query: QueryDict, *, is_mixed: bool) -> Table:
    """``cards`` give the names; ``is_mixed``: not every card carries the same labels, so each shows its own."""
    columns = [
        Column(_("Community"), "text"),
        Column(_("Rank"), "number"),
        Column(_("Score, 0 to 100"), "number"),
        Column(_("Rank under any of the weights"), "number"),
        *_domains(),
    ]
    tail = round_tail(query)
    rows = [_row(each, cards[each.code], tail, is_mixed=is_mixed) for each in lines]
    return Table(_("Communities by rank"), columns, rows, empty_list("scores", query, is_valid=True))


def _row(each: ScoredLine, card: Scorecard, tail: str, *, is_mixed: bool) -> list[Cell]:
    badges = label_codes(each.labels) if is_mixed else ()
    address = reverse("assessments:scorecard", args=[each.code]) + tail
    line = each.line
    return [
        Cell(name_of(card.community), address, note=each.code, badges=badges),
        Cell(number(line.rank)),
        Cell(span_text(line.span), note=_unknown(line)),
        Cell(_range(line)),
        *(_share(share) for share in line.shares),
    ]


def _unknown(line: Line) -> str:
    return _("%(number)s unknown") % {"number": number(line.unknown)} if line.unknown else ""


def _range(line: Line) -> str:
    return number(line.best) if line.best == line.worst else f"{number(line.best)}{DASH}{number(line.worst)}"


def _share(share: Share) -> Cell:
    """The share in percent, and the counts behind it: met, or from as many as are met to as many as may be, of all judged."""
    if not share.judged:
        return Cell(span_text(share.span))
    met = str(share.met) if not share.unknown else f"{share.met}{DASH}{share.met + share.unknown}"
    return Cell(span_text(share.span), note=f"{met}/{share.judged}")


def moves_table(moves: Moves) -> Table:
    """One line for each of the other weights."""
    columns = (
        Column(_("Other weights"), "text"),
        Column(_("Most places"), "number"),
        Column(_("Places on average"), "number"),
    )
    rows = [[Cell(spoken(move.title)), Cell(number(move.most)), Cell(mean_text(move.mean))] for move in moves.moves]
    return Table(_("How far ranks move under other weights"), columns, rows, titled=True)
