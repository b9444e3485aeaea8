"""Stored codes as words that the import reads: in Chinese, or the English code. What is not known is a blank cell."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from communities.models import Provenance
from communities.survey_items import SURVEY_ITEMS, VOCABULARIES, value_code, value_text
from communities.words import Lang, Words
from facilities.catalogue import FACILITY_TYPES, by_name
from intake.kinds.communities import BUILD_CLASSES
from intake.kinds.communities import KINDS as UNIT_KINDS
from intake.kinds.divisions import LEVELS
from intake.kinds.facility_rows import MATCHES, TENURES
from intake.kinds.households import BASES
from intake.kinds.premises import KINDS as PREMISES_KINDS
from intake.kinds.premises import OFFERS, OWNERSHIPS

_CHOICES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "level": LEVELS, "unit_kind": UNIT_KINDS, "build_class": BUILD_CLASSES, "basis": BASES, "tenure": TENURES,
        "matched_by": MATCHES, "premises_kind": PREMISES_KINDS, "ownership": OWNERSHIPS, "offers": OFFERS,
    }
)  # fmt: skip
_UNKNOWN: Final = "unknown"
_PROVENANCES: Final = {
    Provenance.RECORDED.value: Words("实测", "recorded"),
    Provenance.SYNTHETIC.value: Words("合成数据", "synthetic"),
    Provenance.SAMPLE.value: Words("示例数据", "sample"),
}
_FLAGS: Final = {True: Words("是", "yes"), False: Words("否", "no")}


def word_of(column: str, value: str, lang: Lang) -> str | None:
    """The word for a stored choice. Raises KeyError for a choice that the column does not have."""
    return None if value == _UNKNOWN else _words(column, lang)[value]


@cache
def _words(column: str, lang: Lang) -> dict[str, str]:
    """The first spelling of every choice in the language."""
    found: dict[str, str] = {}
    for word, value in _CHOICES[column].items():
        if word.isascii() == (lang == "en"):
            found.setdefault(value, word)
    return found


def flag_of(value: bool | None, lang: Lang) -> str | None:  # noqa: FBT001  the value of a cell
    return None if value is None else _FLAGS[value].of(lang)


def provenance_of(value: str, lang: Lang) -> str:
    return _PROVENANCES[value].of(lang)


@cache
def type_of(code: str, lang: Lang) -> str:
    """A facility type: its Chinese name where that names this type alone, else its code."""
    name = FACILITY_TYPES[code].zh
    return name if lang == "zh" and by_name(name) is FACILITY_TYPES[code] else code


def item_of(code: str, lang: Lang) -> str:
    return SURVEY_ITEMS[code].zh if lang == "zh" else code


def answer_of(item: str, value: int, lang: Lang) -> str:
    """Raises KeyError for a value that the item's vocabulary does not have."""
    kind = SURVEY_ITEMS[item].kind
    return value_text(kind, value, lang) if kind in VOCABULARIES and lang == "zh" else value_code(kind, value)
