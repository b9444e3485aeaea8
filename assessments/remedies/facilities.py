"""Facilities that already stand: one's own to be extended, a neighbour's to be shared. Pure."""

from dataclasses import dataclass

from assessments.remedies.matching import Fit
from assessments.remedies.needs import Need, NeedKind
from assessments.remedies.sizes import Demand
from assessments.remedies.stock import FacilityNear, Situation
from assessments.standards.units import Unit, shown
from communities.words import Words, both


@dataclass(frozen=True)
class FacilityMatch:
    """A facility held against a need; ``why``: what is wrong, or what is not known, or what to mind of one that fits."""

    facility: FacilityNear
    fit: Fit
    why: tuple[Words, ...] = ()


TENURE_UNKNOWN = Words("权属不明，能否扩建须先查清", "who owns it is not known, so nobody can say whether it may be extended")
BORROWED = Words("借用的用房，须经出借方同意", "it is lent; its owner would have to agree")
NOT_OURS = Words("不是公有用房，不能扩建", "it is not publicly owned, so it cannot be extended")
PLACE_UNKNOWN = Words("没有坐标，距离不明", "it has no point on the map, so its distance is not known")
TOO_FAR = Words("距离 {metres} 米，超过服务半径 {radius} 米", "{metres} m away, beyond the service radius of {radius} m")
SMALL = Words("{area}，小于一处所需的 {needed}", "{area}, less than the {needed} that one needs")
_TENURES: dict[str, tuple[Fit, tuple[Words, ...]]] = {
    "public": (Fit.FITS, ()),
    "unknown": (Fit.UNCLEAR, (TENURE_UNKNOWN,)),
    "borrowed": (Fit.UNCLEAR, (BORROWED,)),
}


def extensions(need: Need, situation: Situation) -> tuple[FacilityMatch, ...]:
    """The community's own facilities of a type that is there and too small, which retrofit could extend."""
    if need.kind is not NeedKind.FLOOR_AREA or not need.facility_type:
        return ()
    own = [one for one in situation.facilities if one.in_community and one.facility_type == need.facility_type]
    return _in_order([FacilityMatch(one, *_TENURES.get(one.tenure, (Fit.MISSES, (NOT_OURS,)))) for one in own])


def neighbours(need: Need, situation: Situation, radius: Demand) -> tuple[FacilityMatch, ...]:
    """Facilities of the type in other communities, against the distance over which one serves, in metres."""
    others = [one for one in situation.facilities if not one.in_community and one.facility_type == need.facility_type]
    return _in_order([_neighbour(one, radius.amount, need.area) for one in others])


def _neighbour(one: FacilityNear, radius: int, needed: int | None) -> FacilityMatch:
    """One that is small serves all the same: its size is told, and does not decide."""
    if one.metres is None:
        return FacilityMatch(one, Fit.UNCLEAR, (PLACE_UNKNOWN,))
    if one.metres <= radius:
        small = one.area is not None and needed is not None and one.area < needed
        return FacilityMatch(one, Fit.FITS, (_small(one.area or 0, needed or 0),) if small else ())
    return FacilityMatch(one, Fit.MISSES, (TOO_FAR.filled(metres=f"{one.metres:,}", radius=f"{radius:,}"),))


def _small(area: int, needed: int) -> Words:
    return both(lambda lang: SMALL.of(lang).format(area=shown(area, Unit.AREA, lang), needed=shown(needed, Unit.AREA, lang)))


def _in_order(found: list[FacilityMatch]) -> tuple[FacilityMatch, ...]:
    """Those that fit first, then the nearer."""
    order = tuple(Fit)
    return tuple(sorted(found, key=lambda each: (order.index(each.fit), each.facility.metres or 0, each.facility.code)))
