"""The deliberate holes and edge cases of the sample city, by community code. Every code below is 9001 01/02/03 ...

The other modules read the sets; ``HOLES`` says the same to a reader in both languages.
"""

from typing import NamedTuple


class Hole(NamedTuple):
    """What is special about a community, in one sentence for each language."""

    zh: str
    en: str


# Service complexes
EXACTLY_30 = ("900101001001", "900102001001")
SHORT_OF_30 = "900101001002"
EXACTLY_60 = "900101001003"
SHORT_OF_60 = "900101001004"
TWO_COMPLEXES = "900101001005"
SHARED_FROM, SHARED_WITH = "900101001006", "900101001007"
FLOOR_UNKNOWN = "900101001008"
ACTIVITY_UNKNOWN = "900101001009"
NO_COMPLEX = ("900101002001", "900102001003", "900103001003", "900103003005")
COMPLEX_UNDECLARED = "900101002002"
COMPLEX_CLOSED = "900101002003"
COMPLEX_IN_FUTURE = "900101002004"
SCATTERED = "900101002005"
NO_COORDINATES = "900101002006"
TWO_STILL_SHORT = "900101002009"
ENOUGH_UNDECLARED = "900102002009"
ONE_OF_TWO_UNKNOWN = "900102003001"
# Attributes and counts
NOBODY_LIVES_HERE = "900101002007"
NEVER_COUNTED = "900102001007"
CLASS_UNKNOWN = ("900101002008", "900102001006", "900103001009")
HEATING_UNKNOWN = ("900102001004", "900102001005")
IN_BLOCK_UNKNOWN = ("900101003007", "900101003008", "900101003009", "900102003009", "900103003401")
NO_BOUNDARY = "900103002001"
NO_POINT = "900103002002"
NOT_A_COMMITTEE = "900103003401"
# Where everything is there and everything was asked
COMPLETE = ("900101003001", "900101003002", "900102001002", "900102002007", "900103001002")
# Answers and lists
NEVER_SURVEYED = "900103001001"
NOTHING_DECLARED = ("900103002003", "900101003004", "900102003004", "900103001001", "900103003006")
BLOCK_UNDECLARED = "900103002008"
SITE_THOUGH_IMPOSSIBLE = "900103003001"
CONSULTED_WITHOUT_MATTER = "900103003002"
LEASE_RUN_OUT = "900103003003"

