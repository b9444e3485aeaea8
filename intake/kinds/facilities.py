"""Facilities: registers in spreadsheets, map features, and points of a map service or another supplier."""

import hashlib
from collections.abc import Iterable
from typing import Final, NamedTuple

from communities.copying import Row
from facilities.catalogue import FacilityType
from facilities.matching import BY_NONE, BY_POLYGON, NEAREST_LIMIT_M
from facilities.models import Facility, MatchedBy, ServedCommunity, Tenure
from facilities.services import FACILITY_FIELDS, record_facilities, record_served
from intake.draft import CLEARED, Comparison, Draft, compare
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.kinds.doubles import note_doubles
from intake.kinds.inside import inside
from intake.kinds.proposals import take_types
from intake.lookups import among, match_points, stored_rows, vanished
from intake.points import located, take_point
from intake.readers import RawRow
from intake.shapes import take_inside
from intake.values import ValueRefused, read_community_code, read_date
from intake.work import Work

TENURES: Final = {
    "公有": Tenure.PUBLIC.value, "public": Tenure.PUBLIC.value,
    "租赁": Tenure.LEASED.value, "leased": Tenure.LEASED.value,
    "私有": Tenure.PRIVATE.value, "private": Tenure.PRIVATE.value,
    "借用": Tenure.BORROWED.value, "borrowed": Tenure.BORROWED.value,
    "unknown": Tenure.UNKNOWN.value,
}  # fmt: skip
_AT: Final = {name: index for index, name in enumerate(FACILITY_FIELDS)}
_PLACE_AT: Final = _AT["community_id"]
_POINT_AT: Final = _AT["lng"]
_DEFAULTS: Final = (
    None, "", None, None, MatchedBy.NONE.value, None, None, None, None, None, None, None, Tenure.UNKNOWN.value, None, None, "",
)  # fmt: skip
_BODY_POINT: Final = 5
Served = dict[str, set[int]]


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One facility a row and type; each finds its community by code, by boundary or by the nearest point.

    A row whose type is only proposed is left out, whatever else is wrong with it.
    """
    fields, found, places = work.fields, Gathered[str](), _Places({}, {})
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
    """Codes of the community where a facility stands and of those it serves, as far as they are given."""

    community: str | None
    serves: tuple[str, ...]


class _Places(NamedTuple):
    """Where each community code first stood."""

    communities: dict[str, Place]
    served: dict[str, Place]

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
    return _Stands(fields.community_code(required=False), tuple(dict.fromkeys(codes)))


def _body(fields: Fields, work: Work) -> Row:
    """The name, then FACILITY_FIELDS from floor_area on, with one Point for lng and lat."""
    point = take_point(fields, work.datum) or take_inside(fields, work.datum)
    opened, closed = fields.take("opened_on", read_date), fields.take("closed_on", read_date)
    if opened and opened > work.today:
        fields.refuse("opens_later", "opened_on", today=work.today.isoformat())
    return (
        fields.text("facility_name", 200), fields.area("floor_area"), fields.area("activity_area"),
        fields.area("site_area"), fields.whole("capacity"), point, fields.choice("tenure", TENURES), opened, closed,
        fields.text("evidence", 300),
    )  # fmt: skip


def _add(found: Gathered[str], fields: Fields, kind: FacilityType, stands: _Stands, body: Row, *, several: bool) -> None:
    """Gather one facility. In the places of community_id, matched_by and match_metres it carries what is to find them."""
    given, (name, *rest) = _given_code(fields), body
    code = given or _made_code(kind, stands, body)
    row = (f"{code}:{kind.code}" if given and several else code, name, kind.code, stands, None, None, *rest)
    if given is None and code in found.rows:
        fields.refuse("facility_indistinct", "facility_name", first=found.places[code].row)
    else:
        found.add(fields, str(row[0]), row, _code_column(fields))


def _code_column(fields: Fields) -> str:
    return next((key for key in ("facility_code", "osm_id", "poi_id") if fields.has(key)), "facility_code")


def _given_code(fields: Fields) -> str | None:
    """The register's own code, or the identity that a map gives the feature."""
    given = fields.text("facility_code", 60)
    kind, number = fields.text("osm_type", 10), fields.text("osm_id", 20)
    point = fields.text("poi_id", 40) if fields.has("typecode") else None
    return given or (f"osm:{kind}/{number}" if kind and number else f"amap:{point}" if point else None)


def _made_code(kind: FacilityType, stands: _Stands, body: Row) -> str:
    """Made of what tells the facility from others, so that the next import of the row finds it again."""
    point = body[_BODY_POINT]
    place = stands.community or (f"{point.lng:.6f},{point.lat:.6f}" if point else "|".join(stands.serves))
    return "auto:" + hashlib.sha256(f"{kind.code}|{place}|{body[0] or ''}".encode()).hexdigest()[:16]


