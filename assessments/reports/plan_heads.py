"""The heads of the tables of a plan, in both languages."""

from collections.abc import Sequence

from assessments.reports.heads import LABEL, PLACE
from assessments.reports.table import Column
from communities.words import Words

LINE_START = (
    Column("position", Words("序号", "No."), width=6),
    Column("way", Words("方式", "Way"), width=10),
    *PLACE,
    Column("premises", Words("可利用空间代码", "Premises code"), is_code=True, width=18),
    Column("premises_name", Words("可利用空间", "Premises"), width=24),
    Column("facility", Words("依托设施代码", "Facility code"), is_code=True, width=18),
    Column("builds", Words("建设内容", "What it builds"), width=44),
    Column("closes", Words("关闭的短板", "Gaps it closes"), width=44),
    Column("number", Words("关闭短板数", "Gaps closed")),
    Column("households", Words("惠及户数", "Households")),
    Column("year", Words("开始年份", "Begins")),
    Column("ready", Words("生效年份", "Counts from")),
)
LINE_END = (
    Column("yuan", Words("规划期内合计（元）", "Within the plan (yuan)"), width=18),
    Column("once_low", Words("一次性费用下限（元）", "Once, low (yuan)"), width=18),
    Column("once_high", Words("一次性费用上限（元）", "Once, high (yuan)"), width=18),
    Column("rent_low", Words("年租金下限（元）", "Rent a year, low (yuan)"), width=16),
    Column("rent_high", Words("年租金上限（元）", "Rent a year, high (yuan)"), width=16),
    Column("running_low", Words("年运行费用下限（元，不计入预算）", "Upkeep a year, low (yuan, not in the budget)"), width=18),
    Column(
        "running_high", Words("年运行费用上限（元，不计入预算）", "Upkeep a year, high (yuan, not in the budget)"), width=18
    ),
    Column("price", Words("价格性质", "Price"), width=12),
    Column("worth", Words("价值", "Worth")),
    Column("per_wan", Words("每万元价值", "Worth of 10,000 yuan")),
    Column("why", Words("选择理由", "Why"), width=60),
    LABEL,
)
LEFT_COLUMNS = (
    *PLACE,
    Column("rule", Words("规则", "Rule")),
    Column("rule_name", Words("规则名称", "Rule name"), width=36),
    Column("domain", Words("领域", "Domain")),
    Column("level", Words("级别", "Level")),
    Column("reason", Words("原因", "Reason"), width=22),
    Column("sentence", Words("说明", "Why it is left"), width=70),
)
CARD_START = (
    *PLACE,
    Column("households", Words("户数", "Households")),
    Column("gaps_before", Words("现有短板", "Gaps today")),
    Column("gaps_after", Words("实施后短板", "Gaps with the plan")),
    Column("unknown_before", Words("现有待核实", "Unknown today")),
    Column("unknown_after", Words("实施后待核实", "Unknown with the plan")),
    Column("complete", Words("实施后为完整社区", "Complete with the plan")),
    Column("closed", Words("关闭的短板", "Gaps that close"), width=60),
)


def line_columns(years: Sequence[int]) -> tuple[Column, ...]:
    """With a column of yuan for each year."""
    each = (Column(f"yuan_{year}", Words(f"{year} 年（元）", f"{year} (yuan)"), width=14) for year in years)
    return (*LINE_START, *each, *LINE_END)


def card_columns(rules: Sequence[tuple[str, Words]]) -> tuple[Column, ...]:
    """With today's answer and the one with the plan of each rule: code and name."""
    each = (
        Column(f"{code}_{when}", Words(f"{code} {name.zh}（{zh}）", f"{code} {name.en} ({en})"), width=16)
        for code, name in rules
        for when, zh, en in (("today", "现状", "today"), ("with_plan", "实施后", "with the plan"))
    )
    return (*CARD_START, *each, LABEL)
