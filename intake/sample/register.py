"""The facility file of the sample."""

from intake.sample.facilities import facilities
from intake.sample.facility import SampleFacility
from intake.sample.kinds import LABELS
from intake.sample.places import written
from intake.sample.tables import Row, Table, square_metres, table

FACILITY_HEADERS = (
    "设施编号 设施名称 设施类型 社区代码 建筑面积(㎡) 居民活动面积(㎡) 用地面积(㎡) 容量 经度 纬度 "
    "权属 开办日期 关闭日期 服务社区 证明材料"
)


def facility_row(facility: SampleFacility) -> Row:
    return (
        facility.code, facility.name, LABELS[facility.facility_type], facility.community,
        square_metres(facility.floor), square_metres(facility.activity), square_metres(facility.site),
        facility.capacity, *written(facility.spot), facility.tenure, facility.opened, facility.closed,
        "；".join(facility.serves), facility.evidence,
    )  # fmt: skip


def facility_table() -> Table:
    return table(FACILITY_HEADERS, map(facility_row, facilities()))
