"""What a plan may take: one way, at one place, in one premises or none, with what it builds, costs and closes. Pure.

Yuan as Decimal until a year's outlay is due, which is whole yuan, rounded up; areas in hundredths of m2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from assessments.remedies.catalogue import Remedy
from assessments.remedies.costs import Cost, Range
from assessments.remedies.effects import Effect
from assessments.remedies.prices import PriceLine
from assessments.remedies.wishes import PricePoint

MONTHS = 12
_NOTHING = Range(Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Placed:
    """An effect in a community (its database id). ``serves``: all whom a facility serves, where they are others too.

    ``lng``, ``lat``: where a facility will stand; None where nobody knows, which leaves every distance to it unknown.
    """

    community: int
    effect: Effect
    serves: tuple[int, ...] = ()
    lng: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class Money:
    """What a measure costs: once, rent a year, upkeep a year (None: not known), all of it over the years in money of today.

    ``lines``: the prices it rests on; none of an owner's own price.
    """

    once: Range
    rent: Range = _NOTHING
    running: Range | None = None
    present: Range | None = None
    lines: tuple[PriceLine, ...] = ()
    is_placeholder: bool = False


@dataclass(frozen=True)
class Measure:
    """``row`` of the sheet where it stands; ``lacks``: those it fills (positions). ``premises``, ``facility``: their codes,
    empty where it takes none. ``effects``: what changes in which row; ``placed``: the rows that would be written.

    ``closes``: (row, position of the rule), by the engine. ``labels``: bits of the figures it rests on.
    """

    way: Remedy
    row: int
    lacks: tuple[int, ...]
    money: Money
    effects: tuple[tuple[int, Effect], ...]
    placed: tuple[Placed, ...]
    premises: str = ""
    facility: str = ""
    closes: frozenset[tuple[int, int]] = frozenset()
    labels: int = 0

    @property
    def years(self) -> int:
        """Over how many years it is built: it counts from the last of them on."""
        return max(1, -(-self.way.months[1] // MONTHS)) if self.way.months else 1


def money_of(cost: Cost) -> Money:
    """A cost of the options as a plan counts it."""
    rent = _NOTHING if cost.yearly_low is None or cost.yearly_high is None else Range(cost.yearly_low, cost.yearly_high)
    return Money(Range(cost.low, cost.high), rent, cost.running, cost.present, cost.lines, cost.is_placeholder)


def added(parts: Sequence[Money], *, price_once: Decimal | None = None, rent_once: Decimal | None = None) -> Money:
    """Several uses of one premises: what its owner asks for the whole is paid once, not for each of them."""
    once, rent = _sum([each.once for each in parts]), _sum([each.rent for each in parts])
    return Money(
        once if price_once is None else Range(price_once, price_once),
        rent if rent_once is None else Range(rent_once, rent_once),
        _sum_known([each.running for each in parts]),
        _sum_known([each.present for each in parts]) if price_once is None and rent_once is None else None,
        tuple(dict.fromkeys(line for each in parts for line in each.lines)),
        any(each.is_placeholder for each in parts),
    )


def _sum(ranges: Sequence[Range]) -> Range:
    return Range(sum((each.low for each in ranges), Decimal(0)), sum((each.high for each in ranges), Decimal(0)))


def _sum_known(ranges: Sequence[Range | None]) -> Range | None:
    known = [each for each in ranges if each is not None]
    return _sum(known) if len(known) == len(ranges) else None


def outlay_of(measure: Measure, point: PricePoint, horizon: int) -> tuple[int, ...]:
    """Whole yuan due 0, 1, 2 ... years after it begins: what is paid once in equal parts while it is built, and from the year
    on in which it counts the rent of each year. Upkeep is shown beside and is not in the budget.
    """
    once, rent, years = at(measure.money.once, point), at(measure.money.rent, point), measure.years
    due = [once / years if year < years else Decimal(0) for year in range(max(horizon, years))]
    due = [amount + (rent if year >= years - 1 else 0) for year, amount in enumerate(due)]
    return tuple(int(amount.to_integral_value(ROUND_CEILING)) for amount in due)


def at(amount: Range, point: PricePoint) -> Decimal:
    """One figure of a range."""
    return {PricePoint.LOW: amount.low, PricePoint.HIGH: amount.high}.get(point, (amount.low + amount.high) / 2)
