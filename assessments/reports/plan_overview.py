"""The first sheet of the workbook of a plan: what it comes to, by year and by way, what was asked, from what it was made."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from assessments.remedies.plan_words import reason_words
from assessments.reports.plan_about import notes_of, origin_lines, wish_lines
from assessments.reports.plan_content import WAN, PlanContent
from assessments.reports.plan_paragraphs import summary
from assessments.reports.plan_sheet import LINE_HEIGHT, Grid, Head, Page, lines_of
from communities.words import Words

COLUMNS: Final = 5
WIDTHS: Final = (30, 22, 22, 22, 22)
YEARS = (
    Head(Words("年度", "Year"), 0, "year"), Head(Words("预算（万元）", "Budget (10,000 yuan)"), 0, "money", is_summed=True),
    Head(Words("安排（万元）", "Spent (10,000 yuan)"), 0, "money", is_summed=True),
    Head(Words("结余（万元）", "Left (10,000 yuan)"), 0, "money", is_summed=True),
)  # fmt: skip
WAYS = (
    Head(Words("方式", "Way"), 0), Head(Words("措施数", "Remedies"), 0, "number", is_summed=True),
    Head(Words("关闭短板数", "Gaps closed"), 0, "number", is_summed=True),
    Head(Words("资金（万元）", "Money (10,000 yuan)"), 0, "money", is_summed=True),
)  # fmt: skip
SUMS = (
    Head(Words("项目", "Of the whole place"), 0), Head(Words("现状", "Today"), 0, "number"),
    Head(Words("实施后", "With the plan"), 0, "number"), Head(Words("变化", "Change"), 0, "number"),
)  # fmt: skip
SUM_NAMES: Final = {
    "gaps": Words("短板", "Gaps"), "unknown": Words("待核实", "Unknown"), "complete": Words("完整社区", "Complete communities"),
}  # fmt: skip
LEFT = (Head(Words("未关闭的原因", "Why gaps are left"), 0), Head(Words("短板数", "Gaps"), 0, "number", is_summed=True))
PARTS: Final = {
    "sums": Words("现状与实施后", "Today and with the plan"), "years": Words("分年度资金", "Money by year"),
    "ways": Words("分方式", "By way"), "left": Words("未关闭的短板", "Gaps left open"),
    "wishes": Words("编制要求", "What was asked for"), "origin": Words("编制依据", "From what it was made"),
}  # fmt: skip


def write_overview(page: Page, content: PlanContent, lines: Grid, *, first_year: int) -> None:
    """``lines``: where the lines stand, whose columns from ``first_year`` on are the years."""
    for at, width in enumerate(WIDTHS):
        page.sheet.set_column(at, at, width)
    for note in notes_of(content.plan):
        _across(page, content.say(note), page.looks.note)
    for said in summary(content):
        _across(page, content.say(said), page.looks.said)
    _sums(page, content)
    _years(page, content, lines, first_year)
    _ways(page, content)
    _part(page, content, "left")
    page.table(LEFT, [(content.say(reason_words()[why]), number) for why, number in content.reasons])
    _terms(page, content, "wishes", wish_lines(content.plan, content.lang))
    _terms(page, content, "origin", origin_lines(content.plan, content.lang))


def _across(page: Page, text: str, look: object) -> None:
    page.across(text, look, COLUMNS, height=LINE_HEIGHT * lines_of(text, sum(WIDTHS)))


def _part(page: Page, content: PlanContent, name: str) -> None:
    page.row += 1
    page.text(content.say(PARTS[name]), page.looks.part, height=20)


def _sums(page: Page, content: PlanContent) -> None:
    _part(page, content, "sums")
    pairs = {name: content.plan.told[name] for name in SUM_NAMES}
    grid = page.table(SUMS, [(content.say(words), *pairs[name], None) for name, words in SUM_NAMES.items()])
    for row, (today, after) in zip(range(grid.first, grid.last + 1), pairs.values(), strict=True):
        page.formula(row - 1, 3, f"=C{row}-B{row}", after - today, page.looks.cell["number"])


def _years(page: Page, content: PlanContent, lines: Grid, first_year: int) -> None:
    """What is spent is the sum of the lines, and what is left the rest of the budget: both by formula."""
    _part(page, content, "years")
    wishes, spent = content.wishes, content.plan.spent
    each = zip(content.years, wishes.budgets, spent, strict=True)
    money = [(year, Decimal(have) / WAN, Decimal(paid) / WAN) for year, have, paid in each]
    grid = page.table(YEARS, [(year, have, paid, have - paid) for year, have, paid in money])
    for at, (_, have, paid) in enumerate(money):
        row, look = grid.first + at, page.looks.cell["money"]
        if content.lines:
            page.formula(row - 1, 2, f"=SUM({lines.column(first_year + at)})", paid, look)
        page.formula(row - 1, 3, f"=B{row}-C{row}", have - paid, look)


def _ways(page: Page, content: PlanContent) -> None:
    _part(page, content, "ways")
    rows = [(content.say(way.name), way.lines, way.gaps, Decimal(way.yuan) / WAN) for way in content.ways]
    page.table(WAYS, rows)


def _terms(page: Page, content: PlanContent, name: str, lines: Iterable[tuple[Words, str]]) -> None:
    """Heading and text beside each other, the text over the other columns."""
    _part(page, content, name)
    for words, text in lines:
        page.write_text(page.row, 0, content.say(words), page.looks.said)
        page.sheet.merge_range(page.row, 1, page.row, COLUMNS - 1, "", page.looks.said)
        page.write_text(page.row, 1, text, page.looks.said)
        page.sheet.set_row(page.row, LINE_HEIGHT * lines_of(text, sum(WIDTHS[1:])))
        page.row += 1
