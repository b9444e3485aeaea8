"""Facilities of a file that may be there already: said with the other one, never merged."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.db.models import Q

from facilities.alike import NOWHERE, Alike, Things, alike
from facilities.matching import Indices
from facilities.models import Facility
from facilities.services import FACILITY_FIELDS
from intake.blocks import Plain
from intake.draft import Comparison
from intake.fields import Fields, Place
from intake.kinds.facility_texts import degrees_of
from intake.slices import Spool

_AT: Final = {name: index for index, name in enumerate(FACILITY_FIELDS)}
_MARGIN: Final = 0.002  # degrees
_Note = tuple[Place, str, str, dict[str, Any]]  # where, code, name, details
_FIELDS: Final = ("code", "name", "community_id", "lng", "lat")


@dataclass(frozen=True)
class _Kept:
    """New things of one type, and the number of the line on which each stands."""

    things: Things
    numbers: Sequence[int]


class Doubles:
    """The new facilities of a file, type by type, until it is told which of them may be there already."""

    def __init__(self) -> None:
        self._spool, self._of_type, self._sheet = Spool(), dict[str, list[int]](), ""

    def learn(self, comparison: Comparison[str], places: Mapping[str, Place]) -> None:
        """New rows with the places where they stand."""
        rows = comparison.created.values()
        stand = [places[code] for code in comparison.created]
        self._sheet = stand[0].sheet if stand else self._sheet
        types = [row[_AT["facility_type"]] for row in rows]
        self._keep(types, _things([row[_AT[field]] for field in _FIELDS] for row in rows), [each.row for each in stand])

    def learn_plain(self, rows: Plain, types: Sequence[str], ids: Sequence[int | None]) -> None:
        """New rows that are plain, with the keys of their communities."""
        self._sheet = rows.sheet
        names = rows.columns.get("facility_name", ("",) * len(rows))
        self._keep(types, Things(rows.keys, names, _keys(ids), *degrees_of(rows)), rows.numbers.tolist())

    def _keep(self, types: Sequence[str], things: Things, numbers: Sequence[int]) -> None:
        by_type: dict[str, list[int]] = {}
        for at, kind in enumerate(types):
            by_type.setdefault(kind, []).append(at)
        for kind, places in by_type.items():
            kept = _Kept(things.at(places), [numbers[at] for at in places])
            self._of_type.setdefault(kind, []).append(self._spool.add(kept))

    def note(self, place_of: Callable[[str], Place | None], fields: Fields, within: str, before: int) -> None:
        """Of every new facility: another of its type at its place with a like name, in the order of the file.

        Of the register, up to the key ``before``, only what lies ``within`` a division's path is named (empty: all), as
        only that may be shown.
        """
        told = [each for kind in self._of_type for each in self._alike(kind, place_of, within, before)]
        for place, code, name, details in sorted(told, key=lambda each: each[0]):
            fields.note_at(place, code, "facility_name", name, **details)

    def _alike(self, kind: str, place_of: Callable[[str], Place | None], within: str, before: int) -> Iterator[_Note]:
        new, numbers = self._in_order(kind)
        others = _stored(kind, new, within, before) if before else _things(())
        for found in alike(new, others):
            is_new = found.other >= len(others)
            other, at = (new, found.other - len(others)) if is_new else (others, found.other)
            place = Place(self._sheet, numbers[at]) if is_new else place_of(other.codes[at])
            yield Place(self._sheet, numbers[found.one]), *_said(found, new.names[found.one], other, at, place)

    def _in_order(self, kind: str) -> tuple[Things, list[int]]:
        """All new ones of a type in the order of the file, and the numbers of their lines."""
        kept: list[_Kept] = [self._spool[number] for number in self._of_type[kind]]
        things, numbers = kept[0].things, [number for each in kept for number in each.numbers]
        for each in kept[1:]:
            things = things.then(each.things)
        order = np.argsort(numbers, kind="stable").tolist()
        return things.at(order), [numbers[at] for at in order]


def _said(found: Alike, name: str, others: Things, at: int, place: Place | None) -> tuple[str, str, dict[str, Any]]:
    metres = "?" if found.metres is None else round(found.metres)
    details = {"other": others.names[at], "known": others.codes[at], "metres": metres, "row": place.row if place else ""}
    return "double_in_file" if place else "double_in_register", name, details


def _things(rows: Iterable[Sequence[Any]]) -> Things:
    """Rows as _FIELDS."""
    listed = list(rows)
    codes, names, ids, lng, lat = zip(*listed, strict=True) if listed else ((), (), (), (), ())
    x, y = (np.array([np.nan if each is None else each for each in degrees], np.float64) for degrees in (lng, lat))
    return Things(codes, [name or "" for name in names], _keys(ids), x, y)


def _keys(ids: Iterable[int | None]) -> Indices:
    return np.array([NOWHERE if key is None else key for key in ids], np.int64)


def _stored(kind: str, new: Things, within: str, before: int) -> Things:
    """Open facilities of the register that may be the same: of the type, in the box around the points, or without one."""
    rows = Facility.objects.filter(pk__lte=before, facility_type=kind, closed_on__isnull=True).order_by("code")
    rows = rows.filter(community__path__startswith=within) if within else rows
    if not np.isnan(new.lng).any():
        west, east, south, north = (float(end) for axis in (new.lng, new.lat) for end in (axis.min(), axis.max()))
        box = Q(lng__range=(west - _MARGIN, east + _MARGIN), lat__range=(south - _MARGIN, north + _MARGIN))
        rows = rows.filter(box | Q(lng__isnull=True))
    return _things(rows.values_list(*_FIELDS).iterator(chunk_size=20_000))
