"""What is to be done and when, from the gaps and the lines of the remedy plan, in official Chinese. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assessments.law import rule_named
from assessments.remedies.build_words import build_words
from assessments.remedies.catalogue import BY_CODE
from pilots.drafting.listing import by_domain, called, numbered
from pilots.drafting.seeds import Seed, SeedGap, SeedLine, SeedPlan
from pilots.reviewing.content import DRAFT_MARK

WAN: Final = 10_000
_UNPLANNED: Final = "尚未确定措施，请研究补充"


def content(seed: Seed) -> str:
    """Domain by domain: each gap with the measures that close it, then those for which none is chosen yet."""
    found = seed.found
    if found is None or not found.gaps:
        return ""
    lines = seed.plan.lines if seed.plan else ()
    parts = [
        f"{domain.words.zh}。{_works(gaps, lines, seed.code)}" for domain, gaps in by_domain(found.gaps, lambda gap: gap.rule)
    ]
    return "\n".join([f"{DRAFT_MARK}针对评估发现的短板，分领域开展以下工作。", *numbered(parts)])


def _works(gaps: Sequence[SeedGap], lines: Sequence[SeedLine], community: str) -> str:
    closing = [(gap, [line for line in lines if _closes(line, community, gap)]) for gap in gaps]
    planned = [f"补齐{called(gap.rule)}：{'；'.join(dict.fromkeys(map(_measure, found)))}。" for gap, found in closing if found]
    unplanned = [called(gap.rule) for gap, found in closing if not found]
    return "".join(planned) + (f"补齐{'、'.join(unplanned)}：{_UNPLANNED}。" if unplanned else "")


def _closes(line: SeedLine, community: str, gap: SeedGap) -> bool:
    return any(list(each) == [community, gap.rule.code] for each in line.closes)


def _measure(line: SeedLine) -> str:
    """The way, and what it builds."""
    builds = "、".join(build_words(each).zh for each in line.builds)
    return f"以{BY_CODE[line.way].name.zh}方式{builds}" if builds else f"以{BY_CODE[line.way].name.zh}方式实施"


def sequence(plan: SeedPlan) -> str:
    """Year by year, with the money."""
    years: dict[int, list[SeedLine]] = defaultdict(list)
    for line in plan.lines:
        years[line.year].append(line)
    if not years:
        return ""
    total = sum(line.yuan for line in plan.lines)
    head = f"{DRAFT_MARK}依据补短板方案“{plan.name}”（第 {plan.number} 号）起草，计划投资合计 {wan(total)} 万元。"
    placeholder = any(line.is_placeholder for line in plan.lines)
    note = ["其中部分造价为未经确认的占位价格，须核定后使用。"] if placeholder else []
    return "\n".join([head, *note, *(_year(year, years[year]) for year in sorted(years))])


def _year(year: int, lines: Sequence[SeedLine]) -> str:
    works = "；".join(_line(line) for line in lines)
    return f"{year} 年：启动重点项目 {len(lines)} 个，计划投资 {wan(sum(line.yuan for line in lines))} 万元：{works}。"


def _line(line: SeedLine) -> str:
    closes = "、".join(called(rule_named(rule)) for rule in dict.fromkeys(rule for _code, rule in line.closes))
    return f"{_measure(line)}，投资 {wan(line.yuan)} 万元" + (f"，补齐{closes}" if closes else "")


def wan(yuan: int) -> str:
    """Yuan in 万元 with two places, as everywhere: 2,960,000 -> 296.00; 15,500 -> 1.55."""
    return f"{Decimal(yuan) / WAN:,.2f}"
