"""Which of the five remedies are open to a gap, with which premises and at what cost. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

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
from assessments.remedies.costs import Cost, cost_of
from assessments.remedies.needs import Need, NeedKind
from assessments.remedies.prices import PriceBook
from communities.words import Words

NEAR_M = 1000


class Standing(StrEnum):
    """``concrete``: premises that fit are known. ``open``: allowed, but none is in the register. The others: not offered."""

    CONCRETE = "concrete"
    OPEN = "open"
    BARRED = "barred"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class AtHand:
    """Premises near the community. Areas in hundredths of m2 (``site_area`` for land), money in yuan, distance in metres.

    ``offers`` are those still open on the day; ``provenance`` says whether the row is real.
    """

    code: str
    name: str
    kind: str
    is_public: bool
    offers: tuple[str, ...]
    area: int | None
    metres: int | None
    in_community: bool
    annual_rent: Decimal | None
    price: Decimal | None
    lease_until: date | None
    available_from: date | None = None
    provenance: str = "recorded"


@dataclass(frozen=True)
class Option:
    """One remedy for one gap. ``premises`` are those of sufficient area, nearest first."""

    remedy: Remedy
    standing: Standing
    reason: Words
    clause: str
    need: Need
    cost: Cost | None
    premises: tuple[AtHand, ...]
    reminder: Words | None


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
    "政策允许；台账中 1,000 米内没有面积足够的空间（台账未必完整）。",
    "Allowed; the register shows no premises of sufficient area within 1,000 m (it may not be complete).",
)
WITH_PREMISES = Words("政策允许，附近有面积足够的空间。", "Allowed, and premises of sufficient area are near.")
NO_SIZE_NEEDED = Words("政策允许；面积需结合方案确定。", "Allowed; the area is a matter of the design.")
WORKS_ONLY = Words("以改造工程解决，不涉及用房。", "A matter of retrofit works, not of rooms.")
FOR_THE_BLOCK = Words(
    "由街区内各社区统筹解决，不由一个社区单独补建。",
    "Settled for the block as a whole, not by one community alone.",
)
CONVERT = Words("将现有用房改为居民活动用房。", "Give floor area that exists to residents' activities.")


def options_for(need: Need, *, build_class: str, premises: Sequence[AtHand], prices: PriceBook) -> tuple[Option, ...]:
    """An answer for each of the five remedies, in the notice's order; none where nothing is to be built.

    ``build_class`` is new, existing or unknown.
    """
    if need.kind is NeedKind.ORGANISATION:
        return ()
    if need.kind is NeedKind.BLOCK:
        return tuple(_option(remedy, Standing.OPEN, FOR_THE_BLOCK, BLOCK_CLAUSE, need, (), prices) for remedy in REMEDIES)
    if need.kind is NeedKind.WORKS:
        clause = FIVE_WAYS_CLAUSE if build_class == "existing" else ""  # the five ways are offered to existing ones only
        return (_option(RETROFIT, Standing.OPEN, WORKS_ONLY, clause, need, (), prices),)
    return tuple(_judge(remedy, need, build_class, premises, prices) for remedy in REMEDIES)


def _judge(remedy: Remedy, need: Need, build_class: str, premises: Sequence[AtHand], prices: PriceBook) -> Option:
    if build_class == "unknown":
        return _option(remedy, Standing.UNDECIDED, CLASS_UNKNOWN, FIVE_WAYS_CLAUSE, need, (), prices)
    if build_class == "new" and remedy is not NEW_BUILD:
        return _option(remedy, Standing.BARRED, ONLY_BUILD, COMPLEX_CLAUSE, need, (), prices)
    near = [one for one in premises if one.in_community] if build_class == "new" else premises  # inside or beside its complex
    fitting = _fitting(remedy, need, near)
    reason, standing = _reason(remedy, need, build_class, bool(fitting))
    clause = COMPLEX_CLAUSE if build_class == "new" else FIVE_WAYS_CLAUSE
    return _option(remedy, standing, reason, clause, need, fitting, prices)


def _reason(remedy: Remedy, need: Need, build_class: str, is_concrete: bool) -> tuple[Words, Standing]:  # noqa: FBT001  # private
    if remedy is RETROFIT and need.kind is NeedKind.CONVERSION:
        return CONVERT, Standing.CONCRETE
    standing = Standing.CONCRETE if is_concrete else Standing.OPEN
    if build_class == "new":
        return INSIDE_COMPLEX, standing
    if is_concrete:
        return WITH_PREMISES, standing
    return (NO_SIZE_NEEDED if need.area is None else NO_PREMISES), standing


def _fitting(remedy: Remedy, need: Need, premises: Sequence[AtHand]) -> tuple[AtHand, ...]:
    """Premises whose owner offers it, large enough and near: nearest first. None where no size is known."""
    if need.area is None:
        return ()
    found = [one for one in premises if _fits(one, remedy, need.area)]
    return tuple(sorted(found, key=lambda one: (not one.in_community, one.metres or 0, one.code)))


def _fits(one: AtHand, remedy: Remedy, area: int) -> bool:
    """Offered for it and large enough. Retrofit turns public rooms of the community itself; the rest may lie near."""
    if remedy.offer not in one.offers or one.area is None or one.area < area:
        return False
    if remedy is RETROFIT:
        return one.in_community and one.is_public
    return one.in_community or (one.metres is not None and one.metres <= NEAR_M)


def _option(
    remedy: Remedy, standing: Standing, reason: Words, clause: str, need: Need, fitting: tuple[AtHand, ...], prices: PriceBook
) -> Option:
    offered = standing in (Standing.CONCRETE, Standing.OPEN)
    cost = cost_of(remedy.code, need, fitting[0] if fitting else None, prices) if offered else None
    reminder = _reminder(fitting) if remedy is LEASE and offered else None
    return Option(remedy, standing, reason, clause, need, cost, fitting, reminder)


def _reminder(fitting: Sequence[AtHand]) -> Words | None:
    """That a lease ends, and when it does where that is known."""
    until = fitting[0].lease_until if fitting else None
    if LEASE.reminder is None or until is None:
        return LEASE.reminder
    day = until.isoformat()
    return Words(f"{LEASE.reminder.zh}可租至 {day}。", f"{LEASE.reminder.en} These rooms can be leased until {day}.")
