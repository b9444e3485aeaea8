"""What a remedy costs, as a range with its origin. Pure: yuan as Decimal, areas in hundredths of m2."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assessments.remedies.catalogue import LEASE, PURCHASE, Remedy
from assessments.remedies.needs import Need, NeedKind
from assessments.remedies.present import TERMS, Terms, present_cost
from assessments.remedies.prices import RENT, RUNNING, WORKS, PriceBook, PriceLine

if TYPE_CHECKING:
    from assessments.remedies.stock import AtHand


@dataclass(frozen=True)
class Range:
    """Yuan, from ``low`` to ``high``."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Cost:
    """Yuan once (``low`` to ``high``) and, for a lease, the rent a year (``yearly_low`` to ``yearly_high``).

    ``running``: upkeep a year, beside the rent. ``present``: all of it over ``terms``, in money of the day of the decision;
    None where the upkeep is not known. ``lines`` are the prices used, with their origin; ``asked``: the owner of the premises
    asks for what is paid once, or for the rent.
    """

    low: Decimal
    high: Decimal
    yearly_low: Decimal | None
    yearly_high: Decimal | None
    lines: tuple[PriceLine, ...]
    is_placeholder: bool
    running: Range | None = None
    present: Range | None = None
    terms: Terms = TERMS
    asked: bool = False


def cost_of(remedy: Remedy, need: Need, premises: AtHand | None, prices: PriceBook, terms: Terms = TERMS) -> Cost | None:
    """The range for the need's area, or None where no area or no price is known. Works are priced for the whole community.

    Premises are bought and rented whole: what their owner asks, else the price book's for their whole area. Fit-out, works
    and upkeep are of the area that is needed.
    """
    if need.kind is NeedKind.WORKS:
        line = prices.line(WORKS, "", need.item)
        return Cost(line.low, line.high, None, None, (line,), line.is_placeholder, terms=terms) if line else None
    once, rent = _once(remedy, need, premises, prices), _rent(remedy, need, premises, prices)
    if need.area is None or once is None or (remedy is LEASE and rent is None):
        return None
    return _whole(remedy, need, once, rent, prices.line(RUNNING, need.facility_type), terms)


@dataclass(frozen=True)
class _Part:
    """A part of the cost, and the line it was drawn from; None where it was asked for by the owner."""

    range: Range
    line: PriceLine | None


def _once(remedy: Remedy, need: Need, premises: AtHand | None, prices: PriceBook) -> _Part | None:
    if remedy is PURCHASE and premises is not None and premises.price is not None:
        return _Part(Range(premises.price, premises.price), None)
    area = _whole_area(need, premises) if remedy is PURCHASE else need.area
    return _priced(prices.line(remedy.code, need.facility_type), area)


def _rent(remedy: Remedy, need: Need, premises: AtHand | None, prices: PriceBook) -> _Part | None:
    """Of a year."""
    if remedy is not LEASE:
        return None
    if premises is not None and premises.annual_rent is not None:
        return _Part(Range(premises.annual_rent, premises.annual_rent), None)
    return _priced(prices.line(RENT, need.facility_type), _whole_area(need, premises), times=12)


def _whole_area(need: Need, premises: AtHand | None) -> int | None:
    """Hundredths of m2 of the premises; of what is needed where none are known, or their area is not."""
    return premises.area if premises is not None and premises.area is not None else need.area


def _priced(line: PriceLine | None, area: int | None, *, times: int = 1) -> _Part | None:
    if line is None or area is None:
        return None
    return _Part(Range(line.low * area * times / 100, line.high * area * times / 100), line)


def _whole(remedy: Remedy, need: Need, once: _Part, rent: _Part | None, upkeep: PriceLine | None, terms: Terms) -> Cost:
    running = _priced(upkeep, need.area)
    parts = [part for part in (once, rent, running) if part is not None]
    lines = tuple(part.line for part in parts if part.line is not None)
    paid = rent.range if rent else None
    return Cost(
        once.range.low,
        once.range.high,
        paid.low if paid else None,
        paid.high if paid else None,
        lines,
        _is_placeholder(need, once, rent),
        running.range if running else None,
        _present(remedy, once.range, paid, running.range, terms) if running else None,
        terms,
        any(part.line is None for part in parts),
    )


def _present(remedy: Remedy, once: Range, rent: Range | None, running: Range, terms: Terms) -> Range | None:
    """Low: the low prices and the latest opening; high: the high prices and the earliest, which runs longest."""
    if remedy.months is None:
        return None
    rent, (soon, late) = rent or Range(Decimal(0), Decimal(0)), remedy.months
    low = present_cost(once.low, rent.low + running.low, months=late, terms=terms)
    return Range(low, present_cost(once.high, rent.high + running.high, months=soon, terms=terms))


def _is_placeholder(need: Need, once: _Part, rent: _Part | None) -> bool:
    """Of what is paid once and for rent. A price that the owner asks for is real whatever the area rests on."""
    lines = [part.line for part in (once, rent) if part is not None and part.line is not None]
    return bool(lines) and (need.basis_is_placeholder or any(line.is_placeholder for line in lines))
