"""An invented country of communities and a register of its facilities, the same on every machine."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from communities.divisions import path_of
from communities.models import Community
from facilities.catalogue import FACILITY_TYPES
from tests.factories.communities import make_division, make_source

COMMUNITIES: Final = 120_000
HEADERS: Final = (
    "设施编号", "设施名称", "设施类型", "社区代码", "建筑面积", "居民活动面积", "用地面积", "容量", "经度", "纬度", "权属",
    "启用日期", "证明材料",
)  # fmt: skip
_TYPES: Final = tuple(each.zh for each in FACILITY_TYPES.values())
_TENURES: Final = ("公有", "租赁", "私有", "借用", "")
_IN_STREET, _IN_COUNTY, _A_ROW = 100, 20 * 100, 400
_FIRST_DAY: Final = date(1990, 1, 1)


def community_code(number: int) -> str:
    county, street = number // _IN_COUNTY, number % _IN_COUNTY // _IN_STREET
    return f"9001{county + 1:02d}{street + 1:03d}{number % _IN_STREET + 1:03d}"


def _point(number: int) -> tuple[float, float]:
    """Degrees, some 2 km from the next."""
    return 108.0 + number % _A_ROW * 0.02, 28.0 + number // _A_ROW * 0.02


def store_communities() -> None:
    """COMMUNITIES of them, by the ORM: they are the ground, and not what is measured."""
    source, streets = make_source(), {}
    rows = []
    for number in range(COMMUNITIES):
        code, (lng, lat) = community_code(number), _point(number)
        if code[:9] not in streets:
            streets[code[:9]] = make_division(code[:9])
        division = streets[code[:9]]
        rows.append(
            Community(
                code=code, name=f"示例{number}社区", division=division, path=path_of(code), lng=lng, lat=lat, source=source
            )
        )
    Community.objects.bulk_create(rows, batch_size=5_000)


def write_register(path: Path, rows: int) -> Path:
    """A CSV of ``rows`` facilities: about 130 bytes each, seven in ten figures known, no two that could be one."""
    draw = random.Random(rows)  # noqa: S311  # figures, not secrets
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS)
        writer.writerows(_row(number, draw) for number in range(rows))
    return path


def _row(number: int, draw: random.Random) -> tuple[object, ...]:
    community = number % COMMUNITIES
    kind = _TYPES[(number // COMMUNITIES + community) % len(_TYPES)]
    (x, y), floor = _point(community), draw.randrange(2_000, 300_000)
    return (
        f"F{number:08d}", f"示例{number}号{kind}", kind, community_code(community),
        _some(draw, 0.7, f"{floor / 100:.2f}"), _some(draw, 0.2, f"{floor // 2 / 100:.2f}"),
        _some(draw, 0.2, f"{floor / 50:.1f}"), _some(draw, 0.5, draw.randrange(5, 400)),
        f"{x + draw.uniform(-0.005, 0.005):.6f}", f"{y + draw.uniform(-0.005, 0.005):.6f}", draw.choice(_TENURES),
        _some(draw, 0.6, _FIRST_DAY + timedelta(days=draw.randrange(13_000))), _some(draw, 0.1, f"卷{number % 997}"),
    )  # fmt: skip


def _some(draw: random.Random, share: float, value: object) -> object:
    return value if draw.random() < share else ""
