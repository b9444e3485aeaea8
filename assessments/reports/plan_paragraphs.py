"""What a document says of a plan in sentences."""

from collections.abc import Iterator
from typing import Final

from assessments.how_good import goodness, more_words
from assessments.remedies.wishes import OBJECTIVE_WORDS
from assessments.reports.plan_about import place_words
from assessments.reports.plan_content import PlanContent, in_wan
from communities.words import Words, both

GAPS: Final = Words(
    "{place}共 {communities} 个社区，现有短板 {today} 个。本方案安排措施 {lines} 项，关闭短板 {closed} 个，实施后还有 {rest} "
    "个；{helped} 个社区的短板减少，涉及 {households} 户。",
    "{place} has {communities} communities with {today} gaps today. The plan takes {lines} remedies and closes {closed} gaps; "
    "{rest} are left. {helped} communities come to have fewer gaps; {households} households live in them.",
)
APPEAR: Final = Words(
    "另有 {number} 个短板在实施后新出现：新建的设施使原来不适用的规则适用，而规模还不够。",
    "Gaps that appear with the plan: {number}. What is built makes a rule apply that did not, and is too small for it.",
)
VANISH: Final = Words(
    "另有 {number} 个短板随之消除（达标、待核实或不适用），不计入上述关闭数。",
    "Beside these, {number} more are gaps no longer (met, unknown or not applicable), and are counted for no remedy.",
)
COMPLETE: Final = Words(
    "没有短板且没有待核实事项的社区由 {today} 个变为 {after} 个。",
    "Communities without a gap and with nothing unknown: {today} today, {after} with the plan.",
)
MONEY: Final = Words(
    "预算 {budget} 万元，安排 {spent} 万元，结余 {left} 万元。目标：{objective}。",
    "Of {budget} (in 10,000 yuan) the plan spends {spent} and leaves {left}. Objective: {objective}.",
)
CLOSABLE: Final = Words(
    "全部短板中，有 {closable} 个可以用已知造价的措施关闭；其余短板不是增加资金就能解决的，原因见“未关闭的短板”。",
    "Of all gaps, {closable} can be closed by measures whose price is known; the others are not a matter of more money: see "
    "the gaps left open.",
)
PROMISE: Final = Words(
    "“实施后”的结果由同一评估程序按方案建成后的数据重新判定得出，不是估计。",
    "What stands under “with the plan” is judged by the same engine from the data as they would be, and no estimate.",
)
UPKEEP: Final = Words(
    "运行费用不计入预算，逐项列在措施的附表（工作簿）中。",
    "Upkeep is not in the budget; the workbook lists it line by line.",
)


def summary(content: PlanContent) -> Iterator[Words]:
    """The first part: what it does, for how much, and how good it is."""
    told, plan = content.plan.told, content.plan
    gaps, complete = told["gaps"], told["complete"]
    place = place_words(plan)
    yield _filled(
        GAPS, place=place, communities=told["communities"], today=gaps[0], lines=len(content.lines), closed=told["closed"],
        rest=gaps[1], helped=told["helped"], households=told["households"],
    )  # fmt: skip
    appearing = gaps[1] - (gaps[0] - told["closed"])
    if appearing:
        yield (APPEAR if appearing > 0 else VANISH).filled(number=abs(appearing))
    yield COMPLETE.filled(today=complete[0], after=complete[1])
    yield _money(content)
    good = goodness(plan, content.wishes.objective)
    yield from [good.sentence] if good else []
    yield more_words(told, content.wishes)
    yield CLOSABLE.filled(closable=told["closable"])
    yield PROMISE


def _money(content: PlanContent) -> Words:
    budget, spent = sum(content.wishes.budgets), sum(content.plan.spent)
    objective = OBJECTIVE_WORDS[content.wishes.objective]
    return _filled(MONEY, budget=in_wan(budget), spent=in_wan(spent), left=in_wan(budget - spent), objective=objective)


def _filled(words: Words, **said: object) -> Words:
    """Names in the language of the sentence, numbers with their thousands."""
    return both(
        lambda lang: words.of(lang).format(
            **{
                name: value.of(lang) if isinstance(value, Words) else f"{value:,}" if isinstance(value, int) else value
                for name, value in said.items()
            }
        )
    )
