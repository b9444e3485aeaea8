"""Cells to values: codes, whole numbers, areas, money, dates, yes and no. Pure.

Nothing is repaired by guessing. A value that can be read in two ways, or that a spreadsheet has destroyed, is refused with the
code of the problem; what was tidied without any doubt comes back with a note.
"""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Final, TypeGuard

from communities.divisions import BadCode, full_code
from intake.readers.rows import BrokenCell, Cell

CODE_DIGITS: Final = 12
MAX_COUNT: Final = 10_000_000
MAX_AREA: Final = Decimal(100_000_000)  # 100 km2: more than any community
_CENT: Final = Decimal("0.01")
MAX_MONEY: Final = Decimal(100_000_000_000)
FIRST_DAY: Final = dt.date(1900, 1, 1)
LAST_DAY: Final = dt.date(2199, 12, 31)

_BLANK: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "[]", "na", "n/a", "null"})  # []: an empty list of AMap's
_MISSING: Final = _BLANK | {"none", "nil", "无", "不详", "未知"}
_NOTHING_SAID: Final = _BLANK | {"未调查", "不详"}
_SAYS_SOMETHING: Final = re.compile("[0-9A-MO-Za-mo-z\u4e00-\u9fff](?<![不无未])")  # how none of the signs above begins
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
# Control characters, halves of characters, and what no XML, and so no workbook, can hold.
_UNPRINTABLE: Final = re.compile("[\0-\x1f\ud800-\udfff\ufffe\uffff]")
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?e\+?[0-9]+", re.I)
_WHOLE: Final = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?")
# Nothing to tidy and nothing to say: nearly every cell of a register. What is read so is read as the long way reads it.
_PLAIN_FIGURE: Final = re.compile(r"[0-9]{1,8}(?:\.[0-9]{1,2})?")
_PLAIN_DEGREES: Final = re.compile(r"[0-9]{1,3}\.[0-9]{1,15}")
_PLAIN_COMMITTEE: Final = re.compile("(?!00)[0-9]{9}(?!000)[0-9]{3}")
_PLAIN_TEXT: Final = re.compile("(?![不无未nN])[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff()（）]*")
_DECIMAL: Final = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
AREA_UNITS: Final = frozenset({"m2", "m²", "㎡", "平方米", "平米"})
MONEY_UNITS: Final = frozenset({"元"})
COUNT_UNITS: Final = frozenset({"户", "人", "个", "处", "年"})
_STOREY_UNITS: Final = frozenset({"层"})
_UNIT_TAIL: Final = re.compile(r"(?:m2|m²|㎡|平方米|平米|户|人|元|个|处|年|层)$")
_COMBINING: Final = re.compile("[\u0300-\u036f]")
_GARBLED: Final = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
_LATIN: Final = re.compile("[\u0080-\u00ff]")
_HAN: Final = re.compile("[\u3400-\u9fff]+")
_ISO: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?")
_COMPACT: Final = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")
_SHORT_DATE: Final = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
_LAST_SERIAL: Final = 80_000
_LONGEST_NUMBER: Final = 40  # int() of thousands of digits takes seconds, or raises
_SERIAL_ZERO: Final = dt.date(1899, 12, 30)
_FIRST_SERIAL: Final = 61  # 1 March 1900: before it a spreadsheet counts a 29 February that there never was
_ZERO_OF_1904: Final = dt.date(1904, 1, 1)
_FLAGS: Final[Mapping[str, bool]] = {
    "是": True, "有": True, "yes": True, "y": True, "true": True, "1": True, "√": True,
    "否": False, "无": False, "没有": False, "no": False, "n": False, "false": False, "0": False, "×": False,
}  # fmt: skip


