"""A plan as a workbook: overview, remedies, gaps left open, communities, prices. Every sheet is ready to be printed.

Money is in 10,000 yuan (万元), with two places shown and the yuan kept; what adds up is a formula over the rows.
"""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from assessments.labels import label_text
from assessments.law import rule_named
from assessments.models import PlannedRemedy
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import left_words, reason_words
from assessments.reports.figures import Cell
from assessments.reports.plan_about import notes_of
from assessments.reports.plan_content import WAN, PlanContent
from assessments.reports.plan_overview import write_overview
from assessments.reports.plan_sheet import A3, Grid, Head, Looks, Page
from assessments.reports.plan_tables import (
    COMPLETE,
    PLACEHOLDER,
    builds_text,
    closed_text,
    closes_text,
    named,
    price_words,
    where_text,
    why_text,
)
from assessments.reports.xlsx_writer import NO_CLOCK
from communities.words import Words

SHEETS: Final = {
    "overview": Words("概览", "Overview"), "lines": Words("措施", "Remedies"), "left": Words("未关闭短板", "Left open"),
    "cards": Words("社区", "Communities"), "prices": Words("价格", "Prices"),
}  # fmt: skip
PLACE = (
    Head(Words("社区", "Community"), 15), Head(Words("社区代码", "Community code"), 14),
    Head(Words("街道", "Sub-district"), 12),
)  # fmt: skip
LABEL = Head(Words("数据性质", "Data label"), 18)
LEFT = (
    *PLACE, Head(Words("规则", "Rule"), 13), Head(Words("短板", "Gap"), 30), Head(Words("级别", "Level"), 11),
    Head(Words("原因", "Reason"), 18), Head(Words("说明", "Why it is left"), 64),
)  # fmt: skip
CARDS = (
    *PLACE, Head(Words("户数", "Households"), 10, "number", is_summed=True),
    Head(Words("现有短板", "Gaps today"), 10, "number", is_summed=True),
    Head(Words("实施后短板", "Gaps with the plan"), 10, "number", is_summed=True),
    Head(Words("现有待核实", "Unknown today"), 10, "number", is_summed=True),
    Head(Words("实施后待核实", "Unknown with the plan"), 10, "number", is_summed=True),
    Head(Words("实施后为完整社区", "Complete with the plan"), 12), Head(Words("关闭的短板", "Gaps that close"), 60), LABEL,
)  # fmt: skip
PRICES = (
    Head(Words("计价对象", "Price of"), 14), Head(Words("设施或工程", "Facility or works"), 24),
    Head(Words("单位", "Unit"), 14),
    Head(Words("下限（元）", "Low (yuan)"), 14, "money"), Head(Words("上限（元）", "High (yuan)"), 14, "money"),
    Head(Words("适用地", "Place"), 14), Head(Words("起用日期", "Since"), 16), Head(Words("来源", "Source"), 46),
    Head(Words("性质", "Kind"), 14), Head(Words("用于措施数", "Used by lines"), 10, "number"),
)  # fmt: skip
CONFIRMED: Final = {True: PLACEHOLDER, False: Words("已录入", "entered")}
OWNERS: Final = Words(
    "有 {number} 项措施的价款或租金按业主报价计，不使用造价库。",
    "{number} lines are bought or rented at what the owner asks, and not at a price of the book.",
)


def lines_heads(content: PlanContent) -> tuple[Head, ...]:
    years = (Head(Words(f"{year} 年（万元）", f"{year} (10,000 yuan)"), 10, "money", is_summed=True) for year in content.years)
    return (
        Head(Words("序号", "No."), 5, "year"), Head(Words("方式", "Way"), 8), *PLACE,
        Head(Words("可利用空间", "Premises"), 20), Head(Words("建设内容", "What it builds"), 30),
        Head(Words("关闭的短板", "Gaps it closes"), 32), Head(Words("关闭短板数", "Gaps closed"), 7, "number", is_summed=True),
        Head(Words("惠及户数", "Households"), 8, "number"), Head(Words("开始年份", "Begins"), 7, "year"),
        Head(Words("生效年份", "Counts from"), 7, "year"), *years,
        Head(Words("合计（万元）", "Sum (10,000 yuan)"), 11, "money", is_summed=True), Head(Words("价格性质", "Price"), 10),
        Head(Words("选择理由", "Why"), 40), LABEL,
    )  # fmt: skip


