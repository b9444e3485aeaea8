"""What a way costs over the years, in money of the day of the decision. Pure: exact fractions inside, whole fen outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

FEN = Decimal("0.01")
MONTHS = 12


@dataclass(frozen=True)
class Terms:
    """Over how many years, and at which rate a year. Both are placeholders of this project until somebody sets them.

    Raises ValueError for less than a year and for a negative rate.
    """

    years: int = 10
    rate: Decimal = Decimal("0.035")

    def __post_init__(self) -> None:
        if self.years < 1 or self.rate < 0:
            raise ValueError(f"{self.years} years at {self.rate}: at least one year, and no negative rate")


TERMS = Terms()


def outlays(capital: Decimal, yearly: Decimal, *, months: int, terms: Terms) -> tuple[Fraction, ...]:
    """Yuan that fall due 0, 1, 2 ... whole years after the decision, where the facility opens after ``months``.

    Capital: in n = max(1, ceil(months / 12)) equal parts, at the beginning of each of the first n years (0 ... n - 1).
    Yearly cost: at the end of every year t = 1 ... terms.years, for the months of it in which the facility is open:
    yearly * max(0, min(12, 12 t - months)) / 12. What lies beyond the horizon, and what the rooms are then worth, is left out.
    """
    parts = max(1, -(-months // MONTHS))
    due = [Fraction(0)] * (max(parts - 1, terms.years) + 1)
    for year in range(parts):
        due[year] += Fraction(capital) / parts
    for year in range(1, terms.years + 1):
        due[year] += Fraction(yearly) * max(0, min(MONTHS, MONTHS * year - months)) / MONTHS
    return tuple(due)


def discounted(due: Sequence[Fraction], rate: Decimal) -> Decimal:
    """Sum of due[t] / (1 + rate) ** t, rounded once, half up, to whole fen."""
    return _to_fen(_discounted(due, rate))


def _discounted(due: Sequence[Fraction], rate: Decimal) -> Fraction:
    factor = 1 + Fraction(rate)
    return sum((amount / factor**year for year, amount in enumerate(due)), Fraction(0))


def _to_fen(worth: Fraction) -> Decimal:
    fen = int(worth * 100 + Fraction(1, 2))  # no outlay is negative
    return (Decimal(fen) / 100).quantize(FEN, ROUND_HALF_UP)


def present_cost(capital: Decimal, yearly: Decimal, *, months: int, terms: Terms) -> Decimal:
    """Net present cost in yuan: ``discounted`` of ``outlays``. A lease is taken to be renewed at the same rent."""
    once, each_year = _factors(months, terms)
    return _to_fen(Fraction(capital) * once + Fraction(yearly) * each_year)


@lru_cache(maxsize=256)
def _factors(months: int, terms: Terms) -> tuple[Fraction, Fraction]:
    """The present cost of one yuan of capital and of one yuan a year: that of any other amount is so many times theirs."""
    one, nothing = Decimal(1), Decimal(0)
    capital, yearly = (outlays(*pair, months=months, terms=terms) for pair in ((one, nothing), (nothing, one)))
    return _discounted(capital, terms.rate), _discounted(yearly, terms.rate)
