"""What a remedy costs, as a range with its origin. Pure: yuan as Decimal, areas in hundredths of m2."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from assessments.remedies.needs import Need
from assessments.remedies.prices import RENT, PriceBook, PriceLine

if TYPE_CHECKING:
    from assessments.remedies.options import AtHand


@dataclass(frozen=True)
class Cost:
    """Yuan once (``low`` to ``high``) and, for a lease, yuan a year. ``lines`` are the prices used, with their origin."""

    low: Decimal
    high: Decimal
    yearly_low: Decimal | None
    yearly_high: Decimal | None
    lines: tuple[PriceLine, ...]
    is_placeholder: bool


def cost_of(remedy: str, need: Need, premises: AtHand | None, prices: PriceBook) -> Cost | None:
    """The range for the need's area, or None where no area or no price is known.

    A price asked for the nearest fitting premises replaces the price book's, for its whole area.
    """
    line = prices.line(remedy, need.facility_type)
    if need.area is None or line is None:
        return None
    if remedy == "lease":
        return _lease(need, premises, line, prices.line(RENT, need.facility_type))
    if remedy == "purchase" and premises is not None and premises.price is not None:
        return Cost(premises.price, premises.price, None, None, (), is_placeholder=False)
    return Cost(*_range(line, need.area), None, None, (line,), _is_placeholder(need, line))


def _lease(need: Need, premises: AtHand | None, fit_out: PriceLine, rent: PriceLine | None) -> Cost | None:
    low, high = _range(fit_out, need.area or 0)
    if premises is not None and premises.annual_rent is not None:
        yearly = (premises.annual_rent, premises.annual_rent)
        return Cost(low, high, *yearly, (fit_out,), _is_placeholder(need, fit_out))
    if rent is None:
        return None
    monthly = _range(rent, need.area or 0)
    return Cost(low, high, monthly[0] * 12, monthly[1] * 12, (fit_out, rent), _is_placeholder(need, fit_out, rent))


def _range(line: PriceLine, area: int) -> tuple[Decimal, Decimal]:
    return line.low * area / 100, line.high * area / 100


def _is_placeholder(need: Need, *lines: PriceLine) -> bool:
    return need.basis_is_placeholder or any(line.is_placeholder for line in lines)
