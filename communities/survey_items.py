"""What a survey asks about a community, and how an answer is written, read and shown.

The items and their vocabularies stand in `survey_items.toml`. An answer is stored as one integer: states 0 to 2,
flags 0 or 1, maturity 0 to 3, months as `year * 12 + month - 1`, areas as hundredths of m2, counts and metres as they are.
Pure: no Django, no database.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

_FILE = Path(__file__).with_name("survey_items.toml")
_MONTH = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})(?:月?|[-/.月]\d{1,2}日?)")
_AREA = re.compile(r"(\d+)(?:\.(\d{1,2}))?(?:m2|㎡|平方米)?")
_COUNT_LIMIT = 10**9
_AREA_LIMIT = 2 * 10**9  # hundredths of m2; an answer is stored in 32 bits


class SurveyKind(StrEnum):
    """The kinds of answer; each has its own vocabulary or notation."""

    STATE = "state"
    FLAG = "flag"
    MATURITY = "maturity"
    MONTH = "month"
    COUNT = "count"
    AREA = "area"
    METRE = "metre"


class SurveyGroup(StrEnum):
    """The sections of a survey form, in the order in which a page shows them."""

    SERVICES = "services"
    INFRASTRUCTURE = "infrastructure"
    ENVIRONMENT = "environment"
    SMART = "smart"
    GOVERNANCE = "governance"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Answer:
    """One word of a vocabulary: the stored value, its code, both words, other spellings accepted on input."""

    value: int
    code: str
    zh: str
    en: str
    also: tuple[str, ...] = ()

    def spellings(self) -> tuple[str, ...]:
        """All accepted spellings."""
        return (self.code, self.zh, self.en, *self.also)


@dataclass(frozen=True)
class SurveyItem:
    """One question of the survey."""

    code: str
    kind: SurveyKind
    group: SurveyGroup
    zh: str
    en: str

    def name(self, lang: Literal["zh", "en"]) -> str:
        """The item's name in one language."""
        return self.zh if lang == "zh" else self.en


class AnswerError(ValueError):
    """An answer that cannot be read. `accepted_zh` and `accepted_en` say what would have been understood."""

    def __init__(self, item: SurveyItem, text: str) -> None:
        self.item, self.text = item, text
        self.accepted_zh, self.accepted_en = accepted(item.kind, "zh"), accepted(item.kind, "en")
        super().__init__(f"{item.code}: {text!r} is not an answer; write {self.accepted_en} ({self.accepted_zh})")


