"""The facility types of the sample: how often each occurs in the three districts and how large it is.

Type codes are those of the facility catalogue; ``label`` is the Chinese word that the files carry.
"""

from typing import NamedTuple

Range = tuple[int, int] | None


class Kind(NamedTuple):
    """One facility type. Percentages are for the new, the centrally heated and the old district; areas are in m2."""

    code: str
    label: str
    percent: tuple[int, int, int]
    most: int = 1
    floor: Range = None
    site: Range = None
    capacity: Range = None


SERVICES = (
    Kind("kindergarten", "幼儿园", (92, 80, 62), 1, (2200, 3600), (3500, 6000), (180, 360)),
    Kind("nursery", "托儿所", (75, 50, 28), 1, (160, 420), None, (20, 80)),
    Kind("elderly_station", "老年服务站", (88, 75, 55), 1, (90, 380), None, (10, 60)),
    Kind("health_station", "社区卫生服务站", (90, 80, 65), 1, (90, 320)),
    Kind("convenience_store", "便利店", (98, 95, 90), 3, (40, 120)),
    Kind("vegetable_shop", "菜店", (90, 85, 80), 2, (40, 300)),
    Kind("canteen", "食堂", (72, 55, 38), 1, (80, 350), None, (30, 120)),
    Kind("parcel", "邮件和快件寄递服务设施", (97, 90, 80), 2, (12, 60)),
    Kind("barber", "理发店", (96, 92, 88), 3, (18, 80)),
    Kind("laundry", "洗衣店", (85, 72, 55), 1, (20, 60)),
    Kind("pharmacy", "药店", (92, 88, 75), 2, (50, 150)),
    Kind("repair", "维修点", (75, 68, 62), 1, (8, 40)),
    Kind("home_service", "家政服务网点", (72, 55, 40), 1, (15, 60)),
)
"""The thirteen types of clauses 1.b and 1.d other than the service complex."""

GROUNDS = (
    Kind("activity_ground", "公共活动场地", (95, 85, 62), 1, None, (120, 900)),
    Kind("green", "公共绿地", (90, 78, 58), 1, None, (800, 6000)),
    Kind("fitness_spot", "健身点", (92, 78, 60), 3, None, (40, 160)),
    Kind("ebike_site", "电动自行车集中停放充电场所", (88, 70, 45), 2, None, (30, 150), (20, 120)),
)
OTHERS = (
    Kind("elderly_daycare", "老年人日间照料中心", (45, 30, 20), 1, (300, 700), None, (15, 40)),
    Kind("supermarket", "综合超市", (60, 50, 30), 1, (280, 1500)),
    Kind("culture", "文化活动室", (75, 55, 38), 1, (80, 400)),
    Kind("sports_ground", "多功能运动场地", (50, 35, 18), 1, None, (700, 2400)),
    Kind("pocket_park", "口袋公园", (55, 40, 35), 1, None, (200, 900)),
    Kind("parking", "停车场", (96, 85, 60), 2, None, (600, 5000), (60, 600)),
    Kind("ev_charger", "电动汽车充电设施", (90, 65, 35), 1, None, None, (4, 40)),
    Kind("toilet", "公共厕所", (70, 70, 75), 1, (20, 60)),
    Kind("waste_point", "生活垃圾分类收集点", (100, 95, 90), 3, None, (10, 40)),
    Kind("waste_station", "生活垃圾收集站", (35, 30, 30), 1, None, (90, 300)),
)
ORDINARY = (*SERVICES, *GROUNDS, *OTHERS)
COMPLEX = Kind("service_complex", "社区综合服务设施", (100, 100, 100))
BLOCK_KINDS = (
    Kind("school_primary", "小学", (0, 0, 0), 1, (8000, 14000), (15000, 24000), (720, 1620)),
    Kind("school_middle", "中学", (0, 0, 0), 1, (11000, 18000), (20000, 32000), (900, 1800)),
    Kind("nursing_home", "养老院", (0, 0, 0), 1, (3000, 9000), (4000, 9000), (80, 300)),
    Kind("community_hospital", "社区医院", (0, 0, 0), 1, (2000, 5000), (2000, 5000), (20, 99)),
)
LABELS = {kind.code: kind.label for kind in (COMPLEX, *ORDINARY, *BLOCK_KINDS)}
RULED = (COMPLEX.code, *(kind.code for kind in (*SERVICES, *GROUNDS)))
"""The types whose presence in a community a rule of the pilot pack asks for."""
