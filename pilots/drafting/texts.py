"""Goals, content and sequence of a work plan in official Chinese, to be edited. Pure.

Nothing is made up: what is not known is named as to be verified, and where nothing is planned the text stays empty, so that the
section is not complete.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assessments.standards.model import Rule
from assessments.standards.units import Unit, difference_shown
from pilots.drafting.listing import by_domain, called, numbered
from pilots.drafting.seeds import Seed, SeedGap, SeedRound
from pilots.drafting.works import content, sequence
from pilots.reviewing.content import DRAFT_MARK

LABEL_WORDS: Final = {1: "示例数据", 2: "合成数据"}


@dataclass(frozen=True)
class Draft:
    """Texts by section; empty where there is nothing to write of. ``labels``: bits of the figures that stand in them."""

    goals: str = ""
    content: str = ""
    sequence: str = ""
    labels: int = 0


def draft(seed: Seed) -> Draft:
    """The three texts."""
    labels = seed.found.labels if seed.found else 0
    for line in seed.plan.lines if seed.plan else ():
        labels |= line.labels
    return Draft(_goals(seed), content(seed), sequence(seed.plan) if seed.plan else "", labels)


# -- goals


def _goals(seed: Seed) -> str:
    found = seed.found
    if found is None:
        return ""
    parts = [_origin(found), _aim(seed, found)]
    if found.gaps:
        parts.append("二、具体目标\n" + "\n".join(numbered(_gap_lines(found.gaps))))
    if found.unknown:
        parts.append(_to_verify("三" if found.gaps else "二", found.unknown))
    return "\n".join(parts)


def _origin(found: SeedRound) -> str:
    """From what it was drafted; synthetic and sample figures say so."""
    labels = "、".join(words for bit, words in LABEL_WORDS.items() if found.labels & bit)
    marked = f"所依据的数据含{labels}，不得作为真实情况使用。" if labels else ""
    return (
        f"{DRAFT_MARK}依据第 {found.number} 批评估（数据日期 {found.as_of.isoformat()}，"
        f"标准适用日期 {found.day.isoformat()}）起草。{marked}"
    )


def _aim(seed: Seed, found: SeedRound) -> str:
    number, end = len(found.gaps), f"{seed.ends_on.year} 年 {seed.ends_on.month} 月底前"
    closed = {rule for line in (seed.plan.lines if seed.plan else ()) for code, rule in line.closes if code == seed.code}
    planned = sum(gap.rule.code in closed for gap in found.gaps)
    covered = f"，其中 {planned} 项已由拟实施的重点项目覆盖" if planned else ""
    aim = f"{end}补齐评估发现的 {number} 项短板{covered}" if number else f"{end}巩固提升现有设施和服务"
    return f"一、总体目标\n以社区居民委员会辖区为基本单元，聚焦为民、便民、安民服务，推进{seed.community}完整社区建设，{aim}。"


def _gap_lines(gaps: Sequence[SeedGap]) -> list[str]:
    """One for each domain that has a gap, in the order of the card."""
    return [
        f"{domain.words.zh}：补齐{'、'.join(_gap(gap) for gap in found)}。"
        for domain, found in by_domain(gaps, lambda gap: gap.rule)
    ]


def _gap(gap: SeedGap) -> str:
    """The rule, and by how much it is missed."""
    short = difference_shown(gap.shortfall, gap.rule.unit, "zh") if gap.shortfall else None
    things = " 个" if gap.rule.unit is Unit.COUNT else ""
    return called(gap.rule) + (f"（差 {short}{things}）" if short else "")


def _to_verify(numeral: str, unknown: Sequence[Rule]) -> str:
    parts = [f"{domain.words.zh}：{'、'.join(map(called, found))}。" for domain, found in by_domain(unknown, lambda rule: rule)]
    head = f"{numeral}、待核实事项\n下列 {len(unknown)} 项情况不明，既不作为短板，也不视为达标，试点期间先行核实："
    return "\n".join([head, *numbered(parts)])
