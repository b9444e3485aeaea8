"""Rooms, buildings and land that could close a shortfall of service-complex area: all five ways, and too small ones.

In a community that is short, the five ways come in turn, large enough and too small by turns. A new-built community
gets land only, because only new building is open to it.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from intake.sample import holes
from intake.sample.chance import between, day_between, draw
from intake.sample.complexes import REQUIRED_PER_HOUSEHOLD
from intake.sample.dates import SAMPLE_DAY
from intake.sample.facilities import any_spot, facilities
from intake.sample.people import SampleCommunity, by_code, communities
from intake.sample.places import written
from intake.sample.tables import Row, Table, square_metres, table

HEADERS = (
    "空间编号 空间名称 社区代码 空间类型 权属 可用方式 建筑面积(㎡) 用地面积(㎡) 楼层 年租金(元) 售价(元) "
    "租约到期 可用日期 经度 纬度"
)


class Way(NamedTuple):
    """One way in which premises are on offer."""

    name: str
    kind: str
    ownership: str
    offers: str


LAND = Way("闲置用地", "土地", "公有", "建设")
SALE = Way("待售商铺", "房屋", "私有", "出售")
SWAP = Way("可置换公房", "房屋", "公有", "置换")
LEASE = Way("待租房屋", "房屋", "私有", "出租")
RETROFIT = Way("闲置公共楼", "楼栋", "公有", "改造")
TWO_WAYS = Way("待售或待租底商", "房屋", "私有", "出售、出租")
WAYS = (SALE, LAND, LEASE, RETROFIT, SWAP, TWO_WAYS)
SMALL_ROOMS = 12
LEASE_ENDS = (date(2028, 12, 31), date(2036, 6, 30))
RUN_OUT = date(2025, 12, 31)
AVAILABLE = (date(2025, 1, 1), SAMPLE_DAY)
AVAILABLE_BEFORE_RUN_OUT = date(2024, 1, 1)


class Offer(NamedTuple):
    """Premises of a community: ``area`` is floor area, or site area of land, in hundredths of m2."""

    community: SampleCommunity
    way: Way
    area: int
    serial: int


def open_floor(code: str) -> int | None:
    """Floor area of the complexes open on the sample day in a community, None where one is not measured."""
    areas = [
        facility.floor
        for facility in facilities()
        if facility.facility_type == "service_complex" and code in (facility.serves or (facility.community,))
        and facility.open_on(SAMPLE_DAY)
    ]  # fmt: skip
    return None if None in areas else sum(area for area in areas if area is not None)


def shortfall(community: SampleCommunity) -> int:
    """How much floor area is missing to 30 m2 per 100 households, in hundredths of m2; 0 where none or unknown."""
    have = open_floor(community.code)
    if have is None or not community.households:
        return 0
    return max(0, REQUIRED_PER_HOUSEHOLD * community.households - have)


def ways_for(community: SampleCommunity, turn: int) -> tuple[Way, ...]:
    """Land for a new-built community, otherwise two ways in turn."""
    if community.build_class == "新建":
        return (LAND,)
    return WAYS[turn % 6], WAYS[(turn + 1) % 6]


def is_too_small(way: Way, serial: int, turn: int) -> bool:
    """The second way of every other community, and the only one (land) of every other new-built one."""
    return bool(turn % 2) if serial == 2 else way is LAND and turn % 4 == 2


def offered_area(missing: int, way: Way, serial: int, turn: int) -> int:
    """A fifth more than what is missing, or only 45 percent of it; never less than 60 m2."""
    percent = 45 if is_too_small(way, serial, turn) else 120
    return max(missing * percent // 100, 6_000)


def offers_near_gaps() -> Iterator[Offer]:
    short = ((each, shortfall(each)) for each in communities())
    for turn, (community, missing) in enumerate((each, gap) for each, gap in short if gap):
        for serial, way in enumerate(ways_for(community, turn), start=1):
            yield Offer(community, way, offered_area(missing, way, serial, turn), serial)


def small_rooms() -> Iterator[Offer]:
    """Small rooms here and there, of use for a nursery or a station, too small for a complex."""
    ordered = sorted(communities(), key=lambda each: draw("small-room", each.code))
    for turn, community in enumerate(ordered[:SMALL_ROOMS]):
        way = (SALE, LEASE, SWAP, RETROFIT)[turn % 4]
        yield Offer(community, way, between(450, 2600, "small", community.code) * 10, 8)


def run_out_offer() -> Offer:
    """Rooms whose lease has already run out on the sample day."""
    return Offer(by_code()[holes.LEASE_RUN_OUT], LEASE, 62_000, 9)


def money(way: Way, area: int, key: str) -> tuple[int | None, int | None]:
    """(annual rent, price) in yuan, invented: 300-720 a m2 and year, 6,500-14,000 a m2."""
    rent = area * between(300, 720, "rent", key) // 100 if "出租" in way.offers else None
    price = area * between(6500, 14000, "price", key) // 100 if "出售" in way.offers else None
    return rent, price


def lease_days(offer: Offer, key: str) -> tuple[date | None, date]:
    """(end of the lease, available from)."""
    if offer.serial == 9:
        return RUN_OUT, AVAILABLE_BEFORE_RUN_OUT
    end = day_between(*LEASE_ENDS, "lease-end", key) if "出租" in offer.way.offers else None
    return end, day_between(*AVAILABLE, "available", key)


def storey_of(way: Way, key: str) -> int | None:
    return between(1, 3, "storey", key) if way.kind == "房屋" else None


def premises_row(offer: Offer) -> Row:
    community, way = offer.community, offer.way
    key = f"{community.code}-P{offer.serial}"
    spot = any_spot(community, "premises", offer.serial)
    area, is_land = square_metres(offer.area), way is LAND
    return (
        key, f"{community.stem}{way.name}（示例）", community.code, way.kind, way.ownership, way.offers,
        None if is_land else area, area if is_land else None, storey_of(way, key),
        *money(way, offer.area, key), *lease_days(offer, key), *written(spot),
    )  # fmt: skip


def premises() -> Table:
    offers = (*offers_near_gaps(), *small_rooms(), run_out_offer())
    return table(HEADERS, map(premises_row, offers))