def plan_xlsx(content: PlanContent) -> bytes:
    """The finished file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": content.plan.name, "created": NO_CLOCK})
        looks = Looks(book, content.lang)
        overview, lines, left, cards, prices = (_page(book, name, looks, content) for name in SHEETS)
        grid = _lines(lines, content)
        _list(left, LEFT, _left_rows(content))
        _list(cards, CARDS, _card_rows(content))
        _prices(prices, content)
        write_overview(overview, content, grid, first_year=_first_year(content))
    return file.getvalue()


def _page(book: Any, name: str, looks: Looks, content: PlanContent) -> Page:
    sheet = content.say(SHEETS[name])
    title = content.plan.name if name == "overview" else f"{content.plan.name} · {sheet}"
    return Page(book, sheet, looks, content.lang, title=title)


def _list(page: Page, heads: tuple[Head, ...], rows: Iterator[tuple[Cell, ...]]) -> Grid:
    """A sheet that is one table; its heads stay in sight."""
    page.widths(heads)
    grid = page.table(heads, rows)
    page.sheet.freeze_panes(grid.first - 1, 0)
    page.sheet.repeat_rows(grid.first - 2)
    return grid


def _lines(page: Page, content: PlanContent) -> Grid:
    page.sheet.set_paper(A3)
    for note in notes_of(content.plan):
        page.text(content.say(note), page.looks.part)
    return _list(page, lines_heads(content), (_line(line, content) for line in content.lines))


def _first_year(content: PlanContent) -> int:
    """The column of the first year among those of the lines."""
    return next(at for at, head in enumerate(lines_heads(content)) if head.form == "money")


def _line(line: PlannedRemedy, content: PlanContent) -> tuple[Cell, ...]:
    lang, community = content.lang, line.community
    place = (named(community, lang), community.code, named(community.division, lang))
    builds, closes = builds_text(line, lang, content.names), closes_text(line, lang, content.names)
    return (
        line.position, BY_CODE[line.way].name.of(lang), *place, where_text(line, lang), builds, closes, len(line.closes),
        line.households, line.year, line.ready_year, *(in_wan(yuan) for yuan in line.outlay), in_wan(sum(line.outlay)),
        price_words(line).of(lang), why_text(line, content.plan, lang), label_text(line.labels),
    )  # fmt: skip


def in_wan(yuan: int) -> Decimal:
    """To the yuan."""
    return Decimal(yuan) / WAN


def _left_rows(content: PlanContent) -> Iterator[tuple[Cell, ...]]:
    for gap in content.left:
        rule, community = rule_named(gap.rule), gap.community
        yield (
            named(community, content.lang), community.code, named(community.division, content.lang), gap.rule,
            content.say(rule.name), content.say(rule.level.words), content.say(reason_words()[gap.why]),
            content.say(left_words(gap.why, gap.about)),
        )  # fmt: skip


def _card_rows(content: PlanContent) -> Iterator[tuple[Cell, ...]]:
    for card in content.cards:
        community, lang = card.community, content.lang
        yield (
            named(community, lang), community.code, named(community.division, lang), card.households, card.gaps_before,
            card.gaps_after, card.unknown_before, card.unknown_after,
            COMPLETE[not (card.gaps_after or card.unknown_after)].of(lang), closed_text(card, content.plan.round.rules, lang),
            label_text(card.labels),
        )  # fmt: skip


def _prices(page: Page, content: PlanContent) -> None:
    _list(page, PRICES, _price_rows(content))
    if content.asked_by_owner:
        page.text(content.say(OWNERS.filled(number=content.asked_by_owner)), page.looks.part)


def _price_rows(content: PlanContent) -> Iterator[tuple[Cell, ...]]:
    for price in content.prices:
        yield (
            content.say(price.what), content.say(price.thing), content.say(price.unit), Decimal(price.low), Decimal(price.high),
            content.say(price.place), content.say(price.since), content.say(price.source),
            content.say(CONFIRMED[price.is_placeholder]), price.used,
        )  # fmt: skip
