"""How much a community that wrote a practice is like the one that looks for it: size and build class. Pure.

The bands of size are this project's own, for comparison only: no rule speaks of them.
"""

from dataclasses import dataclass
from typing import Final

from communities.words import Words

BOUNDS: Final = (1_000, 2_000, 3_000, 5_000)
"""Households at which the next band begins."""
UNKNOWN_BAND: Final = 0
BANDS: Final = range(len(BOUNDS) + 2)
"""Band 0 is that of an unknown number."""
BUILD_CLASS_KNOWN: Final = ("new", "existing")
_FAR: Final = len(BOUNDS) + 1
"""Further than any known band lies from another: whose size is unknown comes after all whose size is known."""


def band_of(households: int | None) -> int:
    """From 1 up; UNKNOWN_BAND where the number is not known."""
    return UNKNOWN_BAND if households is None else 1 + sum(households >= bound for bound in BOUNDS)


def band_words(band: int) -> Words:
    if band == UNKNOWN_BAND:
        return Words("户数未知", "number of households not known")
    if band == 1:
        return Words(f"{BOUNDS[0]:,} 户以下", f"under {BOUNDS[0]:,} households")
    least = f"{BOUNDS[band - 2]:,}"
    if band > len(BOUNDS):
        return Words(f"{least} 户及以上", f"{least} households or more")
    most = f"{BOUNDS[band - 1] - 1:,}"
    return Words(f"{least}～{most} 户", f"{least} to {most} households")


@dataclass(frozen=True)
class Likeness:
    """What of a community is compared. ``households`` None: not known."""

    households: int | None
    build_class: str

    @property
    def band(self) -> int:
        return band_of(self.households)


def apart(band: int, build_class: str, own: Likeness) -> int:
    """How far it is from ``own``, 0 for alike: a band of size weighs more than the build class. An unknown is like nothing."""
    sizes = _FAR if UNKNOWN_BAND in (band, own.band) else abs(band - own.band)
    is_same = build_class == own.build_class and build_class in BUILD_CLASS_KNOWN
    return 2 * sizes + (0 if is_same else 1)


def size_words(there: Likeness, own: Likeness) -> Words:
    """Community of similar size (2,667 against 2,410 households)."""
    if there.households is None or own.households is None:
        return Words("户数未知，无法比较规模", "sizes cannot be compared: a number of households is not known")
    both = f"{there.households:,}", f"{own.households:,}"
    numbers = Words(f"（{both[0]} 户，您处 {both[1]} 户）", f" ({both[0]} against {both[1]} households)")
    if there.band == own.band:
        return Words(f"社区规模相近{numbers.zh}", f"community of similar size{numbers.en}")
    if there.band > own.band:
        return Words(f"社区规模更大{numbers.zh}", f"a larger community{numbers.en}")
    return Words(f"社区规模更小{numbers.zh}", f"a smaller community{numbers.en}")


_CLASSES: Final = {"new": Words("新建", "new-built"), "existing": Words("既有", "existing")}


def class_words(there: Likeness, own: Likeness) -> Words:
    """Existing, as yours."""
    if there.build_class not in _CLASSES or own.build_class not in _CLASSES:
        return Words("建设类型未登记，无法比较", "build classes cannot be compared: one is not recorded")
    word = _CLASSES[there.build_class]
    if there.build_class == own.build_class:
        return Words(f"同为{word.zh}社区", f"{word.en}, as yours")
    other = _CLASSES[own.build_class]
    return Words(f"{word.zh}社区，您处为{other.zh}", f"{word.en}, yours is {other.en}")
