"""Scores as a file: one row a community in the order of the list, with the weights and how far the ranks move."""

from collections.abc import Iterator
from decimal import Decimal

from assessments.filters import ScoreFilter
from assessments.labels import label_text
from assessments.models import Round
from assessments.reports.about import Lines, about_lines, note_of, stem_of
from assessments.reports.figures import Cell
from assessments.reports.heads import LABEL, PLACE
from assessments.reports.table import Column, Table, whole
from assessments.reports.tables import place_rows
from assessments.scores.model import DOMAINS, WeightSet
from assessments.scores.printed import ends, mean_text, weight_words
from assessments.scores.scoring import Span
from assessments.selectors.scorecards import scorecards
from assessments.selectors.scores import ScoredLine, ScoreList, scores
from communities.words import Lang, Words

RANKS = (
    Column("rank", Words("名次", "Rank")),
    Column("rank_best", Words("各种权重下最好名次", "Best rank under any weights")),
    Column("rank_worst", Words("各种权重下最差名次", "Worst rank under any weights")),
)
LOW, HIGH = Words("（%，待核实按未达标）", " (%, unknown as not met)"), Words("（%，待核实按达标）", " (%, unknown as met)")
READING = Words(
    "每个领域的得分为达标规则占参与判定规则的比例；待核实的先按未达标、再按达标各计一次；没有规则适用的领域不计，其权重按比例分给其余领域；"
    "只计有约束力的规则，不计试点工作。低值向下、高值向上取一位小数。按低值排名，相同者并列。",
    "A domain's share is its met rules out of those judged; unknown ones count once as not met and once as met; a domain in "
    "which nothing applies is left out and its weight shared out over the rest in proportion; only binding rules count, the "
    "pilot programme never. Low ends are cut down and high ends up to one decimal. Ranks go by the low ends; equal ones share.",
)
MOVES = Words("其他权重下的名次变动", "How far ranks move under other weights")
MOVE = Words("最多 {most} 位，平均 {mean} 位", "at most {most} places, {mean} on average")


def score_table(one: Round, filterset: ScoreFilter, lang: Lang) -> Table:
    """The whole list that ``filterset`` asks for. Raises ValueError where no weights have been chosen."""
    chosen = filterset.chosen
    if chosen is None:
        raise ValueError("no weights have been chosen, and there are no default ones")
    found = scores(filterset.scope, one, chosen, filterset.path)
    return Table(
        title=Words("社区评分", "Scores"),
        columns=score_columns(),
        rows=whole(_rows(found, filterset, lang)),
        total=found.total,
        about=(*about_lines(one, filterset, lang), *_weights(chosen, lang), *_moves(found, lang)),
        note=note_of(found.labels),
        stem=f"{stem_of('scores', one, filterset)}-{chosen.id}",
        lang=lang,
    )


def score_columns() -> tuple[Column, ...]:
    score = _two("score", Words("得分", "Score"))
    shares = (column for domain in DOMAINS for column in _two(domain.value.lower(), domain.words))
    return (*PLACE, *RANKS, *score, Column("unknown", Words("待核实", "Unknown")), *shares, LABEL)


def _two(key: str, words: Words) -> Iterator[Column]:
    for end, said in (("low", LOW), ("high", HIGH)):
        yield Column(f"{key}_{end}", Words(words.zh + said.zh, words.en + said.en))


def _weights(chosen: WeightSet, lang: Lang) -> Lines:
    """The weights, who says so, and how a score is made of them."""
    each = (f"{domain.words.of(lang)} {weight_words(chosen.weights, domain).of(lang)}" for domain in DOMAINS)
    return (
        (chosen.title, "; ".join(each)),
        (Words("权重来源", "Who says so"), f"{chosen.source.of(lang)} ({chosen.confidence.words.of(lang)})"),
        (Words("算法", "How it is made"), READING.of(lang)),
    )


def _moves(found: ScoreList, lang: Lang) -> Lines:
    whole = found.standing.moves
    each = [(MOVES, whole.most, whole.mean), *((move.title, move.most, move.mean) for move in whole.moves)]
    return tuple((words, MOVE.filled(most=most, mean=mean_text(mean)).of(lang)) for words, most, mean in each)


def _rows(found: ScoreList, filterset: ScoreFilter, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    cards = scorecards(filterset.scope, found.round).filter(path__startswith=filterset.path)
    places = place_rows(cards, lang)
    for each in found.lines():
        yield (*places[each.code], *_figures(each), label_text(each.labels))


def _figures(each: ScoredLine) -> tuple[Cell, ...]:
    line = each.line
    shares = (cell for share in line.shares for cell in _cells(share.span))
    return (line.rank, line.best, line.worst, *_cells(line.span), line.unknown, *shares)


def _cells(span: Span) -> tuple[Cell, Cell]:
    found = ends(span)
    return (Decimal(found[0]), Decimal(found[1])) if found else (None, None)
