"""What is written out of a plan: its lines, the gaps it leaves open, its communities today and with it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from assessments.labels import label_text
from assessments.law import rule_named
from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan
from assessments.plan_filters import CardFilter, LeftFilter, LineFilter
from assessments.remedies.build_words import build_words
from assessments.remedies.catalogue import BY_CODE, LEASE, PURCHASE
from assessments.remedies.plan_words import chosen_words, left_words, reason_words
from assessments.remedies.prices import RENT
from assessments.remedies.wishes import Objective
from assessments.reports.figures import Cell
from assessments.reports.plan_about import note_text, plan_about_lines, plan_stem
from assessments.reports.plan_heads import LEFT_COLUMNS, card_columns, line_columns
from assessments.reports.table import Column, Rows, Table, whole
from assessments.standards.model import Verdict
from communities.filters import SpokenFilterSet
from communities.filters.community import BUILD_CLASSES
from communities.models import Community
from communities.words import Lang, Words

CHUNK = 1000
PLACEHOLDER, OWNER, BOOK = Words("占位价", "placeholder"), Words("业主报价", "its owner"), Words("造价库", "price book")
FREE: Final = Words("不占预算", "costs this budget nothing")
_ASKED: Final = {PURCHASE.code: "purchase", LEASE.code: RENT}
"""What the price book would be asked for, if the owner had not said a price."""
COMPLETE = {True: Words("是", "yes"), False: Words("否", "no")}
NAMELESS: Final[Mapping[str, str]] = MappingProxyType({})
TO_BE_FOUND = Words("待在市场上落实", "to be found on the market")
ON_THE_MARKET: Final = (PURCHASE.code, LEASE.code)


def line_table(plan: RemedyPlan, filterset: LineFilter, lang: Lang) -> Table:
    rows = (line_cells(line, plan, lang) for line in filterset.qs.iterator(CHUNK))
    return _table("remedies", Words("措施", "Remedies"), line_columns(years_of(plan)), whole(rows), plan, filterset, lang)


def left_table(plan: RemedyPlan, filterset: LeftFilter, lang: Lang) -> Table:
    rows = (left_cells(gap, lang) for gap in filterset.qs.iterator(CHUNK))
    return _table("left", Words("未关闭的短板", "Gaps left open"), LEFT_COLUMNS, whole(rows), plan, filterset, lang)


def card_table(plan: RemedyPlan, filterset: CardFilter, lang: Lang) -> Table:
    rules = plan.round.rules
    columns = card_columns([(code, rule_named(code).name) for code in rules])
    rows = (card_cells(card, rules, lang) for card in filterset.qs.iterator(CHUNK))
    return _table("communities", Words("社区", "Communities"), columns, whole(rows), plan, filterset, lang)


def _table(
    what: str, title: Words, columns: tuple[Column, ...], rows: Rows, plan: RemedyPlan, asked: SpokenFilterSet, lang: Lang
) -> Table:
    about = plan_about_lines(plan, asked, lang)
    return Table(title, columns, rows, asked.count(), about, note_text(plan), plan_stem(what, plan), lang)


def years_of(plan: RemedyPlan) -> list[int]:
    first: int = plan.wishes["first_year"]
    return list(range(first, first + len(plan.wishes["budgets"])))


def place_cells(community: Community, lang: Lang) -> tuple[Cell, ...]:
    division = community.division
    return (
        community.code, named(community, lang), named(division, lang), division.code,
        BUILD_CLASSES[community.build_class].of(lang),
    )  # fmt: skip


def named(one: Any, lang: Lang) -> str:
    """The name in the language; the Chinese one where there is no other."""
    return str(one.name_en or one.name if lang == "en" else one.name)


def line_cells(line: PlannedRemedy, plan: RemedyPlan, lang: Lang) -> tuple[Cell, ...]:
    premises = (line.premises.code, line.premises.name) if line.premises else (None, None)
    return (
        line.position, BY_CODE[line.way].name.of(lang), *place_cells(line.community, lang), *premises, line.facility or None,
        builds_text(line, lang), closes_text(line, lang), len(line.closes), line.households, line.year, line.ready_year,
        *line.outlay, sum(line.outlay), *_cost_cells(line.cost), price_words(line).of(lang), line.worth,
        _decimal(line.account["per_wan"]), why_text(line, plan, lang), label_text(line.labels),
    )  # fmt: skip


def builds_text(line: PlannedRemedy, lang: Lang, names: Mapping[str, str] = NAMELESS) -> str:
    """With the community where it is another one than that of the line: by its name, where ``names`` has it, else its code."""
    each = [_elsewhere(line, one["community"], names) + build_words(one).of(lang) for one in line.builds]
    return _joined(each, lang)


def closes_text(line: PlannedRemedy, lang: Lang, names: Mapping[str, str] = NAMELESS) -> str:
    """The rules, in the same way."""
    each = [f"{_elsewhere(line, code, names)}{rule} {rule_named(rule).name.of(lang)}" for code, rule in line.closes]
    return _joined(each, lang)


def _elsewhere(line: PlannedRemedy, code: str, names: Mapping[str, str]) -> str:
    return "" if code == line.code else f"{names.get(code, code)} "


def is_asked_by_owner(line: PlannedRemedy) -> bool:
    """Whether the price or the rent is what the owner of the premises asks."""
    wanted = _ASKED.get(line.way)
    return wanted is not None and wanted not in {price["remedy"] for price in line.cost["lines"]}


def price_words(line: PlannedRemedy) -> Words:
    """On whose word the cost rests."""
    if line.cost["is_placeholder"]:
        return PLACEHOLDER
    if not any(line.outlay):
        return FREE
    return OWNER if is_asked_by_owner(line) else BOOK


def where_text(line: PlannedRemedy, lang: Lang, *, is_brief: bool = False) -> str:
    """The premises, or the facility that is extended or shared; empty where the works need none. Brief: without codes."""
    if line.premises:
        return line.premises.name if is_brief else f"{line.premises.name} ({line.premises.code})"
    return ("" if is_brief else line.facility) or (TO_BE_FOUND.of(lang) if line.way in ON_THE_MARKET else "")


def why_text(line: PlannedRemedy, plan: RemedyPlan, lang: Lang) -> str:
    return chosen_words(line.account, len(line.closes), Objective(plan.wishes["objective"])).of(lang)


def _joined(texts: Sequence[str], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(texts)


def _cost_cells(cost: dict[str, Any]) -> Iterator[Cell]:
    """Once, rent, upkeep: low and high of each."""
    rent = None if cost["rent"] == ["0", "0"] else cost["rent"]
    for found in (cost["once"], rent, cost["running"]):
        yield from (Decimal(found[0]), Decimal(found[1])) if found else (None, None)


def _decimal(number: float | None) -> Cell:
    return None if number is None else Decimal(str(number))


def left_cells(gap: LeftGap, lang: Lang) -> tuple[Cell, ...]:
    rule = rule_named(gap.rule)
    law = (gap.rule, rule.name.of(lang), rule.domain.words.of(lang), rule.level.words.of(lang))
    return (*place_cells(gap.community, lang), *law, reason_words()[gap.why].of(lang), left_words(gap.why, gap.about).of(lang))


def card_cells(card: PromisedCard, rules: Sequence[str], lang: Lang) -> tuple[Cell, ...]:
    verdicts = [Verdict(each).words.of(lang) for pair in zip(card.before, card.after, strict=True) for each in pair]
    return (*card_start(card, rules, lang), *verdicts, label_text(card.labels))


def card_start(card: PromisedCard, rules: Sequence[str], lang: Lang) -> tuple[Cell, ...]:
    """Without the verdicts of each rule."""
    complete = COMPLETE[not (card.gaps_after or card.unknown_after)].of(lang)
    return (
        *place_cells(card.community, lang), card.households, card.gaps_before, card.gaps_after, card.unknown_before,
        card.unknown_after, complete, closed_text(card, rules, lang),
    )  # fmt: skip


def closed_text(card: PromisedCard, rules: Sequence[str], lang: Lang) -> str:
    """The rules that are a gap today and met with the plan."""
    both = zip(rules, card.before, card.after, strict=True)
    closed = [rule for rule, before, after in both if before == Verdict.GAP and after == Verdict.MET]
    return _joined([f"{rule} {rule_named(rule).name.of(lang)}" for rule in closed], lang)