class ValueRefused(ValueError):
    """A cell that cannot be read as what its column asks for. ``code`` is a problem code."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code, self.details = code, details


def plain(cell: Cell) -> str:
    """A cell as text: full-width signs made ASCII, invisible signs and outer spaces gone, whole floats without ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell.isascii():
            return cell.strip()
        return _INVISIBLE.sub("", cell.translate(_FULL_WIDTH)).strip()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return _number_text(cell)
    return str(cell).strip()


def _number_text(number: float) -> str:
    """As a spreadsheet shows it: 15 significant digits, so that 799.8000000000001 is 799.8."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def plain_figure(cell: Cell) -> Decimal | None:
    """Of a text that is nothing but an area or an amount of money: what ``read_area`` and ``read_money`` make of it."""
    return Decimal(cell).quantize(_CENT) if isinstance(cell, str) and _PLAIN_FIGURE.fullmatch(cell) else None


def plain_degrees(cell: Cell) -> float | None:
    """Of a text that is nothing but degrees: what ``read_degrees`` makes of it."""
    return float(cell) if isinstance(cell, str) and _PLAIN_DEGREES.fullmatch(cell) else None


def is_plain_committee(cell: Cell) -> TypeGuard[str]:
    """A text that is nothing but the code of a committee."""
    return isinstance(cell, str) and _PLAIN_COMMITTEE.fullmatch(cell) is not None


def is_plain_text(cell: str, limit: int) -> bool:
    """A text of letters, digits, characters and brackets, of which nothing is to be said: ``read_name`` keeps it."""
    plain_one = len(cell) <= limit and _PLAIN_TEXT.fullmatch(cell) is not None
    return plain_one and (cell.isascii() or not is_garbled(cell))


def is_missing(cell: Cell) -> bool:
    """An empty cell, or a sign that stands for one. Not for survey answers: see ``is_unanswered``."""
    return cell is None or (isinstance(cell, str) and _is_one_of(cell, _MISSING))


def is_unanswered(cell: Cell) -> bool:
    """As ``is_missing``, but 无 (none) is an answer."""
    return cell is None or (isinstance(cell, str) and _is_one_of(cell, _NOTHING_SAID))


def _is_one_of(cell: str, signs: frozenset[str]) -> bool:
    return not _SAYS_SOMETHING.match(cell) and plain(cell).casefold() in signs


def read_text(cell: Cell, limit: int) -> str:
    """Free text, spaces joined. The signs of other scripts stay; control characters and what is no character are refused."""
    _check_whole(cell)
    text = " ".join(_INVISIBLE.sub("", plain(cell) if not isinstance(cell, str) else cell).split())
    if not text.isascii() and _COMBINING.search(text):
        text = unicodedata.normalize("NFC", text)  # a letter and its accent, or one sign for both: the same name
    if _UNPRINTABLE.search(text):
        raise ValueRefused("text_unprintable")
    if len(text) > limit:
        raise ValueRefused("text_too_long", limit=limit, length=len(text))
    return text


def read_name(cell: Cell, limit: int) -> str:
    """As ``read_text``, with at least one letter, digit or character."""
    text = read_text(cell, limit)
    if text and not text[0].isalnum() and not any(char.isalnum() for char in text):
        raise ValueRefused("name_without_words")
    return text


def has_invisible(cell: str) -> bool:
    """Marks of direction, joiners and the like, which are taken out of texts."""
    return bool(_INVISIBLE.search(cell))


def is_garbled(text: str) -> bool:
    """Signs of a text that was decoded wrongly once: the sign that stands for lost bytes, or bytes of UTF-8 read as another
    encoding, which still are UTF-8 when they are written in that one.
    """
    if _GARBLED.search(text):
        return True
    if _LATIN.search(text):
        return any(_is_utf8_in(text, encoding) for encoding in ("latin-1", "cp1252"))
    return len(text) > 2 and begins_as_han(text) and _is_utf8_in(text, "gb18030")


def begins_as_han(text: str) -> bool:
    """In GB18030 the text, which is not empty, begins with a byte with which characters of UTF-8 begin: few do, and the others
    cannot be garbled so.
    """
    return 0xE3 <= text[0].encode("gb18030", "replace")[0] <= 0xE9


def _is_utf8_in(text: str, encoding: str) -> bool:
    try:
        again = text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return False
    return again != text and (encoding != "gb18030" or bool(_HAN.fullmatch(again)))


def _check_whole(cell: Cell) -> None:
    if isinstance(cell, BrokenCell):
        raise ValueRefused(cell.why.value)
    if isinstance(cell, list | dict):
        raise ValueRefused("cell_not_simple")


def read_code(cell: Cell) -> tuple[str, str | None]:
    """A division code of any level as 12 digits, and the note on what was tidied (a problem code) or None."""
    text, note = _code_text(cell)
    try:
        return full_code(text), note
    except BadCode:
        raise ValueRefused("code_malformed", length=len(text)) from None


def read_community_code(cell: Cell) -> tuple[str, str | None]:
    """The 12 digits of a residents' committee, and the note or None."""
    text, note = _code_text(cell)
    if len(text) != CODE_DIGITS or text.startswith("00"):
        raise ValueRefused("code_malformed", length=len(text))
    if text.endswith("000"):
        raise ValueRefused("code_not_committee")
    return text, note


