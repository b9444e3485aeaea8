"""The facility types of catalogue.toml, found by code, name or another spelling. Pure."""

import difflib
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

_FILE = Path(__file__).with_name("catalogue.toml")
_SUGGESTED = 3


class FacilityGroup(StrEnum):
    """The sections in which a page shows the types."""

    SERVICES = "services"
    COMMERCE = "commerce"
    INFRASTRUCTURE = "infrastructure"
    ENVIRONMENT = "environment"
    BLOCK = "block"
    OTHER = "other"


@dataclass(frozen=True)
class FacilityType:
    """One type: what it is called, and by which map codes it is known (``amap`` codes, ``osm`` tags ``key=value``)."""

    code: str
    zh: str
    en: str
    group: FacilityGroup
    icon: str
    amap: tuple[str, ...] = ()
    osm: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def name(self, lang: Literal["zh", "en"]) -> str:
        """The type's name in one language."""
        return self.zh if lang == "zh" else self.en

    def spellings(self) -> tuple[str, ...]:
        """Everything that names this type on input."""
        return (self.code, self.zh, self.en, *self.also)

    def is_tagged(self, tags: Mapping[str, str]) -> bool:
        """True where the map tags of a feature say that it is of this type. ``shop=a;b`` names both."""
        return any(value in tags.get(key, "").split(";") for key, value in (tag.split("=", 1) for tag in self.osm))


@dataclass(frozen=True)
class _Generic:
    types: tuple[FacilityType, ...]
    plainest: FacilityType

    def narrowed(self, tags: Mapping[str, str]) -> FacilityType:
        return next((each for each in self.types if each.is_tagged(tags)), self.plainest)


def _folded(text: str) -> str:
    """Same text for every spelling: compatibility forms, case and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _read_type(row: Mapping[str, Any]) -> FacilityType:
    amap, osm, also = (tuple(row.get(key, ())) for key in ("amap", "osm", "also"))
    code, zh, en, icon = (str(row[key]) for key in ("code", "zh", "en", "icon"))
    return FacilityType(code, zh, en, FacilityGroup(row["group"]), icon, amap, osm, also)


def _read_generics(rows: Iterable[Mapping[str, Any]]) -> dict[str, _Generic]:
    return {
        _folded(name): _Generic(tuple(FACILITY_TYPES[code] for code in row["types"]), FACILITY_TYPES[row["plainest"]])
        for row in rows
        for name in row["names"]
    }


_DATA = tomllib.loads(_FILE.read_text(encoding="utf-8"))
FACILITY_TYPES: Mapping[str, FacilityType] = MappingProxyType({row["code"]: _read_type(row) for row in _DATA["type"]})
_GENERICS = _read_generics(_DATA["generic"])
_BY_NAME = {_folded(text): found for found in FACILITY_TYPES.values() for text in found.spellings()}
_NAMES = {_folded(text): text for found in FACILITY_TYPES.values() for text in found.spellings()}
_NO_TAGS: Mapping[str, str] = MappingProxyType({})


def by_name(text: str, tags: Mapping[str, str] = _NO_TAGS) -> FacilityType | None:
    """The type that a code, a Chinese or English name or another spelling names, or None.

    ``tags`` are the feature's map tags: they decide where the name covers several types.
    """
    key = _folded(text)
    generic = _GENERICS.get(key)
    return generic.narrowed(tags) if generic else _BY_NAME.get(key)


def suggestions(text: str) -> tuple[FacilityType, ...]:
    """The types whose names come nearest to ``text``, best first, for an error message."""
    key = _folded(text)
    within = [name for name in _NAMES if key and (key in name or name in key)]
    near = difflib.get_close_matches(key, _NAMES, n=_SUGGESTED * 2, cutoff=0.6)
    codes = dict.fromkeys(_BY_NAME[name].code for name in (*near, *within))
    return tuple(FACILITY_TYPES[code] for code in list(codes)[:_SUGGESTED])
