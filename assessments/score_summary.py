"""What the scores command prints: the weights, how far ranks move, and the communities by rank. Both languages."""

from collections.abc import Iterator

from assessments.labels import label_lines
from assessments.scores.loading import weight_sets
from assessments.scores.model import DOMAINS, WeightSet
from assessments.scores.printed import DASH, mean_text, span_text, weight_words
from assessments.selectors.scores import ScoredLine, ScoreList
from communities.words import Words

NO_DEFAULT = "There is no score by default. Choose weights with --weights: / 没有默认评分，请用 --weights 选择权重："


def choice_lines() -> Iterator[str]:
    """Where no weights have been chosen: which there are."""
    yield NO_DEFAULT
    for each in weight_sets():
        yield from weight_lines(each)


def weight_lines(chosen: WeightSet) -> Iterator[str]:
    """The weights, and who says so."""
    yield f"{chosen.id}: {chosen.title.en} / {chosen.title.zh}"
    for domain in DOMAINS:
        yield f"  {domain.value} {_both(domain.words)}: {_both(weight_words(chosen.weights, domain))}"
    yield f"  {_both(chosen.source)}"


def _both(words: Words) -> str:
    return words.en if words.en == words.zh else f"{words.en} / {words.zh}"


def score_lines(found: ScoreList, rows: int) -> Iterator[str]:
    """The whole in a few lines, and the first ``rows`` communities."""
    standing, moves = found.standing, found.standing.moves
    yield from weight_lines(standing.chosen)
    yield f"Round {found.round.pk} / 评估批次 {found.round.pk}: {found.total} communities / 个社区"
    yield f"  ranked / 有名次: {standing.ranked}"
    yield f"  with unknown answers, score is an interval / 含待核实项，得分为区间: {standing.uncertain}"
    yield f"  other weights tried / 另试权重: {len(moves.moves)}"
    yield f"  ranks move at most / 名次最多变动: {moves.most}"
    yield f"  ranks move on average / 名次平均变动: {mean_text(moves.mean)}"
    yield from label_lines(found.labels)
    yield "rank / 名次 [best–worst / 最好–最差] score / 得分 code / 代码"
    yield from map(_line, found.lines(0, rows))


def _line(each: ScoredLine) -> str:
    line = each.line
    if line.rank is None:
        return f"  — {each.code}"
    return f"  {line.rank} [{line.best}{DASH}{line.worst}] {span_text(line.span)} {each.code}"
