"""Facilities: registers in spreadsheets, map features, and points of a map service or another supplier.

Rows are read cell by cell (facility_rows.py) unless they come many at once and are plain (facility_columns.py); either way they
are gathered in slices, and each slice is compared with what is stored and written.
"""

from dataclasses import dataclass, field
from typing import Final

from communities.copying import Row
from communities.copying_behind import copying_behind
from facilities.catalogue import FacilityType
from facilities.models import Facility, MatchedBy, Tenure
from facilities.services import (
    FACILITY_FIELDS,
    facilities_grew,
    last_facility,
    record_facilities,
    record_new_facilities,
    record_served,
)
from intake import slices
from intake.blocks import Plain
from intake.draft import Comparison, Draft, compare
from intake.fields import Fields, Place, note_first
from intake.kinds.doubles import Doubles
from intake.kinds.facility_columns import PlainFacilities
from intake.kinds.facility_places import Served, moved, placed_rows, served_by, with_a_place
from intake.kinds.facility_rows import (
    AT,
    BODY_POINT,
    CODE_LIMIT,
    PLACE_AT,
    POINT_AT,
    Stands,
    body_of,
    check_failed,
    code_column,
    given_code,
    made_code,
    packed,
    row_of,
    stands_of,
    unpacked,
)
from intake.kinds.facility_texts import OddOnes, located_texts, points_of, read_alone, text_columns, types_of
from intake.kinds.fenced import Named, doubt_fences, note_outside
from intake.kinds.inside import inside
from intake.kinds.proposals import take_types
from intake.learned_words import LearnedWords
from intake.lookups import among, stored_rows, vanished
from intake.problems import shown
from intake.readers import RawRow
from intake.slices import Sample, Slice, Slices
from intake.watching import Watched
from intake.work import Work

_DEFAULTS: Final = (
    None, "", None, None, MatchedBy.NONE.value, None, None, None, None, None, None, None, Tenure.UNKNOWN.value, None, None, "",
)  # fmt: skip
_POINTS_ENOUGH: Final = 20_000  # to tell one datum from another


def draft(rows: Watched, work: Work) -> Draft:
    """One facility a row and type; each finds its community by code, by boundary or by the nearest point.

    A row whose type is only proposed is left out, whatever else is wrong with it.
    """
    fields, register = work.fields, PlainFacilities(work)
    found = Slices(fields, code_column(fields), packed, unpacked, lambda row: read_alone(row, work))
    gathered = _Gathered(found, work)
    for block, chosen, others in rows.portions(slices.SLICE, register):
        plain = register.taken(block, chosen)
        found.begin(plain)
        for row in others:
            gathered.take(row)
        gathered.learn(plain)
        register.note_names(block, chosen)
    return _draft(gathered, register.words, work)


@dataclass
class _Gathered:
    """The facilities of a table; where each community code first stood, and points with the codes of their communities."""

    found: Slices
    work: Work
    communities: dict[str, Place] = field(default_factory=dict)
    served: dict[str, Place] = field(default_factory=dict)
    points: Sample = field(default_factory=lambda: Sample(_POINTS_ENOUGH))
    latest: int = 0  # the number of the row read last

    def learn(self, plain: Plain) -> None:
        """What plain rows name, and their points, once the rows between them are known."""
        if not len(plain):
            return
        codes, begin = plain.columns["code"], int(plain.numbers[0])
        is_known = self.communities.keys() >= set(codes) and self.latest < begin
        for code, number in () if is_known else zip(codes, plain.numbers.tolist(), strict=True):
            note_first(self.communities, code, Place(plain.sheet, number))
        self.points.add_some(len(plain), located_texts(plain))

    def take(self, row: RawRow) -> None:
        """One row, cell by cell."""
        fields = self.work.fields
        fields.turn_to(row)
        types = take_types(fields)
        if not types and not fields.failed:
            return
        body, stands = body_of(fields, self.work), stands_of(fields)
        if fields.failed:
            check_failed(fields, body)
            return
        self._learn(stands, fields.place)
        self.latest = fields.place.row
        self.points.add((body[BODY_POINT], stands.community))
        for each in types:
            self._add(each, stands, body, several=len(types) > 1)

    def _learn(self, stands: Stands, place: Place) -> None:
        if stands.community:
            self.communities.setdefault(stands.community, place)
        for code in stands.serves:
            self.served.setdefault(code, place)

    def _add(self, kind: FacilityType, stands: Stands, body: Row, *, several: bool) -> None:
        found, fields = self.found, self.work.fields
        given = given_code(fields)
        code = f"{given}:{kind.code}" if given and several else given or made_code(kind, stands, body)
        if len(code) > CODE_LIMIT:
            fields.refuse("text_too_long", found.column, limit=CODE_LIMIT, length=len(code))
        elif given is None and code in found.rows:
            fields.refuse("facility_indistinct", "facility_name", first=found.places[code].row)
        else:
            found.add(fields, code, row_of(kind, code, stands, body), found.column)
            if given is None:
                found.made[code] = shown(fields.raw("facility_name"))


