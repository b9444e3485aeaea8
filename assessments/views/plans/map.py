"""Communities where they lie, today and with a plan: how many gaps each has, and where it fares better."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import PromisedCard, RemedyPlan
from assessments.selectors.plans import promised_cards
from assessments.views.language import name_of, number
from communities.scope import AreaScope

WIDTH, HEIGHT, EDGE = 360, 300, 12
MOST: Final = 3_000
"""More dots than these would be one blot."""
SMALLEST: Final = 1e-6  # degrees: a place of one point


@dataclass(frozen=True)
class Dot:
    """A community: ``kind`` is complete, better, same. The larger, the more gaps."""

    x: str
    y: str
    r: str
    kind: str
    label: str


@dataclass(frozen=True)
class PlanMap:
    """As plan_map.html takes it. ``note``: how many communities are not on it, because nobody knows where they lie."""

    caption: str
    dots: Sequence[Dot]
    note: str
    width: int = WIDTH
    height: int = HEIGHT


def maps_of(scope: AreaScope, plans: Sequence[RemedyPlan]) -> list[PlanMap]:
    """Today, then each plan; none of a place with too many communities, or of which nobody knows where they lie."""
    if any(plan.told["communities"] > MOST for plan in plans):
        return []
    cards = [list(promised_cards(scope, plan)) for plan in plans]
    located = [card for card in cards[0] if card.community.lng is not None]
    if not located:
        return []
    frame, note = _Frame.around(located), _missing(len(cards[0]) - len(located))
    today = PlanMap(_("Today"), [frame.dot(card, card.gaps_before, card.unknown_before) for card in located], note)
    return [today, *(PlanMap(plan.name, frame.dots(own), note) for plan, own in zip(plans, cards, strict=True))]


def _missing(number_of: int) -> str:
    words = ngettext("%(number)s community has no point.", "%(number)s communities have no point.", number_of)
    return words % {"number": number(number_of)} if number_of else ""


@dataclass(frozen=True)
class _Frame:
    """Degrees to the drawing: north is up, and a metre is as long to the east as to the north."""

    west: float
    north: float
    scale: float
    narrow: float

    @classmethod
    def around(cls, cards: Iterable[PromisedCard]) -> "_Frame":
        points = [(card.community.lng or 0.0, card.community.lat or 0.0) for card in cards]
        (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
        narrow = max(math.cos(math.radians((south + north) / 2)), 0.01)
        across, down = max((east - west) * narrow, SMALLEST), max(north - south, SMALLEST)
        return cls(west, north, min((WIDTH - 2 * EDGE) / across, (HEIGHT - 2 * EDGE) / down), narrow)

    def dots(self, cards: Iterable[PromisedCard]) -> list[Dot]:
        there = [card for card in cards if card.community.lng is not None]
        return [self.dot(card, card.gaps_after, card.unknown_after) for card in there]

    def dot(self, card: PromisedCard, gaps: int, unknown: int) -> Dot:
        kind = "complete" if not (gaps or unknown) else "better" if gaps < card.gaps_before else "same"
        x = EDGE + ((card.community.lng or 0.0) - self.west) * self.narrow * self.scale
        y = EDGE + (self.north - (card.community.lat or 0.0)) * self.scale
        words = ngettext("%(number)s gap", "%(number)s gaps", gaps) % {"number": number(gaps)}
        return Dot(f"{x:.1f}", f"{y:.1f}", f"{2 + 1.2 * math.sqrt(gaps):.1f}", kind, f"{name_of(card.community)}: {words}")
