"""What the plan command prints of a plan."""

from collections.abc import Iterator, Sequence

from assessments.remedies.plan_words import reason_words
from assessments.reports.plan_about import notes_of
from assessments.reports.plan_content import PlanContent, in_wan
from assessments.reports.plan_paragraphs import summary
from communities.words import Lang, Words

YEAR = Words("{year}：预算 {budget} 万元，安排 {spent} 万元", "{year}: budget {budget}, spent {spent} (10,000 yuan)")
WAY = Words("{name}：{lines} 项，关闭 {gaps} 个短板，{yuan} 万元", "{name}: {lines} lines, {gaps} gaps, {yuan} (10,000 yuan)")
LEFT = Words("未关闭：{reason} {number} 个", "left open, {reason}: {number}")


def account_lines(content: PlanContent, langs: Sequence[Lang]) -> Iterator[str]:
    """The account of a plan, sentence by sentence, in each language that was asked for."""
    for words in _account(content):
        yield from (f"  {words.of(lang)}" for lang in langs)


def _account(content: PlanContent) -> Iterator[Words]:
    yield from notes_of(content.plan)
    yield from summary(content)
    for year in content.plan.told["years"]:
        yield YEAR.filled(year=year["year"], budget=in_wan(year["budget"]), spent=in_wan(year["spent"]))
    for way in content.ways:
        said = {"lines": f"{way.lines:,}", "gaps": f"{way.gaps:,}", "yuan": in_wan(way.yuan)}
        yield Words(WAY.zh.format(name=way.name.zh, **said), WAY.en.format(name=way.name.en, **said))
    for why, number in content.reasons:
        reason, gaps = reason_words()[why], f"{number:,}"
        yield Words(LEFT.zh.format(reason=reason.zh, number=gaps), LEFT.en.format(reason=reason.en, number=gaps))