def _draft(gathered: _Gathered, words: LearnedWords, work: Work) -> Draft:
    found, points = gathered.found, points_of(gathered.points.kept, work.datum)
    ids = work.communities(gathered.communities) | work.communities(gathered.served, "serves")
    if found.first:
        work.check_datum(((point, ids.get(code or "")) for point, code in points), {"": found.first})
        doubt_fences(points, found.first, work)
    before = last_facility()
    told = _Told(found, ids, words, work, before, OddOnes(gathered.communities, ids, work, with_stored=before > 0))
    with copying_behind():
        for each in found.slices():
            told.take(each)
    told.doubles.note(found.place_of, work.fields, work.within, told.before)
    return Draft(told.created, told.changed, told.unchanged, told.finish, _vanished(told, found, work))


@dataclass
class _Told:
    """What all slices come to. Each is stored as soon as it is compared, while nothing so far was wrong with the table."""

    found: Slices
    ids: dict[str, int]
    words: LearnedWords
    work: Work
    before: int  # the last facility of the register as it was
    odd: OddOnes
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    communities: set[int] = field(default_factory=set)  # that the file speaks of
    doubles: Doubles = field(default_factory=Doubles)

    def take(self, each: Slice) -> None:
        odd = self.odd(each.plain, self._ids_of(each.plain))
        each = each.spelt_out(odd, lambda row: read_alone(row, self.work))
        if each.rows:
            self._take_rows(each)
        if len(each.plain):
            self._take_plain(each.plain)

    def _ids_of(self, plain: Plain) -> list[int | None]:
        return [self.ids.get(code) for code in plain.columns.get("code", ())]

    def _take_rows(self, each: Slice) -> None:
        note_outside(_named(each), each.places, self.work)
        wanted = placed_rows(each, self.ids, self.work)
        stored = stored_rows(among(Facility.objects.all(), "code", wanted), ["code"], FACILITY_FIELDS)
        wanted = with_a_place(wanted, stored, each.places, self.work.fields)
        wanted = inside(wanted, stored, PLACE_AT, each.places, self.work)
        self.communities.update(row[PLACE_AT] for row in wanted.values() if isinstance(row[PLACE_AT], int))
        comparison = compare(moved(wanted, stored, each), stored, self.work.origin, _DEFAULTS, FACILITY_FIELDS)
        self.work.note_refused(comparison, each.places, "facility_code")
        _check_final(comparison, each, self.work.fields)
        self.doubles.learn(comparison, each.places)
        self._count_and_store(comparison, served_by(each, wanted, stored, self.ids))

    def _take_plain(self, plain: Plain) -> None:
        """New ones, every one of them, and nothing to be said of any."""
        ids = self._ids_of(plain)
        self.communities.update(key for key in ids if key is not None)
        self.doubles.learn_plain(plain, types_of(plain, self.words), ids)
        self.created += len(plain)
        if self.work.may_store():
            columns = text_columns(plain, ids, self.words, self.work.origin.pk)
            record_new_facilities(by=self.work.by, columns=columns, is_part=self.found.is_sliced)

    def _count_and_store(self, comparison: Comparison[str], served: Served) -> None:
        changes = comparison.changes()
        also_changed = sum(code not in comparison.created and code not in comparison.changed for code in served)
        self.created += len(changes.created)
        self.changed += len(changes.changed) + also_changed
        self.unchanged += changes.unchanged - also_changed
        if self.work.may_store():
            record_facilities(by=self.work.by, changes=changes, is_part=self.found.is_sliced)
            record_served(by=self.work.by, served=served)

    def finish(self) -> None:
        if self.found.is_sliced:
            facilities_grew()


def _named(each: Slice) -> dict[str, Named]:
    """Points with the codes of the communities that the rows name."""
    return {code: (row[POINT_AT], row[PLACE_AT].community) for code, row in each.rows.items()}


def _vanished(told: _Told, found: Slices, work: Work) -> list[str]:
    """Open facilities that the same source had before in the communities that the file speaks of."""
    if not told.before:
        return []
    had = Facility.objects.filter(source=work.origin.pk, closed_on=None, pk__lte=told.before)
    return vanished(had, "community_id", told.communities, found.known)


def _check_final(comparison: Comparison[str], found: Slice, fields: Fields) -> None:
    """What only shows when the file's figures lie over the stored ones."""
    for code, row in comparison.final():
        floor, activity = row[AT["floor_area"]], row[AT["activity_area"]]
        opened, closed = row[AT["opened_on"]], row[AT["closed_on"]]
        if floor is not None and activity is not None and activity > floor:
            fields.note_at(found.places[code], "activity_above_floor", "activity_area", str(activity), floor=floor)
        if opened and closed and closed < opened:
            place = found.places[code]
            fields.note_at(place, "closed_before_opened", "closed_on", closed.isoformat(), opened=opened.isoformat())
