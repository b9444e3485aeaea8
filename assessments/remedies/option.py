"""What an option is: the answer whether one way is open to one gap. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assessments.remedies.matching import Fit

if TYPE_CHECKING:
    from assessments.remedies.catalogue import Remedy
    from assessments.remedies.costs import Cost
    from assessments.remedies.facilities import FacilityMatch
    from assessments.remedies.matching import Match
    from assessments.remedies.needs import Need
    from assessments.remedies.stock import AtHand
    from communities.words import Words


class Standing(StrEnum):
    """``concrete``: premises or a facility that would do is known, or the block. ``open``: allowed, but none such is in the
    register, or nobody can tell. ``barred``, ``undecided``: not offered.
    """

    CONCRETE = "concrete"
    OPEN = "open"
    BARRED = "barred"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Option:
    """One way for one gap. ``clause`` allows it, or bars it; empty where none speaks of it.

    ``matches``: the premises whose owner offers it, those that fit first. ``facilities``: those to be extended or shared.
    Every one carries the provenance of its row.
    """

    remedy: Remedy
    standing: Standing
    reason: Words
    clause: str
    need: Need
    cost: Cost | None = None
    matches: tuple[Match, ...] = ()
    facilities: tuple[FacilityMatch, ...] = ()
    reminder: Words | None = None

    @property
    def is_offered(self) -> bool:
        return self.standing in (Standing.CONCRETE, Standing.OPEN)

    @property
    def premises(self) -> tuple[AtHand, ...]:
        """Those that fit, the best first."""
        return tuple(match.at_hand for match in self.matches if match.fit is Fit.FITS)

    @property
    def unclear(self) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.fit is Fit.UNCLEAR)

    @property
    def missed(self) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.fit is Fit.MISSES)

    @property
    def provenances(self) -> frozenset[str]:
        """recorded, sample, synthetic: of every row that the answer names."""
        rows = {match.at_hand.provenance for match in self.matches} | {one.facility.provenance for one in self.facilities}
        return frozenset(rows | {given.provenance for match in self.matches for given in match.given})
