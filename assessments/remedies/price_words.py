"""What a line of the price book is about, and in which unit, in words. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from assessments.remedies.catalogue import REMEDIES
from assessments.remedies.prices import RENT, RUNNING, WORKS, PriceUnit
from communities.survey_items import SURVEY_ITEMS
from communities.words import Words
from facilities.catalogue import FACILITY_TYPES

PRICED: dict[str, Words] = {remedy.code: remedy.name for remedy in REMEDIES} | {
    RENT: Words("租金", "rent"),
    RUNNING: Words("运行费用", "running cost"),
    WORKS: Words("改造工程", "works"),
}
UNIT_WORDS = {
    PriceUnit.M2: Words("每㎡", "per m²"),
    PriceUnit.M2_MONTH: Words("每㎡·月", "per m² and month"),
    PriceUnit.M2_YEAR: Words("每㎡·年", "per m² and year"),
    PriceUnit.EACH: Words("每个社区", "for one community"),
}
ANY_TYPE = Words("不限类型", "any type")
UPSIDE_DOWN = Words("上限不得低于下限。", "The upper price must not lie below the lower one.")
WHICH_WORKS = Words("请说明是哪项工程的造价。", "Say which works are priced.")
NO_TYPE = Words("改造工程不分设施类型。", "Works are of no facility type.")
ONLY_WORKS = Words("仅用于改造工程。", "Only for works.")


def about(facility_type: str, item: str) -> Words:
    """The facility type, or what the works are about; any type where neither is named."""
    named = FACILITY_TYPES.get(facility_type or item) or SURVEY_ITEMS.get(item)
    return Words(named.zh, named.en) if named else ANY_TYPE


def mistakes(remedy: str, facility_type: str, item: str, low: Decimal, high: Decimal) -> Iterator[tuple[str, Words]]:
    """What is wrong with a line as a whole, by field: works say what they are about, and are of no facility type."""
    if high < low:
        yield "high", UPSIDE_DOWN
    if remedy == WORKS and not item:
        yield "item", WHICH_WORKS
    if remedy == WORKS and facility_type:
        yield "facility_type", NO_TYPE
    if remedy != WORKS and item:
        yield "item", ONLY_WORKS
