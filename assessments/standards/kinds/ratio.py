"""One amount against a fraction of another, cross-multiplied in whole numbers, so decided exactly."""

from __future__ import annotations

from fractions import Fraction

from assessments.standards.columns import Column
from assessments.standards.kinds.base import Outcome

PART_LIMIT = 4_000_000
"""Largest numerator or denominator of a factor: times VALUE_LIMIT it stays below 2**63."""


def exceeds(factor: Fraction) -> bool:
    """Whether a factor is too fine for 64-bit arithmetic."""
    return max(factor.numerator, factor.denominator) > PART_LIMIT


def compare(amount: Column, base: Column, factor: Fraction, *, base_additive: bool) -> Outcome:
    """`amount >= factor * base` for an additive amount. Sound with lower bounds: met needs the whole base, gap the
    whole amount; a base that can only grow may still show that a whole amount is too small. Base 0 is undefined."""
    left, right = amount.value * factor.denominator, base.value * factor.numerator
    undefined = base.known & (base.value == 0)
    usable = base.known | base_additive
    met = (left >= right) & base.known & ~undefined
    gap = (left < right) & usable & amount.known & ~undefined
    need = -(-right // factor.denominator)
    required = Column(need, (base.known | gap) & ~undefined)
    measured = Column(amount.value, amount.known | met)
    return Outcome(met, gap, undefined, undefined & False, measured, required, need - amount.value)