def _draft(found: Gathered[str], places: _Places, work: Work) -> Draft:
    ids = work.communities(places.communities) | work.communities(places.served, "serves")
    coded = ((row[_POINT_AT], ids.get(row[_PLACE_AT].community or "")) for row in found.rows.values())
    work.check_datum(coded, found.places)
    serves = {code: row[_PLACE_AT].serves for code, row in found.rows.items() if row[_PLACE_AT].serves}
    wanted = _placed(found, ids, work)
    stored = stored_rows(among(Facility.objects.all(), "code", wanted), ["code"], FACILITY_FIELDS)
    wanted = inside(wanted, stored, _PLACE_AT, found.places, work)
    serves = {code: those for code, those in serves.items() if code in wanted}
    comparison = compare(wanted, stored, work.origin, _DEFAULTS)
    work.note_refused(comparison, found.places, "facility_code")
    _check_final(comparison, found, work.fields)
    note_doubles(comparison, found.places, work.fields, work.within)
    return _finished(comparison, _served(serves, wanted, ids), _vanished(wanted, found, work), work)


def _vanished(wanted: dict[str, Row], found: Gathered[str], work: Work) -> list[str]:
    """Open facilities of the same source in the communities that the file speaks of."""
    places = {row[_PLACE_AT] for row in wanted.values() if isinstance(row[_PLACE_AT], int)}
    return vanished(Facility.objects.filter(source=work.origin.pk, closed_on=None), "community_id", places, found.rows)


def _placed(found: Gathered[str], ids: dict[str, int], work: Work) -> dict[str, Row]:
    """The rows with community, how it was found, and metres, in their places."""
    rows = located(found.rows, _POINT_AT)
    pointed = [code for code, row in rows.items() if not row[_PLACE_AT].community and row[_POINT_AT] is not None]
    by_point = dict(zip(pointed, _matches([rows[code][_POINT_AT : _POINT_AT + 2] for code in pointed]), strict=True))
    placed: dict[str, Row] = {}
    for code, row in rows.items():
        stands: _Stands = row[_PLACE_AT]
        known = (ids.get(stands.community), MatchedBy.CODE.value, CLEARED) if stands.community else by_point.get(code)
        _note_unplaced(code, known, stands, found.places[code], work.fields)
        placed[code] = (*row[:_PLACE_AT], *(known or (None, None, None)), *row[_PLACE_AT + 3 :])
    return placed


def _matches(points: list[Row]) -> list[Row]:
    """Community, how and metres for each (lng, lat)."""
    keys, match = match_points([lng for lng, _ in points], [lat for _, lat in points])
    found = zip(match.index.tolist(), match.how.tolist(), match.metres.tolist(), strict=True)
    return [_matched(keys, index, how, metres) for index, how, metres in found]


def _matched(keys: list[int], index: int, how: int, metres: float) -> Row:
    if how == BY_NONE:
        return (CLEARED, MatchedBy.NONE.value, CLEARED)
    if how == BY_POLYGON:
        return (keys[index], MatchedBy.POLYGON.value, CLEARED)
    return (keys[index], MatchedBy.NEAREST.value, round(metres))


def _note_unplaced(code: str, known: Row | None, stands: _Stands, place: Place, fields: Fields) -> None:
    """A facility without a community is kept, and said."""
    if known is None and not stands.serves:
        fields.note_at(place, "facility_nowhere", "code", facility=code)
    elif known is not None and known[0] is CLEARED:
        fields.note_at(place, "facility_far", "lng", facility=code, limit=int(NEAREST_LIMIT_M))


def _check_final(comparison: Comparison[str], found: Gathered[str], fields: Fields) -> None:
    """What only shows when the file's figures lie over the stored ones."""
    for code, row in comparison.final():
        floor, activity = row[_AT["floor_area"]], row[_AT["activity_area"]]
        opened, closed = row[_AT["opened_on"]], row[_AT["closed_on"]]
        if floor is not None and activity is not None and activity > floor:
            fields.note_at(found.places[code], "activity_above_floor", "activity_area", str(activity), floor=floor)
        if opened and closed and closed < opened:
            place = found.places[code]
            fields.note_at(place, "closed_before_opened", "closed_on", closed.isoformat(), opened=opened.isoformat())


def _served(serves: dict[str, tuple[str, ...]], wanted: dict[str, Row], ids: dict[str, int]) -> Served:
    """Per facility whose list of served communities differs from the stored one: the list, its own included."""
    known: dict[str, set[int]] = {code: set() for code in serves}
    pairs = among(ServedCommunity.objects.all(), "facility__code", known).values_list("facility__code", "community_id")
    for code, community in pairs:
        known.get(code, set()).add(community)
    own = {code: wanted[code][_PLACE_AT] for code in serves}
    listed = {code: {ids[each] for each in codes if each in ids} for code, codes in serves.items()}
    complete = {code: those | ({own[code]} if isinstance(own[code], int) else set()) for code, those in listed.items()}
    return {code: those for code, those in complete.items() if those != known[code]}


def _finished(comparison: Comparison[str], served: Served, gone: list[str], work: Work) -> Draft:
    changes = comparison.changes()
    touched = {*comparison.created, *comparison.changed}
    also_changed = sum(code not in touched for code in served)

    def store() -> None:
        record_facilities(by=work.by, changes=changes)
        record_served(by=work.by, served=served)

    return Draft(
        len(changes.created), len(changes.changed) + also_changed, changes.unchanged - also_changed, store, gone
    )  # fmt: skip
