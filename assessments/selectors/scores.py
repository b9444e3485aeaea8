"""Communities of a round under chosen weights: the stored verdicts in one query, the rest is arithmetic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import CharField, F, Func, QuerySet, Value

from assessments.law import rule_named
from assessments.models import Round, Scorecard
from assessments.scores.counting import count
from assessments.scores.loading import weight_sets
from assessments.scores.model import WeightSet
from assessments.scores.standing import Line, Standing, standing
from assessments.selectors.scorecards import scorecards
from assessments.standards.columns import Codes
from communities.keyset import BadCursor
from communities.scope import EVERYWHERE, AreaScope

CHUNK = 5000
ZERO = ord("0")
DIGITS = Func(F("verdicts"), Value(""), function="array_to_string", output_field=CharField())
"""A verdict is one digit, so a card's verdicts are a word: ten times as fast to read as an array."""


@dataclass(frozen=True)
class ScoredLine:
    """A line of the list, whose community it is, and the labels of its card."""

    code: str
    labels: int
    line: Line


@dataclass(frozen=True)
class ScoreList:
    """The communities that the scope shows below a path, ranked among themselves. Rows are in the order of their codes."""

    round: Round
    standing: Standing
    row_codes: tuple[str, ...]
    row_labels: tuple[int, ...]

    @property
    def total(self) -> int:
        return len(self.row_codes)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """In the order of the list: by rank, equal ones by code, those without a score last."""
        return tuple(self.row_codes[row] for row in self.standing.order.tolist())

    @property
    def labels(self) -> int:
        """The labels that any card carries."""
        return int(np.bitwise_or.reduce(np.array(self.row_labels, np.int64)))

    @property
    def is_mixed(self) -> bool:
        """Some cards carry a label that others do not."""
        return len(set(self.row_labels)) > 1

    def lines(self, start: int = 0, stop: int | None = None) -> Iterator[ScoredLine]:
        """The lines from one place of the list to another."""
        for row in self.standing.order[start:stop].tolist():
            yield ScoredLine(self.row_codes[row], self.row_labels[row], self.standing.line(row))


@dataclass(frozen=True)
class Part:
    """A page of a list that is made in memory, and the cursors of the pages beside it: the code each begins with."""

    start: int
    stop: int
    previous: str | None
    next: str | None


def scores(scope: AreaScope, one: Round, chosen: WeightSet, path: str = EVERYWHERE) -> ScoreList:
    """The list of the communities of ``one`` that lie in the scope below ``path``."""
    rows = list(_read(scorecards(scope, one).filter(path__startswith=path)))
    codes, labels, words = zip(*rows, strict=True) if rows else ((), (), ())
    rules = [rule_named(code) for code in one.rules]
    counts = count(_verdicts(words, len(rules)), rules)
    return ScoreList(one, standing(counts, chosen, weight_sets()), codes, labels)


def cards_of(scope: AreaScope, one: Round, codes: Sequence[str]) -> QuerySet[Scorecard]:
    """The cards of some communities, for their names."""
    return scorecards(scope, one).filter(code__in=codes)


def part_of(codes: Sequence[str], *, limit: int, cursor: str | None = None) -> Part:
    """The page that begins with the community ``cursor``, or at the start. Raises BadCursor where it is not in the list."""
    try:
        start = codes.index(cursor) if cursor else 0
    except ValueError:
        raise BadCursor(cursor) from None
    stop = min(start + limit, len(codes))
    return Part(start, stop, codes[max(start - limit, 0)] if start else None, codes[stop] if stop < len(codes) else None)


def _read(cards: QuerySet[Scorecard]) -> Iterator[tuple[str, int, str]]:
    return iter(cards.values_list("code", "labels", DIGITS).iterator(chunk_size=CHUNK))


def _verdicts(words: Sequence[str], rules: int) -> Codes:
    """(N, rules) from N words of digits."""
    digits = np.frombuffer(bytearray("".join(words), "ascii"), np.uint8)
    return (digits.reshape(len(words), rules) - ZERO).astype(np.int8)
