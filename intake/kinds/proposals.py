"""The types of a facility row that may not name them: taken where they are certain, else proposed and left to be confirmed.

A register says what its facilities are, and a wrong word there is an error. A table of a map service or another supplier goes
by codes and names of its own: what they prove is taken, what they only hint at waits for somebody to fill in the type.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from communities.words import LANGS
from facilities.catalogue import FACILITY_TYPES, Confidence, FacilityType, by_name, type_spelt, types_tagged
from facilities.suggesting import Suggestion, suggest
from intake.fields import Fields, remembered
from intake.hstore import read_hstore
from intake.kinds.types import names_of, read_types, tags_of
from intake.values import is_missing, plain, split_list

_OF_REGISTERS: Final = (
    "code", "facility_code", "floor_area", "activity_area", "site_area", "capacity", "tenure", "opened_on", "closed_on",
    "serves", "evidence",
)  # fmt: skip
_MOST: Final = 3
_CODE_DIGITS: Final = 6
_CONFIDENCE: Final[Mapping[str, Mapping[Confidence, str]]] = {
    "zh": {Confidence.HIGH: "高", Confidence.MEDIUM: "中", Confidence.LOW: "低"},
    "en": {each: each.value for each in Confidence},
}
_SIGNS: Final = {"zh": ("、", "（", "；", "）"), "en": (", ", " (", "; ", ")")}


_named_types: Final = remembered(read_types)  # for a table without tags: those may narrow what a name means


def take_types(fields: Fields) -> tuple[FacilityType, ...]:
    """The types of the row. None, with the reason noted, where there is an error, where it waits, or is no facility."""
    types = _types(fields)
    if types and (fields.has("osm_type") or is_layer_of_nodes(fields)):
        _note_unlike(fields, types)
    return types


def _note_unlike(fields: Fields, types: tuple[FacilityType, ...]) -> None:
    """A map feature whose name ends in the word for another type than its tags: the tags count, and it is said."""
    name = plain(fields.raw("facility_name"))
    named = [each for each in FACILITY_TYPES.values() if any(_ends_in(name, word) for word in each.spellings())]
    if named and not set(named) & set(types):
        said = {f"named_{lang}": named[0].name(lang) for lang in LANGS}
        said |= {f"tagged_{lang}": ", ".join(each.name(lang) for each in types) for lang in LANGS}
        fields.refuse("type_unlike_name", "facility_name", **said)


def _ends_in(name: str, word: str) -> bool:
    return len(word) > 1 and not word.isascii() and name.endswith(word)


def _types(fields: Fields) -> tuple[FacilityType, ...]:
    if not is_missing(fields.raw("facility_type")):
        return read_types(fields) if fields.has("tags") else _named_types(fields, "facility_type") or ()
    if is_layer_of_nodes(fields):
        return _tagged(fields)
    if _is_register(fields):
        return read_types(fields, "facility_type" if fields.has("facility_type") or not fields.has("type") else "type")
    return _said(fields) or _suggested(fields)


def is_layer_of_nodes(fields: Fields) -> bool:
    """The layer of points that GDAL makes of a map, told by the column that its other layers do not have."""
    return fields.has("osm_id") and fields.has("is_in")


def _tagged(fields: Fields) -> tuple[FacilityType, ...]:
    """As of a map: by the tags alone. Others are counted."""
    cell = fields.raw("tags")
    if isinstance(cell, str) and read_hstore(cell)[1]:
        fields.refuse("tags_cut", "tags")
    types = types_tagged(tags_of(cell))
    if not types:
        fields.refuse("osm_untyped")
    return types


def _is_register(fields: Fields) -> bool:
    """True where the table has what only a register has, and nothing of a supplier's."""
    supplied = fields.has("typecode") or fields.has("supplier_type")
    return not supplied and any(fields.has(key) for key in _OF_REGISTERS)


def _said(fields: Fields) -> tuple[FacilityType, ...]:
    """The types that the supplier's own words are, where every one of them is a word of the catalogue.

    Where the map's code is given it goes first: the words beside it are a path of ever narrower classes, not a list.
    """
    if not is_missing(fields.raw("typecode")):
        return ()
    category = type_spelt(plain(fields.raw("supplier_type")))
    tags = tags_of(fields.raw("tags"))
    found = [by_name(name, tags) for name in names_of(fields.raw("type"))] or [category]
    known = {each.code: each for each in found if each}
    return tuple(known.values()) if all(found) else ()


def _suggested(fields: Fields) -> tuple[FacilityType, ...]:
    name = plain(fields.raw("facility_name"))
    found = suggest("" if is_missing(name) else name, _amap_codes(fields), tags_of(fields.raw("tags")))
    certain = tuple(each.type for each in found if each.confidence is Confidence.HIGH)
    if not certain and found:
        said = {f"proposed_{lang}": _proposed(found[:_MOST], lang) for lang in ("zh", "en")}
        fields.refuse("type_proposed", "facility_type", cell=name, **said)
    elif not certain:
        fields.refuse("type_none", "facility_type", cell=name)
    return certain


def _amap_codes(fields: Fields) -> tuple[str, ...]:
    """The codes of a cell ``060200|071400``. A spreadsheet takes a first zero away: five digits have no other reading."""
    cell = fields.raw("typecode")
    codes = [] if is_missing(cell) else split_list(plain(cell))
    if any(_is_short(code) for code in codes):
        fields.refuse("typecode_padded", "typecode")
    return tuple(f"0{code}" if _is_short(code) else code for code in codes)


def _is_short(code: str) -> bool:
    return len(code) == _CODE_DIGITS - 1 and code.isascii() and code.isdigit()


def _proposed(found: Iterable[Suggestion], lang: Literal["zh", "en"]) -> str:
    """``Canteen (low; 050100, 食堂)``, best first."""
    comma, opening, semicolon, closing = _SIGNS[lang]
    return comma.join(
        f"{each.type.name(lang)}{opening}{_CONFIDENCE[lang][each.confidence]}{semicolon}{comma.join(each.why)}{closing}"
        for each in found
    )
