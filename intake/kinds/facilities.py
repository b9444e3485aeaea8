"""Facilities: registers in spreadsheets, map features, and points of a map service or another supplier."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from communities.copying import Row
from facilities.catalogue import FacilityType
from facilities.matching import BY_NONE, BY_POLYGON, NEAREST_LIMIT_M
from facilities.models import Facility, MatchedBy, ServedCommunity, Tenure
from facilities.services import FACILITY_FIELDS, facilities_grew, last_facility, record_facilities, record_served
from intake.draft import CLEARED, Comparison, Draft, compare
from intake.fields import Fields, Place
from intake.kinds.doubles import Doubles
from intake.kinds.fenced import Named, doubt_fences, note_outside
from intake.kinds.inside import inside
from intake.kinds.proposals import is_layer_of_nodes, take_types
from intake.lookups import among, match_points, stored_rows, vanished
from intake.points import Point, located, take_point
from intake.problems import shown
from intake.readers import RawRow
from intake.shapes import take_inside
from intake.slices import Sample, Slice, Slices
from intake.values import ValueRefused, read_community_code
from intake.work import Work

TENURES: Final = {
    "公有": Tenure.PUBLIC.value, "public": Tenure.PUBLIC.value,
    "租赁": Tenure.LEASED.value, "leased": Tenure.LEASED.value,
    "私有": Tenure.PRIVATE.value, "private": Tenure.PRIVATE.value,
    "借用": Tenure.BORROWED.value, "borrowed": Tenure.BORROWED.value,
    "unknown": Tenure.UNKNOWN.value,
}  # fmt: skip
MATCHES: Final = {
    "代码": MatchedBy.CODE.value, "code": MatchedBy.CODE.value,
    "边界": MatchedBy.POLYGON.value, "boundary": MatchedBy.POLYGON.value,
    "最近点": MatchedBy.NEAREST.value, "nearest": MatchedBy.NEAREST.value,
    "未归属": MatchedBy.NONE.value, "unmatched": MatchedBy.NONE.value,
}  # fmt: skip
_CODE_LIMIT: Final = 80
_AT: Final = {name: index for index, name in enumerate(FACILITY_FIELDS)}
_PLACE_AT: Final = _AT["community_id"]
_POINT_AT: Final = _AT["lng"]
_DEFAULTS: Final = (
    None, "", None, None, MatchedBy.NONE.value, None, None, None, None, None, None, None, Tenure.UNKNOWN.value, None, None, "",
)  # fmt: skip
_BODY_POINT: Final = 5
_POINTS_ENOUGH: Final = 20_000  # to tell one datum from another
_NOWHERE: Final = (CLEARED, MatchedBy.NONE.value, CLEARED)
Served = dict[str, set[int]]


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One facility a row and type; each finds its community by code, by boundary or by the nearest point.

    A row whose type is only proposed is left out, whatever else is wrong with it.
    """
    fields, places = work.fields, _Places({}, {}, Sample(_POINTS_ENOUGH))
    found = Slices(fields, _code_column(fields), _packed, _unpacked)
    for row in rows:
        fields.turn_to(row)
        types = take_types(fields)
        if not types and not fields.failed:
            continue
        body, stands = _body(fields, work), _stands(fields)
        if fields.failed:
            _check_failed(fields, body)
        else:
            places.learn(stands, fields.place)
            places.points.add((body[_BODY_POINT], stands.community))
            for each in types:
                _add(found, fields, each, stands, body, several=len(types) > 1)
    return _draft(found, places, work)


def _check_failed(fields: Fields, body: Row) -> None:
    """What else is wrong with a row that is not stored anyway: whoever mends it wants to know all of it at once."""
    _, floor, activity, *_, opened, closed, _ = body
    if floor is not None and activity is not None and activity > floor:
        fields.refuse("activity_above_floor", "activity_area", floor=floor)
    if opened and closed and closed < opened:
        fields.refuse("closed_before_opened", "closed_on", opened=opened.isoformat())


class _Stands(NamedTuple):
    """Codes of the community where a facility stands and of those it serves, as far as they are given, and how the first
    was found where the row says so (``metres`` off, where it is the nearest).
    """

    community: str | None
    serves: tuple[str, ...]
    how: str | None
    metres: int | None

    @property
    def is_unmatched(self) -> bool:
        """The row says that no community was found."""
        return not self.community and self.how == MatchedBy.NONE

    def match(self, community: int | None) -> Row:
        """Community, how it was found, and metres, of a row that names its community."""
        found = (MatchedBy.POLYGON, MatchedBy.NEAREST)
        how = self.how if self.how in found else MatchedBy.CODE.value
        is_near = how == MatchedBy.NEAREST and self.metres is not None
        return (community, how, self.metres if is_near else CLEARED)


