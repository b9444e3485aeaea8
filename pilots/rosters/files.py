"""The tables that a file may hold: the sheets of a workbook, or a text cut by commas, semicolons or tabs. Pure."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from communities.words import Words

MOST_BYTES: Final = 2_000_000
MOST_UNPACKED: Final = 50_000_000
MOST_ROWS: Final = 5_000
_CUTS: Final = (",", ";", "\t")
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
Cells = Sequence[str]
UNREADABLE: Final = Words(
    "文件无法读取。请用电子表格软件打开后另存为 .xlsx 或 CSV。",
    "The file cannot be read. Open it in a spreadsheet and save it as .xlsx or CSV.",
)
_TOO_LARGE: Final = Words(
    "文件超过 2 MB。请只保留名单所在的工作表。", "The file is larger than 2 MB. Keep only the sheet with the list."
)
_TOO_LONG: Final = Words(f"名单超过 {MOST_ROWS} 行。", f"The list has more than {MOST_ROWS} rows.")


class BadRoster(Exception):
    """The file has no list that can be read: what is wrong, each with its row."""

    def __init__(self, faults: Sequence[Words]) -> None:
        super().__init__(faults[0].en)
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Sheet:
    """``name``: empty where the file has no other. ``rows``: its cells as texts."""

    name: str
    rows: Sequence[Cells]


def readings(content: bytes) -> Iterator[Sheet | Words]:
    """Every way to read the file as a table, or why one is none. Raises BadRoster for a file that cannot be read at all."""
    if len(content) > MOST_BYTES:
        raise BadRoster([_TOO_LARGE])
    if zipfile.is_zipfile(io.BytesIO(content)) or content[:4] == _OLD_WORKBOOK:
        yield from _sheets(content)
    else:
        text = _text(content)
        yield from (_cut(text, by) for by in _CUTS)


def _sheets(content: bytes) -> Iterator[Sheet | Words]:
    """Those that whoever opens the workbook sees."""
    try:
        if _unpacked(content) > MOST_UNPACKED:
            raise BadRoster([UNREADABLE])
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [each.name for each in book.sheets_metadata if _is_shown(each)]
        for name in shown:
            yield _sheet(book, name, is_only=len(shown) == 1)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as wrong:
        raise BadRoster([UNREADABLE]) from wrong


def _is_shown(sheet: SheetMetadata) -> bool:
    return bool(sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible)


def _sheet(book: CalamineWorkbook, name: str, *, is_only: bool) -> Sheet | Words:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS:
        return _TOO_LONG
    return Sheet("" if is_only else name, [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)])


def _unpacked(content: bytes) -> int:
    """Bytes that a workbook says it unpacks to; 0 for one that is no archive."""
    packed = io.BytesIO(content)
    if not zipfile.is_zipfile(packed):
        return 0
    with zipfile.ZipFile(packed) as archive:
        return sum(each.file_size for each in archive.infolist())


def _cell(value: object) -> str:
    """A code that a spreadsheet took for a number is a code again."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRoster([UNREADABLE])


def _cut(text: str, by: str) -> Sheet | Words:
    """Lines may end as those of any system. Strict: a quote that is never closed would swallow the rest of the list."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=by, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS:
                return _TOO_LONG
    except csv.Error:
        return Words(
            f"第 {reader.line_num} 行无法按 CSV 读取：引号没有成对，或单元格过长。请改正后再导入。",
            f"Line {reader.line_num} cannot be read as CSV: a quote is not closed, or a cell is too long. Mend it first.",
        )
    return Sheet("", rows)
