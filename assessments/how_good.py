"""How good a plan is, in numbers and in words, from its row.

The solver counts worth in thousandths of what a gap closed in the first year is worth; each year of waiting takes the rate off.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

from assessments.models import RemedyPlan
from assessments.remedies.plan_words import WORTH_UNITS, filled
from assessments.remedies.planning.planning import Status
from assessments.remedies.wishes import OBJECTIVE_MEANING, Objective, Wishes
from communities.words import Words

SCALE: Final = 1000
_HUNDREDTH: Final = Decimal("0.01")
BEST = Words(
    "本方案得 {worth} {unit}，没有别的方案能得更多。", "The plan is worth {worth} {unit}, and no other plan is worth more."
)
AT_MOST = Words(
    "本方案得 {worth} {unit}；任何方案都不超过 {bound} {unit}，本方案与最优至多相差 {gap}%。",
    "The plan is worth {worth} {unit}; no plan is worth more than {bound}, so it misses at most {gap}% of the best.",
)
STOPPED = Words("计算因限时提前结束。", "The search ended early, for want of time.")
COUNTED = Words(
    "{meaning}；按首年关闭计值，每晚一年减 {rate}%。",
    "{meaning}; as closed in the first year, {rate}% less for each year of waiting.",
)
BROKEN = Words(
    "其中 {number} 个短板按整体复核后仍未关闭，已列入未关闭的短板。",
    "{number} of the gaps counted as closed stay open when all is judged together; they are listed among those left open.",
)
MORE = Words(
    "{year} 年再增加 {yuan} 元，可多得 {worth} {unit}，多关闭 {closed} 个短板。",
    "{yuan} yuan more in {year} would buy {worth} {unit} more, and close {closed} more gaps.",
)
NO_MORE = Words(
    "{year} 年再增加 {yuan} 元，没有找到更好的方案。", "With {yuan} yuan more in {year}, no better plan was found."
)  # fmt: skip


@dataclass(frozen=True)
class Goodness:
    """``gap``: percent of the bound that the plan may miss, rounded up to hundredths."""

    worth: Decimal
    bound: Decimal
    gap: Decimal
    sentence: Words


def goodness(plan: RemedyPlan, objective: Objective) -> Goodness | None:
    """None of a plan that is not finished."""
    if plan.worth is None or plan.bound is None:
        return None
    worth, bound = plan.worth, max(plan.bound, plan.worth)
    gap = (Decimal(100 * (bound - worth)) / max(bound, 1)).quantize(_HUNDREDTH, ROUND_CEILING)
    words = BEST if worth == bound else AT_MOST
    said = {"worth": worth // SCALE, "bound": -(-bound // SCALE), "gap": str(gap), "unit": WORTH_UNITS[objective]}
    return Goodness(Decimal(worth) / SCALE, Decimal(bound) / SCALE, gap, _with_notes(plan, filled(words.as_dict(), said)))


def _with_notes(plan: RemedyPlan, words: Words) -> Words:
    notes = [STOPPED] if plan.told.get("status") == Status.STOPPED else []
    notes += [BROKEN.filled(number=len(plan.told["broken"]))] if plan.told.get("broken") else []
    return Words("".join([words.zh, *(each.zh for each in notes)]), " ".join([words.en, *(each.en for each in notes)]))


def counted(wishes: Wishes) -> Words:
    """What the worth of a plan counts."""
    return filled(COUNTED.as_dict(), {"meaning": OBJECTIVE_MEANING[wishes.objective], "rate": f"{100 * wishes.rate:.1f}"})


def more_words(told: dict[str, Any], wishes: Wishes) -> Words:
    """What the next million would buy; ``told`` as ``whole.py`` keeps it, its year counted from the first."""
    more = told["more"]
    said = {**more, "year": str(wishes.first_year + more["year"]), "worth": more["worth"] // SCALE}
    return filled((MORE if more["worth"] else NO_MORE).as_dict(), {**said, "unit": WORTH_UNITS[wishes.objective]})
