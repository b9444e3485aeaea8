"""The measures that a plan of a place can choose from: for each lack the ways that are open, premises by premises.

A way whose premises are not known is a measure only where they can be found on the market: bought or rented. Land, public
rooms and assets for exchange are there or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assessments.facts import FactSheet
from assessments.labels import LABELS
from assessments.remedies.catalogue import LEASE, PURCHASE, SHARE
from assessments.remedies.costs import Range, cost_of
from assessments.remedies.effects import Built, Effect, Extended, Shared
from assessments.remedies.facilities import FacilityMatch
from assessments.remedies.matching import Fit, Match
from assessments.remedies.measures import Measure, Money, Placed, money_of
from assessments.remedies.needs import NeedKind
from assessments.remedies.option import Option
from assessments.remedies.options import options_for
from assessments.remedies.wishes import Wishes
from assessments.services.planning.around import Around
from assessments.services.planning.lacks import Lack

BEST: Final = 6
"""So many premises of one way are looked at for one lack: the best ones."""
_ON_THE_MARKET: Final = (PURCHASE, LEASE)
_NOTHING: Final = Money(Range(Decimal(0), Decimal(0)))


@dataclass(frozen=True)
class Choices:
    """Makes the measures of a sheet's communities."""

    sheet: FactSheet
    around: Around
    wishes: Wishes

    def of(self, at: int, lack: Lack) -> Iterator[Measure]:
        """Those that fill one lack, which is the one at position ``at``. What they close is not judged yet."""
        situation = self.around.situations[int(self.sheet.pk[lack.row])]
        for option in options_for(lack.need, situation):
            if option.is_offered and not self.wishes.is_barred(self.sheet.paths[lack.row], option.remedy.code):
                yield from self._of_option(at, lack, option)

    def _of_option(self, at: int, lack: Lack, option: Option) -> Iterator[Measure]:
        if option.remedy is SHARE:
            yield from self._shared(at, lack, option)
        elif not isinstance(lack.effect, Built) or lack.need.kind is NeedKind.WORKS:
            yield from self._in_place(at, lack, option)
        else:
            yield from self._in_rooms(at, lack, option)

    def _in_place(self, at: int, lack: Lack, option: Option) -> Iterator[Measure]:
        """Works, and rooms that are given over: nothing is taken up for them."""
        is_fitting = lack.need.kind is NeedKind.WORKS or option.remedy.code == "retrofit"
        if option.cost is not None and is_fitting:
            yield self._measure(at, lack, option, money_of(option.cost), lack.effect)

    def _in_rooms(self, at: int, lack: Lack, option: Option) -> Iterator[Measure]:
        fitting = [match for match in option.matches if match.fit is Fit.FITS and match.cost is not None][:BEST]
        for match in fitting:
            yield self._in_premises(at, lack, option, match)
        for each in option.facilities:
            if each.fit is Fit.FITS and option.cost is not None:
                yield self._extended(at, lack, option, each)
        if option.remedy in _ON_THE_MARKET and not self.wishes.is_known_only:
            yield from self._on_the_market(at, lack, option)

    def _in_premises(self, at: int, lack: Lack, option: Option, match: Match) -> Measure:
        premises = self.around.premises[match.at_hand.code]
        assert match.cost is not None  # noqa: S101  # as the caller chose it
        point = (premises.lng, premises.lat) if premises.lng is not None else self._own_point(lack)
        measure = self._measure(at, lack, option, money_of(match.cost), lack.effect, point)
        return replace(measure, premises=match.at_hand.code, labels=measure.labels | LABELS[match.at_hand.provenance])

    def _extended(self, at: int, lack: Lack, option: Option, each: FacilityMatch) -> Measure:
        assert option.cost is not None  # noqa: S101  # as the caller chose it
        assert isinstance(lack.effect, Built)  # noqa: S101
        built, code = lack.effect, each.facility.code
        effect = Extended(built.facility_type, code, built.floor_area or 0, built.activity_area)
        measure = self._measure(at, lack, option, money_of(option.cost), effect)
        return replace(measure, facility=code, labels=measure.labels | LABELS[each.facility.provenance])

    def _on_the_market(self, at: int, lack: Lack, option: Option) -> Iterator[Measure]:
        situation = self.around.situations[int(self.sheet.pk[lack.row])]
        cost = cost_of(option.remedy, lack.need, None, situation.prices, situation.terms)
        if cost is not None:
            yield self._measure(at, lack, option, money_of(cost), lack.effect, self._own_point(lack))

    def _shared(self, at: int, lack: Lack, option: Option) -> Iterator[Measure]:
        """A neighbour's facility, where the wishes say how many more it may take on. It costs the budget nothing."""
        for each in option.facilities if self.wishes.sharing else ():
            if each.fit is Fit.FITS:
                effect = Shared(each.facility.facility_type, each.facility.code)
                measure = self._measure(at, lack, option, _NOTHING, effect)
                yield replace(measure, facility=each.facility.code, labels=measure.labels | LABELS[each.facility.provenance])

    def _measure(
        self, at: int, lack: Lack, option: Option, money: Money, effect: Effect,
        point: tuple[float | None, float | None] = (None, None),
    ) -> Measure:  # fmt: skip
        row = lack.row
        placed = Placed(int(self.sheet.pk[row]), effect, (), *point)
        labels = int(self.sheet.labels[row])
        return Measure(option.remedy, row, (at,), money, ((row, effect),), (placed,), labels=labels)

    def _own_point(self, lack: Lack) -> tuple[float | None, float | None]:
        community = self.around.communities[int(self.sheet.pk[lack.row])]
        return community.lng, community.lat
