"""A list of pilots from a CSV or a workbook: one line for each community that it names. Pure.

Titles above the heads are passed over. Every fault is told at once, with its row; a file with a fault gives no line.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from communities.divisions import BadCode, full_code
from communities.words import Words

MOST_BYTES: Final = 2_000_000
MOST_UNPACKED: Final = 50_000_000
MOST_ROWS: Final = 5_000
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
Cells = Sequence[str]


@dataclass(frozen=True)
class NamedPilot:
    """What the list says of one community: ``place`` as it writes it, ``code`` where it has one, the row it stands in."""

    row: int
    name: str
    place: tuple[str, ...]
    code: str = ""


class BadRoster(Exception):
    """The file has no list that can be read: what is wrong, each with its row."""

    def __init__(self, faults: Sequence[Words]) -> None:
        super().__init__(faults[0].en)
        self.faults = tuple(faults)


def read_roster(content: bytes) -> list[NamedPilot]:
    """Its lines, at least one. Raises BadRoster with every fault."""
    if len(content) > MOST_BYTES:
        raise BadRoster([_TOO_LARGE])
    rows = list(enumerate(_rows(content), 1))
    at, columns = _heads(rows)
    found = [_line(number, cells, columns) for number, cells in rows[at:] if any(cell.strip() for cell in cells)]
    lines = [one for one in found if isinstance(one, NamedPilot)]
    faults = [one for one in found if isinstance(one, Words)]
    faults += _twice(lines)
    if faults or not lines:
        raise BadRoster(faults or [Words("表头下面没有任何一行。", "There is no line below the heads.")])
    return lines


def _rows(content: bytes) -> Iterator[Cells]:
    """The cells of the first sheet, or of the text, as texts."""
    if zipfile.is_zipfile(io.BytesIO(content)) or content[:4] == b"\xd0\xcf\x11\xe0":
        yield from _sheet(content)
    else:
        yield from csv.reader(io.StringIO(_text(content)))


def _sheet(content: bytes) -> list[Cells]:
    if _unpacked(content) > MOST_UNPACKED:
        raise BadRoster([_UNREADABLE])
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS:
            raise BadRoster([Words(f"工作表超过 {MOST_ROWS} 行。", f"The sheet has more than {MOST_ROWS} rows.")])
        return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as wrong:
        raise BadRoster([_UNREADABLE]) from wrong


def _unpacked(content: bytes) -> int:
    """Bytes that a workbook says it unpacks to; 0 for one that is no archive."""
    packed = io.BytesIO(content)
    if not zipfile.is_zipfile(packed):
        return 0
    with zipfile.ZipFile(packed) as archive:
        return sum(each.file_size for each in archive.infolist())


_UNREADABLE: Final = Words(
    "文件无法读取。请用电子表格软件打开后另存为 .xlsx 或 CSV。",
    "The file cannot be read. Open it in a spreadsheet and save it as .xlsx or CSV.",
)
_TOO_LARGE: Final = Words(
    "文件超过 2 MB。请只保留名单所在的工作表。", "The file is larger than 2 MB. Keep only the sheet with the list."
)


def _cell(value: object) -> str:
    """A code that a spreadsheet took for a number is a code again."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRoster([_UNREADABLE])


def _heads(rows: Sequence[tuple[int, Cells]]) -> tuple[int, dict[str, int]]:
    """How many rows end with the heads, and the column of each."""
    for number, cells in rows[:_LOOKED_FOR_HEADS]:
        columns = _columns(cells)
        if "name" in columns and ({"code", *_PLACE} & set(columns)):
            return number, columns
    raise BadRoster(
        [
            Words(
                "没有找到表头：应有“社区名称”一列，以及“社区代码”或“省”“市”“区县”各列。",
                "No heads were found: a column 社区名称 (community), and 社区代码 (code) or 省, 市, 区县 (its place).",
            )
        ]
    )


def _columns(cells: Cells) -> dict[str, int]:
    plain = ["".join(cell.split()).lower().replace("(", "（").replace(")", "）") for cell in cells]
    return {key: plain.index(head) for key, heads in _HEADS.items() for head in heads if head in plain}


def _line(number: int, cells: Cells, columns: Mapping[str, int]) -> NamedPilot | Words:
    told = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
    name, code = told.get("name", ""), told.get("code", "")
    if not name:
        return Words(f"第 {number} 行没有社区名称。", f"Row {number} has no community.")
    if "\x00" in "".join(told.values()) or len(name) > 100:
        return Words(f"第 {number} 行的社区名称不是名称。", f"What stands for the community in row {number} is no name.")
    try:
        return NamedPilot(number, name, tuple(told[key] for key in _PLACE if told.get(key)), full_code(code) if code else "")
    except BadCode:
        return Words(
            f"第 {number} 行的代码“{code[:20]}”不是区划代码。", f'The code "{code[:20]}" in row {number} is no division code.'
        )


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
