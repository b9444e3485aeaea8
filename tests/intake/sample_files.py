"""Reading the files of the sample city back, as an importer would."""

import csv
import io
import json
from decimal import Decimal
from functools import cache
from math import hypot
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from shapely import Polygon
from shapely.geometry import shape

from intake.sample import SAMPLE_DAY
from intake.sample.places import METRES_PER_DEGREE_LAT, METRES_PER_DEGREE_LNG

FILES = (
    "01-sample-divisions.csv",
    "02-sample-communities.csv",
    "03-sample-boundaries.geojson",
    "04-sample-compounds.csv",
    "05-sample-households.csv",
    "06-sample-age-bands.xlsx",
    "07-sample-facilities.xlsx",
    "08-sample-premises.csv",
    "09-sample-inspections.xlsx",
    "10-sample-answers.csv",
    "11-sample-inventories.csv",
)
TITLED = {"06-sample-age-bands.xlsx"}
Row = dict[str, Any]


@cache
def rows(path: Path) -> tuple[Row, ...]:
    """The rows of a CSV or XLSX file as header -> value; blanks are empty text."""
    if path.suffix == ".csv":
        return tuple(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[path.name in TITLED :]
    headers = [str(header) for header in cells[0]]
    return tuple(dict(zip(headers, row, strict=True)) for row in cells[1:])


def table(folder: Path, number: int) -> tuple[Row, ...]:
    return rows(folder / FILES[number - 1])


def polygons(folder: Path) -> dict[str, Polygon]:
    features = json.loads((folder / FILES[2]).read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["社区代码"]: shape(feature["geometry"]) for feature in features}


def names(folder: Path) -> dict[str, Row]:
    return {row["社区代码"]: row for row in table(folder, 2)}


def is_open(facility: Row) -> bool:
    closed = facility["关闭日期"]
    return bool(facility["开办日期"] <= SAMPLE_DAY and (closed == "" or closed > SAMPLE_DAY))


def open_of(folder: Path, label: str, code: str) -> list[Row]:
    """The open facilities of a type that a community has, shared ones included."""
    return [
        row
        for row in table(folder, 7)
        if row["设施类型"] == label
        and is_open(row)
        and code in (row["服务社区"].split("；") if row["服务社区"] else [row["社区代码"]])
    ]


def declared(folder: Path, kind: str, code: str) -> bool:
    return any(row["code"] == code and row["facility_type"] in ("all", kind) for row in table(folder, 11))


def households(folder: Path) -> dict[str, int]:
    return {row["社区代码"]: int(row["户数"]) for row in table(folder, 6)}


def hundredths(value: float) -> int:
    return int(Decimal(str(value)) * 100)


def metres(one: Row, other: Row) -> float:
    east = (float(one["经度"]) - float(other["经度"])) * METRES_PER_DEGREE_LNG
    return hypot(east, (float(one["纬度"]) - float(other["纬度"])) * METRES_PER_DEGREE_LAT)


def complex_areas(folder: Path, code: str) -> tuple[int, int]:
    """(floor, activity) of a community's open complexes in hundredths of m2, unknown ones left out."""
    found = open_of(folder, "社区综合服务设施", code)
    floor = sum(hundredths(row["建筑面积(㎡)"]) for row in found if row["建筑面积(㎡)"] != "")
    return floor, sum(hundredths(row["居民活动面积(㎡)"]) for row in found if row["居民活动面积(㎡)"] != "")
