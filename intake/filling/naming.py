"""What a place of a form probably asks for, by the words that stand by it. Sure only where a name is the very same. Pure."""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from facilities.catalogue import type_spelt
from intake.filling.fields import FIELDS, Field, Per, bare, folded
from intake.filling.places import Found, Kind, Sketch

_NEAR: Final = 0.7
_COUNTED: Final = ("数量", "个数", "数", "count", "s")
LEVELS: Final = "/"
"""Stands between the heads of a column that has several, one above the other."""


@dataclass(frozen=True)
class Proposal:
    """A field and what it is about. ``is_sure``: the form uses a name of the catalogue; else somebody has to look."""

    field: str
    about: str = ""
    is_sure: bool = False


def _names(per: Per) -> dict[str, str]:
    """Name -> field, of those that need nothing named beside them."""
    fields = [field for field in FIELDS.values() if field.per is per and not field.about]
    return {spelt: field.code for field in fields for name in field.names for spelt in (folded(name), bare(name))}


_SURE: Final = {per: _names(per) for per in Per}


def proposals(sketch: Sketch) -> dict[str, Proposal]:
    """Key of a place -> what it may ask for. What two places seem to ask for is sure of neither."""
    found = {each.place.key: made for part in sketch.parts for each in part.found if (made := proposed(each))}
    in_columns = {each.place.key for part in sketch.parts for each in part.found if each.place.kind is Kind.COLUMN}
    times = Counter((made.field, made.about, key in in_columns) for key, made in found.items() if made.is_sure)
    return {
        key: Proposal(made.field, made.about, made.is_sure and times[made.field, made.about, key in in_columns] == 1)
        for key, made in found.items()
    }


def proposed(found: Found) -> Proposal | None:
    """None where nothing comes near."""
    per = Per.COMMUNITY if found.place.kind is Kind.COLUMN else Per.SCOPE
    whole = found.label.replace(LEVELS, "")
    if code := _exactly(whole, per):
        return Proposal(code, is_sure=True)
    last = found.label.rsplit(LEVELS, 1)[-1]
    if code := _exactly(last, per):
        return Proposal(code)  # what stands above it may mean something else: households of old compounds only
    return _of_type(last, per) or _near(last, per)


def _exactly(text: str, per: Per) -> str:
    names = _SURE[per]
    return names.get(folded(text)) or names.get(bare(text), "")


def _of_type(text: str, per: Per) -> Proposal | None:
    """A facility type by its name. Which of the counts is meant, nobody can tell from a head."""
    plain = bare(text)
    for word in (plain, *(plain.removesuffix(each) for each in _COUNTED)):
        if word and (known := type_spelt(word)):
            return Proposal("facilities" if per is Per.COMMUNITY else "registered_total", known.code)
    return None


def _near(text: str, per: Per) -> Proposal | None:
    near = difflib.get_close_matches(bare(text), _SURE[per], n=1, cutoff=_NEAR)
    return Proposal(_SURE[per][near[0]]) if near else None


def offered(per: Per) -> Iterable[Field]:
    """The fields of one sort, in the order of the catalogue."""
    return (field for field in FIELDS.values() if field.per is per)
