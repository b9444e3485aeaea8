"""Divisions, communities and boundaries as tables and as GeoJSON."""

from collections.abc import Iterator

from intake.sample import holes
from intake.sample.chance import between
from intake.sample.dates import SAMPLE_DAY
from intake.sample.names import CITY, DISTRICTS, PROVINCE, STREETS
from intake.sample.people import SampleCommunity, communities
from intake.sample.places import Spot, inside, ring, written
from intake.sample.tables import Row, Table, table

COMMUNITY_HEADERS = (
    "社区代码 社区名称 英文名称 unit_kind 街道代码 街道 区县代码 区县 城市代码 城市 省份代码 省份 "
    "建设类型 集中供热 经度 纬度 街区代码 街区名称 已划入街区"
)


def division_rows() -> Iterator[Row]:
    """Province, city, districts, sub-districts: parents before children."""
    yield (*PROVINCE, "省", "")
    yield (*CITY, "市", PROVINCE.code)
    yield from ((*district, "区县", CITY.code) for district in DISTRICTS)
    yield from ((*street, "街道", street.code[:6]) for street in STREETS)


def divisions() -> Table:
    return table("区划代码 名称 英文名称 级别 上级代码", division_rows())


def point_of(community: SampleCommunity) -> Spot | None:
    """The point of a community, near its middle; None where nobody has one."""
    if community.code == holes.NO_POINT:
        return None
    across, up = between(45, 55, "point-x", community.code), between(45, 55, "point-y", community.code)
    return inside(community.cell, across, up)


def community_row(community: SampleCommunity) -> Row:
    street, district = community.street, community.district
    return (
        community.code, community.name, community.name_en, community.unit_kind,
        street.code, street.name, district.code, district.name,
        CITY.code, CITY.name, PROVINCE.code, PROVINCE.name,
        community.build_class, community.central_heating, *written(point_of(community)),
        community.block_code, community.block_name, community.in_block,
    )  # fmt: skip


def community_table() -> Table:
    return table(COMMUNITY_HEADERS, map(community_row, communities()))


def feature(community: SampleCommunity) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"社区代码": community.code, "社区名称": community.name},
        "geometry": {"type": "Polygon", "coordinates": [ring(community.cell)]},
    }


def boundaries() -> dict[str, object]:
    """A GeoJSON collection of one polygon for each community, but for the one whose boundary nobody has drawn."""
    drawn = [feature(each) for each in communities() if each.code != holes.NO_BOUNDARY]
    return {"type": "FeatureCollection", "name": f"示例数据 sample data {SAMPLE_DAY}", "features": drawn}
