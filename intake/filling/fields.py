"""What can be filled into a form: the catalogue of fields.toml, and what a field must be about. Pure."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from communities.words import Words

_FILE: Final = Path(__file__).with_name("fields.toml")
_BRACKETS: Final = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_SIGNS: Final = re.compile(r"[\s:：*＊、,，。;；/／_＿-]+")


class Per(StrEnum):
    """Whether a field has a value for each community or one for the whole that is asked for."""

    COMMUNITY = "community"
    SCOPE = "scope"


class About(StrEnum):
    """What has to be named beside a field: nothing, a facility type, or a rule."""

    NOTHING = ""
    TYPE = "type"
    RULE = "rule"


@dataclass(frozen=True)
class Field:
    """One thing to fill in. ``of`` is what its reader needs to tell it from its sisters (a band, a level, a verdict)."""

    code: str
    words: Words
    per: Per
    about: About
    of: str
    also: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything by which a form may ask for it."""
        return (self.words.zh, self.words.en, *self.also)


def folded(text: str) -> str:
    """One text for every spelling: full-width forms, case, spaces, dashes and colons do not matter."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def bare(text: str) -> str:
    """As ``folded``, without what stands in brackets: units and remarks."""
    return folded(_BRACKETS.sub("", text)) or folded(text)


def _read(code: str, row: Mapping[str, Any]) -> Field:
    about = About(row.get("about", ""))
    return Field(code, Words(row["zh"], row["en"]), Per(row["per"]), about, row.get("of", ""), tuple(row.get("also", ())))


FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {code: _read(code, row) for code, row in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
)
