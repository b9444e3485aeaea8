"""The service complexes: every case on both sides of 30 m2 per 100 households and of 60 % for residents' activities.

All areas are whole hundredths of m2. 30 m2 per 100 households are exactly 30 hundredths per household.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from intake.sample import holes
from intake.sample.chance import between, day_between, happens
from intake.sample.dates import COMPLEX_CLOSING, FUTURE_OPENING
from intake.sample.people import NEW, OLD, SampleCommunity, by_code, good

REQUIRED_PER_HOUSEHOLD = 30
OPENED_FROM = {0: date(2018, 1, 1), 1: date(2009, 1, 1), 2: date(2004, 1, 1)}
LAST_OPENING = date(2025, 6, 30)


class Complex(NamedTuple):
    """Floor and activity area of one service complex, its days, and whom it serves where that is more than one."""

    floor: int | None
    activity: int | None
    opened: date
    closed: date | None = None
    serves: tuple[str, ...] = ()


Case = Callable[[int, date], tuple[Complex, ...]]


def sized(per_household: int, share: int = 70) -> Case:
    """A complex of so many hundredths of m2 per household, ``share`` percent of it for activities."""

    def case(households: int, opened: date) -> tuple[Complex, ...]:
        floor = per_household * households
        return (Complex(floor, floor * share // 100, opened),)

    return case


def short_by_one(households: int, opened: date) -> tuple[Complex, ...]:
    """0.01 m2 less than 30 m2 per 100 households."""
    floor = REQUIRED_PER_HOUSEHOLD * households - 1
    return (Complex(floor, floor * 70 // 100, opened),)


def share_short_by_one(households: int, opened: date) -> tuple[Complex, ...]:
    """Large enough, with 0.01 m2 less than 60 % for activities."""
    floor = 36 * households
    return (Complex(floor, floor * 60 // 100 - 1, opened),)


def pair(first: int, second: int) -> Case:
    """Two complexes of so many hundredths of m2 per household each."""

    def case(households: int, opened: date) -> tuple[Complex, ...]:
        return (*sized(first, 65)(households, opened), *sized(second, 72)(households, opened))

    return case


def shared(_households: int, opened: date) -> tuple[Complex, ...]:
    """One complex for its own community and its neighbour, ample for both."""
    codes = (holes.SHARED_FROM, holes.SHARED_WITH)
    both = sum(by_code()[code].households or 0 for code in codes)
    return (Complex(42 * both, 42 * both * 66 // 100, opened, serves=codes),)


def floor_unknown(_households: int, opened: date) -> tuple[Complex, ...]:
    return (Complex(None, None, opened),)


def activity_unknown(households: int, opened: date) -> tuple[Complex, ...]:
    return (Complex(40 * households, None, opened),)


def one_of_two_unknown(households: int, opened: date) -> tuple[Complex, ...]:
    return (*sized(36, 65)(households, opened), Complex(None, None, opened))


def closed(households: int, opened: date) -> tuple[Complex, ...]:
    floor = 33 * households
    return (Complex(floor, floor * 62 // 100, opened, closed=COMPLEX_CLOSING),)


def in_future(households: int, _opened: date) -> tuple[Complex, ...]:
    floor = 38 * households
    return (Complex(floor, floor * 68 // 100, FUTURE_OPENING),)


def none(_households: int, _opened: date) -> tuple[Complex, ...]:
    return ()


CASES: dict[str, Case] = {
    **dict.fromkeys(holes.EXACTLY_30, sized(30)),
    holes.SHORT_OF_30: short_by_one,
    holes.EXACTLY_60: sized(36, 60),
    holes.SHORT_OF_60: share_short_by_one,
    holes.TWO_COMPLEXES: pair(20, 15),
    holes.TWO_STILL_SHORT: pair(12, 11),
    holes.SHARED_FROM: shared,
    holes.SHARED_WITH: none,
    holes.FLOOR_UNKNOWN: floor_unknown,
    holes.ACTIVITY_UNKNOWN: activity_unknown,
    **dict.fromkeys(holes.NO_COMPLEX, none),
    holes.COMPLEX_UNDECLARED: none,
    holes.COMPLEX_CLOSED: closed,
    holes.COMPLEX_IN_FUTURE: in_future,
    holes.SCATTERED: sized(34, 64),
    holes.NO_COORDINATES: sized(35, 68),
    holes.ENOUGH_UNDECLARED: sized(45, 66),
    holes.ONE_OF_TWO_UNKNOWN: one_of_two_unknown,
}


def ordinary(community: SampleCommunity, households: int, opened: date) -> tuple[Complex, ...]:
    """One complex, large enough or not as the district goes; an old community may have none."""
    is_spared = community.code in holes.COMPLETE
    if not is_spared and community.character == OLD and happens(12, "no-complex", community.code):
        return ()
    enough = good(community, "complex-floor")
    rate = between(305, 460, "rate", community.code) if enough else between(90, 285, "rate", community.code)
    used = good(community, "complex-use")
    share = between(61, 82, "share", community.code) if used else between(38, 58, "share", community.code)
    floor = rate * households // 10
    return (Complex(floor, floor * share // 100, opened),)


def complexes_of(community: SampleCommunity) -> tuple[Complex, ...]:
    """The service complexes that stand in a community, possibly none.

    One without residents or without a count has a complex as if it had 2,400 households.
    """
    households = community.households or 2400
    opened = day_between(OPENED_FROM[community.character], LAST_OPENING, "complex-opened", community.code)
    case = CASES.get(community.code)
    return case(households, opened) if case else ordinary(community, households, opened)


def is_clustered(community: SampleCommunity) -> bool:
    """Whether the services stand around the complex, as they should in a new-built community."""
    if community.code == holes.SCATTERED:
        return False
    return community.character == NEW or happens(30, "clustered", community.code)
