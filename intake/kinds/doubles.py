"""Facilities of a file that may be there already: said with the other one, never merged."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Q

from communities.copying import Row
from facilities.alike import Alike, Thing, alike
from facilities.models import Facility
from facilities.services import FACILITY_FIELDS
from intake.draft import Comparison
from intake.fields import Fields, Place

_AT: Final = {name: index for index, name in enumerate(FACILITY_FIELDS)}
_MARGIN: Final = 0.002  # degrees
_STORED: Final = ("code", "facility_type", "name", "community_id", "lng", "lat")


def note_doubles(comparison: Comparison[str], places: Mapping[str, Place], fields: Fields, within: str) -> None:
    """Of every new facility: another of its type at its place with a like name, of the register or of the file.

    Of the register only what lies ``within`` a division's path is named (empty: all), as only that may be shown.
    """
    new = [_thing(row) for row in comparison.created.values()]
    others = _stored(new, within)
    everything = [*others, *new]
    for found in alike(new, others):
        _note(found, new[found.one], everything[found.other], places, fields)


def _thing(row: Row) -> Thing:
    code, kind, name, community, lng, lat = (row[_AT[field]] for field in _STORED)
    return Thing(code, kind, name or "", community, lng, lat)


def _stored(new: list[Thing], within: str) -> list[Thing]:
    """Open facilities of the register that may be the same: of these types, in the box around the points, or without one."""
    if not new:
        return []
    rows = Facility.objects.filter(facility_type__in={thing.type for thing in new}, closed_on__isnull=True).order_by("code")
    rows = rows.filter(community__path__startswith=within) if within else rows
    points = [(thing.lng, thing.lat) for thing in new if thing.lng is not None and thing.lat is not None]
    if len(points) == len(new):
        (west, south), (east, north) = (tuple(end(axis) for axis in zip(*points, strict=True)) for end in (min, max))
        box = Q(lng__range=(west - _MARGIN, east + _MARGIN), lat__range=(south - _MARGIN, north + _MARGIN))
        rows = rows.filter(box | Q(lng__isnull=True))
    return [Thing(*row) for row in rows.values_list(*_STORED).iterator(chunk_size=20_000)]


def _note(found: Alike, one: Thing, other: Thing, places: Mapping[str, Place], fields: Fields) -> None:
    metres = "?" if found.metres is None else round(found.metres)
    row = places[other.code].row if other.code in places else ""
    code = "double_in_file" if other.code in places else "double_in_register"
    fields.note_at(
        places[one.code], code, "facility_name", one.name, other=other.name, known=other.code, metres=metres, row=row
    )