def _packed(row: Row) -> Row:
    """As plain values, of a row that waits."""
    point = row[_POINT_AT]
    return (
        *row[:_PLACE_AT],
        tuple(row[_PLACE_AT]),
        *row[_PLACE_AT + 1 : _POINT_AT],
        point and tuple(point),
        *row[_POINT_AT + 1 :],
    )


def _unpacked(row: Row) -> Row:
    point = row[_POINT_AT]
    where = point and Point(*point)
    return (*row[:_PLACE_AT], _Stands(*row[_PLACE_AT]), *row[_PLACE_AT + 1 : _POINT_AT], where, *row[_POINT_AT + 1 :])


class _Places(NamedTuple):
    """Where each community code first stood, and points with the codes of their communities."""

    communities: dict[str, Place]
    served: dict[str, Place]
    points: Sample

    def learn(self, stands: _Stands, place: Place) -> None:
        if stands.community:
            self.communities.setdefault(stands.community, place)
        for code in stands.serves:
            self.served.setdefault(code, place)


def _stands(fields: Fields) -> _Stands:
    codes = []
    for part in fields.words("serves"):
        try:
            codes.append(read_community_code(part)[0])
        except ValueRefused as refused:
            fields.refuse(refused.code, "serves", cell=part, **refused.details)
    community = fields.community_code(required=False)
    how, metres = fields.choice("matched_by", MATCHES), fields.whole("match_metres")
    return _Stands(community, tuple(dict.fromkeys(codes)), how, metres)


def _body(fields: Fields, work: Work) -> Row:
    """The name, then FACILITY_FIELDS from floor_area on, with one Point for lng and lat."""
    point = take_point(fields, work.datum) or take_inside(fields, work.datum)
    opened, closed = fields.day("opened_on"), fields.day("closed_on")
    if opened and opened > work.today:
        fields.refuse("opens_later", "opened_on", today=work.today.isoformat())
    return (
        fields.name("facility_name", 200), fields.area("floor_area"), fields.area("activity_area"),
        fields.area("site_area"), fields.whole("capacity"), point, fields.choice("tenure", TENURES), opened, closed,
        fields.text("evidence", 300),
    )  # fmt: skip


def _add(found: Slices, fields: Fields, kind: FacilityType, stands: _Stands, body: Row, *, several: bool) -> None:
    """Gather one facility. In the places of community_id, matched_by and match_metres it carries what is to find them."""
    given, (name, *rest), column = _given_code(fields), body, found.column
    code = f"{given}:{kind.code}" if given and several else given or _made_code(kind, stands, body)
    row = (code, name, kind.code, stands, None, None, *rest)
    if len(code) > _CODE_LIMIT:
        fields.refuse("text_too_long", column, limit=_CODE_LIMIT, length=len(code))
    elif given is None and code in found.rows:
        fields.refuse("facility_indistinct", "facility_name", first=found.places[code].row)
    else:
        found.add(fields, code, row, column)
        if given is None:
            found.made[code] = shown(fields.raw("facility_name"))


def _code_column(fields: Fields) -> str:
    return next((key for key in ("facility_code", "osm_id", "poi_id") if fields.has(key)), "facility_code")


def _given_code(fields: Fields) -> str | None:
    """The register's own code, or the identity that a map gives the feature."""
    given = fields.text("facility_code", _CODE_LIMIT)
    kind, number = _of_a_map(fields) if fields.has("osm_id") else (None, None)
    point = fields.text("poi_id", 40) if fields.has("typecode") else None
    return given or (f"osm:{kind}/{number}" if kind and number else f"amap:{point}" if point else None)


def _of_a_map(fields: Fields) -> tuple[str | None, str | None]:
    """(kind, number) of an OpenStreetMap element."""
    kind = fields.text("osm_type", 10) or ("node" if is_layer_of_nodes(fields) else None)
    return kind, fields.text("osm_id", 20)


