"""A plan as a document for the file: what it does, on what ground, for how much, where, what it leaves, at which prices."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.utils import timezone

from assessments.law import rule_named
from assessments.models import PlannedRemedy
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import left_words, reason_words
from assessments.reports.plan_about import checksum_lines, ground_lines, notes_of, place_name, wish_lines
from assessments.reports.plan_content import PlanContent, in_wan, of_year
from assessments.reports.plan_document import Document
from assessments.reports.plan_paragraphs import UPKEEP, summary
from assessments.reports.plan_tables import PLACEHOLDER, builds_text, closes_text, named, where_text
from communities.words import Words

MONEY_CODES: Final = ("too_dear", "no_room", "taken", "too_late", "never")
"""Gaps that a measure could close: what else is left is a matter of people, data or prices, and stands in the workbook."""
TITLE: Final = Words("{place}完整社区补短板方案", "Plan to make up what communities lack: {place}")
OVERALL, GROUND, MONEY, LINES, LEFT, CARDS, PRICES, CHECKS = (
    Words("总体情况", "What the plan does"), Words("编制依据和要求", "From what it was made, and what was asked"),
    Words("资金安排", "Money"), Words("措施清单", "Remedies"), Words("未关闭的短板及原因", "Gaps left open, and why"),
    Words("社区现状与实施后", "Communities today and with the plan"), Words("价格依据", "Prices"),
    Words("核验信息", "To check it by"),
)  # fmt: skip
BY_YEAR, BY_WAY = Words("分年度", "By year"), Words("分方式", "By way")
BEGIN: Final = Words("{year} 年开始", "Beginning in {year}")
REASONS, MONEY_LEFT = Words("按原因", "By reason"), Words("可以用措施关闭而未安排的短板", "Gaps that a measure could close")
REST: Final = Words("其余 {number} 个短板逐条列在工作簿中。", "The other {number} gaps stand one by one in the workbook.")
TOTAL: Final = Words("合计", "Total")
NONE: Final = Words("无。", "None.")
YEAR_HEADS = (
    Words("年度", "Year"), Words("预算（万元）", "Budget (10,000 yuan)"), Words("安排（万元）", "Spent (10,000 yuan)"),
    Words("结余（万元）", "Left (10,000 yuan)"),
)  # fmt: skip
WAY_HEADS = (
    Words("方式", "Way"), Words("措施数", "Remedies"), Words("关闭短板数", "Gaps closed"), Words("资金（万元）", "10,000 yuan"),
)  # fmt: skip
LINE_HEADS = (
    Words("序号", "No."), Words("社区", "Community"), Words("方式和建设内容", "Way, and what it builds"),
    Words("可利用空间", "Premises"), Words("关闭的短板", "Gaps it closes"), Words("生效", "Counts from"),
    Words("万元", "10,000 yuan"),
)  # fmt: skip
LEFT_HEADS = (Words("社区", "Community"), Words("短板", "Gap"), Words("原因", "Why"))
CARD_HEADS = (
    Words("社区", "Community"), Words("代码", "Code"), Words("户数", "Households"), Words("现有短板", "Gaps today"),
    Words("实施后短板", "With the plan"), Words("实施后待核实", "Unknown then"),
)  # fmt: skip
PRICE_HEADS = (
    Words("计价对象", "Price of"), Words("单位", "Unit"), Words("价格（元）", "Yuan"),
    Words("适用地和起用日期", "Place, since"), Words("来源", "Source"), Words("性质", "Kind"),
)  # fmt: skip
ENTERED: Final = {True: PLACEHOLDER, False: Words("已录入", "entered")}


def plan_docx(content: PlanContent) -> bytes:
    """The finished file."""
    title = content.say(TITLE).format(place=content.say(place_name(content.plan)))
    document, file = Document(content.lang, title), io.BytesIO()
    document.title(title)
    document.centred(content.plan.name)
    document.centred(_day(content, timezone.localtime(content.plan.finished_at).date()))
    for part in (_overall, _ground, _money, _lines, _left, _cards, _prices, _checks):
        part(document, content)
    document.docx.save(file)
    return file.getvalue()


def _day(content: PlanContent, day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if content.lang == "zh" else day.isoformat()


def _overall(document: Document, content: PlanContent) -> None:
    document.heading(content.say(OVERALL))
    for note in notes_of(content.plan):
        document.say(content.say(note), is_strong=True)
    for said in summary(content):
        document.say(content.say(said))


def _ground(document: Document, content: PlanContent) -> None:
    document.heading(content.say(GROUND))
    colon = "：" if content.lang == "zh" else ": "
    for words, text in (*ground_lines(content.plan, content.lang), *wish_lines(content.plan, content.lang)):
        document.say(f"{content.say(words)}{colon}{text}")


def _money(document: Document, content: PlanContent) -> None:
    document.heading(content.say(MONEY))
    document.second(content.say(BY_YEAR))
    document.table(_heads(content, YEAR_HEADS), (30, 42, 42, 42), _year_rows(content), right=frozenset({1, 2, 3}))
    document.second(content.say(BY_WAY))
    document.table(_heads(content, WAY_HEADS), (48, 36, 36, 36), _way_rows(content), right=frozenset({1, 2, 3}))
    document.say(content.say(UPKEEP))


def _heads(content: PlanContent, heads: Sequence[Words]) -> list[str]:
    return [content.say(head) for head in heads]


def _year_rows(content: PlanContent) -> Iterator[tuple[str, ...]]:
    budgets, spent = content.wishes.budgets, content.plan.spent
    for year, have, paid in zip(content.years, budgets, spent, strict=True):
        yield str(year), in_wan(have), in_wan(paid), in_wan(have - paid)
    yield content.say(TOTAL), in_wan(sum(budgets)), in_wan(sum(spent)), in_wan(sum(budgets) - sum(spent))


def _way_rows(content: PlanContent) -> Iterator[tuple[str, ...]]:
    for way in content.ways:
        yield content.say(way.name), f"{way.lines:,}", f"{way.gaps:,}", in_wan(way.yuan)
    sums = [(way.lines, way.gaps, way.yuan) for way in content.ways]
    lines, gaps, yuan = (sum(each) for each in zip(*sums, strict=True)) if sums else (0, 0, 0)
    yield content.say(TOTAL), f"{lines:,}", f"{gaps:,}", in_wan(yuan)


def _lines(document: Document, content: PlanContent) -> None:
    document.heading(content.say(LINES))
    for year in content.years:
        rows = [_line(line, content) for line in of_year(content, year)]
        if rows:
            document.second(content.say(BEGIN.filled(year=year)))
            document.table(_heads(content, LINE_HEADS), (11, 24, 34, 27, 34, 13, 17), rows, right=frozenset({6}))


def _line(line: PlannedRemedy, content: PlanContent) -> tuple[str, ...]:
    lang, colon = content.lang, "：" if content.lang == "zh" else ": "
    builds = builds_text(line, lang, content.names)
    return (
        str(line.position), named(line.community, lang), f"{BY_CODE[line.way].name.of(lang)}{colon}{builds}",
        where_text(line, lang, is_brief=True), closes_text(line, lang, content.names), str(line.ready_year),
        in_wan(sum(line.outlay)),
    )  # fmt: skip


def _left(document: Document, content: PlanContent) -> None:
    document.heading(content.say(LEFT))
    document.second(content.say(REASONS))
    heads = [content.say(Words("原因", "Reason")), content.say(Words("短板数", "Gaps"))]
    rows = [(content.say(reason_words()[why]), f"{number:,}") for why, number in content.reasons]
    document.table(heads, (100, 56), rows, right=frozenset({1}))
    document.second(content.say(MONEY_LEFT))
    chosen = [gap for gap in content.left if gap.why in MONEY_CODES]
    if not chosen:
        document.say(content.say(NONE))
    else:
        document.table(_heads(content, LEFT_HEADS), (28, 44, 84), _left_rows(content), right=frozenset())
    if len(content.left) > len(chosen):
        document.say(content.say(REST.filled(number=f"{len(content.left) - len(chosen):,}")))


def _left_rows(content: PlanContent) -> Iterator[tuple[str, ...]]:
    for gap in content.left:
        if gap.why in MONEY_CODES:
            rule = f"{gap.rule} {content.say(rule_named(gap.rule).name)}"
            yield named(gap.community, content.lang), rule, content.say(left_words(gap.why, gap.about))


def _cards(document: Document, content: PlanContent) -> None:
    document.heading(content.say(CARDS))
    document.table(_heads(content, CARD_HEADS), (40, 32, 20, 20, 22, 22), _card_rows(content), right=frozenset({2, 3, 4, 5}))


def _card_rows(content: PlanContent) -> Iterator[tuple[str, ...]]:
    for card in content.cards:
        households = "—" if card.households is None else f"{card.households:,}"
        yield (
            named(card.community, content.lang), card.code, households, str(card.gaps_before), str(card.gaps_after),
            str(card.unknown_after),
        )  # fmt: skip


def _prices(document: Document, content: PlanContent) -> None:
    document.heading(content.say(PRICES))
    document.table(_heads(content, PRICE_HEADS), (30, 20, 26, 28, 36, 16), _price_rows(content), right=frozenset({2}))


def _price_rows(content: PlanContent) -> Iterator[tuple[str, ...]]:
    for price in content.prices:
        what = f"{content.say(price.what)} {content.say(price.thing)}"
        where = f"{content.say(price.place)} {content.say(price.since)}"
        kind = content.say(ENTERED[price.is_placeholder])
        low, high = (f"{float(each):,.0f}" for each in (price.low, price.high))
        yield what, content.say(price.unit), f"{low}–{high}", where, content.say(price.source), kind


def _checks(document: Document, content: PlanContent) -> None:
    """What whoever makes the plan again has to find the same."""
    document.heading(content.say(CHECKS))
    heads = [content.say(Words("项目", "Of")), "SHA-256"]
    document.table(heads, (56, 100), checksum_lines(content.plan, content.lang), right=frozenset())
