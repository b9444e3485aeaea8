"""Shared facilities: one that serves several communities counts in each, its area is shared out by households.

Shares are rounded down to the hundredth, towards failure, so nothing is counted twice. A whole-number threshold per 100
households is decided exactly as if the shares were exact. Where one served community has no household count the shares are
unknown.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import isqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from assessments.facts.frame import Frame
from assessments.facts.services import BLANK, Services
from assessments.standards.columns import Bools, Column, Ints

_EXACT = isqrt(2**63 - 1)
"""Up to so many households the product of two remainders fits into 64 bits."""


@dataclass(frozen=True)
class Weights:
    """How shared facilities are shared out, one entry for each: households of all that they serve, and whether all are known.

    ``labels``: those of the communities whose households share it out, because each share rests on all of them.
    """

    households: Column
    sum: Ints
    is_known: Bools
    labels: Ints


def weights_of(frame: Frame, services: Services, households: Column) -> Weights:
    """As the labels stand now: a share carries those that its communities have when it is made."""
    facility, row = services.sharers
    size = int(facility.max(initial=-1)) + 1
    there, inside = facility[row >= 0], row[row >= 0]
    sums, labels, is_known = np.zeros(size, np.int64), np.zeros(size, np.int64), np.ones(size, np.bool_)
    np.add.at(sums, there, households.value[inside])
    np.bitwise_or.at(labels, there, frame.labels[inside])
    is_known[facility[row < 0]] = False
    is_known[there[~households.known[inside]]] = False
    return Weights(households, sums, is_known & (sums > 0), labels)


def shares(services: Services, which: slice, figure: str, weights: Weights) -> tuple[Ints, Bools, Bools]:
    """What of a figure falls to the community of each service, rounded down; whether it is known; whether it is exact."""
    whole, shared = services.figures[figure][which].astype(np.int64), services.shared[which]
    is_filled, is_exact = whole != BLANK, np.ones(len(whole), np.bool_)
    among = np.flatnonzero((shared >= 0) & is_filled)
    is_filled[among] = weights.is_known[shared[among]]
    among = among[is_filled[among]]
    own = weights.households.value[services.row[which][among]]
    whole[among], left = shared_out(whole[among], own, weights.sum[shared[among]])
    is_exact[among] = left == 0
    return np.where(is_filled, whole, 0), is_filled, is_exact


def shared_out(whole: Ints, own: Ints, every: Ints) -> tuple[Ints, Ints]:
    """(whole * own // every, what is left of it), exactly, though the product may need more than 64 bits."""
    if every.max(initial=0) > _EXACT:
        parts: npt.NDArray[Any] = whole.astype(object) * own
        return (parts // every).astype(np.int64), (parts % every).astype(np.int64)
    times, rest = np.divmod(whole, np.maximum(every, 1))
    more, left = np.divmod(rest * own, np.maximum(every, 1))
    return times * own + more, left


def share_out(area: Decimal | None, weights: tuple[int, ...] | None, position: int) -> tuple[int, int]:
    """(hundredths of m2 for the community at ``position``, 1 where that is a figure and 0 where it is unknown)."""
    if area is None or weights is None or not sum(weights):
        return 0, 0
    return int(area * 100) * weights[position] // sum(weights), 1
