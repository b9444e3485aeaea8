"""One amount against a fraction of another, cross-multiplied in whole numbers, so decided exactly."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from assessments.standards.columns import Column
from assessments.standards.kinds.base import Outcome, nowhere_like

PART_LIMIT = 4_000_000
"""Largest numerator or denominator of a factor: times VALUE_LIMIT it stays below 2**63."""


def exceeds(factor: Fraction) -> bool:
    """Whether a factor is too fine for 64-bit arithmetic."""
    return max(factor.numerator, factor.denominator) > PART_LIMIT


def compare(amount: Column, base: Column, factor: Fraction, *, base_grows: bool) -> Outcome:
    """`amount >= factor * base`. Sound with lower bounds: met needs the whole base, gap the whole amount; a base that can
    only grow may still show that a whole amount is too small. Base 0 is undefined. An unknown amount is at least 0."""
    left, right = amount.value * factor.denominator, base.value * factor.numerator
    undefined = base.known & (base.value == 0)
    usable = base.known | base_grows
    met = (left >= right) & base.known & ~undefined
    gap = (left < right) & usable & amount.known & ~undefined
    need = -(-right // factor.denominator)
    required = Column(need, (base.known | gap) & ~undefined)
    measured = Column(amount.value, amount.known | met)
    return Outcome(met, gap, undefined, nowhere_like(met), measured, required, need - amount.value)


def compare_most(amount: Column, base: Column, factor: Fraction, *, amount_grows: bool, base_grows: bool) -> Outcome:
    """`amount <= factor * base`: the mirror of `compare`. `shortfall` is what there is too much of."""
    left, right = amount.value * factor.denominator, base.value * factor.numerator
    undefined = base.known & (base.value == 0)
    met = (left <= right) & amount.known & (base.known | base_grows) & ~undefined
    gap = (left > right) & base.known & (amount.known | amount_grows) & ~undefined
    room = right // factor.denominator
    measured, required = Column(amount.value, amount.known | gap), Column(room, base.known & ~undefined)
    return Outcome(met, gap, undefined, nowhere_like(met), measured, required, amount.value - room)


def both_hold(one: Outcome, other: Outcome) -> Outcome:
    """Two tests of the same amount as one: met where both are, a gap where one is; the figures are those of the gap."""
    second = other.gap & ~one.gap
    required = Column(
        np.where(second, other.required.value, one.required.value), np.where(second, other.required.known, one.required.known)
    )
    return Outcome(
        met=one.met & other.met,
        gap=one.gap | other.gap,
        undefined=one.undefined | other.undefined,
        reported=one.reported | other.reported,
        measured=Column(one.measured.value, one.measured.known | other.measured.known),
        required=required,
        shortfall=np.where(second, other.shortfall, one.shortfall),
    )
