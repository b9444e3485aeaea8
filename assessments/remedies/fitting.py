"""What premises are held against, one thing at a time. Pure.

Each check answers True (it fits), False (it does not) or None (nobody can tell), and says why where it is not True.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from assessments.remedies.catalogue import LEASE, NEW_BUILD, RETROFIT, Remedy
from assessments.remedies.needs import Need, NeedKind
from assessments.remedies.sizes import Size, sizes
from assessments.remedies.stock import BUILDING, NEAR_M, AtHand, Situation
from assessments.standards.units import Unit, shown
from communities.words import Words, both

Answer = tuple[bool | None, Words]
YES: Answer = (True, Words("", ""))
DAYS_A_MONTH = 30
PLOT_RATIO = 1
"""Floor area that a plot carries for each m2 of it: a placeholder (D); the plan in force decides."""

OFFER_UNKNOWN = Words("未登记权利人愿意提供的方式", "what its owner is ready for is not recorded")
NOT_LAND = Words("补建需要空地，这是用房", "building takes a plot, and these are rooms")
NOT_ROOMS = Words("这是土地，没有现成用房", "this is land, without rooms")
OUTSIDE_NEW = Words("新建社区须在综合服务设施内或其周边配建", "a new-built community provides it inside or beside its complex")
OUTSIDE_RETROFIT = Words("不在本社区内", "it does not lie in this community")
PLACE_UNKNOWN = Words("没有坐标，距离不明", "it has no point on the map, so its distance is not known")
TOO_FAR = Words(f"距离 {{metres}} 米，超过 {NEAR_M:,} 米", f"{{metres}} m away, more than {NEAR_M:,} m")
NOT_PUBLIC = Words("不是公有用房", "it is not publicly owned")
OWNER_UNKNOWN = Words("权属不明，只有公有用房可以改造", "who owns it is not known, and only public rooms are converted")
AREA_UNKNOWN = Words("面积不明", "its area is not known")
TOO_SMALL = Words("{area}，少于所需的 {needed}", "{area}, less than the {needed} needed")
PLOT_TOO_SMALL = Words(
    "用地 {area}，少于所需的 {needed}（按容积率 1 估算）",
    "a plot of {area}, less than the {needed} needed at a plot ratio of 1",
)
SITE_TOO_SMALL = Words(
    "用地 {area}，少于标准的 {needed}", "a plot of {area}, less than the {needed} that the standard asks for"
)
STOREY_UNKNOWN = Words("楼层不明，须不高于 {highest} 层", "its storey is not known; it must not lie above storey {highest}")
WRONG_STOREY = Words(
    "在 {storey} 层，须在地上且不高于 {highest} 层（{source}）",
    "on storey {storey}; it must lie above ground, not above storey {highest} ({source})",
)
LEASE_TOO_SHORT = Words("租约 {day} 到期，来不及开办", "the lease ends on {day}, before anything could open")


def answers(one: AtHand, remedy: Remedy, need: Need, situation: Situation) -> Iterator[Answer]:
    """Every check in turn: what its owner offers, what it is, where it lies, whose, how large, which storey, until when."""
    size = sizes().get(need.facility_type) if need.kind is NeedKind.FACILITY else None
    yield YES if one.has_offers else (None, OFFER_UNKNOWN)
    yield _kind(one, remedy)
    yield _place(one, remedy, situation.build_class)
    yield _owner(one, remedy)
    yield _area(one, need.area or 0, size)
    yield _storey(one, size)
    yield _term(one, remedy, situation.day)


def _kind(one: AtHand, remedy: Remedy) -> Answer:
    if (remedy is NEW_BUILD) == one.is_land:
        return YES
    return False, NOT_ROOMS if one.is_land else NOT_LAND


def _place(one: AtHand, remedy: Remedy, build_class: str) -> Answer:
    """In the community; beside it, up to NEAR_M metres, is as good, but for a new-built community and for retrofit."""
    if one.in_community:
        return YES
    if build_class == "new" or remedy is RETROFIT:
        return False, OUTSIDE_NEW if build_class == "new" else OUTSIDE_RETROFIT
    if one.metres is None:
        return None, PLACE_UNKNOWN
    return YES if one.metres <= NEAR_M else (False, TOO_FAR.filled(metres=f"{one.metres:,}"))


def _owner(one: AtHand, remedy: Remedy) -> Answer:
    if remedy is not RETROFIT or one.is_public:
        return YES
    return (None, OWNER_UNKNOWN) if one.is_public is None else (False, NOT_PUBLIC)


def _area(one: AtHand, needed: int, size: Size | None) -> Answer:
    """Hundredths of m2. A plot must carry the floor area, and be as large as an instrument asks where one does."""
    words = TOO_SMALL
    if one.is_land:
        site = size.site.amount if size and size.site else 0
        needed, words = max((-(-needed // PLOT_RATIO), PLOT_TOO_SMALL), (site, SITE_TOO_SMALL), key=lambda each: each[0])
    if one.area is None:
        return None, AREA_UNKNOWN
    return YES if one.area >= needed else (False, _short(words, one.area, needed))


def _short(words: Words, area: int, needed: int) -> Words:
    """``words`` with the two areas."""
    return both(lambda lang: words.of(lang).format(area=shown(area, Unit.AREA, lang), needed=shown(needed, Unit.AREA, lang)))


def _storey(one: AtHand, size: Size | None) -> Answer:
    """A plot and a whole building have their ground floor."""
    storey = size.storey if size else None
    if storey is None or one.is_land or one.kind == BUILDING:
        return YES
    highest = storey.amount
    if one.storey is None:
        return None, STOREY_UNKNOWN.filled(highest=highest)
    if 1 <= one.storey <= highest:
        return YES
    said = {"storey": one.storey, "highest": highest}
    return False, both(lambda lang: WRONG_STOREY.of(lang).format(**said, source=storey.source.of(lang)))


def _term(one: AtHand, remedy: Remedy, day: date | None) -> Answer:
    """A lease must not end before the soonest day on which anything could open."""
    if remedy is not LEASE or day is None or one.lease_until is None or LEASE.months is None:
        return YES
    soonest = max(day, one.available_from or day) + timedelta(days=DAYS_A_MONTH * LEASE.months[0])
    return YES if one.lease_until > soonest else (False, LEASE_TOO_SHORT.filled(day=one.lease_until.isoformat()))
