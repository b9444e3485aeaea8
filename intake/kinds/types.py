"""The facility types that a cell names."""

from collections.abc import Mapping
from typing import Any

from facilities.catalogue import FACILITY_TYPES, FacilityType, by_name, suggestions
from intake.fields import Fields
from intake.hstore import read_hstore
from intake.problems import shown
from intake.values import is_missing, plain, split_list


def read_types(fields: Fields, key: str = "facility_type") -> tuple[FacilityType, ...]:
    """The types of a facility row: one name, several joined by ``;``, or the list of a map feature."""
    names = names_of(fields.raw(key))
    if not names:
        fields.refuse("blank_required", key)
    tags = tags_of(fields.raw("tags"))
    found = {each.code: each for name in names if (each := named(fields, name, tags, key))}
    return tuple(found.values())


def names_of(cell: Any) -> list[str]:
    """The parts of a cell that may each name a type."""
    if isinstance(cell, list):
        return [plain(each) for each in cell if not is_missing(each)]
    text = plain(cell)
    if is_missing(text):
        return []
    return [text] if by_name(text) else split_list(text)


def tags_of(cell: Any) -> dict[str, str]:
    """The map tags of a cell: a mapping, or the text of one; none where it holds no such thing."""
    if isinstance(cell, str):
        return read_hstore(cell)[0]
    return {str(key): str(value) for key, value in cell.items()} if isinstance(cell, Mapping) else {}


def named(fields: Fields, name: str, tags: Mapping[str, str], key: str = "facility_type") -> FacilityType | None:
    """The type of this name, or None with the nearest names in the problem."""
    found = by_name(name, tags)
    if found is None:
        near = suggestions(name) or tuple(FACILITY_TYPES.values())[:3]
        said = {"near_zh": "、".join(each.zh for each in near), "near_en": ", ".join(each.en for each in near)}
        fields.refuse("type_unknown", key, cell=shown(name), **said)
    return found
