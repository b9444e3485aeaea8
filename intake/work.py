"""What every kind of draft is given: the rows' header, where to report, the source, the days."""

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from communities.divisions import BadCode
from communities.services import Actor
from intake.draft import Comparison, Origin
from intake.fields import Fields, Place
from intake.lookups import community_ids, community_names, nearest_known, places_of
from intake.names import same_name
from intake.points import DATUMS, Point
from intake.problems import shown
from intake.provenance import Said, said_by_cell, strongest
from intake.shifts import FEWEST_POINTS, shift_of
from intake.values import plain

K = TypeVar("K", bound=Hashable)
FindOrigin = Callable[[Collection[Said]], Origin]


@dataclass
class Announced:
    """Codes that files of the same set bring along, though the set may be rejected in the end."""

    communities: set[str] = field(default_factory=set)
    divisions: set[str] = field(default_factory=set)


@dataclass
class Work:
    """One table on its way in. ``today`` bounds dates; ``day`` is the date for rows that carry none."""

    fields: Fields
    by: Actor
    today: dt.date
    day: dt.date | None
    datum: str
    datum_said: bool  # by the person, who takes it upon themselves
    announced: Announced
    find_origin: FindOrigin
    may_store: Callable[[], bool]  # asked once all rows are read: nothing so far was wrong with the set
    within: str = ""  # the path of the only division whose rows are taken; empty: all
    said: set[Said] = field(default_factory=set)  # what the rows say of their own provenance
    doubted: set[str] = field(default_factory=set)  # datums that the points of the file do not seem to be in

    @cached_property
    def origin(self) -> Origin:
        """Asked for once all rows are read: only then is it known what the file says of itself."""
        return self.find_origin(self.said)

    def said_of_row(self) -> Said | None:
        """What the row in hand says of its own provenance."""
        return said_by_cell(plain(self.fields.raw("provenance")))

    def provenance_of(self, said: Said | None) -> str:
        """That of something that has a provenance and no source. Its row is taken at its word where the words of the rows are
        all that labels the file; what the name of the file or the person says holds for every row.
        """
        return said if said and self.origin.provenance == strongest(*self.said) else self.origin.provenance

    def communities(self, wanted: dict[str, Place], key: str = "code") -> dict[str, int]:
        """Primary keys by code; a code that nobody knows is a problem at the place where it first stood.

        A code announced by another file of a rejected set gets -1: nothing of the set will be stored.
        """
        known = community_ids(wanted)
        for code, place in wanted.items():
            if code not in known:
                if code in self.announced.communities:
                    known[code] = -1
                else:
                    self._unknown(code, place, key)
        if key == "code":
            self._check_names()
        return known

    def _check_names(self) -> None:
        """A code beside the name of another community. Names are compared here and used for nothing else."""
        named = self.fields.named
        known = community_names({code for code, _ in named}) if named else {}
        for (code, said), place in named.items():
            if code in known and not same_name(said, known[code]):
                self.fields.note_at(place, "name_differs", "community_name", shown(said), own=code, known=known[code])
        named.clear()

    def _unknown(self, code: str, place: Place, key: str) -> None:
        try:
            name, near = nearest_known(code)
        except BadCode:
            name, near = "", ""
        problem = "community_unknown" if near else "community_unknown_anywhere"
        self.fields.note_at(place, problem, key, code, near=f"{name} {near}")

    def check_datum(self, points: Iterable[tuple[Point | None, int | None]], places: Mapping[str, Place]) -> None:
        """Points with the primary keys of the communities they belong to: a problem, at the first of the places of their rows,
        where they fit another datum better.
        """
        pairs = [(point, key) for point, key in points if point and key and key > 0]
        known = places_of({key for _, key in pairs}) if len(pairs) >= FEWEST_POINTS else {}
        for datum in DATUMS:
            mine = [(point, known[key]) for point, key in pairs if point.datum == datum and key in known]
            shift = shift_of([point for point, _ in mine], np.array([where for _, where in mine]).reshape(-1, 2))
            if shift:
                place = next(iter(places.values()))
                code = "datum_unlike" if self.datum_said else "datum_doubtful"
                self.fields.note_at(place, code, "lng", claimed=datum, **asdict(shift))
                self.doubted.add(datum)

    def not_future(self, key: str, day: dt.date | None) -> dt.date | None:
        """``day`` unless it lies after today, which is a problem of the row."""
        if day and day > self.today:
            self.fields.refuse("date_future", key, today=self.today.isoformat())
            return None
        return day

    def note_refused(self, comparison: Comparison[K], places: Mapping[K, Place], key: str) -> None:
        """Rows that would replace recorded figures by synthetic ones."""
        for each in comparison.refused:
            self.fields.note_at(places[each], "recorded_stays", key)
