"""The two ways outside the five: sharing a neighbour's facility, and settling a thing in the block. Pure."""

from assessments.remedies.catalogue import BLOCK_CLAUSE, COMPLEX_CLAUSE, FIVE_WAYS_CLAUSE, POOL, SHARE
from assessments.remedies.facilities import neighbours
from assessments.remedies.matching import Fit
from assessments.remedies.needs import Need, NeedKind
from assessments.remedies.option import Option, Standing
from assessments.remedies.sizes import Demand, sharing
from assessments.remedies.stock import Situation
from communities.words import Words

NEW_HAS_ITS_OWN = Words(
    "新建社区应在综合服务设施中集中配建，不能以相邻社区的设施代替。",
    "A new-built community provides it inside the complex; a neighbour's facility does not take its place.",
)
CLASS_UNKNOWN = Words(
    "该社区是新建还是既有尚不清楚，无法判断能否共享。",
    "Whether the community is new-built or existing is not known, so nobody can say whether sharing is open.",
)
NO_RADIUS = Words(
    "没有标准规定这类设施的服务半径；既有社区能否共享，由当地确定。",
    "No instrument states a service radius for this type; whether an existing community may share one is for the city to say.",
)
NEIGHBOUR = Words("{metres} 米服务半径内有相邻社区的设施（{source}）。", "A neighbour has one within {metres} m ({source}).")
CANNOT_TELL = Words(
    "相邻社区有这类设施，但位置不明，无法判断是否在 {metres} 米服务半径内。",
    "A neighbour has one, but where it stands is not known, so nobody can say whether it lies within {metres} m.",
)
NO_NEIGHBOUR = Words(
    "{metres} 米服务半径内，台账中没有相邻社区的这类设施（台账未必完整；管辖范围以外的不列出）。",
    "The register shows none in a neighbouring community within {metres} m (it may not be complete, and what lies outside your "
    "mandate is not listed).",
)
BLOCK_KNOWN = Words(
    "活力街区“{name}”由本社区和另外 {others} 个社区组成，可共同配置。",
    "The block “{name}” is this community and {others} more, which can settle it together.",
)
BLOCK_ALONE = Words(
    "尚无其他社区登记在同一街区，须先组成活力街区。",
    "No other community is registered in the same block; an active block has to be formed first.",
)
BLOCK_UNKNOWN = Words(
    "该社区是否属于活力街区尚不清楚。",
    "Whether the community belongs to an active block is not known.",
)


def share(need: Need, situation: Situation) -> Option:
    """A neighbour's facility, where an instrument says how far one serves. Existing communities only (clause 1.f)."""
    if situation.build_class == "new":
        return Option(SHARE, Standing.BARRED, NEW_HAS_ITS_OWN, COMPLEX_CLAUSE, need)
    if situation.build_class == "unknown":
        return Option(SHARE, Standing.UNDECIDED, CLASS_UNKNOWN, FIVE_WAYS_CLAUSE, need)
    radius = sharing().get(need.facility_type)
    if radius is None:
        return Option(SHARE, Standing.UNDECIDED, NO_RADIUS, FIVE_WAYS_CLAUSE, need)
    return _shared(need, situation, radius)


def _shared(need: Need, situation: Situation, radius: Demand) -> Option:
    found = neighbours(need, situation, radius)
    best = found[0].fit if found else Fit.MISSES
    standing = Standing.CONCRETE if best is Fit.FITS else Standing.OPEN
    words = {Fit.FITS: NEIGHBOUR, Fit.UNCLEAR: CANNOT_TELL, Fit.MISSES: NO_NEIGHBOUR}[best]
    reason = Words(
        words.zh.format(metres=f"{radius.amount:,}", source=radius.source.zh),
        words.en.format(metres=f"{radius.amount:,}", source=radius.source.en),
    )
    return Option(SHARE, standing, reason, FIVE_WAYS_CLAUSE, need, facilities=found)


def pool(need: Need, situation: Situation) -> Option:
    """The block: what clause 1.g names (schools, nursing home, hospital), whatever the build class."""
    block = situation.block
    if block.in_block is None:
        return Option(POOL, Standing.UNDECIDED, BLOCK_UNKNOWN, BLOCK_CLAUSE, need)
    if not block.others:
        return Option(POOL, Standing.OPEN, BLOCK_ALONE, BLOCK_CLAUSE, need)
    return Option(POOL, Standing.CONCRETE, BLOCK_KNOWN.filled(name=block.name, others=block.others), BLOCK_CLAUSE, need)


def outside(need: Need, situation: Situation) -> tuple[Option, ...]:
    """What there is beside the five: sharing for a facility that is missing, the block for what clause 1.g names."""
    if need.kind is NeedKind.BLOCK:
        return (pool(need, situation),)
    return (share(need, situation),) if need.kind is NeedKind.FACILITY and need.facility_type else ()
