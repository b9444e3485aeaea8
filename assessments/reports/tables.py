"""What is written out of a round: its gaps, and its scorecards. Two million rows are a file too, so rows are plain tuples."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from psycopg import capabilities

from assessments.filters import GapFilter, ScorecardFilter
from assessments.labels import label_text
from assessments.law import pack_of, rule_named
from assessments.models import Round, Scorecard
from assessments.reports.about import about_lines, note_of, stem_of
from assessments.reports.figures import Cell, cell_of, difference_cell, unit_words
from assessments.reports.heads import CARD_COLUMNS, GAP_COLUMNS
from assessments.reports.table import Made, T, Table, whole
from assessments.selectors.gaps import OfGaps
from assessments.selectors.scorecards import scorecards
from communities.filters.community import BUILD_CLASSES
from communities.words import Lang, Words

CHUNK = 1000
REMEMBERED: Final = 20_000
"""So many answers are kept: most figures are small numbers and come again and again."""
PLACE = (
    "code", "community__name", "community__name_en", "community__division__name", "community__division__name_en",
    "community__division__code", "community__build_class",
)  # fmt: skip
GAP_FIELDS = (*PLACE, "labels", "position", "measured", "required", "shortfall")
GAPS_OF_A_CARD = (*PLACE, "labels", "failed", OfGaps("measured"), OfGaps("required"), OfGaps("shortfall"))
_GAP: Final = GAP_FIELDS.index("position")
CARD_COUNTS = ("met", "gaps", "unknown", "not_applicable")
CARD_FIELDS = (*PLACE, "households", *CARD_COUNTS, "failed", "labels")
COMPLETE = {
    True: Words("是", "yes"),
    False: Words("否", "no"),
    None: Words("待核实", "undecided"),
}
Row = tuple[Any, ...]
_RULE, _MEASURED, _UNIT, _LABEL = (
    [column.key for column in GAP_COLUMNS].index(key) for key in ("rule", "measured", "unit", "label")
)


def gap_table(one: Round, filterset: GapFilter, lang: Lang) -> Table:
    """The gaps that ``filterset`` leaves, in its order. The rows are read while they are written."""
    counts = filterset.counts()
    return Table(
        title=Words("短板清单", "Gaps"),
        columns=GAP_COLUMNS,
        rows=_GapRows(filterset, one, lang),
        total=counts.total,
        about=about_lines(one, filterset, lang),
        note=note_of(counts.labels),
        stem=stem_of("gaps", one, filterset),
        lang=lang,
    )


def scorecard_table(one: Round, filterset: ScorecardFilter, lang: Lang) -> Table:
    """The scorecards that ``filterset`` leaves, in its order, one row a community."""
    found: QuerySet[Scorecard] = filterset.qs
    sums = filterset.totals()
    return Table(
        title=Words("社区评分卡", "Scorecards"),
        columns=CARD_COLUMNS,
        rows=whole(_card_row(row, one, lang) for row in _read(found, CARD_FIELDS)),
        total=sums.communities,
        about=about_lines(one, filterset, lang),
        note=note_of(sums.labels),
        stem=stem_of("scorecards", one, filterset),
        lang=lang,
    )


def lean(cards: QuerySet[Scorecard]) -> QuerySet[Scorecard]:
    """For lists: without the round again in every row, the arrays, and the outlines."""
    whole = cards.select_related(None).select_related("community__division")
    return whole.defer("verdicts", "reasons", "measured", "required", "shortfall", "community__boundary")


def place_rows(cards: QuerySet[Scorecard], lang: Lang) -> dict[str, tuple[Cell, ...]]:
    """Code -> the cells of the place, for files whose rows are made in memory."""
    return {row[0]: _place(row, lang) for row in _read(cards, PLACE)}


def _read(found: QuerySet[Any], fields: Sequence[str | OfGaps]) -> Iterator[Row]:
    """As the database sends them: never all rows at once, and the next are found while these are written.

    Until the last has come the connection can be asked for nothing else.
    """
    try:
        statement, params = found.values_list(*fields).query.sql_with_params()
    except EmptyResultSet:  # nobody need be asked
        return
    size = CHUNK if capabilities.has_stream_chunked() else 1
    reading = connections[found.db]
    # Outside the ORM's own execute(), so its errors must be translated here.
    with reading.cursor() as cursor, reading.wrap_database_errors:
        yield from cursor.stream(statement, params, size=size)


def _place(row: Sequence[Any], lang: Lang) -> tuple[Cell, ...]:
    code, name, name_en, division, division_en, division_code, build_class = row
    english = lang == "en"
    return (
        code,
        (name_en or name) if english else name,
        (division_en or division) if english else division,
        division_code,
        BUILD_CLASSES[build_class].of(lang),
    )


@dataclass(frozen=True)
class _GapRows:
    """The rows of gaps: a community's cells are made once while its gaps follow each other, a rule's cells once."""

    filterset: GapFilter
    one: Round
    lang: Lang

    def __call__(self, made: Made[T]) -> Iterator[list[T]]:
        answer, tail = self._answers(made), cache(lambda labels: made((label_text(labels),), _LABEL))
        for *place, labels, positions, measured, required, shortfall in self._cards():
            before, after = made(_place(place, self.lang), 0), tail(labels)
            gaps = zip(positions, measured, required, shortfall, strict=True)
            yield [before + answer(*gap) + after for gap in gaps if gap[0] in self.wanted]

    def _cards(self) -> Iterator[Row]:
        """The figures as arrays: of all gaps of a community, or of one after the other where they do not stand together."""
        if self.filterset.order()[0].lstrip("-") == "code":
            return _read(self.filterset.cards(scorecards(self.filterset.scope, self.one)), GAPS_OF_A_CARD)
        return ((*row[:_GAP], *([each] for each in row[_GAP:])) for row in _read(self.filterset.qs, GAP_FIELDS))

    @cached_property
    def wanted(self) -> frozenset[int]:
        """The positions of the rules whose gaps are asked for."""
        rules = self.filterset.rules()
        return frozenset(at for at, code in enumerate(self.one.rules, start=1) if rules is None or code in rules)

    def _answers(self, made: Made[T]) -> Callable[..., T]:
        """What makes the cells between the place and the label, of position, measured, required and shortfall."""
        units = [rule_named(code).unit for code in self.one.rules]
        laws = [_law(code, self.lang) for code in self.one.rules]
        ends = [(made(before, _RULE), made(after, _UNIT)) for before, after in laws]

        @lru_cache(REMEMBERED)
        def answer(position: int, measured: int | None, required: int | None, shortfall: int | None) -> T:
            unit, (before, after) = units[position - 1], ends[position - 1]
            figures = (cell_of(measured, unit), cell_of(required, unit), difference_cell(shortfall, unit))
            return before + made(figures, _MEASURED) + after

        return answer


@cache
def _law(code: str, lang: Lang) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a rule's cells say, before and after the figures. The law does not change while the program runs."""
    rule = rule_named(code)
    before = (code, rule.name.of(lang), rule.domain.words.of(lang), rule.level.words.of(lang))
    return before, (unit_words(rule.unit).of(lang), rule.clause.article.of(lang), pack_of(code).document)


def _card_row(row: Row, one: Round, lang: Lang) -> tuple[Cell, ...]:
    households, *counts, failed, labels = row[len(PLACE) :]
    counted = dict(zip(CARD_COUNTS, counts, strict=True))
    complete = COMPLETE[is_complete(counted["gaps"], counted["unknown"])].of(lang)
    rules = " ".join(one.rules[position - 1] for position in failed)
    return (*_place(row[: len(PLACE)], lang), households, complete, *counts, rules, label_text(labels))


def is_complete(gaps: int, unknown: int) -> bool | None:
    """True where no binding rule is unmet or unknown, None where it cannot be told."""
    if gaps:
        return False
    return None if unknown else True
