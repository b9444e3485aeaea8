"""Facilities of a file that may be there already: said with the other one, never merged."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db.models import Q

from communities.copying import Row
from facilities.alike import Alike, Thing, alike
from facilities.models import Facility
from facilities.services import FACILITY_FIELDS
from intake.draft import Comparison
from intake.fields import Fields, Place
from intake.slices import Spool

_AT: Final = {name: index for index, name in enumerate(FACILITY_FIELDS)}
_MARGIN: Final = 0.002  # degrees
_Note = tuple[Place, str, str, dict[str, Any]]  # where, code, name, details
_STORED: Final = ("code", "facility_type", "name", "community_id", "lng", "lat")


class Doubles:
    """The new facilities of a file, type by type, until it is told which of them may be there already."""

    def __init__(self) -> None:
        self._spool, self._of_type = Spool(), dict[str, list[int]]()

    def learn(self, comparison: Comparison[str], places: Mapping[str, Place]) -> None:
        """New rows with the places where they stand."""
        by_type: dict[str, list[tuple[Any, ...]]] = {}
        for code, row in comparison.created.items():
            thing = _thing(row)
            by_type.setdefault(thing.type, []).append((*thing, *places[code]))
        for kind, things in by_type.items():
            self._of_type.setdefault(kind, []).append(self._spool.add(things))

    def note(self, place_of: Callable[[str], Place | None], fields: Fields, within: str, before: int) -> None:
        """Of every new facility: another of its type at its place with a like name, in the order of the file.

        Of the register, up to the key ``before``, only what lies ``within`` a division's path is named (empty: all), as
        only that may be shown.
        """
        told = [each for kind in self._of_type for each in self._alike(kind, place_of, within, before)]
        for place, code, name, details in sorted(told, key=lambda each: each[0]):
            fields.note_at(place, code, "facility_name", name, **details)

    def _alike(self, kind: str, place_of: Callable[[str], Place | None], within: str, before: int) -> Iterator[_Note]:
        kept = [each for number in self._of_type[kind] for each in self._spool[number]]
        new, places = [Thing(*each[:-2]) for each in kept], [Place(*each[-2:]) for each in kept]
        others = _stored(new, within, before) if before else []
        for found in alike(new, others):
            is_new = found.other >= len(others)
            other = new[found.other - len(others)] if is_new else others[found.other]
            place = places[found.other - len(others)] if is_new else place_of(other.code)
            yield places[found.one], *_said(found, new[found.one], other, place)


def _said(found: Alike, one: Thing, other: Thing, place: Place | None) -> tuple[str, str, dict[str, Any]]:
    metres = "?" if found.metres is None else round(found.metres)
    details = {"other": other.name, "known": other.code, "metres": metres, "row": place.row if place else ""}
    return "double_in_file" if place else "double_in_register", one.name, details


def _thing(row: Row) -> Thing:
    code, kind, name, community, lng, lat = (row[_AT[field]] for field in _STORED)
    return Thing(code, kind, name or "", community, lng, lat)


def _stored(new: list[Thing], within: str, before: int) -> list[Thing]:
    """Open facilities of the register that may be the same: of the type, in the box around the points, or without one."""
    open_ones = Facility.objects.filter(pk__lte=before, facility_type=new[0].type, closed_on__isnull=True)
    rows = open_ones.order_by("code")
    rows = rows.filter(community__path__startswith=within) if within else rows
    points = [(thing.lng, thing.lat) for thing in new if thing.lng is not None and thing.lat is not None]
    if len(points) == len(new):
        (west, south), (east, north) = (tuple(end(axis) for axis in zip(*points, strict=True)) for end in (min, max))
        box = Q(lng__range=(west - _MARGIN, east + _MARGIN), lat__range=(south - _MARGIN, north + _MARGIN))
        rows = rows.filter(box | Q(lng__isnull=True))
    return [Thing(*row) for row in rows.values_list(*_STORED).iterator(chunk_size=20_000)]
