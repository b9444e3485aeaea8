"""Which division a pilot counts in: the "city (district)" of the notice, read in one of two ways. Pure.

The notice asks for 3 to 5 communities in every "city (district)" (每个城市（区）) and does not say which level it means. A
programme says how it reads the words, and every page that counts says it too.
"""

from enum import StrEnum
from typing import Final

from communities.divisions import PSEUDO_CITIES, district_code, full_code
from communities.words import Words

MUNICIPALITIES: Final = frozenset({"11", "12", "31", "50"})


class UnitLevel(StrEnum):
    DISTRICT = "district"
    CITY = "city"


UNIT_WORDS: Final = {
    UnitLevel.DISTRICT: Words("区县（无区县的，为市）", "district or county (where a city has none: the city)"),
    UnitLevel.CITY: Words(
        "地级市（直辖市为全市；省直辖的，为该县级市）",
        "city (a municipality as a whole; places that a province governs itself, each)",
    ),
}


def unit_code(code: str, level: UnitLevel) -> str:
    """The full code of the division in which a community of ``code`` counts."""
    if level is UnitLevel.DISTRICT:
        return district_code(code)
    if code[:2] in MUNICIPALITIES:
        return full_code(code[:2])
    return district_code(code) if code[:4] in PSEUDO_CITIES else full_code(code[:4])
