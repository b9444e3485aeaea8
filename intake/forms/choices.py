"""What may stand in a column of a blank form: words to choose from, a number, a date, or free text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from communities.survey_items import VOCABULARIES, SurveyItem, SurveyKind
from communities.words import Lang
from facilities.catalogue import FACILITY_TYPES
from intake.kinds.communities import BUILD_CLASSES
from intake.kinds.communities import KINDS as UNIT_KINDS
from intake.kinds.division_counts import FIGURES
from intake.kinds.divisions import LEVELS
from intake.kinds.facility_rows import TENURES
from intake.kinds.households import BASES
from intake.kinds.premises import KINDS as PREMISES_KINDS
from intake.kinds.premises import OFFERS, OWNERSHIPS


class Holds(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"  # digits that are no number: a spreadsheet must not make one of them
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class Answers:
    """What a column holds, and the words to choose from in a language."""

    holds: Holds
    words: tuple[str, ...] = ()


_YES_NO: Final = {"是": True, "yes": True, "否": False, "no": False}
_CHOICES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "level": LEVELS, "build_class": BUILD_CLASSES, "unit_kind": UNIT_KINDS, "tenure": TENURES, "basis": BASES,
        "premises_kind": PREMISES_KINDS, "ownership": OWNERSHIPS, "offers": OFFERS,
        "central_heating": _YES_NO, "in_block": _YES_NO,
    }
)  # fmt: skip
_DAYS: Final = frozenset(
    {"counted_on", "opened_on", "closed_on", "complete_on", "answered_on", "available_from", "lease_until", "withdrawn_on"}
)
_NUMBERS: Final = frozenset(
    {
        "households", "population", "pop_0_2", "pop_3_6", "pop_60plus", "pop_65plus", "floor_area", "activity_area",
        "site_area", "capacity", "annual_rent", "price", "lng", "lat", "built_year", *FIGURES,
    }
)  # fmt: skip
_CODES: Final = frozenset(
    {"code", "division_code", "parent_code", "serves", "facility_code", "compound_code", "premises_code", "block_code"}
)


def answers_of(key: str, lang: Lang) -> Answers:
    """What the column ``key`` holds."""
    if key == "facility_type":
        return Answers(Holds.CHOICE, tuple(each.zh if lang == "zh" else each.code for each in FACILITY_TYPES.values()))
    if key in _CHOICES:
        return Answers(Holds.CHOICE, _spelled(_CHOICES[key], lang))
    if key in _DAYS:
        return Answers(Holds.DAY)
    return Answers(Holds.NUMBER if key in _NUMBERS else Holds.CODE if key in _CODES else Holds.TEXT)


def answers_to(item: SurveyItem, lang: Lang) -> Answers:
    """What may answer a survey item. A month is a text, because a spreadsheet turns 2024.10 into 2024.1."""
    if item.kind in VOCABULARIES:
        return Answers(Holds.CHOICE, tuple(each.zh if lang == "zh" else each.en for each in VOCABULARIES[item.kind]))
    return Answers(Holds.CODE if item.kind is SurveyKind.MONTH else Holds.NUMBER)


def _spelled(choices: Mapping[str, Any], lang: Lang) -> tuple[str, ...]:
    """The first spelling of every choice in the language."""
    found: dict[Any, str] = {}
    for word in _of(choices, lang):
        found.setdefault(choices[word], word)
    return tuple(found.values())


def _of(words: Iterable[str], lang: Lang) -> list[str]:
    return [word for word in words if word.isascii() == (lang == "en")]
