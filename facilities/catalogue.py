"""The facility types of catalogue.toml, found by code, name or another spelling. Pure."""

import difflib
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

_FILE = Path(__file__).with_name("catalogue.toml")
_SUGGESTED = 3
_LISTS = ("amap", "osm", "also", "amap_maybe", "osm_maybe", "words", "against")


class Confidence(StrEnum):
    """How far something proves a facility to be of a type. Only what is high is taken without asking."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FacilityGroup(StrEnum):
    """The sections in which a page shows the types."""

    SERVICES = "services"
    COMMERCE = "commerce"
    INFRASTRUCTURE = "infrastructure"
    ENVIRONMENT = "environment"
    BLOCK = "block"
    OTHER = "other"


def has_tag(tags: Mapping[str, str], tag: str) -> bool:
    """True where ``tags`` say ``tag`` (``key=value``), alone or among several values: ``shop=a;b``."""
    key, value = tag.split("=", 1)
    return value in tags.get(key, "").split(";")


@dataclass(frozen=True)
class FacilityType:
    """One type: what it is called, and by which map codes it is known (``amap`` codes, ``osm`` tags ``key=value``).

    ``confidence`` is how far its AMap codes prove it. The ``_maybe`` codes mean it only where the name says so as well;
    ``words`` are parts of a name that speak for it, ``against`` parts that speak against it.
    """

    code: str
    zh: str
    en: str
    group: FacilityGroup
    icon: str
    amap: tuple[str, ...] = ()
    osm: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    confidence: Confidence = Confidence.LOW
    amap_maybe: tuple[str, ...] = ()
    osm_maybe: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def name(self, lang: Literal["zh", "en"]) -> str:
        """The type's name in one language."""
        return self.zh if lang == "zh" else self.en

    def spellings(self) -> tuple[str, ...]:
        """Everything that names this type on input."""
        return (self.code, self.zh, self.en, *self.also)

    def is_tagged(self, tags: Mapping[str, str]) -> bool:
        """True where the map tags of a feature say that it is of this type. ``shop=a;b`` names both."""
        return any(has_tag(tags, tag) for tag in self.osm)


@dataclass(frozen=True)
class _Generic:
    types: tuple[FacilityType, ...]
    plainest: FacilityType

    def narrowed(self, tags: Mapping[str, str]) -> FacilityType:
        return next((each for each in self.types if each.is_tagged(tags)), self.plainest)


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """Same text for every spelling: compatibility forms, case and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _read_type(row: Mapping[str, Any]) -> FacilityType:
    lists = {key: tuple(row.get(key, ())) for key in _LISTS}
    code, zh, en, icon = (str(row[key]) for key in ("code", "zh", "en", "icon"))
    return FacilityType(code, zh, en, FacilityGroup(row["group"]), icon, confidence=Confidence(row["confidence"]), **lists)


def _read_generics(rows: Iterable[Mapping[str, Any]]) -> dict[str, _Generic]:
    return {
        folded(name): _Generic(tuple(FACILITY_TYPES[code] for code in row["types"]), FACILITY_TYPES[row["plainest"]])
        for row in rows
        for name in row["names"]
    }


_DATA = tomllib.loads(_FILE.read_text(encoding="utf-8"))
FACILITY_TYPES: Mapping[str, FacilityType] = MappingProxyType({row["code"]: _read_type(row) for row in _DATA["type"]})
_GENERICS = _read_generics(_DATA["generic"])
_BY_NAME = {folded(text): found for found in FACILITY_TYPES.values() for text in found.spellings()}
_NAMES = {folded(text): text for found in FACILITY_TYPES.values() for text in found.spellings()}
_BY_TAG = {tag: found.code for found in FACILITY_TYPES.values() for tag in found.osm}
_TAG_KEYS = frozenset(tag.split("=", 1)[0] for tag in _BY_TAG)
_ORDER = list(FACILITY_TYPES)
_NO_TAGS: Mapping[str, str] = MappingProxyType({})


def by_name(text: str, tags: Mapping[str, str] = _NO_TAGS) -> FacilityType | None:
    """The type that a code, a Chinese or English name or another spelling names, or None.

    ``tags`` are the feature's map tags: they decide where the name covers several types.
    """
    key = folded(text)
    generic = _GENERICS.get(key)
    return generic.narrowed(tags) if generic else _BY_NAME.get(key)


def types_tagged(tags: Mapping[str, str]) -> tuple[FacilityType, ...]:
    """The types that the map tags of a feature name, in the order of the catalogue."""
    said = (f"{key}={value}" for key in _TAG_KEYS.intersection(tags) for value in tags[key].split(";"))
    named = {_BY_TAG[tag] for tag in said if tag in _BY_TAG}
    return tuple(FACILITY_TYPES[code] for code in sorted(named, key=_ORDER.index)) if named else ()


def type_spelt(text: str) -> FacilityType | None:
    """The one type of which ``text`` is a spelling; None for words that cover several."""
    return _BY_NAME.get(folded(text))


def suggestions(text: str) -> tuple[FacilityType, ...]:
    """The types whose names come nearest to ``text``, best first, for an error message."""
    key = folded(text)
    within = [name for name in _NAMES if key and (key in name or name in key)]
    near = difflib.get_close_matches(key, _NAMES, n=_SUGGESTED * 2, cutoff=0.6)
    codes = dict.fromkeys(_BY_NAME[name].code for name in (*near, *within))
    return tuple(FACILITY_TYPES[code] for code in list(codes)[:_SUGGESTED])
