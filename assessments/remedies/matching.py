"""Premises held against a need: which fit, which do not, of which nobody can tell, and why the first is first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assessments.remedies.catalogue import SWAP, Remedy
from assessments.remedies.costs import Cost, cost_of
from assessments.remedies.fitting import Answer, answers
from assessments.remedies.needs import Need
from assessments.remedies.stock import AtHand, Situation
from communities.words import Words


class Fit(StrEnum):
    FITS = "fits"
    UNCLEAR = "unclear"
    MISSES = "misses"


@dataclass(frozen=True)
class Match:
    """Premises and a need. ``needed`` and ``surplus`` in hundredths of m2; what is left may hold something else.

    ``why``: what is wrong, or what is not known. ``given``: public assets that could be exchanged for it (swap). ``first``: of
    the first that fits, why it comes first.
    """

    at_hand: AtHand
    fit: Fit
    needed: int
    surplus: int | None
    cost: Cost | None
    why: tuple[Words, ...] = ()
    given: tuple[AtHand, ...] = ()
    first: Words | None = None


NO_ASSET = Words(
    "台账中没有可以拿出来置换的公有用房（台账未必完整）",
    "no public asset that could be given for it is in the register (it may not be complete)",
)
ONLY_ONE = Words("只有这一处合适", "it is the only one that fits")
INSIDE = Words("在本社区内", "it lies in this community")
NEARER = Words("比下一处近 {metres} 米", "it is {metres} m nearer than the next")
SOONER = Words("现在即可使用", "it can be had now")
TIGHTER = Words("面积最接近所需，余下最少", "its area is closest to what is needed")
SAME = Words("与下一处相当，按编号排列", "it is as good as the next; the code decides")


def matches(remedy: Remedy, need: Need, situation: Situation) -> tuple[Match, ...]:
    """Of the premises whose owner offers this way, or has not said: those that fit, the unclear, those that do not.

    Each of the three: in the community first, then the nearer, those to be had now, the smaller surplus, the code. None
    where no size is known: nothing can be held against it.
    """
    if need.area is None:
        return ()
    asked = [one for one in situation.premises if remedy.offer in one.offers or not one.has_offers]
    found = [_match(one, remedy, need, need.area, situation) for one in asked]
    order = tuple(Fit)
    return _with_reason(sorted(found, key=lambda match: (order.index(match.fit), *_rank(match))))


def _match(one: AtHand, remedy: Remedy, need: Need, area: int, situation: Situation) -> Match:
    given = _assets(one, situation) if remedy is SWAP else ()
    said = [*answers(one, remedy, need, situation), *_exchange(one, remedy, given)]
    fit, why = _fit(said)
    surplus = None if one.area is None else one.area - area
    cost = cost_of(remedy, need, one, situation.prices, situation.terms) if fit is not Fit.MISSES else None
    return Match(one, fit, area, surplus, cost, why, given)


def _exchange(one: AtHand, remedy: Remedy, given: Sequence[AtHand]) -> list[Answer]:
    """A public one passes from one office to another; for any other something has to be given."""
    if remedy is not SWAP or one.is_public or given:
        return []
    return [(None, NO_ASSET)]


def _assets(one: AtHand, situation: Situation) -> tuple[AtHand, ...]:
    """Public rooms on offer for exchange, other than ``one``; none is needed where that is public itself."""
    if one.is_public:
        return ()
    found = (each for each in situation.premises if each.is_public and SWAP.offer in each.offers and each.code != one.code)
    return tuple(sorted(found, key=lambda each: (each.metres is None, each.metres or 0, each.code)))


def _fit(said: Sequence[Answer]) -> tuple[Fit, tuple[Words, ...]]:
    """One no is a no whatever else is not known; then one unknown makes it unclear."""
    for answer, fit in ((False, Fit.MISSES), (None, Fit.UNCLEAR)):
        why = tuple(words for got, words in said if got is answer)
        if why:
            return fit, why
    return Fit.FITS, ()


def _rank(match: Match) -> tuple[bool, int, bool, int, str]:
    one = match.at_hand
    return not one.in_community, one.metres or 0, one.available_from is not None, match.surplus or 0, one.code


def _with_reason(found: Sequence[Match]) -> tuple[Match, ...]:
    """The first that fits says why it is first."""
    if not found or found[0].fit is not Fit.FITS:
        return tuple(found)
    rest = [match for match in found[1:] if match.fit is Fit.FITS]
    return replace(found[0], first=_why_first(found[0], rest[0]) if rest else ONLY_ONE), *found[1:]


def _why_first(one: Match, other: Match) -> Words:
    """The first thing in which their ranks differ."""
    for position, words in enumerate((INSIDE, NEARER, SOONER, TIGHTER)):
        mine, theirs = _rank(one)[position], _rank(other)[position]
        if mine != theirs:
            return words.filled(metres=f"{int(theirs) - int(mine):,}") if words is NEARER else words
    return SAME
