"""Small files to bring in, and the call that brings them in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from intake.outcome import Outcome
from intake.services import bring_in

FIRST, SECOND, THIRD = "900101001001", "900101001002", "900101001003"
COMMUNITIES = f"""社区代码,社区名称,街道,区县,城市,省份,建设类型,集中供热,经度,纬度,街区代码,街区名称,已划入街区
{FIRST},甲社区,一街道,一区,甲市,甲省,既有,是,116.3000,40.0000,B1,一号街区,是
{SECOND},乙社区,一街道,一区,甲市,甲省,新建,否,116.3100,40.0000,,,否
{THIRD},丙社区,一街道,一区,甲市,甲省,未知,,,,,,
"""


def text_file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, name: str, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    path = folder / name
    book = xlsxwriter.Workbook(str(path))
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def collection(folder: Path, name: str, features: Sequence[tuple[dict[str, Any], Any]], **members: Any) -> Path:
    path = folder / name
    listed = [{"type": "Feature", "properties": own, "geometry": geometry} for own, geometry in features]
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": listed}, ensure_ascii=False), "utf-8")
    return path


def point(lng: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lng, lat]}


def square(west: float, south: float, side: float) -> dict[str, Any]:
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def bring(*paths: Path, **options: Any) -> Outcome:
    return bring_in(paths=list(paths), by=None, **options)


def accepted(*paths: Path, **options: Any) -> Outcome:
    outcome = bring(*paths, **options)
    assert outcome.accepted, told(outcome)
    return outcome


def told(outcome: Outcome) -> list[tuple[str, int | None, str, str]]:
    """(code, row, column, value) of every problem."""
    return [(each.code, each.row, each.column, each.value) for each in outcome.problems()]


def codes(outcome: Outcome) -> list[str]:
    return [each.code for each in outcome.problems()]


def counts(outcome: Outcome) -> list[tuple[int, int, int]]:
    return [(part.created, part.changed, part.unchanged) for part in outcome.parts]
