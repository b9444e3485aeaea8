"""Division codes: 12 digits in segments of 2-2-2-3-3 (province, city, district, sub-district, committee). Pure.

A level that a place does not have is written as zeros and skipped: Dongguan (4419) has no districts, so its sub-district
441900003 hangs directly below 4419. Paths are made of whole segments, so ``/11/`` never matches a code that merely begins
with "11": always compare paths, never text prefixes of codes. Source: the official list of 2023, where every committee's
code begins with the codes of its sub-district, district, city and province (620,573 codes, no exception).
"""

import re
from collections.abc import Iterator
from enum import StrEnum

LENGTH = 12
ENDS = (2, 4, 6, 9, 12)
CODE = re.compile(r"[0-9]{12}")


class Level(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMITTEE = "committee"


# "Cities" that only gather districts or counties of a municipality, or places governed by the province itself.
PSEUDO_CITIES = frozenset({"1101", "1201", "3101", "5001", "5002", "4190", "4290", "4690", "6590"})
# Digits 5-6 of a functional zone that is counted like a district (124 such codes in the list of 2023).
ZONE_DISTRICTS = range(70, 80)


class BadCode(ValueError):
    """Not a division code."""


def full_code(text: str) -> str:
    """``110108`` -> ``110108000000``. Accepts 2, 4, 6, 9 or 12 digits. Raises BadCode."""
    padded = text.ljust(LENGTH, "0") if len(text) in ENDS else text
    if not CODE.fullmatch(padded) or padded.startswith("00"):
        raise BadCode(text)
    return padded


def ancestry(code: str) -> Iterator[str]:
    """Full codes from the province down to ``code`` itself, levels written as zeros left out."""
    start = 0
    for end in ENDS:
        if code[start:end].strip("0"):
            yield code[:end].ljust(LENGTH, "0")
        start = end


def level_of(code: str) -> Level:
    """The level of a full code, by its last segment that is not zeros."""
    start, found = 0, Level.PROVINCE
    for end, level in zip(ENDS, Level, strict=True):
        if code[start:end].strip("0"):
            found = level
        start = end
    return found


def parent_code(code: str) -> str | None:
    """The full code one level up, or None for a province."""
    *above, _ = ancestry(code)
    return above[-1] if above else None


def district_code(code: str) -> str:
    """The full code of the district a code lies in, or of its city where there are no districts (Dongguan)."""
    return code[: 4 if code[4:6] == "00" else 6].ljust(LENGTH, "0")


def short_code(code: str) -> str:
    """The code as people write it: without the zeros of the levels below (``110108``)."""
    start, length = 0, ENDS[0]
    for end in ENDS:
        if code[start:end].strip("0"):
            length = end
        start = end
    return code[:length]


def path_of(code: str) -> str:
    """``/11/1101/110108/110108001/``: whole segments, so that "begins with" is "lies within"."""
    return "/" + "".join(f"{short_code(part)}/" for part in ancestry(code))


def is_pseudo(code: str) -> bool:
    """A level that exists in the codes but is no government of its own, or a functional zone."""
    short = short_code(code)
    return short in PSEUDO_CITIES or (len(short) == 6 and int(short[4:]) in ZONE_DISTRICTS)
