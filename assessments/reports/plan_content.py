"""A whole plan, read once for a document: its lines, what it leaves open, its communities, and the prices it rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.price_words import PRICED, UNIT_WORDS, about
from assessments.remedies.prices import PriceUnit
from assessments.remedies.wishes import Wishes, wishes_of
from assessments.reports.plan_tables import is_asked_by_owner, named
from assessments.selectors.plans import left_gaps, promised_cards, remedies
from communities.scope import AreaScope
from communities.words import Lang, Words

WAN: Final = 10_000
SHIPPED: Final = Words("随产品提供", "ships with the product")


@dataclass(frozen=True)
class WayLine:
    """What the lines of one way come to."""

    name: Words
    lines: int
    gaps: int
    yuan: int


@dataclass(frozen=True)
class UsedPrice:
    """A line of the price book, as it was when the plan was made. ``used``: by how many lines of the plan."""

    what: Words
    thing: Words
    unit: Words
    low: str
    high: str
    place: Words
    since: Words
    source: Words
    is_placeholder: bool
    used: int


@dataclass(frozen=True)
class PlanContent:
    """Everything that a document says, in the order of the plan."""

    plan: RemedyPlan
    lines: list[PlannedRemedy]
    left: list[LeftGap]
    cards: list[PromisedCard]
    lang: Lang

    @cached_property
    def wishes(self) -> Wishes:
        return wishes_of(self.plan.wishes)

    @cached_property
    def years(self) -> list[int]:
        return [year["year"] for year in self.plan.told["years"]]

    def say(self, words: Words) -> str:
        return words.of(self.lang)

    @cached_property
    def names(self) -> dict[str, str]:
        """Of every community of the plan, by its code."""
        return {card.code: named(card.community, self.lang) for card in self.cards}

    @cached_property
    def ways(self) -> list[WayLine]:
        return [self._way(code) for code in BY_CODE if any(line.way == code for line in self.lines)]

    def _way(self, code: str) -> WayLine:
        own = [line for line in self.lines if line.way == code]
        yuan = sum(sum(line.outlay) for line in own)
        return WayLine(BY_CODE[code].name, len(own), sum(len(line.closes) for line in own), yuan)

    @cached_property
    def reasons(self) -> list[tuple[str, int]]:
        """Codes of the reasons why gaps are left, the most frequent first."""
        return Counter(gap.why for gap in self.left).most_common()

    @cached_property
    def prices(self) -> list[UsedPrice]:
        """Each once, the most used first."""
        used = Counter(_key(price) for line in self.lines for price in line.cost["lines"])
        return [_used(dict(key), number) for key, number in used.most_common()]

    @property
    def asked_by_owner(self) -> int:
        """Lines whose price or rent is what an owner asks."""
        return sum(map(is_asked_by_owner, self.lines))


def plan_content(scope: AreaScope, plan: RemedyPlan, lang: Lang) -> PlanContent:
    """Three queries."""
    return PlanContent(plan, list(remedies(scope, plan)), list(left_gaps(scope, plan)), list(promised_cards(scope, plan)), lang)


def _key(price: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in price.items())


def _used(price: dict[str, Any], number: int) -> UsedPrice:
    since = Words(price["since"], price["since"]) if price["since"] else SHIPPED
    return UsedPrice(
        PRICED[price["remedy"]], about(price["facility_type"], price["item"]), UNIT_WORDS[PriceUnit(price["unit"])],
        price["low"], price["high"], Words(*price["place"]), since, Words(*price["source"]), price["is_placeholder"], number,
    )  # fmt: skip


def in_wan(yuan: int) -> str:
    """10,000 yuan with two places, for text."""
    return f"{yuan / WAN:,.2f}"


def of_year(content: PlanContent, year: int) -> Iterator[PlannedRemedy]:
    """The lines that begin in a year."""
    return (line for line in content.lines if line.year == year)