def _code_text(cell: Cell) -> tuple[str, str | None]:
    _check_whole(cell)
    if isinstance(cell, str) and cell.isascii() and cell.isdigit():
        return cell, None
    numeric = isinstance(cell, int | float) and not isinstance(cell, bool)
    text = plain(cell)
    if _SCIENTIFIC.fullmatch(text):
        raise ValueRefused("code_destroyed")
    tidy = text.lstrip("'’‘`").replace(" ", "").replace("-", "").removesuffix(".0")
    if not (tidy.isascii() and tidy.isdigit()):
        raise ValueRefused("code_malformed", length=len(tidy))
    return tidy, "code_was_number" if numeric else "code_tidied" if tidy != _untabbed(cell) else None


def _untabbed(cell: Cell) -> Cell:
    """Without the tab at the end that keeps the digits of a CSV a text in a spreadsheet."""
    return cell.removesuffix("\t") if isinstance(cell, str) else cell


def read_whole(cell: Cell, most: int = MAX_COUNT) -> int:
    """A whole number from 0 to ``most``: ``2666``, ``2,666``, ``2666.0``, ``2666户``."""
    text = _number(cell, COUNT_UNITS)
    if not _WHOLE.fullmatch(text):
        raise ValueRefused("not_whole" if _DECIMAL.fullmatch(text) else "not_a_number")
    number = int(text.replace(",", "").split(".")[0])
    _check_range(text, Decimal(number), Decimal(most))
    return number


def unit_of(cell: Cell) -> str:
    """The unit behind a figure, empty where there is none."""
    found = _UNIT_TAIL.search(plain(cell)) if isinstance(cell, str) and not _PLAIN_FIGURE.fullmatch(cell) else None
    return found[0] if found else ""


def _number(cell: Cell, units: Collection[str] = ()) -> str:
    """The text of a figure without its unit. Raises ValueRefused for a unit that is none of ``units``."""
    _check_whole(cell)
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        raise ValueRefused("not_a_number")
    unit = unit_of(cell)
    text = plain(cell).removesuffix(unit).strip()
    if unit and unit not in units and _DECIMAL.fullmatch(text):
        raise ValueRefused("unit_other", unit=unit)
    if len(text) > _LONGEST_NUMBER:
        raise ValueRefused("not_a_number")
    return text


def _check_range(text: str, number: Decimal, most: Decimal) -> None:
    """A nought with a minus sign is no nought that somebody counted."""
    if number < 0 or text.startswith("-"):
        raise ValueRefused("negative")
    if number > most:
        raise ValueRefused("too_large", limit=f"{most:,}")


