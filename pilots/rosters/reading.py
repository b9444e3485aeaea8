"""A list of pilots from a CSV or a workbook: one line for each community that it names. Pure.

Titles above the heads are passed over; of a workbook the first sheet with heads is read. Every fault is told at once, with its
row; a file with a fault gives no line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from communities.divisions import BadCode, full_code
from communities.words import Words
from pilots.rosters.files import BadRoster, Cells, Sheet, readings

__all__ = ["BadRoster", "NamedPilot", "Roster", "read_roster"]

_LOOKED_FOR_HEADS: Final = 15
_HEADS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "name": ("社区", "社区名称", "试点社区", "试点社区名称", "完整社区名称", "community", "name"),
        "code": ("社区代码", "代码", "统计用区划代码", "区划代码", "code", "communitycode"),
        "province": ("省", "省份", "省（区、市）", "省（自治区、直辖市）", "地区", "province"),
        "city": ("市", "城市", "地市", "市（州）", "city"),
        "district": ("区", "区县", "县区", "区（县）", "县（市、区）", "district", "county"),
    }
)
_PLACE: Final = ("province", "city", "district")
LONGEST_NAME: Final = 100
LONGEST_PLACE: Final = 120
"""Signs, as RosterLine keeps them; the parts of a place with a blank between them."""
_NO_HEADS: Final = Words(
    "没有找到表头：应有“社区名称”一列，以及“社区代码”或“省”“市”“区县”各列。",
    "No heads were found: a column 社区名称 (community), and 社区代码 (code) or 省, 市, 区县 (its place).",
)
_NO_LINE: Final = Words("表头下面没有任何一行。", "There is no line below the heads.")


@dataclass(frozen=True)
class NamedPilot:
    """What the list says of one community: ``place`` as it writes it, ``code`` where it has one, the row it stands in."""

    row: int
    name: str
    place: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True)
class Roster:
    """``sheet``: the one that was read, where the workbook has several; else empty."""

    lines: Sequence[NamedPilot]
    sheet: str = ""


def read_roster(content: bytes) -> Roster:
    """Its lines, at least one. Raises BadRoster with every fault."""
    faults = []
    for reading in readings(content):
        if isinstance(reading, Words):
            faults.append(reading)
        elif found := _heads(list(enumerate(reading.rows, 1))):
            return Roster(_lines(reading, *found), reading.name)
    raise BadRoster(faults[:1] or [_NO_HEADS])


def _lines(sheet: Sheet, at: int, columns: Mapping[str, int]) -> list[NamedPilot]:
    below = list(enumerate(sheet.rows, 1))[at:]
    found = [_line(number, cells, columns) for number, cells in below if any(cell.strip() for cell in cells)]
    lines = [one for one in found if isinstance(one, NamedPilot)]
    faults = [one for one in found if isinstance(one, Words)] + _twice(lines)
    if faults or not lines:
        raise BadRoster([_on(sheet, each) for each in faults or [_NO_LINE]])
    return lines


def _on(sheet: Sheet, fault: Words) -> Words:
    """Which sheet, where there are several."""
    return Words(f"工作表“{sheet.name}”：{fault.zh}", f'Sheet "{sheet.name}": {fault.en}') if sheet.name else fault


def _heads(rows: Sequence[tuple[int, Cells]]) -> tuple[int, dict[str, int]] | None:
    """How many rows end with the heads, and the column of each; None where there are none."""
    for number, cells in rows[:_LOOKED_FOR_HEADS]:
        columns = _columns(cells)
        if "name" in columns and ({"code", *_PLACE} & set(columns)):
            return number, columns
    return None


def _columns(cells: Cells) -> dict[str, int]:
    plain = ["".join(cell.split()).lower().replace("(", "（").replace(")", "）") for cell in cells]
    return {key: plain.index(head) for key, heads in _HEADS.items() for head in heads if head in plain}


def _line(number: int, cells: Cells, columns: Mapping[str, int]) -> NamedPilot | Words:
    told = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
    name, code = told.get("name", ""), told.get("code", "")
    if not name:
        return Words(f"第 {number} 行没有社区名称。", f"Row {number} has no community.")
    if "\x00" in "".join(told.values()):
        return Words(f"第 {number} 行的社区名称不是名称。", f"What stands for the community in row {number} is no name.")
    place = tuple(told[key] for key in _PLACE if told.get(key))
    if long := _too_long(number, name, place):
        return long
    try:
        return NamedPilot(number, name, place, full_code(code) if code else "")
    except BadCode:
        return Words(
            f"第 {number} 行的代码“{code[:20]}”不是区划代码。", f'The code "{code[:20]}" in row {number} is no division code.'
        )


def _too_long(number: int, name: str, place: Sequence[str]) -> Words | None:
    if len(name) > LONGEST_NAME:
        zh, en = f"社区名称超过 {LONGEST_NAME} 字", f"community is longer than {LONGEST_NAME} signs"
    elif len(" ".join(place)) > LONGEST_PLACE:
        zh, en = f"省、市、区县名称超过 {LONGEST_PLACE} 字", f"place is longer than {LONGEST_PLACE} signs"
    else:
        return None
    return Words(f"第 {number} 行的{zh}，请核对。", f"Row {number}: the {en}. Check it.")


def _twice(lines: Sequence[NamedPilot]) -> list[Words]:
    first: dict[tuple[object, ...], int] = {}
    faults = []
    for one in lines:
        before = first.setdefault((one.code,) if one.code else (one.place, one.name), one.row)
        if before != one.row:
            faults.append(
                Words(
                    f"第 {one.row} 行与第 {before} 行是同一个社区。", f"Row {one.row} names the same community as row {before}."
                )
            )
    return faults
