"""Compounds, household counts and age bands. Counts only: there is no person in the sample either."""

from collections.abc import Iterator
from datetime import date

from intake.sample.chance import between
from intake.sample.dates import BANDS_DAY, BUILT, COUNT_DAYS
from intake.sample.people import SampleCommunity, communities
from intake.sample.places import inside, written
from intake.sample.tables import Row, Table, table

PROVENANCE = "示例"
COMPOUND_WORDS = (("雅园", "澜庭", "华府", "新苑", "公馆"), ("家园", "花园", "小区", "新村", "佳苑"),
                  ("新村", "老街坊", "宿舍", "一村", "里弄"))  # fmt: skip
# Percent of today's households on the two earlier days: the new district fills up, the old one empties.
EARLIER = {0: ((52, 78), (80, 96)), 1: ((96, 102), (98, 101)), 2: ((101, 108), (100, 104))}
# Age bands in per mille of the residents: 0-2, 3-6, 60 and over, 65 and over.
BANDS = {0: ((30, 44), (44, 62), (90, 150), (55, 85)), 1: ((20, 30), (30, 44), (170, 240), (115, 160)),
         2: ((12, 20), (18, 30), (270, 380), (190, 265))}  # fmt: skip


def parts(total: int, number: int, *key: str | int) -> list[int]:
    """``total`` cut into ``number`` whole parts that add up to it again, none of them less than half its fair share."""
    weights = [between(100, 200, "part", *key, place) for place in range(number)]
    sizes = [total * weight // sum(weights) for weight in weights]
    return [*sizes[:-1], total - sum(sizes[:-1])]


def compound_sizes(community: SampleCommunity) -> list[int | None]:
    """Households of each compound: they add up to the community's; unknown where it was never counted."""
    number = between(2, 5, "compounds", community.code)
    if community.households is None:
        return [None] * number
    return list(parts(community.households, number, community.code))


def compound_row(community: SampleCommunity, serial: int, households: int | None) -> Row:
    key = (community.code, serial)
    word = COMPOUND_WORDS[community.character][(serial - 1) % 5]
    across, up = between(18, 82, "compound-x", *key), between(18, 82, "compound-y", *key)
    spot = inside(community.cell, across, up)
    built = between(*BUILT[community.character], "built", *key)
    return (f"{community.code}-{serial:02d}", community.stem + word, community.code, households, built,
            *written(spot))  # fmt: skip


def compounds() -> Table:
    rows = (
        compound_row(community, serial, households)
        for community in communities()
        for serial, households in enumerate(compound_sizes(community), start=1)
    )
    return table("小区编号 小区名称 社区代码 户数 建成年代 经度 纬度", rows)


def residents(households: int, community: SampleCommunity) -> int:
    """People of so many households, 2.2 to 2.9 to a household."""
    return households * between(220, 290, "household-size", community.code) // 100


def earlier_count(community: SampleCommunity, place: int, households: int) -> int:
    low, high = EARLIER[community.character][place]
    return households * between(low, high, "earlier", community.code, place) // 100


def count_rows() -> Iterator[Row]:
    """Two earlier counts of each community that was ever counted."""
    counted = ((each, each.households) for each in communities() if each.households is not None)
    for community, latest in counted:
        for place, day in enumerate(COUNT_DAYS):
            households = earlier_count(community, place, latest)
            yield count_row(community, households, day)


def count_row(community: SampleCommunity, households: int, day: date) -> Row:
    return (community.code, households, residents(households, community), day, "常住", PROVENANCE)


def household_counts() -> Table:
    return table("社区代码 户数 常住人口 统计日期 口径 数据性质", count_rows())


def band_row(community: SampleCommunity, households: int) -> Row:
    people = residents(households, community)
    shares = (between(*share, "band", place, community.code) for place, share in enumerate(BANDS[community.character]))
    return (community.code, households, people, *(people * share // 1000 for share in shares),
            BANDS_DAY, "常住", PROVENANCE)  # fmt: skip


def age_bands() -> Table:
    """The latest count with its age bands, as a workbook with a title above the header."""
    rows = (band_row(each, each.households) for each in communities() if each.households is not None)
    headers = "社区代码 户数 常住人口 0-2岁人口 3-6岁人口 60岁及以上人口 65岁及以上人口 统计日期 口径 数据性质"
    return table(headers, rows, title=f"青禾市社区户数与年龄段统计表（示例数据，{BANDS_DAY.year}年末）")