def _made_code(kind: FacilityType, stands: _Stands, body: Row) -> str:
    """Made of what tells the facility from others, so that the next import of the row finds it again."""
    point = body[_BODY_POINT]
    place = stands.community or (f"{point.lng:.6f},{point.lat:.6f}" if point else "|".join(stands.serves))
    return "auto:" + hashlib.sha256(f"{kind.code}|{place}|{body[0] or ''}".encode()).hexdigest()[:16]


def _draft(found: Slices, places: _Places, work: Work) -> Draft:
    ids = work.communities(places.communities) | work.communities(places.served, "serves")
    if found.first:
        work.check_datum(((point, ids.get(code or "")) for point, code in places.points.kept), {"": found.first})
        doubt_fences(places.points.kept, found.first, work)
    told = _Told(found, ids, work, before=last_facility())
    for each in found.slices():
        told.take(each)
    told.doubles.note(found.place_of, work.fields, work.within, told.before)
    return Draft(told.created, told.changed, told.unchanged, told.finish, _vanished(told, found, work))


@dataclass
class _Told:
    """What all slices come to. Each is stored as soon as it is compared, while nothing so far was wrong with the table."""

    found: Slices
    ids: dict[str, int]
    work: Work
    before: int  # the last facility of the register as it was
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    communities: set[int] = field(default_factory=set)  # that the file speaks of
    doubles: Doubles = field(default_factory=Doubles)

    def take(self, each: Slice) -> None:
        note_outside(_named(each), each.places, self.work)
        wanted = _placed(each, self.ids, self.work)
        stored = stored_rows(among(Facility.objects.all(), "code", wanted), ["code"], FACILITY_FIELDS)
        wanted = _with_a_place(wanted, stored, each.places, self.work.fields)
        wanted = inside(wanted, stored, _PLACE_AT, each.places, self.work)
        self.communities.update(row[_PLACE_AT] for row in wanted.values() if isinstance(row[_PLACE_AT], int))
        comparison = compare(_moved(wanted, stored, each), stored, self.work.origin, _DEFAULTS)
        self.work.note_refused(comparison, each.places, "facility_code")
        _check_final(comparison, each, self.work.fields)
        self.doubles.learn(comparison, each.places)
        self._count_and_store(comparison, _served(each, wanted, stored, self.ids))

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
    return {code: (row[_POINT_AT], row[_PLACE_AT].community) for code, row in each.rows.items()}


def _vanished(told: _Told, found: Slices, work: Work) -> list[str]:
    """Open facilities that the same source had before in the communities that the file speaks of."""
    had = Facility.objects.filter(source=work.origin.pk, closed_on=None, pk__lte=told.before)
    return vanished(had, "community_id", told.communities, found.known)


def _placed(found: Slice, ids: dict[str, int], work: Work) -> dict[str, Row]:
    """The rows with community, how it was found, and metres, in their places."""
    rows = located(found.rows, _POINT_AT)
    pointed = [code for code, row in rows.items() if row[_POINT_AT] is not None and _is_open(row[_PLACE_AT])]
    by_point = dict(zip(pointed, _matches([rows[code][_POINT_AT : _POINT_AT + 2] for code in pointed]), strict=True))
    placed: dict[str, Row] = {}
    for code, row in rows.items():
        stands: _Stands = row[_PLACE_AT]
        known = stands.match(ids.get(stands.community)) if stands.community else by_point.get(code)
        if stands.is_unmatched:
            known = _NOWHERE if row[_POINT_AT] is not None else None
        _note_unplaced(code, known, stands, found.places[code], work.fields)
        placed[code] = (*row[:_PLACE_AT], *(known or (None, None, None)), *row[_PLACE_AT + 3 :])
    return placed


def _is_open(stands: _Stands) -> bool:
    """The community is to be found by the point."""
    return not stands.community and not stands.is_unmatched


def _is_map_without_points(fields: Fields) -> bool:
    """The numbers and tags of a map without where anything is."""
    return is_layer_of_nodes(fields) and not any(
        map(fields.has, ("code", "lng", "lng_gcj02", "lng_bd09", "geometry", "serves"))
    )


def _with_a_place(wanted: dict[str, Row], stored: dict[str, Row], places: dict[str, Place], fields: Fields) -> dict[str, Row]:
    """Of a map without points only what is in the register already: nobody knows where the other things are. Their names
    fill what has none; a name that is registered stays.
    """
    if not _is_map_without_points(fields):
        return wanted
    for code in wanted:
        if code not in stored:
            fields.note_at(places[code], "map_row_nowhere", "osm_id", code)
    at = _AT["name"]
    known = {code: row for code, row in wanted.items() if code in stored}
    return {code: (*row[:at], None, *row[at + 1 :]) if stored[code][1 + at] else row for code, row in known.items()}


