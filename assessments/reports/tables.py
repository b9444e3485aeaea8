"""What is written out of a round: its gaps, and its scorecards. Two million rows are a file too, so rows are plain tuples."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import QuerySet

from assessments.filters import GapFilter, ScorecardFilter
from assessments.labels import label_text
from assessments.law import pack_of, rule_named
from assessments.models import Gap, Round, Scorecard
from assessments.reports.about import about_lines, note_of, stem_of
from assessments.reports.figures import Cell, cell_of, difference_cell, unit_words
from assessments.reports.heads import CARD_COLUMNS, GAP_COLUMNS
from assessments.reports.table import Table
from communities.filters.community import BUILD_CLASSES
from communities.words import Lang, Words

CHUNK = 5000
PLACE = (
    "code", "community__name", "community__name_en", "community__division__name", "community__division__name_en",
    "community__division__code", "community__build_class",
)  # fmt: skip
GAP_FIELDS = (*PLACE, "rule", "measured", "required", "shortfall", "labels")
CARD_COUNTS = ("met", "gaps", "unknown", "not_applicable")
CARD_FIELDS = (*PLACE, "households", *CARD_COUNTS, "failed", "labels")
COMPLETE = {
    True: Words("是", "yes"),
    False: Words("否", "no"),
    None: Words("待核实", "undecided"),
}
Row = tuple[Any, ...]


def gap_table(one: Round, filterset: GapFilter, lang: Lang) -> Table:
    """The gaps that ``filterset`` leaves, in its order. The rows are read while they are written."""
    found: QuerySet[Gap] = filterset.qs
    counts = filterset.counts()
    return Table(
        title=Words("短板清单", "Gaps"),
        columns=GAP_COLUMNS,
        rows=(_gap_row(row, lang) for row in _read(found, GAP_FIELDS)),
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
        rows=(_card_row(row, one, lang) for row in _read(found, CARD_FIELDS)),
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


def _read(found: QuerySet[Any], fields: tuple[str, ...]) -> Iterator[Row]:
    """Through a cursor on the server: never all rows at once."""
    return iter(found.values_list(*fields).iterator(chunk_size=CHUNK))


def _place(row: Row, lang: Lang) -> tuple[Cell, ...]:
    code, name, name_en, division, division_en, division_code, build_class = row
    english = lang == "en"
    return (
        code,
        (name_en or name) if english else name,
        (division_en or division) if english else division,
        division_code,
        BUILD_CLASSES[build_class].of(lang),
    )


def _gap_row(row: Row, lang: Lang) -> tuple[Cell, ...]:
    rule, measured, required, shortfall, labels = row[len(PLACE) :]
    unit = rule_named(rule).unit
    before, after = _law(rule, lang)
    figures = (cell_of(measured, unit), cell_of(required, unit), difference_cell(shortfall, unit))
    return (*_place(row[: len(PLACE)], lang), *before, *figures, *after, label_text(labels))


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