def _folded(text: str) -> str:
    """Spelling without width, case or surrounding space."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _read_answers(rows: list[dict[str, Any]]) -> tuple[Answer, ...]:
    return tuple(Answer(**{**row, "also": tuple(row.get("also", ()))}) for row in rows)


def _read_item(row: dict[str, Any]) -> SurveyItem:
    return SurveyItem(**{**row, "kind": SurveyKind(row["kind"]), "group": SurveyGroup(row["group"])})


def _read_items(rows: list[dict[str, Any]]) -> Mapping[str, SurveyItem]:
    """All items by code; raises ValueError when a code or a name stands for two items."""
    items = [_read_item(row) for row in rows]
    spellings = [text for item in items for text in {_folded(name) for name in (item.code, item.zh, item.en)}]
    if doubled := {text for text in spellings if spellings.count(text) > 1}:
        raise ValueError(f"{_FILE.name}: {sorted(doubled)} name more than one item; give each its own")
    return MappingProxyType({item.code: item for item in items})


_DATA = tomllib.loads(_FILE.read_text(encoding="utf-8"))
VOCABULARIES: Mapping[SurveyKind, tuple[Answer, ...]] = MappingProxyType(
    {SurveyKind(kind): _read_answers(rows) for kind, rows in _DATA["vocabulary"].items()}
)
SURVEY_ITEMS: Mapping[str, SurveyItem] = _read_items(_DATA["item"])
_BY_NAME = {_folded(text): item for item in SURVEY_ITEMS.values() for text in (item.code, item.zh, item.en)}
_BY_SPELLING = {
    kind: {_folded(text): answer.value for answer in answers for text in answer.spellings()}
    for kind, answers in VOCABULARIES.items()
}


def item_named(text: str) -> SurveyItem:
    """The item with this code, Chinese or English name; raises KeyError."""
    return _BY_NAME[_folded(text)]


def accepted(kind: SurveyKind, lang: Literal["zh", "en"]) -> str:
    """What an answer of this kind may be, for an error message."""
    if kind is SurveyKind.MONTH:
        return "年-月，如 2024-10" if lang == "zh" else "year-month such as 2024-10"
    if kind is SurveyKind.AREA:
        return (
            "平方米数，最多两位小数，如 799.80" if lang == "zh" else "square metres with at most two decimals, such as 799.80"
        )
    if kind in (SurveyKind.COUNT, SurveyKind.METRE):
        return "不小于 0 的整数" if lang == "zh" else "a whole number, 0 or more"
    return " / ".join(answer.zh if lang == "zh" else answer.en for answer in VOCABULARIES[kind])


def parse_answer(item: SurveyItem, text: str) -> int:
    """The stored value of an answer written in Chinese, English or code; raises AnswerError (a ValueError)."""
    value = parse_value(item.kind, text)
    if value is None:
        raise AnswerError(item, text)
    return value


def parse_value(kind: SurveyKind, text: str) -> int | None:
    """The stored value of a text of this kind, or None when it cannot be read."""
    folded = _folded(text)
    if kind is SurveyKind.MONTH:
        return _parse_month(folded)
    if kind is SurveyKind.AREA:
        return _parse_area(folded)
    if kind in (SurveyKind.COUNT, SurveyKind.METRE):
        return _parse_count(folded)
    return _BY_SPELLING[kind].get(folded)


def _parse_month(text: str) -> int | None:
    match = _MONTH.fullmatch(text)
    if not match or not 1 <= int(match[2]) <= 12:
        return None
    return int(match[1]) * 12 + int(match[2]) - 1


def _parse_count(text: str) -> int | None:
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if int(digits) <= _COUNT_LIMIT else None


def _parse_area(text: str) -> int | None:
    match = _AREA.fullmatch(text.replace(",", "").replace(" ", ""))
    if not match:
        return None
    value = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    return value if value <= _AREA_LIMIT else None


def value_code(kind: SurveyKind, value: int) -> str:
    """The language-free text of a stored value; `parse_value` reads it back. Raises KeyError for no such value."""
    if kind is SurveyKind.MONTH:
        return f"{value // 12:04d}-{value % 12 + 1:02d}"
    if kind is SurveyKind.AREA:
        return f"{value // 100}.{value % 100:02d}"
    if kind in (SurveyKind.COUNT, SurveyKind.METRE):
        return str(value)
    return _answer(kind, value).code


def value_text(kind: SurveyKind, value: int, lang: Literal["zh", "en"]) -> str:
    """A stored value as a reader sees it. Raises KeyError for no such value."""
    if kind is SurveyKind.MONTH:
        return f"{value // 12}年{value % 12 + 1}月" if lang == "zh" else value_code(kind, value)
    if kind is SurveyKind.AREA:
        return f"{value // 100:,}.{value % 100:02d} {'㎡' if lang == 'zh' else 'm²'}"
    if kind is SurveyKind.METRE:
        return f"{value:,} {'米' if lang == 'zh' else 'm'}"
    if kind is SurveyKind.COUNT:
        return f"{value:,}"
    answer = _answer(kind, value)
    return answer.zh if lang == "zh" else answer.en


def _answer(kind: SurveyKind, value: int) -> Answer:
    for answer in VOCABULARIES[kind]:
        if answer.value == value:
            return answer
    raise KeyError(f"{kind} has no value {value}")
