"""One row of a register, a map or a supplier's table as facilities, read cell by cell."""

import hashlib
from typing import Final, NamedTuple

from communities.copying import Row
from facilities.catalogue import FacilityType
from facilities.models import MatchedBy, Tenure
from facilities.services import FACILITY_FIELDS
from intake.draft import CLEARED
from intake.fields import Fields
from intake.kinds.proposals import is_layer_of_nodes
from intake.points import Point, take_point
from intake.shapes import take_inside
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
CODE_LIMIT: Final = 80
NAME_LIMIT: Final = 200
EVIDENCE_LIMIT: Final = 300
AT: Final = {name: index for index, name in enumerate(FACILITY_FIELDS)}
PLACE_AT: Final = AT["community_id"]
POINT_AT: Final = AT["lng"]
BODY_POINT: Final = 5


class Stands(NamedTuple):
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


def packed(row: Row) -> Row:
    """As plain values, of a row that waits."""
    point = row[POINT_AT]
    return (
        *row[:PLACE_AT],
        tuple(row[PLACE_AT]),
        *row[PLACE_AT + 1 : POINT_AT],
        point and tuple(point),
        *row[POINT_AT + 1 :],
    )


def unpacked(row: Row) -> Row:
    point = row[POINT_AT]
    where = point and Point(*point)
    return (*row[:PLACE_AT], Stands(*row[PLACE_AT]), *row[PLACE_AT + 1 : POINT_AT], where, *row[POINT_AT + 1 :])


def stands_of(fields: Fields) -> Stands:
    codes = []
    for part in fields.words("serves"):
        try:
            codes.append(read_community_code(part)[0])
        except ValueRefused as refused:
            fields.refuse(refused.code, "serves", cell=part, **refused.details)
    community = fields.community_code(required=False)
    how, metres = fields.choice("matched_by", MATCHES), fields.whole("match_metres")
    return Stands(community, tuple(dict.fromkeys(codes)), how, metres)


def body_of(fields: Fields, work: Work) -> Row:
    """The name, then FACILITY_FIELDS from floor_area on, with one Point for lng and lat."""
    point = take_point(fields, work.datum) or take_inside(fields, work.datum)
    opened, closed = fields.day("opened_on"), fields.day("closed_on")
    if opened and opened > work.today:
        fields.refuse("opens_later", "opened_on", today=work.today.isoformat())
    return (
        fields.name("facility_name", NAME_LIMIT), fields.area("floor_area"), fields.area("activity_area"),
        fields.area("site_area"), fields.whole("capacity"), point, fields.choice("tenure", TENURES), opened, closed,
        fields.text("evidence", EVIDENCE_LIMIT),
    )  # fmt: skip


def check_failed(fields: Fields, body: Row) -> None:
    """What else is wrong with a row that is not stored anyway: whoever mends it wants to know all of it at once."""
    _, floor, activity, *_, opened, closed, _ = body
    if floor is not None and activity is not None and activity > floor:
        fields.refuse("activity_above_floor", "activity_area", floor=floor)
    if opened and closed and closed < opened:
        fields.refuse("closed_before_opened", "closed_on", opened=opened.isoformat())


def row_of(kind: FacilityType, code: str, stands: Stands, body: Row) -> Row:
    """FACILITY_FIELDS without the source. In the places of community_id, matched_by and match_metres it carries what is to find
    them, in those of lng and lat one point.
    """
    name, *rest = body
    return (code, name, kind.code, stands, None, None, *rest)


def code_column(fields: Fields) -> str:
    return next((key for key in ("facility_code", "osm_id", "poi_id") if fields.has(key)), "facility_code")


def given_code(fields: Fields) -> str | None:
    """The register's own code, or the identity that a map gives the feature."""
    given = fields.text("facility_code", CODE_LIMIT)
    kind, number = _of_a_map(fields) if fields.has("osm_id") else (None, None)
    point = fields.text("poi_id", 40) if fields.has("typecode") else None
    return given or (f"osm:{kind}/{number}" if kind and number else f"amap:{point}" if point else None)


def _of_a_map(fields: Fields) -> tuple[str | None, str | None]:
    """(kind, number) of an OpenStreetMap element."""
    kind = fields.text("osm_type", 10) or ("node" if is_layer_of_nodes(fields) else None)
    return kind, fields.text("osm_id", 20)


def made_code(kind: FacilityType, stands: Stands, body: Row) -> str:
    """Made of what tells the facility from others, so that the next import of the row finds it again."""
    point = body[BODY_POINT]
    place = stands.community or (f"{point.lng:.6f},{point.lat:.6f}" if point else "|".join(stands.serves))
    return "auto:" + hashlib.sha256(f"{kind.code}|{place}|{body[0] or ''}".encode()).hexdigest()[:16]