def read_decimal(cell: Cell, most: Decimal, factor: int = 1, units: Collection[str] = ()) -> Decimal:
    """A figure with at most two decimals after the unit's factor; more are refused, never rounded."""
    text = _number(cell, units if factor == 1 else ())  # where the header has a unit of its own, the cell may not have another
    if not _DECIMAL.fullmatch(text):
        raise ValueRefused("not_a_number")
    number = Decimal(text.replace(",", "")) * factor
    _check_range(text, number, most)
    exact = number.quantize(_CENT)
    if exact != number:
        raise ValueRefused("too_precise")
    return exact


def read_area(cell: Cell, factor: int = 1) -> Decimal:
    """Square metres with two places."""
    return read_decimal(cell, MAX_AREA, factor, AREA_UNITS)


def read_money(cell: Cell, factor: int = 1) -> Decimal:
    """Yuan with two places."""
    return read_decimal(cell, MAX_MONEY, factor, MONEY_UNITS)


def read_small(cell: Cell) -> int:
    """A whole number that may be below zero, such as a storey: ``-1``, ``3层``."""
    text = _number(cell, _STOREY_UNITS).removeprefix("B")
    if not _WHOLE.fullmatch(text):
        raise ValueRefused("not_whole")
    number = int(text.replace(",", "").split(".")[0])
    if abs(number) > 200:
        raise ValueRefused("too_large", limit="200")
    return number


def read_degrees(cell: Cell) -> float:
    """A longitude or latitude in decimal degrees. A number stays the number it is, to its last bit."""
    if isinstance(cell, float) and math.isfinite(cell):
        return cell
    text = _number(cell)
    if not _DECIMAL.fullmatch(text):
        raise ValueRefused("not_a_number")
    return float(text)


def read_date(cell: Cell, *, from_1904: bool = False) -> dt.date:
    """``2024-02-29``, ``2024/2/29``, ``2024年2月29日``, ``20240229``, a spreadsheet's date or its serial number, which
    counts from 1900 on, or from 1904 where the workbook says so.
    """
    _check_whole(cell)
    if isinstance(cell, dt.datetime):
        return _in_time(cell.date())
    if isinstance(cell, dt.date):
        return _in_time(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool) and 0 < cell <= _LAST_SERIAL and cell == int(cell):
        return _of_serial(int(cell), from_1904=from_1904)
    return _date_of_text(plain(cell))


def _of_serial(serial: int, *, from_1904: bool) -> dt.date:
    if from_1904:
        return _ZERO_OF_1904 + dt.timedelta(days=serial)
    if serial < _FIRST_SERIAL:
        raise ValueRefused("date_impossible")
    return _SERIAL_ZERO + dt.timedelta(days=serial)


def _date_of_text(text: str) -> dt.date:
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        raise ValueRefused("date_ambiguous" if _SHORT_DATE.fullmatch(text) else "date_unreadable")
    try:
        return _in_time(dt.date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError as error:
        raise error if isinstance(error, ValueRefused) else ValueRefused("date_impossible") from None


def _in_time(day: dt.date) -> dt.date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueRefused("date_impossible")
    return day


def read_flag(cell: Cell) -> bool:
    """是/否, yes/no."""
    _check_whole(cell)
    found = _FLAGS.get(plain(cell).casefold())
    if found is None:
        raise ValueRefused("not_yes_or_no")
    return found


def read_choice(cell: Cell, choices: Mapping[str, str]) -> str:
    """One of a vocabulary: ``choices`` has the folded spellings and the stored code of each."""
    _check_whole(cell)
    found = choices.get(plain(cell).casefold())
    if found is None:
        raise ValueRefused("not_a_choice", accepted=" / ".join(choices))
    return found


def split_list(text: str) -> list[str]:
    """The parts of ``a;b、c|d``, trimmed, empty ones left out."""
    return [part.strip() for part in re.split(r"[;；、|,，]", text) if part.strip()]
