"""What is written out of a round: its gaps, and its scorecards."""

from typing import Any

from django.db.models import QuerySet

from assessments.filters import GapFilter, ScorecardFilter
from assessments.law import pack_of, rule_named
from assessments.models import Gap, Round, Scorecard
from assessments.reports.about import about_lines, note_of, stem_of
from assessments.reports.figures import Cell, cell_of, difference_cell, unit_words
from assessments.reports.table import Column, Table
from assessments.selectors.gaps import labels_of
from assessments.selectors.scorecards import totals_over
from assessments.standards.model import Rule
from assessments.summary import label_words
from communities.filters.community import BUILD_CLASSES
from communities.models import Community
from communities.words import Lang, Words

CHUNK = 2000
PLACE = (
    Column("code", Words("社区代码", "Community code"), is_code=True, width=16),
    Column("name", Words("社区名称", "Community"), width=24),
    Column("division", Words("街道", "Sub-district"), width=20),
    Column("division_code", Words("街道代码", "Sub-district code"), is_code=True, width=16),
    Column("build_class", Words("建设类型", "Build class")),
)
LABEL = Column("label", Words("数据性质", "Data label"), width=30)
GAP_COLUMNS = (
    *PLACE,
    Column("rule", Words("规则", "Rule")),
    Column("rule_name", Words("规则名称", "Rule name"), width=36),
    Column("domain", Words("领域", "Domain")),
    Column("level", Words("级别", "Level")),
    Column("measured", Words("现状", "Measured")),
    Column("required", Words("要求", "Required")),
    Column("shortfall", Words("缺口", "Shortfall")),
    Column("unit", Words("单位", "Unit")),
    Column("clause", Words("条款", "Clause"), width=30),
    Column("document", Words("文号", "Document"), width=22),
    LABEL,
)
CARD_COLUMNS = (
    *PLACE,
    Column("households", Words("户数", "Households")),
    Column("complete", Words("完整社区", "Complete")),
    Column("binding_gaps", Words("短板", "Gaps")),
    Column("binding_unknown", Words("无法判定", "Unknown")),
    Column("met", Words("达标（全部规则）", "Met (all rules)")),
    Column("gaps", Words("未达到（全部规则）", "Not met (all rules)")),
    Column("unknown", Words("无法判定（全部规则）", "Unknown (all rules)")),
    Column("not_applicable", Words("不适用（全部规则）", "Not applicable (all rules)")),
    Column("failed", Words("未达到的规则", "Rules not met"), width=60),
    LABEL,
)
COMPLETE = {
    True: Words("是", "yes"),
    False: Words("否", "no"),
    None: Words("无法判定", "undecided"),
}


def gap_table(one: Round, filterset: GapFilter, lang: Lang) -> Table:
    """The gaps that ``filterset`` leaves, in its order. The rows are read while they are written."""
    found: QuerySet[Gap] = filterset.qs.defer("community__boundary", "failed")
    labels = labels_of(found)
    return Table(
        title=Words("短板清单", "Gaps"),
        columns=GAP_COLUMNS,
        rows=(_gap_row(gap, rule_named(gap.rule), lang) for gap in found.iterator(chunk_size=CHUNK)),
        total=found.order_by().count(),
        about=about_lines(one, filterset, lang),
        note=note_of(labels),
        stem=stem_of("gaps", one, filterset),
        lang=lang,
    )


def scorecard_table(one: Round, filterset: ScorecardFilter, lang: Lang) -> Table:
    """The scorecards that ``filterset`` leaves, in its order, one row a community."""
    found: QuerySet[Scorecard] = lean(filterset.qs)
    sums = totals_over(found)
    return Table(
        title=Words("社区评分卡", "Scorecards"),
        columns=CARD_COLUMNS,
        rows=(_card_row(card, one, lang) for card in found.iterator(chunk_size=CHUNK)),
        total=sums.communities,
        about=about_lines(one, filterset, lang),
        note=note_of(sums.labels),
        stem=stem_of("scorecards", one, filterset),
        lang=lang,
    )


def lean(cards: QuerySet[Scorecard]) -> QuerySet[Scorecard]:
    """Without what a list of cards does not show: the round again in every row, the arrays, the outlines."""
    whole = cards.select_related(None).select_related("community__division")
    return whole.defer("verdicts", "reasons", "measured", "required", "shortfall", "community__boundary")


def _place(community: Community, lang: Lang) -> tuple[Cell, ...]:
    division = community.division
    return (
        community.code,
        _named(community, lang),
        _named(division, lang),
        division.code,
        BUILD_CLASSES[community.build_class].of(lang),
    )


def _named(thing: Any, lang: Lang) -> str:
    return str(thing.name_en or thing.name if lang == "en" else thing.name)


def _gap_row(gap: Gap, rule: Rule, lang: Lang) -> tuple[Cell, ...]:
    return (
        *_place(gap.community, lang),
        rule.code,
        rule.name.of(lang),
        rule.domain.words.of(lang),
        rule.level.words.of(lang),
        cell_of(gap.measured, rule.unit),
        cell_of(gap.required, rule.unit),
        difference_cell(gap.shortfall, rule.unit),
        unit_words(rule.unit).of(lang),
        rule.clause.article.of(lang),
        pack_of(rule.code).document,
        _label(gap.labels),
    )


def _card_row(card: Scorecard, one: Round, lang: Lang) -> tuple[Cell, ...]:
    return (
        *_place(card.community, lang),
        card.households,
        COMPLETE[is_complete(card)].of(lang),
        card.binding_gaps,
        card.binding_unknown,
        card.met,
        card.gaps,
        card.unknown,
        card.not_applicable,
        " ".join(one.rules[position - 1] for position in card.failed),
        _label(card.labels),
    )


def is_complete(card: Scorecard) -> bool | None:
    """True where no binding rule is unmet or unknown, None where it cannot be told."""
    if card.binding_gaps:
        return False
    return None if card.binding_unknown else True


def _label(labels: int) -> str:
    return "; ".join(label_words(labels))