def _moved(wanted: dict[str, Row], stored: dict[str, Row], found: Slice) -> dict[str, Row]:
    """A row that names another community than the stored one names it by code, whatever it still says of how it was found."""
    moved = {
        code: (*row[:_PLACE_AT], row[_PLACE_AT], MatchedBy.CODE.value, CLEARED, *row[_PLACE_AT + 3 :])
        for code, row in wanted.items()
        if found.rows[code][_PLACE_AT].community and code in stored and stored[code][1 + _PLACE_AT] != row[_PLACE_AT]
    }
    return {**wanted, **moved}


def _matches(points: list[Row]) -> list[Row]:
    """Community, how and metres for each (lng, lat)."""
    keys, match = match_points([lng for lng, _ in points], [lat for _, lat in points])
    found = zip(match.index.tolist(), match.how.tolist(), match.metres.tolist(), strict=True)
    return [_matched(keys, index, how, metres) for index, how, metres in found]


def _matched(keys: list[int], index: int, how: int, metres: float) -> Row:
    if how == BY_NONE:
        return _NOWHERE
    if how == BY_POLYGON:
        return (keys[index], MatchedBy.POLYGON.value, CLEARED)
    return (keys[index], MatchedBy.NEAREST.value, round(metres))


def _note_unplaced(code: str, known: Row | None, stands: _Stands, place: Place, fields: Fields) -> None:
    """A facility without a community is kept, and said."""
    if known is None and not stands.serves and not _is_map_without_points(fields):
        fields.note_at(place, "facility_nowhere", "code", facility=code)
    elif known is not None and known[0] is CLEARED:
        fields.note_at(place, "facility_far", "lng", facility=code, limit=int(NEAREST_LIMIT_M))


def _check_final(comparison: Comparison[str], found: Slice, fields: Fields) -> None:
    """What only shows when the file's figures lie over the stored ones."""
    for code, row in comparison.final():
        floor, activity = row[_AT["floor_area"]], row[_AT["activity_area"]]
        opened, closed = row[_AT["opened_on"]], row[_AT["closed_on"]]
        if floor is not None and activity is not None and activity > floor:
            fields.note_at(found.places[code], "activity_above_floor", "activity_area", str(activity), floor=floor)
        if opened and closed and closed < opened:
            place = found.places[code]
            fields.note_at(place, "closed_before_opened", "closed_on", closed.isoformat(), opened=opened.isoformat())


def _served(each: Slice, wanted: dict[str, Row], stored: dict[str, Row], ids: dict[str, int]) -> Served:
    """Per facility whose list of served communities differs from the stored one: the list, its own included."""
    serves = {code: each.rows[code][_PLACE_AT].serves for code in wanted if each.rows[code][_PLACE_AT].serves}
    moves = {code: move for code in wanted.keys() - serves.keys() if (move := _move(wanted[code], stored.get(code)))}
    if not serves and not moves:
        return {}
    known = _lists({*serves, *moves})
    own = {code: wanted[code][_PLACE_AT] for code in serves}
    listed = {code: {ids[each] for each in codes if each in ids} for code, codes in serves.items()}
    complete = {code: those | ({own[code]} if isinstance(own[code], int) else set()) for code, those in listed.items()}
    complete |= {code: known[code] - {old} | {new} for code, (old, new) in moves.items() if known[code]}
    return {code: those for code, those in complete.items() if those != known[code]}


def _move(row: Row, had: Row | None) -> tuple[int, int] | None:
    """(from, to) of a facility that moves and says nothing of whom it serves; whom it served it goes on serving."""
    old, new = had[_PLACE_AT + 1] if had else None, row[_PLACE_AT]
    return (old, new) if isinstance(old, int) and isinstance(new, int) and old != new else None


def _lists(codes: Collection[str]) -> Served:
    """The communities that each facility serves now; empty where it serves its own only."""
    known: Served = {code: set() for code in codes}
    pairs = among(ServedCommunity.objects.all(), "facility__code", known).values_list("facility__code", "community_id")
    for code, community in pairs:
        if code in known:
            known[code].add(community)
    return known
