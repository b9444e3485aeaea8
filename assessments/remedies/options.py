"""Which of the five remedies are open to a gap, with which premises and at what cost, and which two ways beside them. Pure."""

from collections.abc import Sequence

from assessments.remedies.catalogue import (
    BLOCK_CLAUSE,
    COMPLEX_CLAUSE,
    FIVE_WAYS_CLAUSE,
    LEASE,
    NEW_BUILD,
    REMEDIES,
    RETROFIT,
    Remedy,
)
from assessments.remedies.costs import cost_of
from assessments.remedies.facilities import FacilityMatch, extensions
from assessments.remedies.matching import Fit, Match, matches
from assessments.remedies.needs import Need, NeedKind
from assessments.remedies.option import Option, Standing
from assessments.remedies.outside import outside
from assessments.remedies.stock import AtHand, Situation
from communities.words import Words

ONLY_BUILD = Words(
    "新建社区应在综合服务设施中集中配建，五种方式只适用于既有社区。",
    "A new-built community provides it inside the complex; the five ways are for existing communities.",
)
INSIDE_COMPLEX = Words("在综合服务设施内或其周边集中补建。", "Build it inside or beside the complex, together with the rest.")
CLASS_UNKNOWN = Words(
    "该社区是新建还是既有尚不清楚，无法判断可用方式。",
    "Whether the community is new-built or existing is not known, so nobody can say which ways are open.",
)
NO_PREMISES = Words(
    "政策允许；台账中 1,000 米内没有合适的空间（台账未必完整）。",
    "Allowed; the register shows no premises within 1,000 m that would do (it may not be complete).",
)
NONE_TO_CONVERT = Words(
    "政策允许；本社区台账中没有合适的公有用房（台账未必完整）。",
    "Allowed; the register shows no public rooms in this community that would do (it may not be complete).",
)
CANNOT_TELL = Words("政策允许；附近的空间是否合适尚不能判断。", "Allowed; whether what is near would do cannot be told yet.")
WITH_PREMISES = Words("政策允许，附近有合适的空间。", "Allowed, and premises that would do are near.")
EXTEND = Words("政策允许，可扩建本社区现有的这类设施。", "Allowed, and the facility that is here already can be extended.")
NO_SIZE_NEEDED = Words("政策允许；面积需结合方案确定。", "Allowed; the area is a matter of the design.")
WORKS_ONLY = Words("以改造工程解决，不涉及用房。", "A matter of retrofit works, not of rooms.")
FOR_THE_BLOCK = Words(
    "由街区内各社区统筹解决，不由一个社区单独补建。",
    "Settled for the block as a whole, not by one community alone.",
)
CONVERT = Words("将现有用房改为居民活动用房。", "Give floor area that exists to residents' activities.")


def options_for(need: Need, situation: Situation) -> tuple[Option, ...]:
    """An answer for each of the five remedies, in the notice's order, then for the ways outside the five.

    None where nothing is to be built; retrofit alone where the matter is works.
    """
    if need.kind is NeedKind.ORGANISATION:
        return ()
    if need.kind is NeedKind.WORKS:
        clause = (
            FIVE_WAYS_CLAUSE if situation.build_class == "existing" else ""
        )  # the five ways are offered to existing ones only
        cost = cost_of(RETROFIT, need, None, situation.prices, situation.terms)
        return (Option(RETROFIT, Standing.OPEN, WORKS_ONLY, clause, need, cost),)
    return (*(_judge(remedy, need, situation) for remedy in REMEDIES), *outside(need, situation))


def _works(need: Need, situation: Situation) -> Option:
    """The five ways are offered to existing communities only: no clause is cited for another."""
    clause = FIVE_WAYS_CLAUSE if situation.build_class == "existing" else ""
    cost = cost_of(RETROFIT, need, None, situation.prices, situation.terms)
    return Option(RETROFIT, Standing.OPEN, WORKS_ONLY, clause, need, cost)


def _judge(remedy: Remedy, need: Need, situation: Situation) -> Option:
    if need.kind is NeedKind.BLOCK:
        return Option(remedy, Standing.OPEN, FOR_THE_BLOCK, BLOCK_CLAUSE, need)
    if situation.build_class == "unknown":
        return Option(remedy, Standing.UNDECIDED, CLASS_UNKNOWN, FIVE_WAYS_CLAUSE, need)
    if situation.build_class == "new" and remedy is not NEW_BUILD:
        return Option(remedy, Standing.BARRED, ONLY_BUILD, COMPLEX_CLAUSE, need)
    return _offered(remedy, need, situation)


def _offered(remedy: Remedy, need: Need, situation: Situation) -> Option:
    found = matches(remedy, need, situation)
    extended = extensions(need, situation) if remedy is RETROFIT else ()
    fitting = [match.at_hand for match in found if match.fit is Fit.FITS]
    first = fitting[0] if fitting else None
    standing, reason = _answer(remedy, need, found, extended)
    return Option(
        remedy,
        standing,
        INSIDE_COMPLEX if situation.build_class == "new" else reason,
        COMPLEX_CLAUSE if situation.build_class == "new" else FIVE_WAYS_CLAUSE,
        need,
        cost_of(remedy, need, first, situation.prices, situation.terms),
        found,
        extended,
        _reminder(first) if remedy is LEASE else None,
    )


def _answer(remedy: Remedy, need: Need, found: Sequence[Match], extended: Sequence[FacilityMatch]) -> tuple[Standing, Words]:
    """Whether something that would do is known. Rooms for activities are converted where they are, in the complex."""
    if remedy is RETROFIT and need.kind is NeedKind.CONVERSION:
        return Standing.CONCRETE, CONVERT
    if found and found[0].fit is Fit.FITS:
        return Standing.CONCRETE, WITH_PREMISES
    if extended and extended[0].fit is Fit.FITS:
        return Standing.CONCRETE, EXTEND
    if Fit.UNCLEAR in [match.fit for match in found] + [each.fit for each in extended]:
        return Standing.OPEN, CANNOT_TELL
    if need.area is None:
        return Standing.OPEN, NO_SIZE_NEEDED
    return Standing.OPEN, NONE_TO_CONVERT if remedy is RETROFIT else NO_PREMISES


def _reminder(first: AtHand | None) -> Words | None:
    """That a lease ends, and when it does where that is known."""
    until = first.lease_until if first else None
    if LEASE.reminder is None or until is None:
        return LEASE.reminder
    day = until.isoformat()
    return Words(f"{LEASE.reminder.zh}可租至 {day}。", f"{LEASE.reminder.en} These rooms can be leased until {day}.")
