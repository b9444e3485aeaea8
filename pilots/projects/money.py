"""Where the money of a project comes from, and whether it adds up. An amount that nobody knows is never counted as 0. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from communities.words import Words

SOURCES: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "central": Words("中央财政资金", "central government"),
        "province": Words("省级财政资金", "province"),
        "city": Words("市级财政资金", "city"),
        "district": Words("区县级财政资金", "district"),
        "bonds": Words("地方政府专项债券", "special bonds"),
        "social": Words("社会资本", "private capital"),
        "residents": Words("居民出资", "residents"),
        "other": Words("其他资金", "other"),
    }
)
"""In the order in which they are listed everywhere."""
AMOUNTS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "planned": Words("计划金额", "planned"),
        "arrived": Words("到位金额", "arrived"),
        "spent": Words("支出金额", "spent"),
    }
)


@dataclass(frozen=True)
class Total:
    """The sum of what is known, in yuan, and how many amounts are not. ``lines`` 0: no source was named at all."""

    known: int
    unknown: int
    lines: int

    @property
    def is_whole(self) -> bool:
        return self.lines > 0 and self.unknown == 0


def total(amounts: Iterable[int | None]) -> Total:
    told = list(amounts)
    known = [each for each in told if each is not None]
    return Total(sum(known), len(told) - len(known), len(told))


def total_words(one: Total) -> Words:
    if not one.lines or one.unknown == one.lines:
        return Words("未知", "not known")
    if one.unknown:
        return Words(
            f"至少 {one.known:,} 元，另有 {one.unknown} 项金额未知",
            f"at least {one.known:,} yuan; {one.unknown} more not known",
        )
    return Words(f"{one.known:,} 元", f"{one.known:,} yuan")


def against_cost(planned: Total, cost: int) -> Words:
    """The planned money held against what the project costs, with the difference."""
    if not planned.lines:
        return Words(
            "尚未登记资金来源，能否覆盖造价未知。", "No source is named yet: whether the cost is covered is not known."
        )
    difference = planned.known - cost
    if planned.unknown:
        return _partly(planned, difference)
    if difference == 0:
        return Words("计划金额与造价一致。", "What is planned is just the cost.")
    if difference > 0:
        return Words(f"计划金额比造价多 {difference:,} 元。", f"What is planned is {difference:,} yuan more than the cost.")
    return Words(f"计划金额比造价少 {-difference:,} 元。", f"What is planned is {-difference:,} yuan short of the cost.")


def _partly(planned: Total, difference: int) -> Words:
    if difference >= 0:
        return Words(
            f"已知的计划金额已覆盖造价，多出至少 {difference:,} 元；另有 {planned.unknown} 项金额未知。",
            f"What is known covers the cost, by at least {difference:,} yuan; {_amounts_are(planned.unknown)} not known.",
        )
    return Words(
        f"已知的计划金额比造价少 {-difference:,} 元；另有 {planned.unknown} 项金额未知，能否补足不能判断。",
        f"What is known is {-difference:,} yuan short of the cost; {_amounts_are(planned.unknown)} not known, "
        "so whether the cost is covered cannot be said.",
    )


def _amounts_are(number: int) -> str:
    return "1 amount is" if number == 1 else f"{number} amounts are"


def remarks(rows: Iterable[tuple[str, int | None, int | None, int | None]]) -> list[Words]:
    """What is odd about (source, planned, arrived, spent): said, and never refused, for such things happen."""
    found = []
    for source, planned, arrived, spent in rows:
        name = SOURCES[source]
        if planned is not None and arrived is not None and arrived > planned:
            found.append(Words(f"{name.zh}：到位金额超过计划金额。", f"{name.en}: more has arrived than was planned."))
        if arrived is not None and spent is not None and spent > arrived:
            found.append(Words(f"{name.zh}：支出金额超过到位金额。", f"{name.en}: more was spent than has arrived."))
    return found
