"""The offices that review a work plan: which of the levels a programme names the place of a pilot has. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from communities.divisions import PSEUDO_CITIES
from communities.words import Words


class Level(StrEnum):
    """From below, as pilots.models.ReviewLevel."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"


LEVEL_WORDS: Final = {
    Level.DISTRICT: Words("区县", "district"),
    Level.CITY: Words("市", "city"),
    Level.PROVINCE: Words("省级", "province"),
}
_DIGITS: Final = {Level.DISTRICT: 6, Level.CITY: 4, Level.PROVINCE: 2}


@dataclass(frozen=True)
class Office:
    """A level of review, and the path of the division whose officials review there."""

    level: Level
    path: str

    @property
    def code(self) -> str:
        """The short code of the division: its last segment."""
        return self.path.split("/")[-2]


def offices(path: str, levels: Collection[str]) -> tuple[Office, ...]:
    """Of those ``levels`` that the place of ``path`` has, from below."""
    found = ((level, _above(path, level)) for level in Level if level.value in levels)
    return tuple(Office(level, above) for level, above in found if above)


def passed_over(path: str, levels: Collection[str]) -> tuple[Level, ...]:
    """Those ``levels`` that the place does not have: a municipality has no city above its districts, Dongguan no districts."""
    return tuple(level for level in Level if level.value in levels and not _above(path, level))


def _above(path: str, level: Level) -> str:
    """The path of the division of that level on the way to ``path``; empty where there is none that is a government."""
    parts = [part for part in path.split("/") if part]
    for depth, part in enumerate(parts, 1):
        if len(part) == _DIGITS[level] and part not in PSEUDO_CITIES:
            return "/" + "/".join(parts[:depth]) + "/"
    return ""