HOLES: dict[str, Hole] = {
    "900101001001": Hole(
        "综合服务设施恰好每百户30平方米（2667户，800.10㎡）",
        "complex of exactly 30 m2 per 100 households (2,667 households, 800.10 m2)",
    ),
    "900101001002": Hole(
        "综合服务设施比每百户30平方米少0.01㎡（2666户，799.79㎡）",
        "complex 0.01 m2 short of 30 per 100 households (2,666 households, 799.79 m2)",
    ),
    "900101001003": Hole("居民活动用房恰好占60%", "activity share of exactly 60 %"),
    "900101001004": Hole("居民活动用房比60%少0.01㎡", "activity area 0.01 m2 short of 60 %"),
    "900101001005": Hole("两处综合服务设施，合计才够", "two complexes, enough only together"),
    "900101001006": Hole("综合服务设施与900101001007共用", "complex shared with 900101001007"),
    "900101001007": Hole("没有自己的综合服务设施，共用900101001006的", "no complex of its own, uses that of 900101001006"),
    "900101001008": Hole("综合服务设施建筑面积不详", "floor area of the complex unknown"),
    "900101001009": Hole("居民活动面积不详", "activity area of the complex unknown"),
    "900101002001": Hole("新建社区，核实无综合服务设施，有地可补建", "new, declared to have no complex, land for building"),
    "900101002002": Hole("登记中无综合服务设施，但清单未核实", "no complex in the register, list not declared complete"),
    "900101002003": Hole("综合服务设施已于2025-11-30关闭", "complex closed on 2025-11-30"),
    "900101002004": Hole("综合服务设施2026-12-01才开办", "complex opens on 2026-12-01, after the sample day"),
    "900101002005": Hole("新建社区，各类设施分散在100米外", "new, every service more than 100 m from the complex"),
    "900101002006": Hole("新建社区，设施没有坐标", "new, facilities without coordinates"),
    "900101002007": Hole("尚未入住，0户", "not yet lived in: 0 households"),
    "900101002008": Hole("建设类型未知", "build class unknown"),
    "900101002009": Hole("两处综合服务设施，合计仍不足", "two complexes, short even together"),
    "900101003001": Hole("完整社区：各项必备要求全部达标", "a complete community: every binding rule is met"),
    "900101003002": Hole("完整社区（5000户）", "a complete community of 5,000 households"),
    "900101003004": Hole("任何清单均未核实", "no list declared complete"),
    "900101003007": Hole("未填是否划入街区", "nobody said whether it is in a block"),
    "900101003008": Hole("未填是否划入街区", "nobody said whether it is in a block"),
    "900101003009": Hole("未填是否划入街区", "nobody said whether it is in a block"),
    "900102001001": Hole("既有社区，综合服务设施恰好每百户30平方米", "existing, complex of exactly 30 m2 per 100 households"),
    "900102001002": Hole("完整社区（既有）", "a complete community, existing"),
    "900102001003": Hole("既有社区，核实无综合服务设施", "existing, declared to have no complex"),
    "900102001004": Hole("未填是否集中供热", "central heating not said"),
    "900102001005": Hole("未填是否集中供热", "central heating not said"),
    "900102001006": Hole("建设类型未知", "build class unknown"),
    "900102001007": Hole("没有任何户数", "no household count at all"),
    "900102002001": Hole(
        "所在街区核实无学校（2027年开办）、无养老院，医院已关闭",
        "its block is declared to have no school (one opens in 2027), no nursing home, a closed hospital",
    ),
    "900102002007": Hole("完整社区（既有）", "a complete community, existing"),
    "900102002009": Hole(
        "综合服务设施清单未核实，但已登记面积足够", "list not declared complete, yet the registered complex suffices"
    ),
    "900102003001": Hole(
        "两处综合服务设施，一处面积不详，另一处已足够", "two complexes, one of unknown area, the other suffices"
    ),
    "900102003004": Hole("任何清单均未核实", "no list declared complete"),
    "900102003009": Hole("未填是否划入街区", "nobody said whether it is in a block"),
    "900103001001": Hole("从未调查，未填是否试点，清单未核实", "never surveyed, pilot or not is not said, no list declared"),
    "900103001002": Hole("完整社区（老旧小区改造后）", "a complete community, after renewal of its old compounds"),
    "900103001003": Hole("既有社区，核实无综合服务设施", "existing, declared to have no complex"),
    "900103001009": Hole("建设类型未知", "build class unknown"),
    "900103002001": Hole("没有边界", "no boundary"),
    "900103002002": Hole("没有坐标点", "no point"),
    "900103002003": Hole("任何清单均未核实", "no list declared complete"),
    "900103002008": Hole(
        "街区设施清单未核实，全街区因此无法判定", "block facilities not declared: undecided for its whole block"
    ),
    "900103003001": Hole(
        "答“不具备条件”，却登记有电动自行车充电场所", "says no e-bike site is possible, yet one is registered"
    ),
    "900103003002": Hole(
        "答“未发生规模调整”，却答“已征求意见”", "says no size change arose, yet that people were consulted on it"
    ),
    "900103003003": Hole("待租房屋的租约到期日已过", "rooms for lease whose lease has run out"),
    "900103003005": Hole("既有社区，核实无综合服务设施", "existing, declared to have no complex"),
    "900103003006": Hole("任何清单均未核实", "no list declared complete"),
    "900103003401": Hole(
        "不是居委会辖区却列为试点；未填是否划入街区", "a pilot that is no residents' committee area; block not said"
    ),
}
